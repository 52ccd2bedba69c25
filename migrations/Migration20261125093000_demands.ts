import { Migration } from '@mikro-orm/migrations';

/**
 * What projects need and what units offer. Kinds are data. The sums of a demand and of an offer are kept here, from the steps
 * and the matches, whoever writes those; that no more is promised than there is, is a check of the row, whose lock those who
 * match wait for.
 */
export class Migration20261125093000_demands extends Migration {

  override name = 'Migration20261125093000_demands';

  override up(): void {
    this.tables();
    this.kinds();
    this.sums();
    this.capture();
    this.kept();
  }

  private tables(): void {
    this.addSql(`create table "demand_kind" ("id" serial primary key, "code" text not null, "name_zh" text not null, "name_en" text not null, "measures" text[] not null, "category" text not null, "active" boolean not null default true);`);
    this.addSql(`alter table "demand_kind" add constraint "demand_kind_code_unique" unique ("code");`);

    this.addSql(`create table "supply_offer" ("id" serial primary key, "unit_id" int not null, "kind_id" int not null, "quantity" numeric(18,3) not null, "measure" text not null, "matched" numeric(18,3) not null default '0', "region_id" int null, "from_on" date not null, "until_on" date null, "text" text not null, "offered_at" timestamptz(3) not null default business_now(), "withdrawn_at" timestamptz(3) null, "withdraw_reason" text null, "version" int not null default 1);`);
    this.addSql(`create index "supply_offer_kind_id_measure_index" on "supply_offer" ("kind_id", "measure");`);
    this.addSql(`create index "supply_offer_region_id_index" on "supply_offer" ("region_id");`);
    this.addSql(`create index "supply_offer_unit_id_index" on "supply_offer" ("unit_id");`);

    this.addSql(`create table "demand" ("issue_id" int not null, "kind_id" int not null, "quantity" numeric(18,3) null, "measure" text null, "fulfilled" numeric(18,3) not null default '0', "promised" numeric(18,3) not null default '0', primary key ("issue_id"));`);

    this.addSql(`create table "supply_match" ("id" serial primary key, "offer_id" int not null, "issue_id" int not null, "quantity" numeric(18,3) not null, "status" text not null default 'PROMISED', "matched_at" timestamptz(3) not null default business_now(), "settled_at" timestamptz(3) null, "reason" text null);`);
    this.addSql(`create index "supply_match_issue_id_index" on "supply_match" ("issue_id");`);
    this.addSql(`create index "supply_match_offer_id_index" on "supply_match" ("offer_id");`);

    this.addSql(`create table "demand_step" ("id" serial primary key, "issue_id" int not null, "quantity" numeric(18,3) not null, "note" text not null, "corrects_id" int null, "match_id" int null, "at" timestamptz(3) not null default business_now(), "actor_name" text not null);`);
    this.addSql(`create index "demand_step_match_id_index" on "demand_step" ("match_id");`);
    this.addSql(`create index "demand_step_corrects_id_index" on "demand_step" ("corrects_id");`);
    this.addSql(`create index "demand_step_issue_id_index" on "demand_step" ("issue_id");`);

    this.addSql(`alter table "history" drop constraint "history_act_check";`);
    this.addSql(`alter table "history" drop constraint "history_type_check";`);
    this.addSql(`alter table "history" add constraint "history_act_check" check ("act" in ('REGISTERED', 'CORRECTED', 'PROGRESS_REPORTED', 'PLAN_SET', 'ENDED', 'CONVERTED', 'MADE', 'HANDED_OVER', 'REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'ANSWERED', 'ANSWER_WAIVED', 'EXTENSION_REQUESTED', 'EXTENSION_APPROVED', 'EXTENSION_REFUSED', 'RESOLVED', 'VERIFIED', 'RETURNED', 'ESCALATED', 'REMINDED', 'EVIDENCE_ADDED', 'EVIDENCE_ENDED', 'COMMENTED', 'COMMENT_WITHDRAWN', 'RECURRENCE_LINKED', 'MERGED', 'SCHEDULED', 'AGENDA_CHANGED', 'SITES_CHANGED', 'STARTED', 'ITEM_CALLED', 'ITEM_DONE', 'ITEM_DEFERRED', 'DIRECTED', 'CLOSED', 'CANCELLED', 'DESCRIBED', 'FULFILLED', 'FULFILMENT_CORRECTED', 'OFFERED', 'WITHDRAWN', 'MATCHED', 'DELIVERED', 'RELEASED', 'CHANGED_BY_SQL'));`);
    this.addSql(`alter table "history" add constraint "history_type_check" check ("type" in ('Region', 'Unit', 'Leader', 'Project', 'InvestmentLead', 'Assignment', 'Issue', 'Evidence', 'Comment', 'Meeting', 'AgendaItem', 'MeetingSite', 'Directive', 'Clock', 'Calendar', 'SupplyOffer'));`);

    this.addSql(`alter table "demand_kind" add constraint "demand_kind_category_check" check ("category" in ('PERMITS', 'LAND', 'FUNDS', 'LABOUR', 'MATERIALS', 'TRANSPORT', 'POWER', 'WATER', 'GAS', 'SUPPLIES', 'DESIGN', 'RELOCATION', 'PREVENTION', 'NEGOTIATION', 'EXPORT', 'OTHER'));`);

    this.addSql(`alter table "supply_offer" add constraint "supply_offer_unit_id_foreign" foreign key ("unit_id") references "unit" ("id") on delete no action;`);
    this.addSql(`alter table "supply_offer" add constraint "supply_offer_kind_id_foreign" foreign key ("kind_id") references "demand_kind" ("id") on delete no action;`);
    this.addSql(`alter table "supply_offer" add constraint "supply_offer_region_id_foreign" foreign key ("region_id") references "region" ("id") on delete no action;`);
    this.addSql(`alter table "supply_offer" add constraint "supply_offer_days_check" check (until_on >= from_on);`);
    this.addSql(`alter table "supply_offer" add constraint "supply_offer_matched_check" check (matched between 0 and quantity);`);
    this.addSql(`alter table "supply_offer" add constraint "supply_offer_quantity_check" check (quantity > 0);`);

    this.addSql(`alter table "demand" add constraint "demand_issue_id_foreign" foreign key ("issue_id") references "issue" ("id") on update cascade on delete no action;`);
    this.addSql(`alter table "demand" add constraint "demand_kind_id_foreign" foreign key ("kind_id") references "demand_kind" ("id") on delete no action;`);
    this.addSql(`alter table "demand" add constraint "demand_sums_check" check (fulfilled >= 0 and promised >= 0 and fulfilled + promised <= coalesce(quantity, 0));`);
    this.addSql(`alter table "demand" add constraint "demand_quantity_check" check (quantity > 0);`);
    this.addSql(`alter table "demand" add constraint "demand_measure_check" check ((quantity is null) = (measure is null));`);

    this.addSql(`alter table "supply_match" add constraint "supply_match_offer_id_foreign" foreign key ("offer_id") references "supply_offer" ("id") on delete no action;`);
    this.addSql(`alter table "supply_match" add constraint "supply_match_issue_id_foreign" foreign key ("issue_id") references "demand" ("issue_id") on delete no action;`);
    this.addSql(`alter table "supply_match" add constraint "supply_match_quantity_check" check (quantity > 0);`);
    this.addSql(`alter table "supply_match" add constraint "supply_match_status_check" check ("status" in ('PROMISED', 'DELIVERED', 'RELEASED'));`);

    this.addSql(`alter table "demand_step" add constraint "demand_step_issue_id_foreign" foreign key ("issue_id") references "demand" ("issue_id") on delete no action;`);
    this.addSql(`alter table "demand_step" add constraint "demand_step_corrects_id_foreign" foreign key ("corrects_id") references "demand_step" ("id") on delete no action;`);
    this.addSql(`alter table "demand_step" add constraint "demand_step_match_id_foreign" foreign key ("match_id") references "supply_match" ("id") on delete no action;`);
    this.addSql(`alter table "demand_step" add constraint "demand_step_quantity_check" check (quantity > 0 or (quantity < 0 and corrects_id is not null));`);
    this.addSql(`create index demand_kind_id_index on demand (kind_id);`);
    // What candidates and lists of what is missing are read by.
    this.addSql(`create index demand_open_index on demand (kind_id, measure) where fulfilled + promised < quantity;`);
    this.addSql(`create index supply_offer_open_index on supply_offer (kind_id, measure) where withdrawn_at is null and matched < quantity;`);
    this.addSql(`create index supply_offer_search on supply_offer using gin (search_grams(text));`);
    this.addSql(`create unique index demand_step_delivery on demand_step (match_id) where corrects_id is null;`);
  }

  private kinds(): void {
    this.addSql(`
      insert into demand_kind (code, name_zh, name_en, measures, category) values
        ('WORKERS', '用工', 'Workers', '{人}', 'LABOUR'),
        ('FUNDS', '资金', 'Funds', '{万元}', 'FUNDS'),
        ('LAND', '用地', 'Land', '{亩,公顷}', 'LAND'),
        ('POWER', '用电', 'Power', '{千伏安,千瓦}', 'POWER'),
        ('WATER', '用水', 'Water', '{立方米/日,吨/日}', 'WATER'),
        ('GAS', '用气', 'Gas', '{立方米/日}', 'GAS'),
        ('MATERIALS', '材料', 'Materials', '{吨,立方米,根}', 'MATERIALS'),
        ('PROTECTIVE_SUPPLIES', '防护物资', 'Protective supplies', '{只,套,支,升}', 'SUPPLIES'),
        ('TRANSPORT', '运输', 'Transport', '{辆,车次,吨}', 'TRANSPORT'),
        ('NEGOTIATION', '洽谈', 'Negotiation', '{}', 'NEGOTIATION'),
        ('PERMITS', '手续', 'Permits', '{件}', 'PERMITS'),
        ('PRODUCT_EXPORT', '产品出口', 'Product export', '{万元,吨,件}', 'EXPORT');
    `);
  }

  private sums(): void {
    this.addSql(`
      create function sum_up_match() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then
          update supply_offer set matched = matched - old.quantity where id = old.offer_id and old.status <> 'RELEASED';
          update demand set promised = promised - old.quantity where issue_id = old.issue_id and old.status = 'PROMISED';
        end if;
        if tg_op <> 'DELETE' then
          update supply_offer set matched = matched + new.quantity where id = new.offer_id and new.status <> 'RELEASED';
          update demand set promised = promised + new.quantity where issue_id = new.issue_id and new.status = 'PROMISED';
        end if;
        return null;
      end $$;
    `);
    this.addSql(`create trigger sum_up after insert or delete or update of status, quantity, offer_id, issue_id on supply_match for each row execute function sum_up_match();`);
    // What a correction takes back of a delivery is to be had again.
    this.addSql(`
      create function sum_up_step() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then
          update demand set fulfilled = fulfilled - old.quantity where issue_id = old.issue_id;
          update supply_offer o set matched = matched - old.quantity from supply_match m where old.corrects_id is not null and m.id = old.match_id and o.id = m.offer_id;
        end if;
        if tg_op <> 'DELETE' then
          update demand set fulfilled = fulfilled + new.quantity where issue_id = new.issue_id;
          update supply_offer o set matched = matched + new.quantity from supply_match m where new.corrects_id is not null and m.id = new.match_id and o.id = m.offer_id;
        end if;
        return null;
      end $$;
    `);
    this.addSql(`create trigger sum_up after insert or update or delete on demand_step for each row execute function sum_up_step();`);
  }

  private capture(): void {
    // What is to be had in a region is to be seen from what lies in it and from what it lies in: a county sees what the city offers.
    this.addSql(`
      create function scope_of_supplyoffer(ids int[]) returns table (entity_id int, keys scope_keys) language sql stable as $$
        select o.id, row(
          array(select r.id from region r left join region place on place.id = o.region_id
                where o.region_id is null or r.id = any(place.path) or o.region_id = any(r.path) order by 1),
          '{}', '{}', '{}', array[o.unit_id], '{}', '{}'
        )::scope_keys
        from supply_offer o
        where o.id = any(ids)
      $$;
    `);
    // A new region sees what the whole city is offered, and what is to be had in a place that it lies in.
    const regions = {
      insert: ['new table as new_rows', 'o.region_id is null or o.region_id in (select unnest(n.path) from new_rows n)'],
      update: ['old table as old_rows new table as new_rows', 'o.region_id in (select unnest(was.path || now.path) from old_rows was join new_rows now using (id) where was.path <> now.path)'],
    };
    for (const [event, [rows, offers]] of Object.entries(regions)) {
      this.addSql(`
        create function capture_supply_${event}() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          perform log_change('SupplyOffer', array(select o.id from supply_offer o where ${offers} order by 1), false, true);
          return null;
        end $$;
      `);
      this.addSql(`create trigger capture_supply_${event} after ${event} on region referencing ${rows} for each statement execute function capture_supply_${event}();`);
      this.addSql(`alter table region enable always trigger capture_supply_${event};`);
    }
    this.addSql(`
      select capture_rows('supply_offer', $body$
        perform log_change('SupplyOffer', ids, true, keyed);
        perform note_change_by_sql('SupplyOffer', ids);
      $body$, 'id', 'id, unit_id, region_id', 'region_id');
    `);
    this.addSql(`select capture_parts('demand', 'Issue', 'issue_id');`);
    this.addSql(`select capture_parts('demand_step', 'Issue', 'issue_id');`);
    // A match is shown with both sides: "regions" are the offers here, of which no keys are made.
    this.addSql(`
      select capture_rows('supply_match', $body$
        perform log_change('Issue', ids, true, false);
        perform log_change('SupplyOffer', regions, true, false);
        perform note_change_by_sql('Issue', ids);
        perform note_change_by_sql('SupplyOffer', regions);
      $body$, 'issue_id', null, 'offer_id');
    `);
  }

  private kept(): void {
    const watched = {
      demand_kind: [], demand: ['Issue', 'issue_id'], demand_step: ['Issue', 'issue_id'], supply_match: ['Issue', 'issue_id'], supply_offer: ['SupplyOffer', 'id'],
    };
    for (const [table, of] of Object.entries(watched)) {
      this.addSql(`select audit_watch(${[table, ...of].map((each) => `'${each}'`).join(', ')});`);
      this.addSql(`select keep_versions('${table}');`);
    }
  }

}
