import { Migration } from '@mikro-orm/migrations';

/**
 * Issues that nobody signs for, or that are past their deadline, are reminded of and then escalated, by rules of each level that
 * are data. What is due hangs on the business day alone: whatever turns it, or alters a rule or the calendar, asks for a look.
 */
export class Migration20261125091100_clockwork extends Migration {

  override name = 'Migration20261125091100_clockwork';

  override up(): void {
    this.addSql(`
      create table "escalation_rule" ("level" text not null, "name" text not null, "name_en" text not null, "sign_within" int not null, "escalate_unsigned_after" int not null,
        "remind_overdue_after" int not null, "escalate_overdue_after" int not null, "enabled" boolean not null default true, primary key ("level"));
    `);
    this.addSql(`alter table "escalation_rule" add constraint "escalation_rule_level_check" check ("level" in ('PROJECT', 'COUNTY', 'CITY', 'PROVINCE'));`);
    this.addSql(`
      insert into escalation_rule (level, name, name_en, sign_within, escalate_unsigned_after, remind_overdue_after, escalate_overdue_after) values
        ('PROJECT', '项目级', 'project', 1, 2, 1, 3), ('COUNTY', '县区级', 'county', 1, 2, 1, 3), ('CITY', '市级', 'city', 1, 2, 1, 5), ('PROVINCE', '省级', 'province', 2, 3, 1, 5);
    `);
    this.addSql(`
      alter table "issue" add column "sign_by" date null, add column "watched_from" date null, add column "reminders" int not null default 0,
        add column "reminded_at" timestamptz(3) null, add column "escalated_at" timestamptz(3) null;
    `);
    this.addSql(`select keep_versions('issue');`);
    this.addSql(`select set_config('diaodu.actor', 'migration', true), set_config('diaodu.act', 'WATCHED', true);`);
    // What is under way is watched from today on: nobody is reminded of what was late before there were rules.
    this.addSql(`
      update issue i set watched_from = business_today(), sign_by = case when i.status = 'ASSIGNED' then add_working_days(business_today(), r.sign_within) end
      from escalation_rule r where r.level = i.level and i.status in ('ASSIGNED', 'ACKNOWLEDGED', 'RESOLVED');
    `);
    this.addSql(`select set_config('diaodu.actor', '', true), set_config('diaodu.act', '', true);`);
    this.addSql(`create index "issue_unsigned" on "issue" ("sign_by") where "status" = 'ASSIGNED';`);
    this.addSql(`alter table "history" add column "automatic" boolean not null default false;`);
    this.addSql(`create or replace view past.history as select * from public.history where at <= past.as_of();`);
    this.addSql(`alter table "history" drop constraint "history_act_check";`);
    this.addSql(`alter table "history" add constraint "history_act_check" check ("act" in ('REGISTERED', 'CORRECTED', 'PROGRESS_REPORTED', 'PLAN_SET', 'ENDED', 'CONVERTED', 'MADE', 'HANDED_OVER', 'REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'RESOLVED', 'VERIFIED', 'RETURNED', 'ESCALATED', 'REMINDED', 'SCHEDULED', 'AGENDA_CHANGED', 'SITES_CHANGED', 'STARTED', 'ITEM_CALLED', 'ITEM_DONE', 'ITEM_DEFERRED', 'DIRECTED', 'CLOSED', 'CANCELLED', 'CHANGED_BY_SQL'));`);
    this.addSql(`select capture_rows('escalation_rule', $$ perform note_change_by_sql('EscalationRule', ids); $$, $$array_position('{PROJECT,COUNTY,CITY,PROVINCE}'::text[], level)$$);`);
    this.addSql(`select audit_watch('escalation_rule');`);
    this.addSql(`select keep_versions('escalation_rule');`);
    this.look();
  }

  private look(): void {
    // The job library's tables may not be there: a database without a server, or one whose jobs are off.
    this.addSql(`
      create function ask_for_look() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        if to_regclass('graphile_worker.migrations') is not null then
          execute $job$select graphile_worker.add_job('automatic-acts', job_key => 'automatic-acts')$job$;
        end if;
        return null;
      end $$;
    `);
    for (const table of ['day_turn', 'escalation_rule', 'calendar_day']) {
      this.addSql(`create trigger ask_for_look after insert or update or delete on ${table} for each statement execute function ask_for_look();`);
    }
  }

}
