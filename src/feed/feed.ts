import { sql, firstRow, type Database, type Store } from '../store/database.js';
import { settleEpoch } from './epoch.js';
import { currentSnapshot, glance, readUnseen, type EntityChange } from './reader.js';
import type { Snapshot } from './snapshot.js';
import { Wake } from './wake.js';

/** One step from a committed state to a later one. */
export interface Tick {
  /** A transaction that sees the later state, the same one for everything that is read during the tick. */
  readonly db: Database;
  /** The earlier state. */
  readonly since: Snapshot;
  /** The later state. */
  readonly snapshot: Snapshot;
  readonly changes: readonly EntityChange[];
  /** Business time of the later state, as PostgreSQL prints it. */
  readonly at: string;
}

export interface Audience {
  /** Whether somebody waits for a tick although nothing changed. */
  waiting(): boolean;
  /** Prepares everything that the tick gives rise to. Nothing may leave the server before `tick` has answered. */
  tick(tick: Tick): Promise<() => void>;
}

export interface FeedOptions {
  readonly store: Store;
  /** How often to look where nobody wakes the feed, milliseconds. */
  readonly pollMs: number;
  readonly audience: Audience;
  readonly onError: (error: unknown) => void;
}

/**
 * Reads the change log from snapshot to snapshot and hands each step to the audience. A step that fails is taken again from
 * the same cursor, after the database came back; nothing was sent of it.
 */
export class Feed {
  private cursor: Snapshot | undefined;
  private epochKnown: string | undefined;
  private awake = true;
  private rouse: (() => void) | undefined;
  private closed = false;
  private failures = 0;
  private readonly wakeUps: Wake;
  private running: Promise<void> | undefined;

  constructor(private readonly options: FeedOptions) {
    this.wakeUps = new Wake(options.store, () => this.wake());
  }

  get epoch(): string {
    if (this.epochKnown === undefined) throw new Error('the feed was not opened');
    return this.epochKnown;
  }

  /** Whether the log is being read without trouble. */
  get ready(): boolean {
    return this.cursor !== undefined && this.failures === 0 && !this.closed;
  }

  async open(): Promise<void> {
    this.epochKnown = await settleEpoch(this.options.store.db);
    this.cursor = await currentSnapshot(this.options.store.db);
    this.wakeUps.listen();
    this.running = this.run();
  }

  /** Looks now: a subscriber waits. */
  wake(): void {
    this.awake = true;
    this.rouse?.();
  }

  /** Something was committed on this node: looks now, and tells the other nodes. */
  committed(): void {
    this.wake();
    this.wakeUps.announce();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.rouse?.();
    await this.wakeUps.close();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      await this.slept();
      if (this.closed) return;
      this.awake = false;
      try {
        await this.look();
        this.failures = 0;
      } catch (error) {
        this.failures += 1;
        this.options.onError(error);
      }
    }
  }

  /** Until woken, or until it is time to look anyway; after a failure a wake-up does not hurry it. */
  private slept(): Promise<void> {
    if (this.awake && this.failures === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.rouse = undefined;
        resolve();
      };
      const timer = setTimeout(done, this.options.pollMs);
      this.rouse = this.failures === 0 || this.closed ? done : undefined;
    });
  }

  private async look(): Promise<void> {
    const { store, audience } = this.options;
    const { unseen, dayTurned } = await glance(store.db, this.cursor!);
    if (dayTurned) await sql`select turn_day()`.execute(store.db);
    if (!unseen && !dayTurned && !audience.waiting()) return;
    const since = this.cursor!;
    const { snapshot, send } = await store.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (db) => {
      await sql`set local statement_timeout = '15s'`.execute(db);
      const { snapshot, changes } = await readUnseen(db, since);
      const clock = await firstRow<{ at: string }>(db, sql`select business_now() as at`);
      return { snapshot, send: await audience.tick({ db, since, snapshot, changes, at: clock!.at }) };
    });
    send();
    this.cursor = snapshot;
  }
}
