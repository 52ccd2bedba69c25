import { Migration } from '@mikro-orm/migrations';

/** From which shares of an item's planned minutes on the screens warn. */
export class Migration20261125123400_warnings extends Migration {

  override name = 'Migration20261125123400_warnings';

  override up(): void {
    this.addSql(`alter table "meeting" add column "warn_at" int[] not null default '{80,100}';`);
    this.addSql(`comment on column meeting.warn_at is 'percent of the planned minutes, rising';`);
    this.addSql(`alter table "meeting" add constraint "meeting_warn_at_check" check (cardinality(warn_at) <= 5 and 1 <= all (warn_at) and 300 >= all (warn_at));`);
    this.addSql(`select keep_versions('meeting');`);
  }

}
