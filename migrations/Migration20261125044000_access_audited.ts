import { Migration } from '@mikro-orm/migrations';

/** Who may do what is audited like all else; secrets, even hashed, are not, and that a key was used is no change. */
export class Migration20261125044000_access_audited extends Migration {

  override name = 'Migration20261125044000_access_audited';

  override up(): void {
    this.addSql(`select audit_watch('access_grant', 'AccessGrant', 'id');`);
    this.addSql(`select audit_watch('api_key', 'ApiKey', 'id', '{secret_hash,previous_hash,last_used_at}');`);
    this.addSql(`select audit_watch('screen', 'Screen', 'id', '{secret_hash}');`);
    this.addSql(`select audit_watch('access_withdrawal', 'Withdrawal', 'id');`);
  }

}
