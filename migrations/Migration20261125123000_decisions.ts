import { Migration } from '@mikro-orm/migrations';

/** What meetings decide beside directives. */
export class Migration20261125123000_decisions extends Migration {

  override name = 'Migration20261125123000_decisions';

  override up(): void {
    this.addSql(`
      create table "meeting_decision" ("id" serial primary key, "meeting_id" int not null references "meeting" ("id"), "item_id" int not null references "agenda_item" ("id"), "kind" text not null,
        "text" text not null, "party_ids" int[] not null default '{}', "until_day" date null, "at" timestamptz(3) not null default business_now(),
        constraint "meeting_decision_kind_check" check ("kind" in ('AGREEMENT', 'NOTE', 'POSTPONED')),
        constraint "meeting_decision_parties_check" check ((kind = 'AGREEMENT') = (cardinality(party_ids) > 0)),
        constraint "meeting_decision_until_check" check (kind = 'POSTPONED' or until_day is null));
    `);
    this.addSql(`comment on column meeting_decision.party_ids is 'units that agreed';`);
    this.addSql(`comment on column meeting_decision.until_day is 'of a postponement: not before this day; null to the next meeting';`);
    this.addSql(`create index "meeting_decision_meeting_id_id_index" on "meeting_decision" ("meeting_id", "id");`);
    this.addSql(`create index "meeting_decision_item_id_id_index" on "meeting_decision" ("item_id", "id");`);
    this.addSql(`select capture_parts('meeting_decision', 'Meeting', 'meeting_id');`);
    this.addSql(`select audit_watch('meeting_decision', 'Meeting', 'meeting_id');`);
    this.addSql(`select keep_versions('meeting_decision');`);
    this.addSql(`create index on versions.meeting_decision (meeting_id);`);
    this.addSql(`create index on versions.meeting_decision (item_id);`);
  }

}
