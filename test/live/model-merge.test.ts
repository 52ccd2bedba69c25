import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changesField } from '../../src/change/changes.live.js';
import { CursorSeal } from '../../src/feed/cursor.js';
import { currentSnapshot } from '../../src/feed/reader.js';
import type { LiveParts } from '../../src/graphql/live-execution.js';
import { Hub } from '../../src/hub/hub.js';
import { schema } from '../../src/server/schema.js';
import { UnitOfWork } from '../../src/store/unit-of-work.js';
import { openCity, type City } from '../support/city.js';
import { Keeper, scopes, type Scope } from '../support/keeper.js';
import { effort, often, schedules, step, type Of } from '../support/schedule.js';
import { after, anyWrite, foundSmallCity, toClear, toSql, type State, type Write } from '../support/small-city.js';
import { takeTurn, type Stand } from '../support/turns.js';

let city: City;
let parts: LiveParts;
beforeAll(async () => {
  city = await openCity('empty');
  await foundSmallCity(city);
  parts = { schema, fields: { changes: changesField as never }, seal: new CursorSeal('a secret that only this test knows'), unitOfWork: new UnitOfWork(city.store) };
});
afterAll(() => city.close());

const whose = fc.nat({ max: 5 });
const anyDeed = often(
  [6, step('commit', { writes: fc.array(anyWrite, { minLength: 1, maxLength: 4 }) })],
  [1, step('congest', { whose })],
  [1, step('drain', { whose })],
  [2, step('come back', { whose, ago: fc.nat({ max: 4 }) })],
);
const deeds = fc.oneof(fc.constant([]), fc.array(anyDeed, { maxLength: 2 }));
const anyTurn = step('turn', { gathered: deeds, fixed: deeds, prepared: deeds, lost: fc.nat({ max: 9 }).map((it) => it === 9) });
const anyStep = often([3, anyDeed], [2, anyTurn]);
type Step = Of<typeof anyStep>;

class Schedule {
  private readonly hub = new Hub(() => {}, (error) => this.errors.push(error));
  private readonly errors: unknown[] = [];
  private readonly clients: readonly Keeper[];
  private state: State = new Map();
  private turns = 0;

  constructor(private stand: Stand, followed: readonly Scope[]) {
    this.clients = followed.map((scope) => new Keeper({ db: city.store.db, parts, hub: this.hub }, scope));
  }

  async take(did: Step): Promise<void> {
    switch (did.act) {
      case 'commit': return this.commit(did.writes);
      case 'congest': case 'drain': return this.congest(did.whose, did.act === 'congest');
      case 'come back': return this.client(did.whose).come(did.ago);
      case 'turn': return this.turn(did);
    }
  }

  /** All catch up: then every copy is what the scope holds. */
  async end(): Promise<void> {
    for (const client of this.clients) client.congested = false;
    await this.turn({ gathered: [], fixed: [], prepared: [], lost: false });
    for (const client of this.clients) client.compare(this.state);
  }

  private client(whose: number): Keeper {
    return this.clients[whose % this.clients.length]!;
  }

  private congest(whose: number, congested: boolean): void {
    this.client(whose).congested = congested;
    if (!congested) this.hub.drained();
  }

  /** One transaction, without the writes that find nothing to write to. */
  private async commit(writes: readonly Write[]): Promise<void> {
    let state = this.state;
    const statements = writes.flatMap((write) => {
      const then = after(state, write);
      state = then ?? state;
      return then ? [toSql(write)] : [];
    });
    if (statements.length > 0) await city.query(statements.join(';'));
    this.state = state;
  }

  private async turn({ gathered, fixed, prepared, lost }: Omit<Of<typeof anyTurn>, 'act'>): Promise<void> {
    const all = async (deeds: readonly Step[]) => {
      for (const deed of deeds) await this.take(deed);
    };
    this.turns += 1;
    let state = this.state;
    this.stand = await takeTurn(city.store.db, this.hub, this.stand, {
      epoch: lost ? `log ${this.turns}` : this.stand.epoch,
      at: '2020-04-16 08:00:00+08',
      gathered: () => all(gathered),
      fixed: () => {
        state = this.state;
        return all(fixed);
      },
      prepared: () => all(prepared),
    });
    expect(this.errors).toEqual([]);
    for (const client of this.clients) client.takeIn(state, this.stand.epoch);
  }
}

test('[B14] whatever is committed and however it is cut into batches (merged while a socket was full, told again after a return with an older cursor, begun anew after a reset): a copy that batches are applied to is what its scope holds', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...scopes), { minLength: 1, maxLength: 3 }), schedules(anyStep, 40), async (followed, steps) => {
    await city.query(toClear);
    const schedule = new Schedule({ epoch: 'log 0', snapshot: await currentSnapshot(city.store.db) }, followed);
    for (const did of steps) await schedule.take(did);
    await schedule.end();
  }), { ...effort, numRuns: 60 });
});
