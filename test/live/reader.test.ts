import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CursorSeal, looksLikeCursor } from '../../src/feed/cursor.js';
import { settleEpoch } from '../../src/feed/epoch.js';
import { currentSnapshot, glance, readUnseen } from '../../src/feed/reader.js';
import { parseSnapshot } from '../../src/feed/snapshot.js';
import { rows, sql } from '../../src/store/database.js';
import { openCity, type City } from '../support/city.js';

let city: City;

beforeAll(async () => {
  city = await openCity('empty');
  await city.query(`
    insert into region (code, name, level) values ('DQ', '大庆市', 'CITY');
    insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
      select 'P' || n, '项目', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', r.id, 1 from region r, generate_series(1, 9) n`);
});

afterAll(() => city.close());

async function session(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: city.store.url });
  await client.connect();
  return client;
}

const touch = (code: string) => `update project set description = description || '.' where code = '${code}'`;

async function idOf(code: string): Promise<number> {
  return (await city.query<{ id: number }>(`select id from project where code = '${code}'`))[0]!.id;
}

test('[R1] a transaction that took its number early and committed late is read, once', async () => {
  const { db } = city.store;
  const start = await currentSnapshot(db);
  const late = await session();
  await late.query('begin');
  await late.query(touch('P1'));
  await city.query(touch('P2'));
  const first = await readUnseen(db, start);
  expect(first.changes?.map(({ id }) => id)).toEqual([await idOf('P2')]);
  await late.query('commit');
  await late.end();
  const second = await readUnseen(db, first.snapshot);
  expect(second.changes?.map(({ id }) => id)).toEqual([await idOf('P1')]);
  expect((await readUnseen(db, second.snapshot)).changes).toEqual([]);
});

test('[R2] what was rolled back, also to a savepoint, is never read', async () => {
  const { db } = city.store;
  const start = await currentSnapshot(db);
  const writer = await session();
  await writer.query(`begin; ${touch('P3')}; savepoint s; ${touch('P4')}; rollback to s; commit`);
  await writer.query(`begin; ${touch('P5')}; rollback`);
  await writer.end();
  expect((await readUnseen(db, start)).changes?.map(({ id }) => id)).toEqual([await idOf('P3')]);
});

test('[R3] an entity that changed often is read once, with what it concerned before the first change', async () => {
  const { db } = city.store;
  await city.query(`insert into region (code, name, level, parent_id) select county.code, county.code, 'COUNTY', id from region, (values ('X'), ('Y')) as county(code) where region.code = 'DQ'`);
  const start = await currentSnapshot(db);
  const before = (await city.query<{ path: number[] }>(`select path from region where code = 'DQ'`))[0]!.path;
  for (const region of ['X', 'Y']) await city.query(`update project set region_id = (select id from region where code = '${region}') where code = 'P6'`);
  const after = (await city.query<{ path: number[] }>(`select path from region where code = 'Y'`))[0]!.path;
  const { changes } = await readUnseen(db, start);
  expect(changes).toMatchObject([{ type: 'Project', id: await idOf('P6'), before: { regions: before }, after: { regions: after } }]);
});

test('[R4] what came and went between two reads has neither a before nor an after', async () => {
  const { db } = city.store;
  const start = await currentSnapshot(db);
  await city.query(`insert into project (code, name, tier, sector, origin, stage, region_id, total_investment) select 'GONE', 'x', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', id, 1 from region where code = 'DQ'`);
  await city.query(`delete from project where code = 'GONE'`);
  expect((await readUnseen(db, start)).changes).toMatchObject([{ type: 'Project', before: null, after: null }]);
});

test('[R5] an idle look is one statement, answered by the index also behind a transaction that is open long', async () => {
  const { db } = city.store;
  const open = await session();
  await open.query(`begin; ${touch('P9')}`);
  await city.query(`${touch('P8')}; insert into change_log (type, entity_id, moved, actor) select 'Clock', 1, false, 'filler' from generate_series(1, 35000); analyze change_log`);
  const cursor = await currentSnapshot(db);
  expect(cursor.running.length).toBeGreaterThan(0);
  await db.transaction().execute(async (tx) => {
    expect(await glance(tx, cursor)).toMatchObject({ unseen: false, dayTurned: false });
    expect(await rows(tx, sql`select seq_scan::int as scans from pg_stat_xact_user_tables where relname = 'change_log'`)).toEqual([{ scans: 0 }]);
  });
  await open.query('commit');
  await open.end();
  expect(await glance(db, cursor)).toMatchObject({ unseen: true, dayTurned: false });
});

test('[R6] revisions only rise', async () => {
  expect(parseSnapshot('10:20:12,15')!.revision).toBe(18);
  const revisions: number[] = [];
  const open = await session();
  for (let turn = 0; turn < 5; turn += 1) {
    if (turn === 1) await open.query(`begin; ${touch('P7')}`);
    if (turn === 3) await open.query('commit');
    await city.query(touch('P8'));
    revisions.push((await currentSnapshot(city.store.db)).revision);
  }
  await open.end();
  expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
  expect(new Set(revisions).size).toBe(5);
});

test('[R7] a cursor that was changed by a character opens nothing', () => {
  const seal = new CursorSeal('s'.repeat(32));
  const cursor = seal.seal({ epoch: 'e', snapshot: parseSnapshot('1:1:')!, sight: '{}' });
  expect(looksLikeCursor(cursor)).toBe(true);
  expect(seal.open(cursor)).toEqual({ epoch: 'e', snapshot: parseSnapshot('1:1:'), sight: '{}' });
  for (let at = 0; at < cursor.length; at += 1) {
    const forged = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
    expect(seal.open(forged)).toBeNull();
  }
  expect(new CursorSeal('t'.repeat(32)).open(cursor)).toBeNull();
});

test('[R8] a database whose log was written elsewhere settles on an epoch of its own and an empty log', async () => {
  const first = await settleEpoch(city.store.db);
  expect(await settleEpoch(city.store.db)).toBe(first);
  await city.query(`update feed_state set epoch = 'of another database'`);
  expect(await settleEpoch(city.store.db)).toBe(first);
  expect(await city.query('select count(*)::int as rows from change_log')).toEqual([{ rows: 0 }]);
});
