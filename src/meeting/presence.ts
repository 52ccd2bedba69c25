import { firstRow, rows, sql, type Database, type Store } from '../store/database.js';
import { flipSites } from './attendance.record.js';

export interface PresenceOptions {
  /** UUID of this node; another one for every process. */
  readonly nodeId: string;
  /** How long a node counts as alive after it was last heard of; renewed three times as often. */
  readonly leaseSeconds?: number;
  /** Called after sites went online or offline: a hint for the change reader. */
  readonly flipped?: () => void;
  /** Told of what failed; it is tried again at the next renewal. */
  readonly onError?: (error: unknown) => void;
}

/** No lease is longer: one that ends later was written before the database's clock went back, or failed over to one that is behind. */
const longestLease = sql`interval '15 minutes'`;

interface Settled {
  /** Connections to sites that do not exist. */
  readonly unknown: ReadonlyMap<number, number>;
  readonly flips: number;
}

/**
 * Which sites have a screen connected, to any node: `meeting_site.online` says whether `site_connection` has a row of the
 * site. Each node writes the rows of its own connections under a lease in real time; the rows of a node that let its lease
 * run out are swept by any other. Whoever writes rows of a site holds the lock of the site until it has said what follows.
 *
 * What this node knows in memory is the wish, and settling makes the database agree with it: it does not matter what was
 * lost before, and many connections of one moment are settled together.
 */
export class Presence {
  private readonly sites = new Map<number, number>();
  private readonly node: string;
  private readonly leaseSeconds: number;
  private readonly renewal: NodeJS.Timeout;
  private closed = false;
  private waiting: Promise<Settled> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly db: Database,
    private readonly options: PresenceOptions,
  ) {
    this.node = options.nodeId;
    this.leaseSeconds = options.leaseSeconds ?? 10;
    this.renewal = setInterval(() => void this.attempt(), this.leaseSeconds * 300).unref();
  }

  /** Takes this node's lease and keeps it until `close`. */
  static async open({ db }: Pick<Store, 'db'>, options: PresenceOptions): Promise<Presence> {
    const presence = new Presence(db, options);
    await presence.attempt();
    return presence;
  }

  /**
   * A screen stands in a site; false where there is no such site. Where the database is away it is taken on trust, and
   * written at the next renewal. `connection` is unique within this node.
   */
  async connect(siteId: number, connection: number): Promise<boolean> {
    if (this.closed) return false;
    this.sites.set(connection, siteId);
    const settled = await this.attempt();
    return settled?.unknown.get(connection) !== siteId;
  }

  async disconnect(connection: number): Promise<void> {
    if (this.sites.delete(connection)) await this.attempt();
  }

  /** Gives back the lease: this node's sites go offline unless another node has them. */
  async close(): Promise<void> {
    if (this.closed) return;
    clearInterval(this.renewal);
    this.closed = true;
    this.sites.clear();
    await this.attempt();
  }

  private async attempt(): Promise<Settled | undefined> {
    try {
      return await this.settleNext();
    } catch (error) {
      this.options.onError?.(error);
      return undefined;
    }
  }

  /** One settling at a time; whoever comes while one runs shares the next. */
  private settleNext(): Promise<Settled> {
    if (!this.waiting) {
      this.waiting = this.last.then(() => {
        this.waiting = undefined;
        return this.settle();
      });
      this.last = this.waiting.catch(() => {});
    }
    return this.waiting;
  }

  private async settle(): Promise<Settled> {
    const leaving = this.closed;
    const wanted = new Map(this.sites);
    const settled = await this.db.transaction().execute(async (tx) => {
      const held = await this.renewLease(tx);
      // A node that was away itself (or the database was) gives the others a renewal's time before it calls them dead.
      const gone = held ? await this.lockExpired(tx) : [];
      const touched = await this.lockTouchedSites(tx, wanted, gone);
      const unknown = await this.writeConnections(tx, wanted, touched);
      if (leaving) gone.push(this.node);
      if (gone.length > 0) await sql`delete from node_lease where node = any(${gone}::uuid[])`.execute(tx);
      return { unknown, flips: touched.length === 0 ? 0 : await flipSites(tx, touched) };
    });
    for (const [connection, site] of settled.unknown) {
      if (this.sites.get(connection) === site) this.sites.delete(connection);
    }
    if (settled.flips > 0) this.options.flipped?.();
    return settled;
  }

  /** Whether the lease was still good. Locks it, so that nobody sweeps this node meanwhile. */
  private async renewLease(tx: Database): Promise<boolean> {
    const lease = await firstRow<{ held: boolean | null }>(tx, sql`
      insert into node_lease (node, expires_at) values (${this.node}, clock_timestamp() + make_interval(secs => ${this.leaseSeconds}))
      on conflict (node) do update set expires_at = excluded.expires_at
      returning (select before.expires_at between clock_timestamp() and clock_timestamp() + ${longestLease} from node_lease before where before.node = node_lease.node) as held,
                set_config('diaodu.actor', 'system', true), set_config('diaodu.act', 'presence', true),
                -- Where a node dies in the midst of this, its locks must not outlive it.
                set_config('idle_in_transaction_session_timeout', '10s', true)`);
    return lease?.held === true;
  }

  private async lockExpired(tx: Database): Promise<string[]> {
    const expired = await rows<{ node: string }>(tx, sql`
      select node from node_lease 
      where node <> ${this.node} and expires_at not between clock_timestamp() and clock_timestamp() + ${longestLease} for update skip locked`);
    return expired.map(({ node }) => node);
  }

  /** The sites whose rows are about to change, locked in one order. */
  private async lockTouchedSites(tx: Database, wanted: ReadonlyMap<number, number>, gone: readonly string[]): Promise<number[]> {
    const touched = await rows<{ id: number }>(tx, sql`
      with wanted as (select * from ${asRows(wanted)}),
           written as (select connection, site_id from site_connection where node = ${this.node})
      select s.id from meeting_site s
      where s.id in (
        select site_id from (table wanted except table written) as missing
        union all select site_id from (table written except table wanted) as left_over
        union all select site_id from site_connection where node = any(${gone}::uuid[])
      )
      order by s.id for update`);
    return touched.map(({ id }) => id);
  }

  /** Answers the wishes that cannot be met: there is no such site. */
  private async writeConnections(tx: Database, wanted: ReadonlyMap<number, number>, touched: readonly number[]): Promise<ReadonlyMap<number, number>> {
    if (touched.length > 0) {
      await sql`
        delete from site_connection c
        where c.node = ${this.node} and (c.connection, c.site_id) not in (select connection, site_id from ${asRows(wanted)})`.execute(tx);
      await sql`
        insert into site_connection (node, connection, site_id)
        select ${this.node}::uuid, connection, site_id from ${asRows(wanted)} where site_id = any(${touched}::int[])
        on conflict do nothing`.execute(tx);
    }
    const written = await rows<{ connection: number }>(tx, sql`select connection from site_connection where node = ${this.node}`);
    const known = new Set(written.map(({ connection }) => connection));
    return new Map([...wanted].filter(([connection]) => !known.has(connection)));
  }
}

function asRows(wanted: ReadonlyMap<number, number>) {
  return sql`unnest(${[...wanted.keys()]}::int[], ${[...wanted.values()]}::int[]) as wish(connection, site_id)`;
}
