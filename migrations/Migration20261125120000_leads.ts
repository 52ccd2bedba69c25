import { Migration } from '@mikro-orm/migrations';

/** How far investment leads have come and by which moves, with whom the city speaks, what they need, and what is next. */
export class Migration20261125120000_leads extends Migration {

  override name = 'Migration20261125120000_leads';

  override up(): void {
    this.stages();
    this.contacts();
    this.needs();
    this.scope();
    this.names();
    this.dayTurn();
    this.watched();
  }

  private stages(): void {
    this.addSql(`
      alter table "investment_lead" add column "stage" text not null default 'CLUE', add column "next_step" text null, add column "next_step_on" date null, add column "next_step_leader_id" int null references "leader" ("id"),
        add constraint "investment_lead_stage_check" check ("stage" in ('CLUE', 'CONTACTED', 'NEGOTIATING', 'AGREED')),
        add constraint "investment_lead_next_step_check" check ((next_step is null) = (next_step_on is null) and (next_step_leader_id is null or next_step is not null));
    `);
    this.addSql(`create index "investment_lead_stage_code_index" on "investment_lead" ("stage", "code", "id");`);
    this.addSql(`create index "investment_lead_next_step_leader_id_index" on "investment_lead" ("next_step_leader_id");`);
    // What is done with is not overdue.
    this.addSql(`create index "investment_lead_next_step_on_index" on "investment_lead" ("next_step_on", "id") where next_step_on is not null and ended_at is null;`);
    this.addSql(`
      create table "lead_move" ("id" serial primary key, "lead_id" int not null references "investment_lead" ("id"), "from_stage" text not null, "to_stage" text not null, "note" text not null default '',
        "moved_at" timestamptz(3) not null default business_now(), "moved_by" text not null, constraint "lead_move_check" check (from_stage <> to_stage));
    `);
    this.addSql(`create index "lead_move_lead_id_index" on "lead_move" ("lead_id");`);
  }

  private contacts(): void {
    this.addSql(`
      create table "lead_contact" ("id" serial primary key, "lead_id" int not null references "investment_lead" ("id"), "role" text not null, "name" text not null, "position" text not null default '', "telephone" text not null default '',
        "added_at" timestamptz(3) not null default business_now(), "added_by" text not null, "ended_at" timestamptz(3) null, "ended_by" text null,
        constraint "lead_contact_role_check" check ("role" in ('DECISION_MAKER', 'WORKING_CONTACT', 'INTERMEDIARY', 'CITY_NEGOTIATOR', 'REGION_CONTACT', 'OTHER')),
        constraint "lead_contact_ended_check" check ((ended_at is null) = (ended_by is null)));
    `);
    this.addSql(`create index "lead_contact_lead_id_index" on "lead_contact" ("lead_id");`);
    this.addSql(`comment on table lead_contact is 'personal data: read by those alone who work on the lead, and nothing of it once it is ended';`);
  }

  private needs(): void {
    this.addSql(`
      create table "lead_need" ("id" serial primary key, "lead_id" int not null references "investment_lead" ("id"), "kind_id" int not null references "demand_kind" ("id"), "quantity" numeric(18,3) null, "measure" text null,
        "note" text not null default '', "added_at" timestamptz(3) not null default business_now(), "added_by" text not null, "answer" text null, "answered_at" timestamptz(3) null, "answered_by" text null,
        "issue_id" int null references "issue" ("id"),
        constraint "lead_need_issue_id_unique" unique ("issue_id"), constraint "lead_need_measure_check" check ((quantity is null) = (measure is null)), constraint "lead_need_quantity_check" check (quantity > 0),
        constraint "lead_need_answer_check" check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null) and (answer is null or issue_id is null)));
    `);
    this.addSql(`create index "lead_need_lead_id_index" on "lead_need" ("lead_id");`);
    this.addSql(`create index "lead_need_kind_id_index" on "lead_need" ("kind_id");`);
    this.addSql(`create index "lead_need_open_index" on "lead_need" ("lead_id") where answered_at is null and issue_id is null;`);
    this.addSql(`comment on column lead_need.issue_id is 'the demand as which it was reported, of the lead or of the project that it became';`);
  }

  /** Whoever answers for the project that a lead became reads what the lead was, too. */
  private scope(): void {
    this.addSql(`
      create or replace function scope_of_leads(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select l.id, row(
          r.path,
          case when l.project_id is null then '{}' else array[l.project_id] end,
          array(select distinct a.leader_id from assignment a where (a.lead_id = l.id or a.project_id = l.project_id) and a.until is null order by 1),
          array(select distinct g.meeting_id from agenda_item g where g.lead_id = l.id order by 1),
          array(select i.lead_unit_id from issue i where i.lead_id = l.id and i.lead_unit_id is not null
                union select s.unit_id from issue i join issue_supporting_unit s on s.issue_id = i.id where i.lead_id = l.id order by 1),
          array(select distinct i.external_system from issue i where i.lead_id = l.id and i.external_system is not null order by 1),
          '{}'
        )::scope_keys
        from investment_lead l join region r on r.id = l.region_id
        where l.id = any(ids)
      $$;
    `);
    // By name after the capturing triggers: projects are held before leads.
    this.addSql(`
      create function log_converted_leads() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare projects int[];
      begin
        if tg_op = 'INSERT' then projects := array(select project_id from new_rows);
        elsif tg_op = 'UPDATE' then projects := array(select project_id from old_rows union select project_id from new_rows);
        else projects := array(select project_id from old_rows);
        end if;
        perform log_leads(array(select l.id from investment_lead l where l.project_id = any(projects) order by l.id), false, true);
        return null;
      end $$;
    `);
    for (const [event, rows] of [['insert', 'new table as new_rows'], ['update', 'old table as old_rows new table as new_rows'], ['delete', 'old table as old_rows']]) {
      this.addSql(`create trigger log_converted_leads_${event} after ${event} on assignment referencing ${rows} for each statement execute function log_converted_leads();`);
      this.addSql(`alter table assignment enable always trigger log_converted_leads_${event};`);
    }
    this.addSql(`select log_leads(array(select l.id from investment_lead l where l.project_id is not null order by l.id), false, true);`);
  }

  /** Who does the next step is shown by name. */
  private names(): void {
    this.addSql(`
      create function log_leads_of_leaders() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        perform log_change('InvestmentLead', array(
          select l.id from investment_lead l where l.ended_at is null and l.next_step_leader_id in (select id from (select * from new_rows except select * from old_rows) changed) order by l.id), true, false);
        return null;
      end $$;
    `);
    this.addSql(`create trigger log_leads_of_leaders after update on leader referencing old table as old_rows new table as new_rows for each statement execute function log_leads_of_leaders();`);
    this.addSql(`alter table leader enable always trigger log_leads_of_leaders;`);
  }

  /** What becomes overdue with the day wakes those who look at it. */
  private dayTurn(): void {
    this.addSql(`
      create function log_late_leads() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        perform log_change('InvestmentLead', array(
          select l.id from investment_lead l
          where l.ended_at is null and l.next_step_on >= least(old.last_day, new.last_day) and l.next_step_on < greatest(old.last_day, new.last_day)), true, false);
        return null;
      end $$;
    `);
    this.addSql(`create trigger log_late_leads after update of last_day on day_turn for each row execute function log_late_leads();`);
    this.addSql(`alter table day_turn enable always trigger log_late_leads;`);
  }

  private watched(): void {
    for (const table of ['lead_move', 'lead_contact', 'lead_need']) this.addSql(`select capture_parts('${table}', 'InvestmentLead', 'lead_id');`);
    this.addSql(`select audit_watch('lead_move', 'InvestmentLead', 'lead_id');`);
    // Who added and ended a contact is told; who it is never leaves the table.
    this.addSql(`select audit_watch('lead_contact', 'InvestmentLead', 'lead_id', '{name,position,telephone}');`);
    this.addSql(`select audit_watch('lead_need', 'InvestmentLead', 'lead_id');`);
    for (const table of ['lead_move', 'lead_contact', 'lead_need', 'investment_lead']) this.addSql(`select keep_versions('${table}');`);
    for (const table of ['lead_move', 'lead_contact', 'lead_need']) this.addSql(`create index on versions.${table} (lead_id);`);
  }

}
