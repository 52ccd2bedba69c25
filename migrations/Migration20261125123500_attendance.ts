import { Migration } from '@mikro-orm/migrations';

/** Which sites were there while a meeting ran: as their screens came and went, and as the office corrected it. */
export class Migration20261125123500_attendance extends Migration {

  override name = 'Migration20261125123500_attendance';

  override up(): void {
    this.addSql(`alter table "meeting_site" add constraint "meeting_site_id_meeting_unique" unique ("id", "meeting_id");`);
    // By the site alone: who writes that a screen came holds the site, and must not wait for the meeting, which may be waiting for the site.
    this.addSql(`
      create table "site_attendance" ("id" serial primary key, "meeting_id" int not null, "site_id" int not null, "from_at" timestamptz(3) not null, "until_at" timestamptz(3) null,
        constraint "site_attendance_site_foreign" foreign key ("site_id", "meeting_id") references "meeting_site" ("id", "meeting_id"),
        constraint "site_attendance_span_check" check (until_at >= from_at));
    `);
    this.addSql(`create index "site_attendance_site_id_id_index" on "site_attendance" ("site_id", "id");`);
    this.addSql(`create unique index "site_attendance_one_open" on "site_attendance" ("site_id") where "until_at" is null;`);
    this.addSql(`
      create table "attendance_correction" ("id" serial primary key, "meeting_id" int not null, "site_id" int not null, "from_at" timestamptz(3) null, "until_at" timestamptz(3) null, "reason" text not null,
        "corrected_by" text not null, "at" timestamptz(3) not null default business_now(),
        constraint "attendance_correction_site_foreign" foreign key ("site_id", "meeting_id") references "meeting_site" ("id", "meeting_id"),
        constraint "attendance_correction_span_check" check (until_at is null or until_at >= from_at));
    `);
    this.addSql(`comment on column attendance_correction.from_at is 'null: the site was not there';`);
    this.addSql(`create index "attendance_correction_site_id_id_index" on "attendance_correction" ("site_id", "id");`);
    for (const table of ['site_attendance', 'attendance_correction']) {
      this.addSql(`select capture_parts('${table}', 'Meeting', 'meeting_id');`);
      this.addSql(`select audit_watch('${table}', 'Meeting', 'meeting_id');`);
      this.addSql(`select keep_versions('${table}');`);
      this.addSql(`create index on versions.${table} (site_id);`);
    }
  }

}
