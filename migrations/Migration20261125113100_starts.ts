import { Migration } from '@mikro-orm/migrations';

/** What a city says of the kinds of obstacles to a start. A kind without a row is as the sources say. */
export class Migration20261125113100_starts extends Migration {

  override name = 'Migration20261125113100_starts';

  override up(): void {
    this.addSql(`create table "start_obstacle_rule" ("kind" text not null primary key, "holds" boolean not null);`);
    this.addSql(`select capture_rows('start_obstacle_rule', $$ perform log_projects(array(select p.id from project p where p.ended_at is null and p.stage <> 'COMPLETED' order by p.id), true, false); $$, '1');`);
    this.addSql(`select audit_watch('start_obstacle_rule');`);
    this.addSql(`select keep_versions('start_obstacle_rule');`);
  }

}
