import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookBack } from '../../src/graphql/past.js';
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
