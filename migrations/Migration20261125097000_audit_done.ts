import { Migration } from '@mikro-orm/migrations';

/** What was done says which operation on which table did it: nobody enters by hand that something was done. */
export class Migration20261125097000_audit_done extends Migration {

  override name = 'Migration20261125097000_audit_done';

  override up(): void {
    this.addSql(`alter table audit_entry add constraint audit_entry_done_check check (outcome <> 'DONE' or (operation is not null and relation is not null));`);
  }

}
