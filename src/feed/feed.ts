import { setTimeout as delay } from 'node:timers/promises';
import { sql, type Database } from '../store/database.js';
import { settleEpoch } from './epoch.js';
import { currentSnapshot, glance, readStep, type EntityChange, type Moment } from './reader.js';
import type { Snapshot } from './snapshot.js';
import { Wake } from './wake.js';

/** One step from a committed state to a later one. */
export interface Tick {
  /** A transaction that sees the later state, the same one for everything that is read during the tick. */
  readonly db: Database;
  /** Of the log in the later state. */
  readonly epoch: string;
  /** The earlier state. */
  readonly since: Snapshot;
  /** The later state. */
  readonly snapshot: Snapshot;
  /** Null where they cannot be told: anything may have changed. */
  readonly changes: readonly EntityChange[] | null;
  /** Business time of the later state, as PostgreSQL prints it. */
  readonly at: string;
  /** How far business time is ahead of real time: what counts from `at` starts anew where this changes. */
  readonly ahead: string;
}

export interface Audience {
  /** Whether anybody is there at all. */
  readonly attended: boolean;
  /**
   * Notes who waits for a tick although nothing changed, and answers whether anybody does. Whoever comes after that waits for
   * the next tick: it may have seen a later state than this tick's.
   */
  gather(): boolean;
  /** Prepares everything that the tick gives rise to. Nothing may leave the server before `tick` has answered. */
  tick(tick: Tick): Promise<() => void>;
}

export interface FeedOptions {
  /** Connections that nobody else holds: ticks and the turn of the day run on them. */
  readonly db: Database;
  readonly url: string;
  /** How often to look at least where nobody wakes the feed, milliseconds. */
  readonly pollMs: number;
  readonly audience: Audience;
  readonly onError: (error: unknown) => void;
}

/** The first failure may be a group's own, which is out by the next attempt; then slower and slower, milliseconds. */
const pauseAfter = (failures: number) => (failures === 1 ? 0 : Math.min(2_000, 50 * 2 ** failures));
/** Looks begin so far from each other at least, and after one that found something the next comes so soon: changes come in swarms, milliseconds. */
const pace = 10;
/** A picture must not look live for longer than this without a look at the log, milliseconds. */
const staleAfter = 5_000;
/** To turn a day waits so long for whoever is in the way, and tries again after so many milliseconds. */
const turn = { patience: '3s', again: 5_000 } as const;

/**
 * Reads the change log from snapshot to snapshot and hands each step to the audience. A step that fails is taken again from
 * the same cursor, after the database came back; nothing was sent of it.
 */
export class Feed {
  private stand: { readonly epoch: string; readonly snapshot: Snapshot } | undefined;
  /** The database's clock, less this process's steady one, milliseconds. */
  private clockAhead = 0;
  /** When the log was last known to be read to its end. */
  private lookedAt = performance.now();
  private awake = true;
  private rouse: (() => void) | undefined;
  private closed = false;
  private failures = 0;
  /** So many looks in a row found something. */
  private found = 0;
  /** Until the next look where nobody wakes the feed, milliseconds. */
  private pause: number;
  private turning: Promise<void> | undefined;
  private readonly wakeUps: Wake;
  private running: Promise<void> | undefined;

  constructor(private readonly options: FeedOptions) {
    this.wakeUps = new Wake(options, () => this.changed());
    this.pause = options.pollMs;
  }

  /** Whether the log is being read without trouble. */
  get ready(): boolean {
    return this.stand !== undefined && this.failures === 0 && !this.stale && !this.closed;
  }

  /** Whether so much time has gone without a look that what was sent may no longer be the present. */
  get stale(): boolean {
    return performance.now() - this.lookedAt > this.options.pollMs + staleAfter;
  }

  async open(): Promise<void> {
    const { db } = this.options;
    this.stand = { epoch: await settleEpoch(db), snapshot: await currentSnapshot(db) };
    this.note(await glance(db, this.stand.snapshot));
    this.lookedAt = performance.now();
    this.wakeUps.listen();
    this.running = this.run();
  }

  /** Real time as the database has it: all nodes agree on it, whatever the clocks of their machines say. */
  now(): Date {
    return new Date(performance.now() + this.clockAhead);
  }

  /** Looks now: a subscriber waits. After a failure this does not hurry it. */
  wake(): void {
    this.awake = true;
    if (this.failures === 0) this.rouse?.();
  }

  /** Something was committed on this node: looks now, and tells the other nodes. */
  committed(): void {
    this.changed();
    this.wakeUps.announce();
  }

  /** Where nobody listens, the next poll will do. */
  private changed(): void {
    if (this.options.audience.attended) this.wake();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.rouse?.();
    await this.wakeUps.close();
    await this.running;
  }

  private async run(): Promise<void> {
    const { audience } = this.options;
    for (let began = -Infinity; !this.closed;) {
      await this.slept();
      const early = began + pace - performance.now();
      if (early > 0) await delay(early);
      if (this.closed) return;
      began = performance.now();
      const expected = this.awake || this.found > 1;
      this.awake = false;
      try {
        const found = await this.look(expected);
        this.found = found ? this.found + 1 : 0;
        this.pause = Math.min(this.options.pollMs, found && audience.attended ? pace : 2 * this.pause);
        this.failures = 0;
        this.lookedAt = performance.now();
      } catch (error) {
        this.failures += 1;
        this.options.onError(error);
      }
    }
  }

  /** Until woken, or until it is time to look anyway. */
  private slept(): Promise<void> {
    if (this.awake && this.failures === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.rouse = undefined;
        resolve();
      };
      const timer = setTimeout(done, this.failures === 0 ? this.pause : pauseAfter(this.failures));
      this.rouse = done;
    });
  }

  /** Answers whether there was anything unseen. Where that is expected, it is not asked first. */
  private async look(expected: boolean): Promise<boolean> {
    const { db, audience } = this.options;
    const { epoch, snapshot: since } = this.stand!;
    if (!expected) {
      const glanced = await glance(db, since);
      this.note(glanced);
      if (!glanced.unseen && glanced.epoch === epoch && !audience.gather()) return false;
    }
    const waiting = audience.gather();
    const step = await db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (tx) => {
      const { changes, snapshot, epoch: settled, ...moment } = await readStep(tx, since);
      if (settled === null) return null;
      this.note(moment);
      const found = changes === null || changes.length > 0 || settled !== epoch;
      if (!found && !waiting) return { found };
      const stand = { epoch: settled, snapshot };
      const { at, ahead } = moment;
      return { found, stand, send: await audience.tick({ ...stand, at, ahead, db: tx, since, changes: settled === epoch ? changes : null }) };
    });
    if (step === null) {
      // The address leads to another database than before, or it was put back to another state.
      await settleEpoch(db);
      return this.look(true);
    }
    if (step.stand) {
      this.stand = step.stand;
      step.send();
    }
    return step.found;
  }

  private note({ clock, dayTurned }: Pick<Moment, 'clock' | 'dayTurned'>): void {
    this.clockAhead = clock - performance.now();
    // Not waited for: it writes, and may find a transaction in its way. What it wrote is read like any change.
    if (dayTurned) this.turning ??= this.turnDay().finally(() => (this.turning = undefined));
  }

  private async turnDay(): Promise<void> {
    try {
      await this.options.db.transaction().execute(async (tx) => {
        await sql`select set_config('lock_timeout', ${turn.patience}, true), set_config('statement_timeout', '0', true)`.execute(tx);
        await sql`select turn_day()`.execute(tx);
      });
      this.committed();
    } catch (error) {
      this.options.onError(error);
      await delay(turn.again, undefined, { ref: false });
    }
  }
}
