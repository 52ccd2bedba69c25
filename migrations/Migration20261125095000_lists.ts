import { Migration } from '@mikro-orm/migrations';

/** The first page of a list of issues by their deadline, now and at a past moment; and what changed between two moments. */
export class Migration20261125095000_lists extends Migration {

  override name = 'Migration20261125095000_lists';

  override up(): void {
    this.addSql(`create index "issue_listed" on "issue" ("kind", coalesce("due_on", date '9999-12-31'), "id") where "status" <> 'CLOSED';`);
    this.addSql(`create index "issue_listed" on versions.issue ("kind", coalesce("due_on", date '9999-12-31'), "id") where "status" <> 'CLOSED';`);
    // The lights of the past ask each project for its late issues.
    this.addSql(`create index "issue_open_of_project" on versions.issue ("project_id") include ("due_on") where "status" <> 'CLOSED';`);
  }

}
