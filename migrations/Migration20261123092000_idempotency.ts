import { Migration } from '@mikro-orm/migrations';

/** What acts with an idempotency key came to, for those who saw no answer and ask again: nothing here is tracked. */
export class Migration20261123092000_idempotency extends Migration {

  override name = 'Migration20261123092000_idempotency';

  override up(): void {
    this.addSql(`
      create table idempotency_key (
        holder text not null,
        key text not null,
        field text not null,
        fingerprint text not null,
        outcome jsonb,
        at timestamptz not null default clock_timestamp(),
        primary key (holder, key, field)
      );
    `);
    this.addSql(`comment on column idempotency_key.outcome is 'null only within the transaction that does the act';`);
    this.addSql(`create index idempotency_key_at on idempotency_key (at);`);
  }

  override down(): void {
    this.addSql(`drop table idempotency_key;`);
  }

}
