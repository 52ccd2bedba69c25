import { readUnseen } from '../../src/feed/reader.js';
import type { Snapshot } from '../../src/feed/snapshot.js';
import type { Hub } from '../../src/hub/hub.js';
import type { Database } from '../../src/store/database.js';

/** Where a feed stands: in which log, after which state. */
export interface Stand {
  readonly epoch: string;
  readonly snapshot: Snapshot;
}

export interface Turn {
  /** Of the log from now on; where it is another one, what changed cannot be told. */
  readonly epoch: string;
  /** Business time. */
  readonly at: string;
  /** What else happens after the hub has noted who waits, after the later state is fixed, and before anything is sent. */
  gathered?(waiting: boolean): Promise<void>;
  fixed?(): Promise<void>;
  prepared?(): Promise<void>;
}

/** One turn of the feed, taken by hand: the hub is led from a state to the present one. Where it throws, the feed stands where it stood. */
export async function takeTurn(db: Database, hub: Hub, { epoch: before, snapshot: since }: Stand, { epoch, at, gathered, fixed, prepared }: Turn): Promise<Stand> {
  const waiting = hub.gather();
  await gathered?.(waiting);
  const { snapshot, send } = await db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (tx) => {
    const { snapshot, changes } = await readUnseen(tx, since);
    await fixed?.();
    return { snapshot, send: await hub.tick({ epoch, at, ahead: '', db: tx, since, snapshot, changes: epoch === before ? changes : null }) };
  });
  await prepared?.();
  send();
  return { epoch, snapshot };
}
