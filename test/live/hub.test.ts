import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Tick } from '../../src/feed/feed.js';
import { currentSnapshot, readUnseen, type EntityChange } from '../../src/feed/reader.js';
import { parseSnapshot } from '../../src/feed/snapshot.js';
import type { BatchFollow, Outlet, StateFollow } from '../../src/hub/follow.js';
import { statesEvery } from '../../src/hub/group.js';
import { Hub } from '../../src/hub/hub.js';
import type { Database } from '../../src/store/database.js';
import { openCity } from '../support/city.js';

let hub: Hub;
/** What `performance.now` says, milliseconds. */
let clock = 0;
const errors = vi.fn();
beforeEach(() => {
  hub = new Hub(() => {}, errors);
  errors.mockClear();
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => vi.restoreAllMocks());

/** A subscriber that keeps what it was sent. */
class Subscriber implements Outlet {
  readonly socket = this;
  readonly sent: string[] = [];
  readonly resumed: string[] = [];
  congested = false;

  send(body: Buffer): boolean {
    if (!this.congested) this.sent.push(String(body).slice(0, -1));
    return !this.congested;
  }

  resumeLater(reason: string): void {
    this.resumed.push(reason);
  }

  take(): string[] {
    return this.sent.splice(0);
  }
}

const at = (text: string) => parseSnapshot(text)!;
const project = (id: number): EntityChange => ({ type: 'Project', id, before: null, after: null });

let moment = 10;
function step(ids: readonly number[] | null): Tick {
  const since = at(`${moment}:${moment}:`);
  moment += 1;
  return { db: undefined as unknown as Database, epoch: 'e', since, snapshot: at(`${moment}:${moment}:`), changes: ids && ids.map(project), at: '', ahead: '' };
}

/** One turn of the feed; where no time is given, so long after the last one that nothing is held back. */
async function turn(ids: readonly number[] | null = [], after = statesEvery): Promise<void> {
  clock += after;
  hub.gather();
  (await hub.tick(step(ids)))();
}

const batches = (render: () => Promise<void> = async () => {}, key = 'batches'): BatchFollow<number> => ({
  kind: 'BATCH',
  key,
  pick: ({ id }) => id,
  async render(_, { changes, reset }) {
    await render();
    return reset ? 'reset' : JSON.stringify(changes);
  },
});

const state = (render: () => Promise<string>): StateFollow => ({
  kind: 'STATE',
  key: 'state',
  concerns: ({ id }) => id < 100,
  async render() {
    const payload = await render();
    return { payload, sameness: payload };
  },
});

test('[H1] whoever leaves while a step is prepared gets nothing of it', async () => {
  const [standing, joining, watching] = [new Subscriber(), new Subscriber(), new Subscriber()];
  const leaves = [hub.join(batches(), standing, 'NOW')];
  await turn();
  standing.take();
  leaves.push(hub.join(batches(), joining, 'NOW'), hub.join(state(async () => 'a board'), watching));
  hub.gather();
  const send = await hub.tick(step([1]));
  for (const subscription of leaves) subscription.leave();
  send();
  expect([standing.sent, joining.sent, watching.sent]).toEqual([[], [], []]);
  expect(hub.size).toEqual({ groups: 0, members: 0 });
});

test('[H2] whoever comes while a step is prepared may know a later state: it waits for the next', async () => {
  const [standing, batched, watching] = [new Subscriber(), new Subscriber(), new Subscriber()];
  hub.join(batches(), standing, 'NOW');
  hub.gather();
  hub.join(batches(), batched, 'NOW');
  hub.join(state(async () => 'a board'), watching);
  (await hub.tick(step([1])))();
  expect([standing.take(), batched.take(), watching.take()]).toEqual([['[]'], [], []]);
  await turn();
  expect([standing.take(), batched.take(), watching.take()]).toEqual([[], ['[]'], ['a board']]);
});

test('[H3] a group that fails by itself is told to resume, and so is for a while whoever comes to it; the others get the same step at once', async () => {
  const failing = batches(async () => { throw new Error('a fault'); }, 'failing');
  const [well, ill, again, later] = [new Subscriber(), new Subscriber(), new Subscriber(), new Subscriber()];
  hub.join(batches(), well, 'NOW');
  hub.join(failing, ill, 'NOW');
  await turn([1]);
  expect([well.take(), ill.resumed.length, errors.mock.calls.length]).toEqual([['[]'], 1, 1]);
  hub.join(failing, again, 'NOW').leave();
  expect(again.resumed.length).toBe(1);
  for (const id of [2, 3]) await turn([id]);
  expect([well.take(), hub.size, errors.mock.calls.length]).toEqual([['[2]', '[3]'], { groups: 1, members: 1 }, 1]);
  clock += 11_000;
  hub.join(failing, later, 'NOW');
  await turn();
  expect([later.resumed.length, errors.mock.calls.length]).toEqual([1, 2]);
});

test('[H4] where the database failed nothing of the step is sent, and nobody is to blame; an error of one statement is its group\'s', async () => {
  const [one, other] = [new Subscriber(), new Subscriber()];
  let error: Error | undefined;
  hub.join(batches(), one, 'NOW');
  hub.join(batches(async () => { if (error) throw error; }, 'other'), other, 'NOW');
  await turn();
  error = Object.assign(new Error('terminating connection'), { code: '57P01' });
  await expect(turn([1])).rejects.toThrow('terminating connection');
  error = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
  await expect(turn([1])).rejects.toThrow('statement timeout');
  expect([one.take(), other.take(), other.resumed.length]).toEqual([['[]'], ['[]'], 1]);
  await turn([1]);
  expect([one.take(), one.resumed]).toEqual([['[1]'], []]);
});

test('[H5] a socket that holds too much is not fed; drained it gets the newest state, and its whole gap as one batch', async () => {
  const city = await openCity('empty');
  try {
    const { db } = city.store;
    await city.query(`
      insert into region (code, name, level) values ('DQ', '大庆市', 'CITY');
      insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
        select 'P' || n, '项目', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', r.id, 1 from region r, generate_series(1, 3) n`);
    const touched = async (code: string) => (await city.query<{ id: number }>(`update project set description = description || '.' where code = '${code}' returning id`))[0]!.id;
    let stand = await currentSnapshot(db);
    const look = async () => {
      clock += statesEvery;
      hub.gather();
      const { snapshot, changes } = await readUnseen(db, stand);
      (await hub.tick({ ...step([]), db, since: stand, snapshot, changes }))();
      stand = snapshot;
    };
    const [batched, watching] = [new Subscriber(), new Subscriber()];
    let shown = 0;
    hub.join(batches(), batched, 'NOW');
    hub.join(state(async () => `board ${(shown += 1)}`), watching);
    await look();
    expect([batched.take(), watching.take()]).toEqual([['[]'], ['board 1']]);
    batched.congested = watching.congested = true;
    const [first] = [await touched('P1'), await look()];
    const [second] = [await touched('P2'), await touched('P2'), await look()];
    expect([batched.take(), watching.take(), hub.gather()]).toEqual([[], [], false]);
    batched.congested = watching.congested = false;
    const [third] = [await touched('P3'), await look()];
    expect([batched.take(), watching.take()]).toEqual([[JSON.stringify([first, second, third])], ['board 3']]);
    const [fourth] = [await touched('P2'), await look()];
    expect(batched.take()).toEqual([JSON.stringify([fourth])]);
  } finally {
    await city.close();
  }
});

test('[H6] a subscriber that cannot be written to ends its own group, not the step', async () => {
  const [broken, well] = [new Subscriber(), new Subscriber()];
  hub.join(batches(), broken, 'NOW');
  hub.join(batches(undefined, 'well'), well, 'NOW');
  await turn();
  broken.send = () => { throw new Error('no socket'); };
  await turn([1]);
  expect([broken.resumed.length, well.take()]).toEqual([1, ['[]', '[1]']]);
});

test('[H7] where the changes cannot be told, batches are a reset and states are made again', async () => {
  const [batched, full, watching] = [new Subscriber(), new Subscriber(), new Subscriber()];
  let shown = 0;
  hub.join(batches(), batched, 'NOW');
  hub.join(batches(), full, 'NOW');
  hub.join(state(async () => `board ${(shown += 1)}`), watching);
  await turn();
  full.congested = true;
  await turn(null);
  full.congested = false;
  await turn([1]);
  expect([batched.take(), full.take(), watching.take()]).toEqual([['[]', 'reset', '[1]'], ['[]', 'reset'], ['board 1', 'board 2', 'board 3']]);
});

test('[H11] a batch of more than 8 MiB is a reset', async () => {
  const subscriber = new Subscriber();
  const render = vi.fn(async (_: Tick, { changes, reset }: { changes: readonly number[]; reset: boolean }) => (reset ? 'reset' : 'x'.repeat(changes.length * 4_194_303)));
  hub.join({ ...batches(), render }, subscriber, 'NOW');
  await turn();
  await turn([1, 2]);
  await turn([1, 2, 3]);
  expect(subscriber.take().map((payload) => (payload === 'reset' ? payload : payload.length))).toEqual([0, 8_388_606, 'reset']);
});

test('[H10] a subscriber that comes from a state of another log gets a reset, whenever it comes', async () => {
  const [standing, early, late] = [new Subscriber(), new Subscriber(), new Subscriber()];
  const elsewhere = { epoch: 'elsewhere', snapshot: at('5:5:') };
  hub.join(batches(), standing, 'NOW');
  await turn();
  hub.join(batches(), early, elsewhere);
  hub.gather();
  const send = await hub.tick(step([1]));
  hub.join(batches(), late, elsewhere);
  send();
  await turn([2]);
  expect([standing.take(), early.take(), late.take()]).toEqual([['[]', '[1]', '[2]'], ['reset', '[2]'], ['reset']]);
});

test('[H8] a state that is the same as before is sent only to those who wait for one', async () => {
  const [standing, coming] = [new Subscriber(), new Subscriber()];
  const board = state(async () => 'a board');
  hub.join(board, standing);
  await turn();
  hub.join(board, coming);
  await turn([1]);
  await turn([2]);
  expect([standing.take(), coming.take()]).toEqual([['a board'], ['a board']]);
});

test('[H14] a screen that stands gets a state every quarter of a second at most: the first at once, then the last one when its time has come; who comes meanwhile is served at once', async () => {
  let changes = 0;
  const board = state(async () => `board ${changes}`);
  const [standing, coming] = [new Subscriber(), new Subscriber()];
  const standingHas = hub.join(board, standing);
  await turn();
  const changed = async (after: number) => {
    changes += 1;
    await turn([1], after);
  };
  await changed(statesEvery);
  for (const after of [1, 1, 1]) await changed(after);
  expect([standing.take(), standingHas.waits]).toEqual([['board 0', 'board 1'], true]);
  hub.join(board, coming);
  await turn([], 0);
  expect([standing.take(), coming.take()]).toEqual([[], ['board 4']]);
  clock += statesEvery - 4;
  expect(hub.gather()).toBe(false);
  clock += 1;
  expect(hub.gather()).toBe(true);
  await turn([], 0);
  expect([standing.take(), coming.take(), standingHas.waits, hub.gather()]).toEqual([['board 4'], [], false, false]);
  await changed(1);
  await changed(1);
  await turn([200]);
  expect([standing.take(), coming.take()]).toEqual([['board 6'], ['board 6']]);
});

test('[H15] what was held back wakes the feed by itself', async () => {
  vi.restoreAllMocks();
  const subscriber = new Subscriber();
  const woken = new Promise<void>((resolve) => {
    hub = new Hub(() => { if (subscriber.sent.length === 2) resolve(); }, errors);
  });
  let changes = 0;
  hub.join(state(async () => `board ${(changes += 1)}`), subscriber);
  for (const ids of [[], [1], [1]]) {
    hub.gather();
    (await hub.tick(step(ids)))();
  }
  expect(subscriber.sent).toEqual(['board 1', 'board 2']);
  await woken;
});

test('[H9] equal follows are executed once a step, whatever their number', async () => {
  const render = vi.fn(async () => {});
  const subscribers = Array.from({ length: 20 }, () => new Subscriber());
  for (const subscriber of subscribers) hub.join(batches(render), subscriber, 'NOW');
  await turn();
  await turn([1]);
  expect(render).toHaveBeenCalledTimes(2);
  expect(subscribers.map(({ sent }) => sent)).toEqual(subscribers.map(() => ['[]', '[1]']));
});

test('[H13] a socket gets one gap at a time, and a step makes 32 MiB of gaps at most: what more there is comes with the next', async () => {
  const city = await openCity('empty');
  try {
    const start = await currentSnapshot(city.store.db);
    await city.query(`insert into change_log (type, entity_id, moved, actor) values ('Project', 1, false, 'x')`);
    const wake = vi.fn();
    hub = new Hub(wake, errors);
    const megabytes = 7 * 2 ** 20;
    const large = (key: string): BatchFollow<number> => ({ ...batches(undefined, key), render: async (_, { changes }) => 'x'.repeat(changes.length * megabytes) });
    const look = async () => {
      hub.gather();
      const snapshot = await currentSnapshot(city.store.db);
      (await hub.tick({ ...step([]), db: city.store.db, since: snapshot, snapshot }))();
    };
    const since = { epoch: 'e', snapshot: start };
    const [one, other] = [new Subscriber(), new Subscriber()];
    for (const name of ['a', 'b']) hub.join(large(name), one, since);
    Object.assign(other, { socket: one });
    hub.join(large('c'), other, since);
    wake.mockClear();
    for (let turn = 1; turn <= 3; turn += 1) {
      await look();
      expect(one.sent.length + other.sent.length).toBe(turn);
    }
    expect(wake).toHaveBeenCalledTimes(2);

    hub = new Hub(wake, errors);
    const many = Array.from({ length: 8 }, () => new Subscriber());
    for (const [number, subscriber] of many.entries()) hub.join(large(`many ${number}`), subscriber, since);
    await look();
    expect(many.filter(({ sent }) => sent.length > 0)).toHaveLength(5);
    await look();
    expect(many.filter(({ sent }) => sent.length > 0)).toHaveLength(8);
  } finally {
    await city.close();
  }
});
