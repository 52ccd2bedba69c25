import { Migration } from '@mikro-orm/migrations';

/** What one unit, leader, owner, system or county sees of very many rows is found by index. */
export class Migration20261125098500_sight extends Migration {

  override name = 'Migration20261125098500_sight';

  override up(): void {
    for (const keys of ['regions', 'leaders', 'units', 'owners', 'systems']) this.addSql(`create index "entity_scope_${keys}" on "entity_scope" using gin (((keys).${keys}));`);
    this.addSql(`analyze entity_scope;`);
  }

}
