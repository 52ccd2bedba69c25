import { Migration } from '@mikro-orm/migrations';

/** Readable numbers, and which screens are connected to which node: nothing here is tracked. */
export class Migration20261122000006_counters_and_presence extends Migration {

  override name = 'Migration20261122000006_counters_and_presence';

  override up(): void {
    this.addSql(`create table number_counter (prefix text primary key, last int not null);`);
    // Real time: a lease must not jump with the business clock.
    this.addSql(`create table node_lease (node uuid primary key, expires_at timestamptz not null);`);
    this.addSql(`
      create table site_connection (
        node uuid not null references node_lease (node) on delete cascade,
        connection int not null,
        site_id int not null references meeting_site (id) on delete cascade,
        primary key (node, connection)
      );
    `);
    this.addSql(`create index site_connection_site on site_connection (site_id);`);
  }

}
