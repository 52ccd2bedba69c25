import { Migration } from '@mikro-orm/migrations';

/** Addresses at which calendars fetch somebody's meetings. Real time, like tokens. */
export class Migration20261125123700_calendar_feeds extends Migration {

  override name = 'Migration20261125123700_calendar_feeds';

  override up(): void {
    this.addSql(`
      create table "calendar_feed" ("id" serial primary key, "prefix" text not null, "secret_hash" text not null, "subject" text not null, "credential" text not null, "name" text not null, "role" text not null,
        "region_id" int null references "region" ("id"), "unit_id" int null references "unit" ("id"), "leader_id" int null references "leader" ("id"), "language" text not null,
        "made_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "withdrawn_at" timestamptz(3) null,
        constraint "calendar_feed_prefix_unique" unique ("prefix"));
    `);
    this.addSql(`create index "calendar_feed_subject_id_index" on "calendar_feed" ("subject", "id");`);
    for (const table of ['region', 'unit', 'leader']) this.addSql(`create index "calendar_feed_${table}_id_index" on "calendar_feed" ("${table}_id");`);
    this.addSql(`select audit_watch('calendar_feed', 'CalendarFeed', 'id', '{secret_hash}');`);
  }

}
