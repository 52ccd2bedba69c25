import { Migration } from '@mikro-orm/migrations';

/** Meetings that come again. */
export class Migration20261125123600_series extends Migration {

  override name = 'Migration20261125123600_series';

  override up(): void {
    this.addSql(`
      create table "meeting_series" ("id" serial primary key, "model_id" int not null references "meeting" ("id"), "weekdays" int[] not null, "working_days_only" boolean not null default true, "until_day" date null,
        "ahead_days" int not null default 14, "skipped" date[] not null default '{}', "ended_at" timestamptz(3) null,
        constraint "meeting_series_weekdays_check" check (cardinality(weekdays) between 1 and 7 and 1 <= all (weekdays) and 7 >= all (weekdays)),
        constraint "meeting_series_ahead_check" check (ahead_days between 1 and 60));
    `);
    this.addSql(`comment on column meeting_series.model_id is 'its first meeting, which the others are made after';`);
    this.addSql(`comment on column meeting_series.weekdays is '1 Monday to 7 Sunday';`);
    this.addSql(`create unique index "meeting_series_model_id_unique" on "meeting_series" ("model_id");`);
    this.addSql(`alter table "meeting" add column "series_id" int null references "meeting_series" ("id"), add column "series_day" date null;`);
    this.addSql(`create unique index "meeting_series_once_a_day" on "meeting" ("series_id", "series_day") where "series_id" is not null;`);
    this.addSql(`alter table "meeting" add constraint "meeting_series_check" check ((series_id is null) = (series_day is null));`);
    this.addSql(`select capture_parts('meeting_series', 'Meeting', 'model_id');`);
    this.addSql(`select audit_watch('meeting_series', 'Meeting', 'model_id');`);
    this.addSql(`select keep_versions('meeting_series');`);
    this.addSql(`select keep_versions('meeting');`);
  }

}
