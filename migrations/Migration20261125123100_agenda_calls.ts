import { Migration } from '@mikro-orm/migrations';

/** What stood of projects when meetings called them. */
export class Migration20261125123100_agenda_calls extends Migration {

  override name = 'Migration20261125123100_agenda_calls';

  override up(): void {
    this.addSql(`
      create table "agenda_call" ("id" serial primary key, "meeting_id" int not null references "meeting" ("id"), "item_id" int not null references "agenda_item" ("id"), "project_id" int not null references "project" ("id"),
        "called_at" timestamptz(3) not null, "stage" text not null, "physical_progress" numeric(5,4) not null, "total_investment" numeric(18,2) not null, "annual_plan" numeric(18,2) not null,
        "completed_investment" numeric(18,2) not null, "reasons" jsonb not null, "issues" jsonb not null, "schedule" jsonb null,
        constraint "agenda_call_stage_check" check ("stage" in ('RESERVE', 'PREPARING', 'UNDER_CONSTRUCTION', 'SUSPENDED', 'COMPLETED')));
    `);
    this.addSql(`create index "agenda_call_meeting_id_index" on "agenda_call" ("meeting_id");`);
    this.addSql(`create index "agenda_call_item_id_id_index" on "agenda_call" ("item_id", "id");`);
    this.addSql(`create index "agenda_call_project_id_index" on "agenda_call" ("project_id");`);
    this.addSql(`
      create function agenda_call_stands() returns trigger language plpgsql as $$
      begin
        raise exception 'what stood when a meeting called an item is never changed';
      end $$;
    `);
    this.addSql(`create trigger agenda_call_stands before update or delete on agenda_call for each row execute function agenda_call_stands();`);
    this.addSql(`select capture_parts('agenda_call', 'Meeting', 'meeting_id');`);
    this.addSql(`select audit_watch('agenda_call', 'Meeting', 'meeting_id');`);
    this.addSql(`select keep_versions('agenda_call');`);
    this.addSql(`create index on versions.agenda_call (item_id);`);
  }

}
