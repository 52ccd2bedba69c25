import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentSnapshot, readUnseen, type EntityChange } from '../../src/feed/reader.js';
import { covers, parseSnapshot, type Snapshot } from '../../src/feed/snapshot.js';
import type { Database } from '../../src/store/database.js';
import { openCity, type City } from '../support/city.js';
import { effort, often, schedules, step, type Of } from '../support/schedule.js';
import { anyWrite, foundSmallCity, idOf, keysOf, projects, region, toClear, type Name } from '../support/small-city.js';
import { Transactions } from '../support/transactions.js';

let city: City;
let clients: pg.Client[];

beforeAll(async () => {
  city = await openCity('empty');
  await foundSmallCity(city);
  clients = await Promise.all(Array.from({ length: 3 }, async () => {
    const client = new pg.Client({ connectionString: city.store.url });
    await client.connect();
    // A schedule is one thread: what waited for another session would wait for ever.
    await client.query(`set lock_timeout = '2s'`);
    return client;
  }));
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await city.close();
});

/** So that few writes find nothing to write to. */
const first: readonly Step[] = [
  ...projects.map((of): Step => ({ act: 'write', session: 0, write: { of, row: { region: region.a, text: '甲' } } })),
  { act: 'commit', session: 0 }, { act: 'start', reader: 0 }, { act: 'start', reader: 1 },
];
const session = fc.nat({ max: 2 });
const reader = fc.nat({ max: 1 });
const anyStep = often(
  [10, step('write', { session, write: anyWrite })],
  [2, step('savepoint', { session })],
  [1, step('rollback to', { session, savepoint: fc.nat({ max: 2 }) })],
  [1, step('release', { session, savepoint: fc.nat({ max: 2 }) })],
  [4, step('commit', { session })],
  [1, step('rollback', { session })],
  [1, step('freeze', {})],
  [1, step('thaw', {})],
  [1, step('start', { reader })],
  [8, step('look', { reader, back: fc.oneof(fc.constant(0), fc.nat({ max: 5 })), frozen: fc.boolean() })],
);
type Step = Of<typeof anyStep>;

/** A committed state: after how many commits, and which one it was of all that were looked at. */
interface Moment {
  readonly commits: number;
  readonly order: number;
}
interface Cursor extends Moment {
  readonly snapshot: Snapshot;
}
/** A transaction that goes on reading one state, as a step of the feed does. */
interface Frozen extends Moment {
  readonly db: Database;
  end(): Promise<unknown>;
}

/** Two readers with all the cursors that they ever had, beside several writers. */
class Schedule {
  private readonly writers = new Transactions(clients);
  private readonly cursors: readonly Cursor[][] = [[], []];
  private frozen: Frozen | undefined;
  private moments = 0;

  async take(step: Step): Promise<void> {
    switch (step.act) {
      case 'write': return this.writers.write(step.session, step.write);
      case 'savepoint': return this.writers.savepoint(step.session);
      case 'release': case 'rollback to': return this.writers.back(step.act, step.session, step.savepoint);
      case 'commit': case 'rollback': return this.writers.end(step.act, step.session);
      case 'freeze': return this.freeze();
      case 'thaw': return this.thaw();
      case 'start': return this.keep(step.reader, { snapshot: await currentSnapshot(city.store.db), ...this.now() });
      case 'look': return this.look(step.reader, step.back, step.frozen);
    }
  }

  async close(): Promise<void> {
    await this.thaw();
    await this.writers.close();
  }

  private now(): Moment {
    return { commits: this.writers.commits.length, order: (this.moments += 1) };
  }

  private async freeze(): Promise<void> {
    if (this.frozen) return;
    const tx = await city.store.db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
    await currentSnapshot(tx);
    this.frozen = { db: tx, ...this.now(), end: () => tx.rollback().execute() };
  }

  private async thaw(): Promise<void> {
    await this.frozen?.end();
    this.frozen = undefined;
  }

  private async look(reader: number, back: number, frozen: boolean): Promise<void> {
    const since = this.cursors[reader]!.at(-1 - back) ?? this.cursors[reader]![0]!;
    const { db, commits, order } = (frozen ? this.frozen : undefined) ?? { db: city.store.db, ...this.now() };
    const { snapshot, changes } = await readUnseen(db, parseSnapshot(since.snapshot.text)!);
    if (since.order <= order) this.check(changes, since.commits, commits);
    else if (since.commits > commits) expect(changes).toBeNull();
    this.keep(reader, { snapshot, commits, order });
  }

  /** What was told of the way from one state to a later one, beside what must be. */
  private check(changes: readonly EntityChange[] | null, from: number, to: number): void {
    const { commits } = this.writers;
    const stateAfter = (count: number) => commits[count - 1]?.state ?? new Map();
    const numbers = new Map<Name, number>();
    for (const { log } of commits.slice(from, to)) for (const [name, number] of log) numbers.set(name, Math.max(number, numbers.get(name) ?? 0));
    const expected = [...numbers.keys()].map((name) => ({ type: name.split(' ')[0], id: idOf(name), before: keysOf(stateAfter(from), name), after: keysOf(stateAfter(to), name) }));
    expect(new Set(changes)).toEqual(new Set(expected));
    expect(changes).toHaveLength(expected.length);
    const order = changes!.map(({ type, id }) => numbers.get(`${type} ${id}` as Name)!);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }

  /** Of two cursors the later one covers the earlier; where something was committed between, not the other way, and its revision is higher. */
  private keep(reader: number, cursor: Cursor): void {
    for (const other of this.cursors.flat()) {
      const [earlier, later] = other.order <= cursor.order ? [other, cursor] : [cursor, other];
      expect(covers(later.snapshot, earlier.snapshot)).toBe(true);
      expect(later.snapshot.revision).toBeGreaterThanOrEqual(earlier.snapshot.revision);
      if (earlier.commits === later.commits) continue;
      expect(covers(earlier.snapshot, later.snapshot)).toBe(false);
      expect(later.snapshot.revision).toBeGreaterThan(earlier.snapshot.revision);
    }
    this.cursors[reader]!.push(cursor);
  }
}

test('[R28] whatever transactions do at the same time, a reader is told each entity that was committed since its cursor, any cursor that it ever had: once, with what it concerned then and concerns now', async () => {
  await fc.assert(fc.asyncProperty(schedules(anyStep, 80), async (steps) => {
    await city.query(toClear);
    const schedule = new Schedule();
    try {
      for (const each of [...first, ...steps]) await schedule.take(each);
    } finally {
      await schedule.close();
    }
  }), effort);
});
