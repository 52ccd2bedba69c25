import { Migration } from '@mikro-orm/migrations';

/**
 * How many working days an issue has left is another number every working day, and after every change of the calendar: boards
 * that may show it are told by the year's calendar, without naming each issue.
 */
export class Migration20261125091200_calendar_live extends Migration {

  override name = 'Migration20261125091200_calendar_live';

  override up(): void {
    this.addSql(`
      create function calendar_turned() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        perform log_unscoped('Calendar', array[extract(year from new.last_day)::int]);
        return null;
      end $$;
    `);
    this.addSql(`create trigger calendar_turned after update on day_turn for each row when (old.last_day is distinct from new.last_day) execute function calendar_turned();`);
    this.addSql(`alter table day_turn enable always trigger calendar_turned;`);
  }

}
