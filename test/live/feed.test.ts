import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { settleEpoch } from '../../src/feed/epoch.js';
import { Feed, type Tick } from '../../src/feed/feed.js';
import { currentSnapshot, readUnseen } from '../../src/feed/reader.js';
import { Retention } from '../../src/feed/retention.js';
import { covers, endingAt, parseSnapshot, type Snapshot } from '../../src/feed/snapshot.js';
import { rows, sql, type Database } from '../../src/store/database.js';
import { openLane, type Lane } from '../../src/store/lane.js';
import { openCity, type City } from '../support/city.js';

let city: City;
let lane: Lane;
let db: Database;
const open: { end(): Promise<void> }[] = [];

beforeAll(async () => {
  city = await openCity('empty');
  lane = await openLane(city.store, 2);
  db = lane.db;
  await settleEpoch(db);
  await city.query(`
    insert into region (code, name, level) values ('DQ', '大庆市', 'CITY');
    insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
      select 'P' || n, '项目', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', r.id, 1 from region r, generate_series(1, 9) n`);
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.end();
});
afterAll(async () => {
  await lane.close();
  await city.close();
});

async function session(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: city.store.url });
  await client.connect();
  open.push(client);
  return client;
}

const touch = (code: string) => `update project set description = description || '.' where code = '${code}'`;
const snapshot = (text: string) => parseSnapshot(text)!;

/** A cursor beside so many transactions that are open: those of other databases of the server count, too, until they end. */
async function cursorBeside(open: number): Promise<Snapshot> {
  await expect.poll(async () => (await currentSnapshot(db)).running.length, { timeout: 10_000 }).toBe(open);
  return currentSnapshot(db);
}

/** A feed over an audience that only listens. */
async function listen(pollMs = 20): Promise<{ ticks: Tick[]; errors: unknown[]; feed: Feed }> {
  const [ticks, errors]: [Tick[], unknown[]] = [[], []];
  const feed = new Feed({
    db, url: city.store.url, pollMs, onError: (error) => errors.push(error),
    audience: {
      attended: true,
      gather: () => false,
      tick: async (tick) => () => ticks.push(tick),
    },
  });
  await feed.open();
  open.push({ end: () => feed.close() });
  return { ticks, errors, feed };
}

test('[R9] more changes than can be told apart are none: everybody starts anew', async () => {
  const start = await currentSnapshot(db);
  await city.query(`insert into change_log (type, entity_id, moved, actor) select 'Issue', n, false, 'import' from generate_series(1, 50000) n`);
  expect((await readUnseen(db, start)).changes).toHaveLength(50_000);
  await city.query(`insert into change_log (type, entity_id, moved, actor) values ('Issue', 50001, false, 'import')`);
  const { changes, snapshot } = await readUnseen(db, start);
  expect(changes).toBeNull();
  await city.query(touch('P1'));
  expect((await readUnseen(db, snapshot)).changes).toHaveLength(1);
});

test('[R10] what is unseen is found by the index, also right after an import that is most of the log', async () => {
  await city.query(`insert into change_log (type, entity_id, moved, actor) select 'Issue', n, false, 'import' from generate_series(1, 200000) n; analyze change_log`);
  const start = await currentSnapshot(db);
  await city.query(touch('P1'));
  await db.transaction().execute(async (tx) => {
    expect((await readUnseen(tx, start)).changes).toHaveLength(1);
    expect(await rows(tx, sql`select seq_scan::int as scans from pg_stat_xact_user_tables where relname = 'change_log'`)).toEqual([{ scans: 0 }]);
  });
});

test('[R11] a cursor ends with the last transaction that the log tells of, whatever else has ended since', async () => {
  await city.query(touch('P1'));
  const cursor = await cursorBeside(0);
  const other = await session();
  for (let count = 0; count < 3; count += 1) await other.query('begin; select pg_current_xact_id(); rollback');
  expect(await currentSnapshot(db)).toEqual(cursor);
  expect(endingAt(snapshot('5:20:5,9,15'), 12)).toEqual(snapshot('5:12:5,9'));
  expect(endingAt(snapshot('15:20:15'), 12)).toEqual(snapshot('12:12:'));
});

test('[R12] a cursor that has seen what is not yet there is not honoured', async () => {
  const now = await currentSnapshot(db);
  const later = snapshot(`${now.next + 9}:${now.next + 9}:`);
  expect((await readUnseen(db, later)).changes).toBeNull();
  expect(covers(snapshot('5:20:5,9'), snapshot('5:15:5,9'))).toBe(true);
  expect(covers(snapshot('5:20:5,9'), snapshot('5:15:5'))).toBe(false);
  expect(covers(snapshot('5:20:5,17'), snapshot('5:15:5,9'))).toBe(true);
  expect(covers(snapshot('5:14:5,9'), snapshot('5:15:5,9'))).toBe(false);
});

test('[R13] the log is pruned by what had ended, not by the hour: a late transaction is read, an older cursor is not honoured', async () => {
  const errors: unknown[] = [];
  const retention = new Retention({ db, keep: '1 second', onError: (error) => errors.push(error) });
  open.push({ end: () => retention.close() });
  const late = await session();
  await late.query(`begin; ${touch('P2')}`);
  const old = await cursorBeside(0);
  await city.query(touch('P3'));
  const held = await cursorBeside(1);
  await retention.prune();
  await delay(1_100);
  await retention.prune();
  await late.query('commit');
  expect((await readUnseen(db, held)).changes).toHaveLength(1);
  expect((await readUnseen(db, old)).changes).toHaveLength(2);
  await city.query(touch('P4'));
  const fresh = await cursorBeside(0);
  await retention.prune();
  await delay(1_100);
  await retention.prune();
  await delay(1_100);
  await retention.prune();
  expect(await city.query('select count(*)::int as rows from change_log')).toEqual([{ rows: 0 }]);
  expect((await readUnseen(db, held)).changes).toBeNull();
  expect((await readUnseen(db, fresh)).changes).toEqual([]);
  expect(await currentSnapshot(db)).toEqual(fresh);
  await city.query(touch('P5'));
  expect((await readUnseen(db, fresh)).changes).toHaveLength(1);
  expect(errors).toEqual([]);
});

test('[R30] the log is pruned in small deletes, beside which writers go on', async () => {
  await city.query(`
    create table pruned (rows int);
    create function note_pruned() returns trigger language plpgsql as $$ begin insert into pruned select count(*) from gone; return null; end $$;
    create trigger note_pruned after delete on change_log referencing old table as gone for each statement execute function note_pruned();
    insert into change_log (type, entity_id, moved, actor) select 'Issue', n, false, 'import' from generate_series(1, 23000) n`);
  const retention = new Retention({ db, keep: '100 milliseconds', onError: (error) => expect.unreachable(String(error)) });
  open.push({ end: () => retention.close() });
  await cursorBeside(0);
  await retention.prune();
  await delay(200);
  const [writing, waiting] = [await session(), await session()];
  await writing.query(`begin; ${touch('P1')}`);
  await waiting.query(`set lock_timeout = '2s'`);
  let [over, written] = [false, 0];
  const pruning = retention.prune().then(() => (over = true));
  while (!over) {
    await waiting.query(touch(`P${2 + (written % 8)}`));
    written += 1;
  }
  await pruning;
  await writing.query('commit');
  const deletes = (await city.query<{ rows: number }>('select rows from pruned where rows > 0')).map(({ rows: count }) => count);
  expect(deletes.length).toBeGreaterThanOrEqual(5);
  expect(Math.max(...deletes)).toBe(5_000);
  expect(written).toBeGreaterThan(0);
  await city.query('drop trigger note_pruned on change_log');
});

test('[R29] while changes come, the next is looked for sooner than the poll, though nobody tells of it', async () => {
  const { ticks, feed } = await listen(60_000);
  await city.query(touch('P1'));
  feed.wake();
  await expect.poll(() => ticks.length).toBe(1);
  await city.query(touch('P2'));
  await expect.poll(() => ticks.length).toBe(2);
});

test('[R14] a node whose address comes to lead to another database tells that all may have changed, and goes on there', async () => {
  const { ticks, errors } = await listen();
  const [{ definition }] = await city.query(`select pg_get_functiondef('log_epoch'::regproc) as definition`);
  await city.query(`create or replace function log_epoch() returns text language sql as $$ select 'elsewhere' $$`);
  await expect.poll(() => ticks.length).toBe(1);
  await city.query(touch('P2'));
  await expect.poll(() => ticks.length).toBe(2);
  expect(ticks.map(({ epoch, changes }) => [epoch, changes?.length])).toEqual([['elsewhere', undefined], ['elsewhere', 1]]);
  expect(await city.query('select epoch from feed_state')).toEqual([{ epoch: 'elsewhere' }]);
  expect(errors).toEqual([]);
  await city.query(definition);
  await settleEpoch(db);
});

test('[R15] the feed does not wait for the turn of the day, whoever holds that up', async () => {
  const holder = await session();
  await holder.query('update day_turn set last_day = last_day - 1');
  await holder.query('begin; select from day_turn for update');
  const { ticks, errors } = await listen();
  await city.query(touch('P1'));
  await expect.poll(() => ticks.length).toBe(1);
  await holder.query('commit');
  await expect.poll(async () => (await city.query(`select last_day = business_today() as turned from day_turn`))[0]).toEqual({ turned: true });
  expect(errors).toEqual([]);
});

test('[R16] the feed is not held up by requests that hold the whole pool', async () => {
  const { ticks } = await listen();
  const holder = await session();
  await holder.query(`begin; ${touch('P6')}`);
  const waiting = Array.from({ length: 15 }, () => city.query(touch('P6')));
  const writer = await session();
  await writer.query(touch('P7'));
  await expect.poll(() => ticks.length).toBe(1);
  await holder.query('commit');
  await Promise.all(waiting);
});

test('[R17] the feed goes on after its connections were cut, from where it stood', async () => {
  const { ticks, feed } = await listen();
  const writer = await session();
  for (const code of ['P1', 'P2', 'P3']) {
    await writer.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
    await writer.query(touch(code));
  }
  await expect.poll(() => ticks.flatMap(({ changes }) => changes ?? []).length).toBeGreaterThanOrEqual(3);
  expect(new Set(ticks.flatMap(({ changes }) => changes ?? []).map(({ id }) => id)).size).toBe(3);
  await expect.poll(() => feed.ready).toBe(true);
});

test('[R18] nodes that start together on a restored database settle on one epoch, empty the log once, and lose nothing that follows', async () => {
  await city.query(`update feed_state set epoch = 'of the database that was dumped'`);
  const settled = await Promise.all(Array.from({ length: 6 }, async () => {
    const epoch = await settleEpoch(city.store.db);
    const start = await currentSnapshot(city.store.db);
    await city.query(touch('P1'));
    return { epoch, seen: (await readUnseen(city.store.db, start)).changes?.length };
  }));
  expect(new Set(settled.map(({ epoch }) => epoch)).size).toBe(1);
  expect(settled.map(({ seen }) => seen)).toEqual(settled.map(() => 1));
});
