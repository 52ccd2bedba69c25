import { Migration } from '@mikro-orm/migrations';

/** Who asks to speak in a meeting. */
export class Migration20261125123300_speakers extends Migration {

  override name = 'Migration20261125123300_speakers';

  override up(): void {
    this.addSql(`
      create table "speaker_request" ("id" serial primary key, "meeting_id" int not null references "meeting" ("id"), "site_id" int not null references "meeting_site" ("id"), "item_id" int null references "agenda_item" ("id"),
        "state" text not null default 'WAITING', "asked_at" timestamptz(3) not null default business_now(), "given_at" timestamptz(3) null, "ended_at" timestamptz(3) null,
        constraint "speaker_request_state_check" check ("state" in ('WAITING', 'SPEAKING', 'ENDED', 'DECLINED', 'WITHDRAWN', 'LEFT')),
        constraint "speaker_request_given_check" check (state <> 'SPEAKING' or given_at is not null),
        constraint "speaker_request_ended_check" check ((state in ('WAITING', 'SPEAKING')) = (ended_at is null)));
    `);
    this.addSql(`create index "speaker_request_meeting_id_id_index" on "speaker_request" ("meeting_id", "id");`);
    this.addSql(`create index "speaker_request_site_id_index" on "speaker_request" ("site_id");`);
    this.addSql(`create index "speaker_request_item_id_index" on "speaker_request" ("item_id");`);
    this.addSql(`create unique index "speaker_request_one_speaks" on "speaker_request" ("meeting_id") where "state" = 'SPEAKING';`);
    this.addSql(`create unique index "speaker_request_site_once" on "speaker_request" ("site_id") where "state" in ('WAITING', 'SPEAKING');`);
    this.addSql(`select capture_parts('speaker_request', 'Meeting', 'meeting_id');`);
    this.addSql(`select audit_watch('speaker_request', 'Meeting', 'meeting_id');`);
    this.addSql(`select keep_versions('speaker_request');`);
    this.addSql(`create index on versions.speaker_request (meeting_id);`);
  }

}
