import { Migration } from '@mikro-orm/migrations';

/** What must be in place where work begins, as data; what was found of it, project by project; and starts without it. */
export class Migration20261125113000_readiness extends Migration {

  override name = 'Migration20261125113000_readiness';

  override up(): void {
    this.tables();
    this.starts();
    this.watched();
  }

  private tables(): void {
    this.addSql(`
      create table "readiness_item" ("id" serial primary key, "code" text not null, "name_zh" text not null, "name_en" text not null, "place" int not null, "rule" text not null,
        "tiers" text[] not null default '{}', "sectors" text[] not null default '{}', "origins" text[] not null default '{}', "set_at" timestamptz(3) null default business_now(), "ended_at" timestamptz(3) null,
        constraint "readiness_item_code_unique" unique ("code"), constraint "readiness_item_rule_check" check ("rule" in ('REFUSED', 'FLAGGED')));
    `);
    this.addSql(`comment on column readiness_item.set_at is 'since when it is asked for; null for ever';`);
    this.addSql(`comment on column readiness_item.tiers is 'only projects of these; all where it is empty, as in the columns beside it';`);
    this.addSql(`
      insert into readiness_item (code, name_zh, name_en, place, rule, set_at) values
        ('PREVENTION_DUTY', '项目主体防控责任', 'owner''s responsibility for prevention', 1, 'FLAGGED', null),
        ('WORKERS_ON_DUTY', '上岗人员管理', 'management of workers on duty', 2, 'FLAGGED', null),
        ('SITE_MEASURES', '施工现场防疫措施', 'measures on the site', 3, 'FLAGGED', null),
        ('EMERGENCY_PLAN', '应急预案准备', 'emergency plan', 4, 'FLAGGED', null);
    `);
    this.addSql(`
      create table "readiness_check" ("id" serial primary key, "project_id" int not null references "project" ("id"), "item_id" int not null references "readiness_item" ("id"), "done" boolean not null, "due_on" date null,
        "evidence_url" text null, "note" text not null default '', "by_owner" boolean not null default false, "checked_at" timestamptz(3) not null default business_now(),
        "checker_subject" text null default nullif(current_setting('diaodu.actor', true), ''), "checker_name" text null default nullif(current_setting('diaodu.audit', true), '')::jsonb ->> 'name',
        "confirmed_at" timestamptz(3) null, "confirmer_subject" text null, "confirmer_name" text null,
        constraint "readiness_check_due_check" check (not done or due_on is null), constraint "readiness_check_confirmed_check" check (confirmed_at is null or (done and by_owner)));
    `);
    this.addSql(`create index "readiness_check_course" on "readiness_check" ("project_id", "item_id", "id");`);
    this.addSql(`create index "readiness_check_item_id_index" on "readiness_check" ("item_id");`);
    this.addSql(`
      create table "unready_start" ("id" serial primary key, "project_id" int not null references "project" ("id"), "resumption" boolean not null, "on_day" date not null, "lacking" int[] not null,
        "recorded_at" timestamptz(3) not null default business_now(), "recorded_by" text not null, "ended_at" timestamptz(3) null);
    `);
    this.addSql(`comment on column unready_start.ended_at is 'when the start was taken back, or another resumption followed';`);
    this.addSql(`create index "unready_start_project_id_index" on "unready_start" ("project_id", "id");`);
  }

  /**
   * Whoever writes the day of a start, the database notes what lacked then: a day where none was, or a later resumption of
   * what was suspended. Any other day in the place of one corrects it. What is registered with its day is taken over as it was. The first start of a continuing project is past.
   */
  private starts(): void {
    this.addSql(`
      create function write_unready_starts() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare who text := coalesce(nullif(current_setting('diaodu.audit', true), '')::jsonb ->> 'name', nullif(current_setting('diaodu.actor', true), ''), 'sql:' || session_user);
      begin
        with day as (
          select n.id, n.tier, n.sector, n.origin, d.resumption, d.before, d.after,
                 d.after is not null and (d.before is null or (d.resumption and d.after > d.before and o.stage = 'SUSPENDED')) and (d.resumption or n.origin = 'NEW') as begins
          from new_rows n join old_rows o on o.id = n.id
          cross join lateral (values (false, o.started_on, n.started_on), (true, o.resumed_on, n.resumed_on)) as d(resumption, before, after)
          where d.before is distinct from d.after
        ), ended as (
          update unready_start u set ended_at = business_now() from day
          where u.project_id = day.id and u.ended_at is null and ((u.resumption = day.resumption and day.after is null) or day.begins)
        ), corrected as (
          update unready_start u set on_day = day.after from day
          where u.project_id = day.id and u.resumption = day.resumption and u.ended_at is null and day.after is not null
            and not exists (select from day another where another.id = day.id and another.begins)
        ), noted as (
          select day.id, day.resumption, day.after, array(
            select t.id from readiness_item t
            left join lateral (select * from readiness_check c where c.project_id = day.id and c.item_id = t.id order by c.id desc limit 1) c on true
            where t.ended_at is null and (t.tiers = '{}' or day.tier = any(t.tiers)) and (t.sectors = '{}' or day.sector = any(t.sectors)) and (t.origins = '{}' or day.origin = any(t.origins))
              and not coalesce(c.done and (not c.by_owner or c.confirmed_at is not null), false)
            order by t.place, t.id) as lacking
          from day where day.begins
        )
        insert into unready_start (project_id, resumption, on_day, lacking, recorded_by)
        select id, resumption, after, lacking, who from noted where cardinality(lacking) > 0 order by after, id;
        return null;
      end $$;
    `);
    this.addSql(`create trigger write_unready_starts after update on project referencing old table as old_rows new table as new_rows for each statement execute function write_unready_starts();`);
    this.addSql(`alter table project enable always trigger write_unready_starts;`);
  }

  private watched(): void {
    this.addSql(`select capture_rows('readiness_item', $$ perform log_projects(array(select p.id from project p where p.ended_at is null order by p.id), true, false); $$);`);
    this.addSql(`select capture_parts('readiness_check', 'Project', 'project_id');`);
    this.addSql(`select capture_parts('unready_start', 'Project', 'project_id');`);
    this.addSql(`select audit_watch('readiness_item');`);
    this.addSql(`select audit_watch('readiness_check', 'Project', 'project_id');`);
    this.addSql(`select audit_watch('unready_start', 'Project', 'project_id');`);
    for (const table of ['readiness_item', 'readiness_check', 'unready_start']) this.addSql(`select keep_versions('${table}');`);
    this.addSql(`create index on versions.readiness_check (project_id, item_id);`);
    this.addSql(`create index on versions.unready_start (project_id);`);
  }

}
