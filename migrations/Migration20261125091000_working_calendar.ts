import { Migration } from '@mikro-orm/migrations';

/**
 * Working days: Monday to Friday but for what the table says. Shipped are the holidays and moved working days of the State
 * Council's yearly notices: 国办发明电 〔2018〕15号 with the Labour Day of 2019 moved by 〔2019〕3号 (2019), 〔2019〕16号 with the Spring
 * Festival prolonged to 2 February by 〔2020〕2号 (2020), 〔2020〕27号 (2021), 〔2021〕11号 (2022), 〔2022〕16号 (2023), 〔2023〕7号 (2024),
 * 〔2024〕12号 (2025), 〔2025〕7号 (2026).
 */
export class Migration20261125091000_working_calendar extends Migration {

  override name = 'Migration20261125091000_working_calendar';

  override up(): void {
    this.addSql(`create table "calendar_day" ("day" date not null, "working" boolean not null, "name" text not null, primary key ("day"));`);
    for (const [year, spans] of Object.entries(notices)) {
      for (const [name, off, worked] of spans) {
        const [first, last = first] = off.split('..').map((day) => dayIn(year, day)) as [string, string?];
        // A holiday that falls on a weekend changes nothing; it is listed all the same, so that people see its name.
        this.addSql(`insert into calendar_day (day, working, name) select day::date, false, '${name}' from generate_series(date '${first}', date '${last}', interval '1 day') day;`);
        for (const day of worked) this.addSql(`insert into calendar_day (day, working, name) values ('${dayIn(year, day)}', true, '${name}调休上班');`);
      }
    }
    this.addSql(`
      create function is_working_day(on_day date) returns boolean language sql stable as $$
        select coalesce((select c.working from calendar_day c where c.day = on_day), extract(isodow from on_day) < 6)
      $$;
    `);
    // The working days after a day, or before it, of a span wide enough for the longest holidays.
    this.addSql(`
      create function add_working_days(from_day date, days int) returns date language sql stable as $$
        select case when days = 0 then from_day else (
          select day from (
            select from_day + sign(days)::int * n as day from generate_series(1, abs(days) * 2 + 30) n
          ) near
          where coalesce((select c.working from calendar_day c where c.day = near.day), extract(isodow from near.day) < 6)
          order by sign(days) * (near.day - from_day) offset abs(days) - 1 limit 1
        ) end
      $$;
    `);
    // Working days after one day up to another, both ways; by arithmetic over weeks, then by what differs from them.
    this.addSql(`
      create function weekdays_before(on_day date) returns int language sql immutable as $$
        select 5 * ((on_day - date '2000-01-03') / 7) + least((on_day - date '2000-01-03') % 7, 5)
      $$;
    `);
    this.addSql(`
      create function working_days_between(from_day date, to_day date) returns int language sql stable as $$
        select case when to_day >= from_day then 1 else -1 end * (
          weekdays_before(greatest(from_day, to_day) + 1) - weekdays_before(least(from_day, to_day) + 1)
          + (select coalesce(sum(case when c.working and extract(isodow from c.day) > 5 then 1 when not c.working and extract(isodow from c.day) < 6 then -1 else 0 end), 0)::int
             from calendar_day c where c.day > least(from_day, to_day) and c.day <= greatest(from_day, to_day)))
      $$;
    `);
    this.addSql(`alter table "history" drop constraint "history_type_check";`);
    this.addSql(`alter table "history" add constraint "history_type_check" check ("type" in ('Region', 'Unit', 'Leader', 'Project', 'InvestmentLead', 'Assignment', 'Issue', 'Meeting', 'AgendaItem', 'MeetingSite', 'Directive', 'Clock', 'Calendar'));`);
    this.addSql(`select capture_rows('calendar_day', $$ perform log_unscoped('Calendar', ids); perform note_change_by_sql('Calendar', ids); $$, 'extract(year from day)::int');`);
    this.addSql(`select audit_watch('calendar_day', 'Calendar');`);
    this.addSql(`select keep_versions('calendar_day');`);
  }

}

/** Of a year: the name, the days off (`MM-DD..MM-DD`, or one), and the weekend days that are worked for it. `<` stands before a day of the year before. */
type Notice = readonly (readonly [name: string, off: string, worked: readonly string[]])[];

const notices: Readonly<Record<string, Notice>> = {
  2019: [
    ['元旦', '01-01', []], ['春节', '02-04..02-10', ['02-02', '02-03']], ['清明节', '04-05..04-07', []], ['劳动节', '05-01..05-04', ['04-28', '05-05']],
    ['端午节', '06-07..06-09', []], ['中秋节', '09-13..09-15', []], ['国庆节', '10-01..10-07', ['09-29', '10-12']],
  ],
  2020: [
    ['元旦', '01-01', []], ['春节', '01-24..02-02', ['01-19']], ['清明节', '04-04..04-06', []], ['劳动节', '05-01..05-05', ['04-26', '05-09']],
    ['端午节', '06-25..06-27', ['06-28']], ['国庆节、中秋节', '10-01..10-08', ['09-27', '10-10']],
  ],
  2021: [
    ['元旦', '01-01..01-03', []], ['春节', '02-11..02-17', ['02-07', '02-20']], ['清明节', '04-03..04-05', []], ['劳动节', '05-01..05-05', ['04-25', '05-08']],
    ['端午节', '06-12..06-14', []], ['中秋节', '09-19..09-21', ['09-18']], ['国庆节', '10-01..10-07', ['09-26', '10-09']],
  ],
  2022: [
    ['元旦', '01-01..01-03', []], ['春节', '01-31..02-06', ['01-29', '01-30']], ['清明节', '04-03..04-05', ['04-02']], ['劳动节', '04-30..05-04', ['04-24', '05-07']],
    ['端午节', '06-03..06-05', []], ['中秋节', '09-10..09-12', []], ['国庆节', '10-01..10-07', ['10-08', '10-09']],
  ],
  2023: [
    ['元旦', '<12-31..01-02', []], ['春节', '01-21..01-27', ['01-28', '01-29']], ['清明节', '04-05', []], ['劳动节', '04-29..05-03', ['04-23', '05-06']],
    ['端午节', '06-22..06-24', ['06-25']], ['中秋节、国庆节', '09-29..10-06', ['10-07', '10-08']],
  ],
  2024: [
    ['元旦', '01-01', []], ['春节', '02-10..02-17', ['02-04', '02-18']], ['清明节', '04-04..04-06', ['04-07']], ['劳动节', '05-01..05-05', ['04-28', '05-11']],
    ['端午节', '06-10', []], ['中秋节', '09-15..09-17', ['09-14']], ['国庆节', '10-01..10-07', ['09-29', '10-12']],
  ],
  2025: [
    ['元旦', '01-01', []], ['春节', '01-28..02-04', ['01-26', '02-08']], ['清明节', '04-04..04-06', []], ['劳动节', '05-01..05-05', ['04-27']],
    ['端午节', '05-31..06-02', []], ['国庆节、中秋节', '10-01..10-08', ['09-28', '10-11']],
  ],
  2026: [
    ['元旦', '01-01..01-03', ['01-04']], ['春节', '02-15..02-23', ['02-14', '02-28']], ['清明节', '04-04..04-06', []], ['劳动节', '05-01..05-05', ['05-09']],
    ['端午节', '06-19..06-21', []], ['中秋节', '09-25..09-27', []], ['国庆节', '10-01..10-07', ['09-20', '10-10']],
  ],
};

function dayIn(year: string, day: string): string {
  return day.startsWith('<') ? `${Number(year) - 1}-${day.slice(1)}` : `${year}-${day}`;
}
