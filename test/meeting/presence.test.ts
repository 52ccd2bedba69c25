import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Presence } from '../../src/meeting/presence.js';
import { entities } from '../../src/server/entities.js';
import { openStore, type Store } from '../../src/store/database.js';
import type { City } from '../support/city.js';
import { openMeetingCity } from './meeting-city.js';

let city: City;
const opened: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  city = await openMeetingCity();
  await city.query(`
    insert into meeting (id, title, mode, starts_at, region_id) values (1, '调度会', 'JOINT_HANDLING', '2020-04-17Z', 2);
    insert into meeting_site (id, meeting_id, name, kind) values (1, 1, '主会场', 'MAIN_HALL'), (2, 1, '北县会场', 'COUNTY'), (3, 1, '南县会场', 'COUNTY')`);
});
beforeEach(async () => {
  expect(await online()).toEqual([]);
});
afterEach(async () => {
  for (const it of opened.splice(0).toReversed()) await it.close();
  await city.query(`delete from node_lease; select set_config('diaodu.actor', 'test', true); update meeting_site set online = false where online`);
});
afterAll(() => city.close());

const online = async () => (await city.query<{ id: number }>(`select id from meeting_site where online order by id`)).map((site) => site.id);

const logSize = async () => (await city.query<{ size: number }>(`select count(*)::int as size from change_log`))[0]!.size;

interface Node {
  readonly id: string;
  readonly presence: Presence;
  readonly errors: unknown[];
}

/** Leases of ten minutes do nothing by themselves while a test runs. */
async function node({ leaseSeconds = 600, store = city.store, flipped }: { leaseSeconds?: number; store?: Store; flipped?: () => void } = {}): Promise<Node> {
  const id = randomUUID();
  const errors: unknown[] = [];
  const presence = await Presence.open(store, { nodeId: id, leaseSeconds, flipped, onError: (error) => errors.push(error) });
  opened.push(presence);
  return { id, presence, errors };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await condition()); await new Promise((resolve) => setTimeout(resolve, 10))) {
    if (Date.now() > end) throw new Error('it did not come true');
  }
}

test('[M35] a site is online while a screen of it is connected to any node', async () => {
  const [a, b] = [await node(), await node()];
  expect(await a.presence.connect(1, 1)).toBe(true);
  expect(await online()).toEqual([1]);
  await b.presence.connect(1, 1);
  await b.presence.connect(2, 2);
  expect(await online()).toEqual([1, 2]);
  await a.presence.disconnect(1);
  expect(await online()).toEqual([1, 2]);
  await b.presence.disconnect(1);
  expect(await online()).toEqual([2]);
  await b.presence.disconnect(2);
  await b.presence.disconnect(99);
  expect(await online()).toEqual([]);
});

test('[M36] a connection to a site that does not exist is told so, and leaves nothing behind', async () => {
  const { presence } = await node();
  const answers = await Promise.all([presence.connect(1, 1), presence.connect(999, 2), presence.connect(3, 3)]);
  expect(answers).toEqual([true, false, true]);
  expect(await online()).toEqual([1, 3]);
  expect(await city.query(`select connection from site_connection order by 1`)).toEqual([{ connection: 1 }, { connection: 3 }]);
});

test('[M37] a node that goes takes its screens along; those of other nodes stay', async () => {
  const [a, b] = [await node(), await node()];
  await a.presence.connect(1, 1);
  await a.presence.connect(2, 2);
  await b.presence.connect(2, 1);
  await a.presence.close();
  expect(await online()).toEqual([2]);
  expect(await city.query(`select node from node_lease`)).toEqual([{ node: b.id }]);
  expect(await a.presence.connect(3, 3)).toBe(false);
  await a.presence.disconnect(1);
  expect(await online()).toEqual([2]);
});

test('[M38] the screens of a node that died are swept by another when its lease has run out', async () => {
  const store = await openStore(city.store.url, entities);
  const dead = await node({ leaseSeconds: 0.6, store });
  await dead.presence.connect(1, 1);
  await dead.presence.connect(2, 2);
  const alive = await node({ leaseSeconds: 0.3 });
  await alive.presence.connect(2, 1);
  expect(await online()).toEqual([1, 2]);
  await store.close();
  await until(async () => (await online()).join() === '2');
  expect(await city.query(`select node from node_lease`)).toEqual([{ node: alive.id }]);
  expect(dead.errors.length).toBeGreaterThan(0);
});

test('[M39] a node that was only paused and was swept says again what it has, at its next renewal', async () => {
  const paused = await node({ leaseSeconds: 1.5 });
  await paused.presence.connect(1, 1);
  const other = await node({ leaseSeconds: 0.2 });
  await other.presence.connect(2, 1);
  const before = await logSize();
  await until(async () => {
    await city.query(`update node_lease set expires_at = now() - interval '1 hour' where node = '${paused.id}'`);
    return (await logSize()) > before;
  });
  await until(async () => (await online()).join() === '1,2');
  expect(await city.query(`select node from node_lease order by node`)).toEqual([paused.id, other.id].toSorted().map((id) => ({ node: id })));
});

test('[M45] a dead node\'s lease from before the clock went back an hour is swept, and living nodes keep theirs', async () => {
  const gone = '00000000-0000-4000-8000-000000000002';
  const [late, other] = [await node(), await node()];
  await other.presence.connect(1, 1);
  await city.query(`insert into node_lease values ('${gone}', now()); update node_lease set expires_at = expires_at + interval '1 hour'`);
  for (const { presence } of [late, other, late, other]) await presence.connect(2, 9);
  expect(await city.query(`select node from node_lease order by node`)).toEqual([late.id, other.id].toSorted().map((id) => ({ node: id })));
  expect(await online()).toEqual([1, 2]);
});

test('[M40] a node whose own lease has run out gives the others a renewal\'s time before it sweeps', async () => {
  const gone = randomUUID();
  await city.query(`insert into node_lease values ('${gone}', now() - interval '1 hour')`);
  const late = await node();
  await city.query(`update node_lease set expires_at = now() - interval '1 minute' where node = '${late.id}'`);
  await late.presence.connect(1, 1);
  expect(await city.query(`select from node_lease where node = '${gone}'`)).toHaveLength(1);
  await late.presence.connect(2, 2);
  expect(await city.query(`select from node_lease where node = '${gone}'`)).toHaveLength(0);
});

test('[M41] what could not be written is reported and made up for at the next renewal', async () => {
  const { presence, errors } = await node({ leaseSeconds: 0.3 });
  await city.query(`alter table site_connection rename to site_connection_away`);
  expect(await presence.connect(1, 1)).toBe(true);
  expect(errors.length).toBeGreaterThan(0);
  await city.query(`alter table site_connection_away rename to site_connection`);
  await until(async () => (await online()).join() === '1');
});

test('[M42] only a change of online is logged, by nobody\'s hand, and the change reader is told', async () => {
  let flips = 0;
  const a = await node({ flipped: () => (flips += 1) });
  const b = await node();
  const logged = () => city.query(`select type, entity_id, actor, act from change_log where seq > (select max(seq) from change_log) - 2 order by seq`);
  const before = await logSize();
  const history = await city.query(`select * from history`);
  await a.presence.connect(1, 1);
  await a.presence.connect(1, 2);
  await b.presence.connect(1, 1);
  await a.presence.disconnect(1);
  await b.presence.disconnect(1);
  expect(await logSize()).toBe(before + 1);
  await a.presence.disconnect(2);
  expect(await logSize()).toBe(before + 2);
  expect(flips).toBe(2);
  expect(await logged()).toEqual(Array(2).fill({ type: 'Meeting', entity_id: 1, actor: 'system', act: 'presence' }));
  expect(await city.query(`select * from history`)).toEqual(history);
});

test('[M43] screens that come and go at one site through two nodes at once never leave it wrong', async () => {
  const nodes = [await node(), await node()];
  for (let round = 1; round <= 25; round += 1) {
    const comes = nodes.map(({ presence }, index) => presence.connect(1, 10 * round + index));
    if (round % 2) await Promise.all(comes);
    await Promise.all([...comes, ...nodes.map(({ presence }, index) => presence.disconnect(10 * round + index))]);
    expect(await online()).toEqual([]);
    await Promise.all([nodes[0]!.presence.connect(1, 10 * round + 5), nodes[1]!.presence.connect(2, 10 * round + 5)]);
    await Promise.all([nodes[0]!.presence.disconnect(10 * round + 5), nodes[1]!.presence.connect(1, 10 * round + 6)]);
    expect(await online()).toEqual([1, 2]);
    await Promise.all([nodes[1]!.presence.disconnect(10 * round + 5), nodes[1]!.presence.disconnect(10 * round + 6)]);
    expect(await online()).toEqual([]);
  }
  expect(nodes.flatMap(({ errors }) => errors)).toEqual([]);
});

test('[M44] a site that is removed while a screen stands in it is forgotten', async () => {
  const { presence, errors } = await node();
  await city.query(`insert into meeting_site (id, meeting_id, name, kind) values (4, 1, '临时会场', 'DEPARTMENT')`);
  await presence.connect(4, 1);
  await city.query(`delete from meeting_site where id = 4`);
  expect(await presence.connect(1, 2)).toBe(true);
  await presence.disconnect(1);
  expect(await online()).toEqual([1]);
  expect(errors).toEqual([]);
});
