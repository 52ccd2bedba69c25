import { afterAll, beforeAll, expect, test } from 'vitest';
import { all } from '../../src/graphql/connection.js';
import { lookBack } from '../../src/graphql/past.js';
import { listColumns } from '../../src/list/list.queries.js';
import { sourceOf } from '../../src/list/list.sources.js';
import { sql } from '../../src/store/database.js';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity('big')));
afterAll(() => city.close());

const kinds = ['START_SEQUENCE', 'PROGRESS', 'DEMAND', 'ISSUE', 'RESPONSIBILITY'];
const entries = 'nodes { id state day colour region { name } leader { name } unit { name } project { name } issue { number } assignment { role } }';

test('[LS17] over 10,000 projects and 100,000 issues a page of each list takes few statements, whatever its length, and so do its figures and its difference', { timeout: 60_000 }, async () => {
  for (const kind of kinds) {
    const page = (first: number) => city.statements(() => city.get('ADMIN', `{ list(kind: ${kind}, first: ${first}) { totalCount ${entries} } }`));
    expect(await page(50), kind).toBeLessThanOrEqual(8);
    expect(await page(50), kind).toBe(await page(10));
    expect(await city.statements(() => city.get('ADMIN', `{ listStats(kind: ${kind}, by: REGION) { count late done } }`)), kind).toBe(1);
  }
  const [{ at }] = await city.query<Data>('select business_now() as at') as [Data];
  await city.query(`update issue set due_on = '2020-06-30' where id in (select id from issue where kind = 'PROBLEM' and status = 'ASSIGNED' order by id limit 20)`);
  let answer: Data;
  const count = await city.statements(async () => {
    answer = await city.get('ADMIN', `query ($at: DateTime!) { listDifference(kind: ISSUE, from: { at: $at }) { entries { totalCount nodes { happened before { day } after { day } } } } }`, { at: new Date(at).toISOString() });
  });
  expect(answer.listDifference.entries.totalCount).toBe(20);
  expect(count).toBeLessThanOrEqual(8);
});

test('[LS18] the first page of the issue list goes by an index, now and of the past', { timeout: 60_000 }, async () => {
  const first = sql`explain (format json) select i.id from issue i left join project p on p.id = i.project_id
    where i.kind = 'PROBLEM' and i.status <> 'CLOSED' order by coalesce(i.due_on, date '9999-12-31'), i.id limit 51`;
  await city.query('analyze versions.issue');
  await city.store.db.transaction().execute(async (db) => {
    expect(JSON.stringify((await first.execute(db)).rows)).toMatch(/"Index Name":"issue_listed"/);
    const [{ at }] = (await sql<Data>`select business_now() as at`.execute(db)).rows as [Data];
    await lookBack(db, at);
    const past = JSON.stringify((await first.execute(db)).rows);
    expect(past).toMatch(/"Index Name":"issue_listed"/);
    expect(past).not.toContain('Seq Scan');
  });
});

test('[LS24] a whole list of the past asks by an index who answered for each of its lines', { timeout: 60_000 }, async () => {
  const [{ at }] = await city.query<Data>('select business_now() as at') as [Data];
  await city.query('analyze versions.assignment');
  for (const kind of ['START_SEQUENCE', 'PROGRESS', 'DEMAND', 'ISSUE'] as const) await city.store.db.transaction().execute(async (db) => {
    await lookBack(db, at);
    const source = sourceOf(kind, { kind: 'ALL' }, false);
    const plan = (await sql`explain (format json) select ${listColumns(kind, source)} from ${source.from} where ${all(source.where)} order by ${source.id}`.execute(db)).rows;
    expect(JSON.stringify(plan), kind).toContain('"Index Name":"assignment_of_project"');
    expect(JSON.stringify(plan), kind).not.toMatch(/"Seq Scan"[^}]*"Relation Name":"assignment"/);
  });
});
