import { Migration } from '@mikro-orm/migrations';

export class Migration20261123003101_issues_by_report extends Migration {

  override name = 'Migration20261123003101_issues_by_report';

  override up(): void | Promise<void> {
    this.addSql(`create index "issue_reported_at_id_index" on "issue" ("reported_at", "id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "issue_reported_at_id_index";`);
  }

}
