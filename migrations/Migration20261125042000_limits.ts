import { Migration } from '@mikro-orm/migrations';

/** What holders of tokens spent and hold, for limits that count over all nodes. Unlogged: nobody misses it after a crash. */
export class Migration20261125042000_limits extends Migration {

  override name = 'Migration20261125042000_limits';

  override up(): void {
    this.addSql(`create unlogged table rate_limit (key varchar(255) primary key, points integer not null, expire bigint);`);
    this.addSql(`comment on table rate_limit is 'of the package rate-limiter-flexible: points spent until expire, milliseconds since 1970';`);
    this.addSql(`
      create unlogged table holder_sockets (
        node uuid not null,
        holder text not null,
        sockets integer not null,
        at timestamptz not null default clock_timestamp(),
        primary key (node, holder)
      );
    `);
    this.addSql(`comment on table holder_sockets is 'how many sockets a holder has at a node, where they are many; gone with the node when it was not heard of for a while';`);
  }

  override down(): void {
    this.addSql(`drop table rate_limit;`);
    this.addSql(`drop table holder_sockets;`);
  }

}
