import { Migration } from '@mikro-orm/migrations';

/** What was left to later meetings is looked for whenever an agenda is proposed. */
export class Migration20261125123200_postponed extends Migration {

  override name = 'Migration20261125123200_postponed';

  override up(): void {
    this.addSql(`create index "meeting_decision_postponed" on "meeting_decision" ("meeting_id", "item_id") where "kind" = 'POSTPONED';`);
  }

}
