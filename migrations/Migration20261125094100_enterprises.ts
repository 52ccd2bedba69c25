import { Migration } from '@mikro-orm/migrations';

/** Enterprises that are no project, and what they report of a day: staff present and output. They concern the region they stand in. */
export class Migration20261125094100_enterprises extends Migration {

  override name = 'Migration20261125094100_enterprises';

  override up(): void {
    this.addSql(`
      create table enterprise (
        id serial primary key,
        code text not null,
        name text not null,
        region_id int not null references region (id),
        employees int not null check (employees >= 0),
        from_elsewhere int null check (from_elsewhere >= 0),
        foreign_staff int null check (foreign_staff >= 0),
        resumed_on date null,
        product text not null default '',
        output_unit text not null default '',
        planned_output int null check (planned_output >= 0),
        registered_at timestamptz(3) not null default business_now(),
        version int not null default 1,
        constraint enterprise_code_unique unique (code)
      );
    `);
    this.addSql(`create index enterprise_region_id_id_index on enterprise (region_id, id);`);
    this.addSql(`
      create table enterprise_report (
        id serial primary key,
        enterprise_id int not null references enterprise (id) on delete cascade,
        day date not null,
        staff_present int null check (staff_present >= 0),
        output int null check (output >= 0),
        remarks text null,
        reported_at timestamptz(3) not null default business_now(),
        reporter_subject text null default nullif(current_setting('diaodu.actor', true), ''),
        reporter_name text null default nullif(current_setting('diaodu.audit', true), '')::jsonb ->> 'name'
      );
    `);
    this.addSql(`create index enterprise_report_standing on enterprise_report (enterprise_id, day, id);`);
    this.addSql(`create index enterprise_report_output on enterprise_report (enterprise_id, output);`);
    this.addSql(`
      create function scope_of_enterprise(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select e.id, row(r.path, '{}', '{}', '{}', '{}', '{}', '{}')::scope_keys from enterprise e join region r on r.id = e.region_id where e.id = any(ids)
      $$;
    `);
    this.addSql(`
      select capture_rows('enterprise', $$
        perform log_change('Enterprise', ids, true, keyed);
        perform note_change_by_sql('Enterprise', ids);
      $$, key_columns => 'id, region_id', region_column => 'region_id');
    `);
    this.addSql(`select capture_parts('enterprise_report', 'Enterprise', 'enterprise_id');`);
    // A region that moves below another, or is called otherwise.
    this.addSql(`
      create function capture_region_of_enterprises() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare keyed boolean := exists (select id, path from new_rows except select id, path from old_rows);
      begin
        perform log_change('Enterprise', array(
          select e.id from enterprise e
          where e.region_id in (select id from (select * from new_rows except select * from old_rows) changed) order by 1), true, keyed);
        return null;
      end $$;
    `);
    this.addSql(`create trigger capture_update_of_enterprises after update on region referencing old table as old_rows new table as new_rows for each statement execute function capture_region_of_enterprises();`);
    this.addSql(`alter table region enable always trigger capture_update_of_enterprises;`);
    this.addSql(`select audit_watch('enterprise', 'Enterprise', 'id');`);
    this.addSql(`select audit_watch('enterprise_report', 'Enterprise', 'enterprise_id');`);
    this.addSql(`select keep_versions('enterprise');`);
    this.addSql(`select keep_versions('enterprise_report');`);
    this.addSql(`alter table history drop constraint history_type_check;`);
    this.addSql(`alter table history add constraint history_type_check check (type in ('Region', 'Unit', 'Leader', 'Project', 'InvestmentLead', 'Assignment', 'Issue', 'Evidence', 'Comment', 'Meeting', 'AgendaItem', 'MeetingSite', 'Directive', 'Clock', 'Calendar', 'ProgressReport', 'Enterprise'));`);
    // By name and code.
    this.addSql(`create index enterprise_search on enterprise using gin (search_grams(name || ' ' || code));`);
  }

}
