import { Migration } from '@mikro-orm/migrations';

/** Events of projects, joint launches, industry chains, sub-projects, expected capacity and sales, and the figures of earlier years. */
export class Migration20261125096000_launch extends Migration {

  override name = 'Migration20261125096000_launch';

  override up(): void {
    this.addSql(`create table "industry_chain" ("id" serial primary key, "code" text not null, "name" text not null, "name_en" text not null, "ended_at" timestamptz(3) null, constraint "industry_chain_code_unique" unique ("code"));`);
    this.addSql(`
      insert into industry_chain (code, name, name_en) values
        ('PETROCHEMICALS', '石油化工', 'petrochemicals'), ('NEW_MATERIALS', '新材料', 'new materials'), ('AUTOMOBILES', '汽车', 'automobiles'), ('ELECTRONICS', '电子信息', 'electronics'),
        ('FOOD', '农产品加工', 'food processing'), ('NEW_ENERGY', '新能源', 'new energy'), ('BIOMEDICINE', '生物医药', 'biomedicine'), ('EQUIPMENT', '装备制造', 'equipment');
    `);
    this.addSql(`
      create table "joint_launch" ("id" serial primary key, "name" text not null, "on_day" date not null, "region_id" int not null references "region" ("id"), "note" text not null default '',
        "recorded_at" timestamptz(3) not null default business_now(), "ended_at" timestamptz(3) null, "end_reason" text null);
    `);
    this.addSql(`create index "joint_launch_region_id_index" on "joint_launch" ("region_id");`);
    this.addSql(`
      alter table "project" add column "industry_chain_id" int null references "industry_chain" ("id"), add column "chain_role" text null, add column "joint_launch_id" int null references "joint_launch" ("id"),
        add column "expected_capacity" numeric(18,3) null, add column "capacity_measure" text null, add column "expected_annual_sales" numeric(18,2) null;
    `);
    this.addSql(`alter table "project" add constraint "project_chain_role_check" check ("chain_role" in ('EXTEND', 'SUPPLEMENT', 'STRENGTHEN'));`);
    this.addSql(`alter table "project" add constraint "project_capacity_check" check ((expected_capacity is null) = (capacity_measure is null));`);
    this.addSql(`create index "project_industry_chain_id_index" on "project" ("industry_chain_id") where "industry_chain_id" is not null;`);
    this.addSql(`create index "project_joint_launch_id_index" on "project" ("joint_launch_id") where "joint_launch_id" is not null;`);
    this.addSql(`
      create table "sub_project" ("id" serial primary key, "project_id" int not null references "project" ("id"), "name" text not null, "content" text not null default '', "investment" numeric(18,2) null,
        "started_on" date null, "completed_on" date null, "ended_at" timestamptz(3) null, "end_reason" text null, "version" int not null default 1);
    `);
    this.addSql(`create index "sub_project_project_id_index" on "sub_project" ("project_id");`);
    this.addSql(`
      create table "portfolio_year" ("year" int not null, "part" text not null, "projects" int null, "total_investment" numeric(18,2) not null, "annual_plan" numeric(18,2) not null, "completed" numeric(18,2) null, "source" text not null,
        primary key ("year", "part"), constraint "portfolio_year_part_check" check ("part" in ('ALL', 'INDUSTRY', 'PROVINCIAL_TOP_100')));
    `);
    this.leaving();
    this.events();
    this.addSql(`alter table "history" drop constraint "history_type_check";`);
    this.addSql(`alter table "history" drop constraint "history_act_check";`);
    this.watched();
  }

  /** A project belongs to a ceremony for as long as it was launched on its day: whoever corrects the day, by the API or by SQL, says that it was not this one. */
  private leaving(): void {
    this.addSql(`
      create function leave_joint_launch() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        new.joint_launch_id := null;
        return new;
      end $$;
    `);
    this.addSql(`
      create trigger leave_joint_launch before update of launched_on on project for each row
      when (new.launched_on is distinct from old.launched_on and new.joint_launch_id is not distinct from old.joint_launch_id and old.joint_launch_id is not null)
      execute function leave_joint_launch();
    `);
  }

  /** An event is written by the database whenever a day of the project is: whoever writes the day, the two are one fact. */
  private events(): void {
    this.addSql(`
      create table "project_event" ("id" serial primary key, "project_id" int not null references "project" ("id"), "kind" text not null, "on_day" date not null,
        "recorded_at" timestamptz(3) not null default business_now(), "recorded_by" text not null, "ended_at" timestamptz(3) null, "ended_by" text null,
        constraint "project_event_kind_check" check ("kind" in ('LAUNCHED', 'STARTED', 'RESUMED', 'SUSPENDED', 'COMPLETED', 'ENTERED_PRODUCTION', 'REACHED_CAPACITY')));
    `);
    this.addSql(`comment on column project_event.ended_at is 'when another day took its place or the day was taken back: it was a mistake';`);
    this.addSql(`create index "project_event_project_id_index" on "project_event" ("project_id");`);
    this.addSql(`create index "project_event_on_day_index" on "project_event" ("on_day", "id") where "ended_at" is null;`);
    // A resumption is one of many: the one before did happen. Every other day that is replaced was a mistake.
    this.addSql(`
      create function write_project_events() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare who text := coalesce(nullif(current_setting('diaodu.audit', true), '')::jsonb ->> 'name', nullif(current_setting('diaodu.actor', true), ''), 'sql:' || session_user);
      begin
        with day as (
          select n.id, d.kind, d.before, d.after from new_rows n left join old_rows o on o.id = n.id
          cross join lateral (values
            ('LAUNCHED', o.launched_on, n.launched_on), ('STARTED', o.started_on, n.started_on), ('RESUMED', o.resumed_on, n.resumed_on), ('COMPLETED', o.completed_on, n.completed_on),
            ('ENTERED_PRODUCTION', o.entered_production_on, n.entered_production_on), ('REACHED_CAPACITY', o.reached_capacity_on, n.reached_capacity_on),
            ('SUSPENDED', null, case when n.stage = 'SUSPENDED' and o.stage <> 'SUSPENDED' then business_today() end)
          ) as d(kind, before, after)
          where d.before is distinct from d.after
        ), ended as (
          update project_event e set ended_at = business_now(), ended_by = who from day
          where e.project_id = day.id and e.kind = day.kind and e.on_day = day.before and e.ended_at is null and (day.kind <> 'RESUMED' or day.after is null or day.after <= day.before)
        )
        insert into project_event (project_id, kind, on_day, recorded_by)
        select day.id, day.kind, day.after, who from day where day.after is not null order by day.after, day.id;
        return null;
      end $$;
    `);
    this.addSql(`
      create function write_first_project_events() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare who text := coalesce(nullif(current_setting('diaodu.audit', true), '')::jsonb ->> 'name', nullif(current_setting('diaodu.actor', true), ''), 'sql:' || session_user);
      begin
        insert into project_event (project_id, kind, on_day, recorded_by)
        select n.id, d.kind, d.on_day, who from new_rows n cross join lateral (values ('LAUNCHED', n.launched_on), ('STARTED', n.started_on), ('RESUMED', n.resumed_on), ('COMPLETED', n.completed_on),
          ('ENTERED_PRODUCTION', n.entered_production_on), ('REACHED_CAPACITY', n.reached_capacity_on)) as d(kind, on_day)
        where d.on_day is not null order by d.on_day, n.id;
        return null;
      end $$;
    `);
    this.addSql(`create trigger write_events_update after update on project referencing old table as old_rows new table as new_rows for each statement execute function write_project_events();`);
    this.addSql(`create trigger write_events_insert after insert on project referencing new table as new_rows for each statement execute function write_first_project_events();`);
    for (const event of ['update', 'insert']) this.addSql(`alter table project enable always trigger write_events_${event};`);
    this.addSql(`
      insert into project_event (project_id, kind, on_day, recorded_by)
      select p.id, d.kind, d.on_day, 'sql:' || session_user from project p cross join lateral (values ('LAUNCHED', p.launched_on), ('STARTED', p.started_on), ('RESUMED', p.resumed_on), ('COMPLETED', p.completed_on),
        ('ENTERED_PRODUCTION', p.entered_production_on), ('REACHED_CAPACITY', p.reached_capacity_on)) as d(kind, on_day) where d.on_day is not null order by d.on_day, p.id;
    `);
  }

  private watched(): void {
    this.addSql(`select capture_rows('industry_chain', $$ perform log_projects(array(select p.id from project p where p.industry_chain_id = any(ids)), true, false); $$);`);
    this.addSql(`select capture_rows('joint_launch', $$ perform log_unscoped('JointLaunch', ids); perform log_projects(array(select p.id from project p where p.joint_launch_id = any(ids)), true, false); perform note_change_by_sql('JointLaunch', ids); $$);`);
    this.addSql(`select capture_parts('sub_project', 'Project', 'project_id');`);
    this.addSql(`select audit_watch('industry_chain');`);
    this.addSql(`select audit_watch('joint_launch', 'JointLaunch', 'id');`);
    this.addSql(`select audit_watch('sub_project', 'Project', 'project_id');`);
    this.addSql(`select audit_watch('portfolio_year');`);
    for (const table of ['industry_chain', 'joint_launch', 'project_event', 'sub_project', 'portfolio_year', 'project']) this.addSql(`select keep_versions('${table}');`);
    this.addSql(`create index on versions.project_event (project_id);`);
  }

}
