import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000001_tables extends Migration {

  override name = 'Migration20261122000001_tables';

  override up(): void | Promise<void> {
    this.addSql(`create table "business_clock" ("id" int not null default 1, "ahead" interval not null default '0', "time_zone" text not null default 'Asia/Shanghai', primary key ("id"));`);
    this.addSql(`alter table "business_clock" add constraint "business_clock_single_row_check" check (id = 1);`);

    this.addSql(`insert into business_clock default values;`);
    this.addSql(`
      create function business_now() returns timestamptz language sql stable as $$
        select now() + (select ahead from business_clock)
      $$;
    `);
    this.addSql(`
      create function business_day(instant timestamptz) returns date language sql stable as $$
        select (instant at time zone (select time_zone from business_clock))::date
      $$;
    `);
    this.addSql(`
      create function business_today() returns date language sql stable as $$
        select business_day(business_now())
      $$;
    `);

    this.addSql(`create table "history" ("id" serial primary key, "type" text not null, "entity_id" int not null, "at" timestamptz(3) not null default business_now(), "act" text not null, "actor_subject" text null, "actor_name" text null, "note" text null);`);
    this.addSql(`create index "history_type_entity_id_id_index" on "history" ("type", "entity_id", "id");`);
    this.addSql(`alter table "history" add constraint "history_type_check" check ("type" in ('Region', 'Unit', 'Leader', 'Project', 'InvestmentLead', 'Assignment', 'Issue', 'Meeting', 'AgendaItem', 'MeetingSite', 'Directive', 'Clock'));`);
    this.addSql(`alter table "history" add constraint "history_act_check" check ("act" in ('REGISTERED', 'CORRECTED', 'PROGRESS_REPORTED', 'PLAN_SET', 'ENDED', 'CONVERTED', 'MADE', 'HANDED_OVER', 'REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'RESOLVED', 'VERIFIED', 'RETURNED', 'ESCALATED', 'SCHEDULED', 'AGENDA_CHANGED', 'SITES_CHANGED', 'STARTED', 'ITEM_CALLED', 'ITEM_DONE', 'ITEM_DEFERRED', 'DIRECTED', 'CLOSED', 'CANCELLED', 'CHANGED_BY_SQL'));`);

    this.addSql(`create table "region" ("id" serial primary key, "code" text not null, "name" text not null, "level" text not null, "parent_id" int null, "path" int[] not null default '{}', "ended_at" timestamptz(3) null, "version" int not null default 1);`);
    this.addSql(`alter table "region" add constraint "region_code_unique" unique ("code");`);
    this.addSql(`create index "region_parent_id_index" on "region" ("parent_id");`);
    this.addSql(`alter table "region" add constraint "region_level_check" check ("level" in ('PROVINCE', 'CITY', 'COUNTY'));`);

    this.addSql(`create table "seasonal_curve" ("month" int not null, "share" numeric(5,4) not null, primary key ("month"));`);

    this.addSql(`create table "signal_rule" ("rule" text not null, "yellow_from" numeric(10,4) not null, "red_from" numeric(10,4) not null, "enabled" boolean not null default true, primary key ("rule"));`);
    this.addSql(`alter table "signal_rule" add constraint "signal_rule_rule_check" check ("rule" in ('START_OVERDUE', 'COMPLETION_OVERDUE', 'BEHIND_PLAN', 'ISSUES_OVERDUE'));`);

    this.addSql(`create table "unit" ("id" serial primary key, "code" text not null, "name" text not null, "type" text not null, "region_id" int not null, "ended_at" timestamptz(3) null, "version" int not null default 1);`);
    this.addSql(`alter table "unit" add constraint "unit_code_unique" unique ("code");`);
    this.addSql(`create index "unit_region_id_index" on "unit" ("region_id");`);
    this.addSql(`alter table "unit" add constraint "unit_type_check" check ("type" in ('DEPARTMENT', 'COUNTY_GOVERNMENT', 'COMPANY'));`);

    this.addSql(`create table "project" ("id" serial primary key, "code" text not null, "name" text not null, "tier" text not null, "sector" text not null, "origin" text not null, "stage" text not null, "region_id" int not null, "owner_unit_id" int null, "total_investment" numeric(18,2) not null, "planned_start_on" date null, "started_on" date null, "planned_resumption_on" date null, "resumed_on" date null, "planned_completion_on" date null, "completed_on" date null, "launched_on" date null, "entered_production_on" date null, "reached_capacity_on" date null, "physical_progress" numeric(5,4) not null default '0', "description" text not null default '', "registered_at" timestamptz(3) not null default business_now(), "ended_at" timestamptz(3) null, "end_reason" text null, "version" int not null default 1);`);
    this.addSql(`alter table "project" add constraint "project_code_unique" unique ("code");`);
    this.addSql(`create index "project_owner_unit_id_index" on "project" ("owner_unit_id");`);
    this.addSql(`create index "project_region_id_id_index" on "project" ("region_id", "id");`);
    this.addSql(`alter table "project" add constraint "project_tier_check" check ("tier" in ('PROVINCIAL_TOP_100', 'MUNICIPAL', 'COUNTY'));`);
    this.addSql(`alter table "project" add constraint "project_sector_check" check ("sector" in ('INDUSTRY', 'INFRASTRUCTURE', 'LIVELIHOOD', 'HEALTHCARE'));`);
    this.addSql(`alter table "project" add constraint "project_origin_check" check ("origin" in ('NEW', 'CONTINUING'));`);
    this.addSql(`alter table "project" add constraint "project_stage_check" check ("stage" in ('RESERVE', 'PREPARING', 'UNDER_CONSTRUCTION', 'SUSPENDED', 'COMPLETED'));`);

    this.addSql(`create table "project_year" ("project_id" int not null, "year" int not null, "planned" numeric(18,2) not null default '0', "completed" numeric(18,2) not null default '0', primary key ("project_id", "year"));`);

    this.addSql(`create table "investment_lead" ("id" serial primary key, "code" text not null, "name" text not null, "region_id" int not null, "sector" text not null, "description" text not null default '', "expected_investment" numeric(18,2) null, "project_id" int null, "registered_at" timestamptz(3) not null default business_now(), "converted_at" timestamptz(3) null, "ended_at" timestamptz(3) null, "end_reason" text null, "version" int not null default 1);`);
    this.addSql(`alter table "investment_lead" add constraint "investment_lead_code_unique" unique ("code");`);
    this.addSql(`create index "investment_lead_region_id_index" on "investment_lead" ("region_id");`);
    this.addSql(`alter table "investment_lead" add constraint "investment_lead_project_id_unique" unique ("project_id");`);
    this.addSql(`alter table "investment_lead" add constraint "investment_lead_sector_check" check ("sector" in ('INDUSTRY', 'INFRASTRUCTURE', 'LIVELIHOOD', 'HEALTHCARE'));`);

    this.addSql(`create table "leader" ("id" serial primary key, "code" text not null, "name" text not null, "title" text not null, "unit_id" int null, "ended_at" timestamptz(3) null, "version" int not null default 1);`);
    this.addSql(`alter table "leader" add constraint "leader_code_unique" unique ("code");`);
    this.addSql(`create index "leader_unit_id_index" on "leader" ("unit_id");`);

    this.addSql(`create table "meeting" ("id" serial primary key, "title" text not null, "mode" text not null, "status" text not null default 'SCHEDULED', "starts_at" timestamptz(3) not null, "started_at" timestamptz(3) null, "closed_at" timestamptz(3) null, "cancel_reason" text null, "chair_id" int null, "region_id" int not null, "version" int not null default 1);`);
    this.addSql(`create index "meeting_chair_id_index" on "meeting" ("chair_id");`);
    this.addSql(`create index "meeting_region_id_index" on "meeting" ("region_id");`);
    this.addSql(`create index "meeting_starts_at_index" on "meeting" ("starts_at");`);
    this.addSql(`alter table "meeting" add constraint "meeting_mode_check" check ("mode" in ('VIDEO_INSPECTION', 'JOINT_HANDLING', 'THEMATIC_SUPERVISION'));`);
    this.addSql(`alter table "meeting" add constraint "meeting_status_check" check ("status" in ('SCHEDULED', 'IN_PROGRESS', 'CLOSED', 'CANCELLED'));`);

    this.addSql(`create table "meeting_site" ("id" serial primary key, "meeting_id" int not null, "name" text not null, "kind" text not null, "region_id" int null, "online" boolean not null default false);`);
    this.addSql(`create index "meeting_site_meeting_id_index" on "meeting_site" ("meeting_id");`);
    this.addSql(`create index "meeting_site_region_id_index" on "meeting_site" ("region_id");`);
    this.addSql(`alter table "meeting_site" add constraint "meeting_site_kind_check" check ("kind" in ('MAIN_HALL', 'COUNTY', 'DEPARTMENT', 'PROJECT_SITE'));`);

    this.addSql(`create table "agenda_item" ("id" serial primary key, "meeting_id" int not null, "position" int not null, "minutes" int not null, "project_id" int null, "lead_id" int null, "topic" text null, "status" text not null default 'PENDING', "called_at" timestamptz(3) null, "ended_at" timestamptz(3) null);`);
    this.addSql(`create index "agenda_item_lead_id_index" on "agenda_item" ("lead_id");`);
    this.addSql(`create index "agenda_item_project_id_index" on "agenda_item" ("project_id");`);
    this.addSql(`create index "agenda_item_meeting_id_position_index" on "agenda_item" ("meeting_id", "position");`);
    this.addSql(`create unique index "agenda_item_one_called" on "agenda_item" ("meeting_id") where "status" = 'CALLED';`);
    this.addSql(`alter table "agenda_item" add constraint "agenda_item_subject_check" check (num_nonnulls(project_id, lead_id, topic) = 1);`);
    this.addSql(`alter table "agenda_item" add constraint "agenda_item_status_check" check ("status" in ('PENDING', 'CALLED', 'DONE', 'DEFERRED'));`);

    this.addSql(`create table "assignment" ("id" serial primary key, "role" text not null, "leader_id" int not null, "project_id" int null, "lead_id" int null, "duty" text not null default '', "since" timestamptz(3) not null default business_now(), "until" timestamptz(3) null, "end_reason" text null);`);
    this.addSql(`create index "assignment_lead_id_index" on "assignment" ("lead_id");`);
    this.addSql(`create index "assignment_project_id_index" on "assignment" ("project_id");`);
    this.addSql(`create index "assignment_leader_id_until_index" on "assignment" ("leader_id", "until");`);
    this.addSql(`create unique index "assignment_active_on_lead" on "assignment" ("lead_id", "role") where "until" is null and "lead_id" is not null;`);
    this.addSql(`create unique index "assignment_active_on_project" on "assignment" ("project_id", "role") where "until" is null and "project_id" is not null;`);
    this.addSql(`alter table "assignment" add constraint "assignment_subject_check" check (num_nonnulls(project_id, lead_id) = 1);`);
    this.addSql(`alter table "assignment" add constraint "assignment_role_check" check ("role" in ('GENERAL_SERVICE_OFFICER', 'CHIEF_SERVICE_OFFICER', 'FACILITATION_OFFICER'));`);

    this.addSql(`create table "issue" ("id" serial primary key, "number" text not null, "kind" text not null, "category" text not null, "title" text not null, "detail" text not null default '', "severity" text not null, "status" text not null, "level" text not null, "service_mode" text null, "project_id" int null, "lead_id" int null, "region_id" int null, "lead_unit_id" int null, "due_on" date null, "returns" int not null default 0, "reported_at" timestamptz(3) not null default business_now(), "resolved_by" text null, "resolved_at" timestamptz(3) null, "closed_at" timestamptz(3) null, "external_system" text null, "external_key" text null, "version" int not null default 1);`);
    this.addSql(`alter table "issue" add constraint "issue_number_unique" unique ("number");`);
    this.addSql(`create index "issue_status_due_on_index" on "issue" ("status", "due_on");`);
    this.addSql(`create index "issue_lead_unit_id_status_index" on "issue" ("lead_unit_id", "status");`);
    this.addSql(`create index "issue_region_id_index" on "issue" ("region_id");`);
    this.addSql(`create index "issue_lead_id_index" on "issue" ("lead_id");`);
    this.addSql(`create index "issue_project_id_status_index" on "issue" ("project_id", "status");`);
    this.addSql(`alter table "issue" add constraint "issue_external_system_external_key_unique" unique ("external_system", "external_key");`);
    this.addSql(`alter table "issue" add constraint "issue_external_ref_check" check ((external_system is null) = (external_key is null));`);
    this.addSql(`alter table "issue" add constraint "issue_subject_check" check (num_nonnulls(project_id, lead_id, region_id) = 1);`);
    this.addSql(`alter table "issue" add constraint "issue_kind_check" check ("kind" in ('PROBLEM', 'DEMAND'));`);
    this.addSql(`alter table "issue" add constraint "issue_category_check" check ("category" in ('PERMITS', 'LAND', 'FUNDS', 'LABOUR', 'MATERIALS', 'TRANSPORT', 'POWER', 'WATER', 'GAS', 'SUPPLIES', 'DESIGN', 'RELOCATION', 'PREVENTION', 'NEGOTIATION', 'EXPORT', 'OTHER'));`);
    this.addSql(`alter table "issue" add constraint "issue_severity_check" check ("severity" in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL'));`);
    this.addSql(`alter table "issue" add constraint "issue_status_check" check ("status" in ('REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'RESOLVED', 'CLOSED'));`);
    this.addSql(`alter table "issue" add constraint "issue_level_check" check ("level" in ('PROJECT', 'COUNTY', 'CITY', 'PROVINCE'));`);
    this.addSql(`alter table "issue" add constraint "issue_service_mode_check" check ("service_mode" in ('ON_COMMITMENT', 'DONE_FOR_YOU', 'AT_YOUR_DOOR', 'CONCENTRATED', 'ESCALATED'));`);

    this.addSql(`create table "issue_supporting_unit" ("issue_id" int not null, "unit_id" int not null, primary key ("issue_id", "unit_id"));`);
    this.addSql(`create index "issue_supporting_unit_unit_id_index" on "issue_supporting_unit" ("unit_id");`);

    this.addSql(`create table "directive" ("id" serial primary key, "meeting_id" int not null, "item_id" int not null, "issue_id" int not null, "text" text not null, "at" timestamptz(3) not null default business_now());`);
    this.addSql(`create index "directive_meeting_id_index" on "directive" ("meeting_id");`);
    this.addSql(`create index "directive_item_id_index" on "directive" ("item_id");`);
    this.addSql(`create index "directive_issue_id_index" on "directive" ("issue_id");`);

    this.addSql(`alter table "region" add constraint "region_parent_id_foreign" foreign key ("parent_id") references "region" ("id") on delete no action;`);

    this.addSql(`alter table "unit" add constraint "unit_region_id_foreign" foreign key ("region_id") references "region" ("id");`);

    this.addSql(`alter table "project" add constraint "project_region_id_foreign" foreign key ("region_id") references "region" ("id");`);
    this.addSql(`alter table "project" add constraint "project_owner_unit_id_foreign" foreign key ("owner_unit_id") references "unit" ("id") on delete no action;`);

    this.addSql(`alter table "project_year" add constraint "project_year_project_id_foreign" foreign key ("project_id") references "project" ("id");`);

    this.addSql(`alter table "investment_lead" add constraint "investment_lead_region_id_foreign" foreign key ("region_id") references "region" ("id");`);
    this.addSql(`alter table "investment_lead" add constraint "investment_lead_project_id_foreign" foreign key ("project_id") references "project" ("id") on delete no action;`);

    this.addSql(`alter table "leader" add constraint "leader_unit_id_foreign" foreign key ("unit_id") references "unit" ("id") on delete no action;`);

    this.addSql(`alter table "meeting" add constraint "meeting_chair_id_foreign" foreign key ("chair_id") references "leader" ("id") on delete no action;`);
    this.addSql(`alter table "meeting" add constraint "meeting_region_id_foreign" foreign key ("region_id") references "region" ("id");`);

    this.addSql(`alter table "meeting_site" add constraint "meeting_site_meeting_id_foreign" foreign key ("meeting_id") references "meeting" ("id");`);
    this.addSql(`alter table "meeting_site" add constraint "meeting_site_region_id_foreign" foreign key ("region_id") references "region" ("id") on delete no action;`);

    this.addSql(`alter table "agenda_item" add constraint "agenda_item_meeting_id_foreign" foreign key ("meeting_id") references "meeting" ("id");`);
    this.addSql(`alter table "agenda_item" add constraint "agenda_item_project_id_foreign" foreign key ("project_id") references "project" ("id") on delete no action;`);
    this.addSql(`alter table "agenda_item" add constraint "agenda_item_lead_id_foreign" foreign key ("lead_id") references "investment_lead" ("id") on delete no action;`);

    this.addSql(`alter table "assignment" add constraint "assignment_leader_id_foreign" foreign key ("leader_id") references "leader" ("id");`);
    this.addSql(`alter table "assignment" add constraint "assignment_project_id_foreign" foreign key ("project_id") references "project" ("id") on delete no action;`);
    this.addSql(`alter table "assignment" add constraint "assignment_lead_id_foreign" foreign key ("lead_id") references "investment_lead" ("id") on delete no action;`);

    this.addSql(`alter table "issue" add constraint "issue_project_id_foreign" foreign key ("project_id") references "project" ("id") on delete no action;`);
    this.addSql(`alter table "issue" add constraint "issue_lead_id_foreign" foreign key ("lead_id") references "investment_lead" ("id") on delete no action;`);
    this.addSql(`alter table "issue" add constraint "issue_region_id_foreign" foreign key ("region_id") references "region" ("id") on delete no action;`);
    this.addSql(`alter table "issue" add constraint "issue_lead_unit_id_foreign" foreign key ("lead_unit_id") references "unit" ("id") on delete no action;`);

    this.addSql(`alter table "issue_supporting_unit" add constraint "issue_supporting_unit_issue_id_foreign" foreign key ("issue_id") references "issue" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "issue_supporting_unit" add constraint "issue_supporting_unit_unit_id_foreign" foreign key ("unit_id") references "unit" ("id") on update cascade on delete cascade;`);

    this.addSql(`alter table "directive" add constraint "directive_meeting_id_foreign" foreign key ("meeting_id") references "meeting" ("id");`);
    this.addSql(`alter table "directive" add constraint "directive_item_id_foreign" foreign key ("item_id") references "agenda_item" ("id");`);
    this.addSql(`alter table "directive" add constraint "directive_issue_id_foreign" foreign key ("issue_id") references "issue" ("id");`);
  }

}
