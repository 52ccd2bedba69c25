import { rows, sql, type Database } from '../store/database.js';

export interface HoldersOptions {
  /** UUID of this node. */
  readonly nodeId: string;
  readonly socketsPerHolder: number;
  /** Told of what failed; it is tried again at the next look, and what was known last holds until then. */
  readonly onError: (error: unknown) => void;
}

/** How often the nodes tell each other, milliseconds. */
const lookEvery = 2_000;
/** Of holders with fewer sockets at a node the others are not told. */
const worthTelling = 10;
/** A node that was not heard of for so long counts for nothing. */
const silence = sql`interval '15 seconds'`;

/**
 * How many sockets each holder of tokens has. At this node that is known at once; of the others, every two seconds, by one
 * statement, however many sockets come and go. So the limit holds to within what is opened in two seconds, and nine a node.
 */
export class Holders {
  private readonly here = new Map<string, number>();
  private elsewhere: ReadonlyMap<string, number> = new Map();
  private readonly looks: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly db: Database, private readonly options: HoldersOptions) {
    this.looks = setInterval(() => { this.looking = this.look(); }, lookEvery).unref();
  }

  /** One more socket; false where the holder has as many as it may. */
  enter(holder: string): boolean {
    const count = this.here.get(holder) ?? 0;
    if (count + (this.elsewhere.get(holder) ?? 0) >= this.options.socketsPerHolder) return false;
    this.here.set(holder, count + 1);
    return true;
  }

  /** One that had entered has gone. */
  leave(holder: string): void {
    const left = this.here.get(holder)! - 1;
    if (left > 0) this.here.set(holder, left);
    else this.here.delete(holder);
  }

  /** This node holds none any more. */
  async close(): Promise<void> {
    clearInterval(this.looks);
    this.here.clear();
    await this.looking;
    await this.look();
  }

  private async look(): Promise<void> {
    const { nodeId, onError } = this.options;
    const many = [...this.here].filter(([, sockets]) => sockets >= worthTelling);
    try {
      const found = await rows<{ holder: string; sockets: number }>(this.db, sql`
        with mine as (select * from unnest(${many.map(([holder]) => holder)}::text[], ${many.map(([, sockets]) => sockets)}::int[]) as mine (holder, sockets)),
             over as (
               select node, holder from holder_sockets h
               where case h.node when ${nodeId} then h.holder not in (select holder from mine) else h.at < clock_timestamp() - ${silence} end
               for update skip locked
             ),
             gone as (delete from holder_sockets h using over where (h.node, h.holder) = (over.node, over.holder)),
             told as (
               insert into holder_sockets as h (node, holder, sockets) select ${nodeId}, holder, sockets from mine
               on conflict (node, holder) do update set sockets = excluded.sockets, at = clock_timestamp()
               where h.sockets <> excluded.sockets or h.at < clock_timestamp() - ${silence} / 3
             )
        select holder, sum(sockets)::int as sockets from holder_sockets
        where node <> ${nodeId} and at > clock_timestamp() - ${silence} group by holder`);
      this.elsewhere = new Map(found.map(({ holder, sockets }) => [holder, sockets]));
    } catch (error) {
      onError(error);
    }
  }
}
