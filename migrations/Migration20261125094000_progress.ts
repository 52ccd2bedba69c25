import { Migration } from '@mikro-orm/migrations';

/**
 * Reports of progress, and what is derived from them: a project's physical progress and the money completed in a year are those
 * of the latest report that counts and names them. The database reckons them whenever reports are written, by whomever, and
 * keeps them in the columns that lists, lights and the past read.
 *
 * Nothing else writes these columns. Where somebody does (the register, an import, psql), the database takes it for what it is,
 * a statement of what stands, and makes an OPENING report of it; so the columns never say anything that no report says.
 */
export class Migration20261125094000_progress extends Migration {

  override name = 'Migration20261125094000_progress';

  override up(): void {
    this.table();
    this.standingBefore();
    this.standing();
    this.deriving();
    this.byHand();
    this.rooms();
  }

  private table(): void {
    this.addSql(`
      create table progress_report (
        id serial primary key,
        project_id int not null references project (id) on delete cascade,
        kind text not null,
        day date not null,
        counts_from date not null,
        completed_investment numeric(18,2) null,
        physical_progress numeric(5,4) null,
        workers_on_site int null,
        workers_back int null,
        back_by_origin jsonb not null default '{}',
        back_by_transport jsonb not null default '{}',
        isolated int null,
        started boolean null,
        permits text null,
        prevention text null,
        remarks text null,
        photos text[] not null default '{}',
        correction_reason text null,
        reported_at timestamptz(3) not null default business_now(),
        reporter_subject text null default nullif(current_setting('diaodu.actor', true), ''),
        reporter_name text null default nullif(current_setting('diaodu.audit', true), '')::jsonb ->> 'name',
        constraint progress_report_kind_check check (kind in ('DAILY', 'WEEKLY', 'OPENING')),
        constraint progress_report_counts_check check (counts_from <= day),
        constraint progress_report_money_check check (completed_investment >= 0),
        constraint progress_report_share_check check (physical_progress between 0 and 1),
        constraint progress_report_workers_check check (workers_on_site >= 0 and workers_back >= 0 and isolated >= 0)
      );
    `);
    this.addSql(`create index progress_report_standing on progress_report (project_id, counts_from, id);`);
    this.addSql(`create index progress_report_latest on progress_report (project_id, kind, day, id);`);
    this.addSql(`create index progress_report_of_day on progress_report (kind, day, project_id, id);`);
  }

  /** What stood before there were reports; written before anything is derived of them, or the first of two would take what the second names for nothing. */
  private standingBefore(): void {
    this.addSql(`
      insert into progress_report (project_id, kind, day, counts_from, physical_progress)
      select id, 'OPENING', business_today(), business_today(), physical_progress from project where physical_progress <> 0 order by id;
    `);
    this.addSql(`
      insert into progress_report (project_id, kind, day, counts_from, completed_investment)
      select y.project_id, 'OPENING', since.day, since.day, y.completed
      from project_year y cross join lateral (select least(greatest(business_today(), make_date(y.year, 1, 1)), make_date(y.year, 12, 31)) as day) since
      where y.completed <> 0 order by y.project_id, y.year;
    `);
  }

  private standing(): void {
    // An OPENING report names what was set and nothing else: a second one of the day leaves standing what the first named.
    this.addSql(`
      create function progress_superseded(of_project int, of_kind text, of_day date, of_id int) returns boolean language sql stable as $$
        select of_kind <> 'OPENING' and exists (
          select from progress_report later where later.project_id = of_project and later.kind = of_kind and later.day = of_day and later.id > of_id)
      $$;
    `);
    this.addSql(`
      create function standing_progress(of_project int) returns numeric language sql stable as $$
        select r.physical_progress from progress_report r
        where r.project_id = of_project and r.physical_progress is not null and not progress_superseded(r.project_id, r.kind, r.day, r.id)
        order by r.counts_from desc, r.id desc limit 1
      $$;
    `);
    this.addSql(`
      create function standing_completed(of_project int, of_year int) returns numeric language sql stable as $$
        select r.completed_investment from progress_report r
        where r.project_id = of_project and r.counts_from between make_date(of_year, 1, 1) and make_date(of_year, 12, 31)
          and r.completed_investment is not null and not progress_superseded(r.project_id, r.kind, r.day, r.id)
        order by r.counts_from desc, r.id desc limit 1
      $$;
    `);
  }

  /** Reckoned after the wait for the project's row, so that of two who report at once the later one reckons from both. */
  private deriving(): void {
    const from = (rows: string) => `
          select array(select distinct project_id from (${rows}) w order by 1), array(select distinct project_id * 10000::bigint + extract(year from counts_from)::int from (${rows}) w order by 1)
          into projects, years;`;
    this.addSql(`
      create function derive_progress() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare projects int[]; years bigint[];
      begin
        if tg_op = 'INSERT' then ${from('select project_id, counts_from from new_rows')}
        elsif tg_op = 'UPDATE' then ${from('select project_id, counts_from from new_rows union all select project_id, counts_from from old_rows')}
        else ${from('select project_id, counts_from from old_rows')}
        end if;
        if cardinality(projects) = 0 then
          return null;
        end if;
        perform from project p where p.id = any(projects) order by p.id for no key update;
        update project p set physical_progress = reckoned.progress
        from (select id, coalesce(standing_progress(id), 0) as progress from unnest(projects) as id) reckoned
        where p.id = reckoned.id and p.physical_progress <> reckoned.progress;
        insert into project_year as y (project_id, year, completed)
        select reckoned.project_id, reckoned.year, coalesce(reckoned.completed, 0)
        from (select (key / 10000)::int as project_id, (key % 10000)::int as year, standing_completed((key / 10000)::int, (key % 10000)::int) as completed from unnest(years) as key) reckoned
        left join project_year known on known.project_id = reckoned.project_id and known.year = reckoned.year
        where case when known.project_id is null then reckoned.completed is not null and exists (select from project p where p.id = reckoned.project_id)
                   else known.completed <> coalesce(reckoned.completed, 0) end
        on conflict (project_id, year) do update set completed = excluded.completed;
        return null;
      end $$;
    `);
    for (const [event, referencing] of [['insert', 'new table as new_rows'], ['update', 'old table as old_rows new table as new_rows'], ['delete', 'old table as old_rows']] as const) {
      this.trigger('progress_report', 'derive', event, referencing, 'derive_progress');
    }
  }

  /** What is written by hand stands from today on, or from the day of a later report: whoever writes means that it stands now. */
  private byHand(): void {
    const set = (rows: string) => `
        insert into progress_report (project_id, kind, day, counts_from, physical_progress)
        select w.id, 'OPENING', since.day, since.day, w.physical_progress
        from (${rows}) w
        cross join lateral (
          select greatest(business_today(), (select max(r.counts_from) from progress_report r where r.project_id = w.id and r.physical_progress is not null)) as day
        ) since
        where w.physical_progress <> coalesce(standing_progress(w.id), 0)
        order by w.id;`;
    this.addSql(`
      create function report_project() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        if tg_op = 'INSERT' then ${set('select id, physical_progress from new_rows where physical_progress <> 0')}
        else ${set('select n.id, n.physical_progress from new_rows n join old_rows o on o.id = n.id where n.physical_progress <> o.physical_progress')}
        end if;
        return null;
      end $$;
    `);
    const setOfYear = (rows: string) => `
        insert into progress_report (project_id, kind, day, counts_from, completed_investment)
        select w.project_id, 'OPENING', since.day, since.day, w.completed
        from (${rows}) w
        cross join lateral (
          select greatest(
            least(greatest(business_today(), make_date(w.year, 1, 1)), make_date(w.year, 12, 31)),
            (select max(r.counts_from) from progress_report r
             where r.project_id = w.project_id and r.counts_from between make_date(w.year, 1, 1) and make_date(w.year, 12, 31) and r.completed_investment is not null)) as day
        ) since
        where w.completed <> coalesce(standing_completed(w.project_id, w.year), 0)
        order by w.project_id, w.year;`;
    this.addSql(`
      create function report_project_year() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        if tg_op = 'INSERT' then ${setOfYear('select * from new_rows')}
        else ${setOfYear('select n.* from new_rows n left join old_rows o on o.project_id = n.project_id and o.year = n.year where n.completed is distinct from o.completed')}
        end if;
        return null;
      end $$;
    `);
    for (const table of ['project', 'project_year']) {
      this.trigger(table, 'report', 'insert', 'new table as new_rows', `report_${table}`);
      this.trigger(table, 'report', 'update', 'old table as old_rows new table as new_rows', `report_${table}`);
    }
  }

  private rooms(): void {
    this.addSql(`select capture_parts('progress_report', 'Project', 'project_id');`);
    this.addSql(`select audit_watch('progress_report', 'ProgressReport', 'id');`);
    this.addSql(`select keep_versions('progress_report');`);
    this.addSql(`create index progress_report_standing on versions.progress_report (project_id, counts_from, id);`);
    this.addSql(`alter table history drop constraint history_type_check;`);
    this.addSql(`alter table history add constraint history_type_check check (type in ('Region', 'Unit', 'Leader', 'Project', 'InvestmentLead', 'Assignment', 'Issue', 'Evidence', 'Comment', 'Meeting', 'AgendaItem', 'MeetingSite', 'Directive', 'Clock', 'Calendar', 'ProgressReport'));`);
  }

  private trigger(table: string, name: string, event: string, referencing: string, procedure: string): void {
    this.addSql(`create trigger ${name}_${event} after ${event} on ${table} referencing ${referencing} for each statement execute function ${procedure}();`);
    this.addSql(`alter table ${table} enable always trigger ${name}_${event};`);
  }

}
