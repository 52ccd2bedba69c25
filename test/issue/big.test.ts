import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City } from '../support/city.js';

let city: City;
beforeAll(async () => {
  city = await openCity('big');
  await city.query(`insert into extension_request (issue_id, due_on, reason, state, asked_by, asked_by_name) select id, '2020-06-30', '设备未到', 'OPEN', 'power', '供电公司' from issue where id % 500 = 0`);
  await city.query(`update issue set returns = 2 where id % 700 = 0`);
  await city.query(`update issue set recurrence_of = id - 1 where id % 900 = 0`);
  await city.query(`update issue set status = 'CLOSED', merged_into = id - 1 where id % 1100 = 0`);
  await city.query('analyze');
}, 120_000);
afterAll(() => city.close());

const operations = readFileSync('schema/operations/issues.graphql', 'utf8');
const list = /query Issues\([\s\S]*?\n\}/.exec(operations)![0];
const whole = /query Issue\([\s\S]*?\n\}/.exec(operations)![0];

test('[IW17] over 100,000 issues the room\'s page and one issue whole cost few statements, however many are shown', async () => {
  const [{ count }] = (await city.query<{ count: number }>('select count(*)::int as count from issue')) as [{ count: number }];
  expect(count).toBeGreaterThanOrEqual(100_000);
  const page = (first: number, filter: object) => city.statements(() => city.get('DISPATCHER', list, { first, filter, after: null }));
  for (const filter of [{ open: true }, { open: true, extensionRequested: true }, { merged: true }, { recurring: true }, { returnedAtLeast: 1 }, { open: true, overdue: true }]) {
    const few = await page(5, filter);
    expect(await page(50, filter)).toBe(few);
    expect(few).toBeLessThanOrEqual(8);
  }
  const { issues } = await city.get('DISPATCHER', list, { first: 1, filter: { extensionRequested: true }, after: null });
  expect(await city.statements(() => city.get('DISPATCHER', whole, { id: issues.nodes[0].id }))).toBeLessThanOrEqual(20);
}, 60_000);

test('[IW17] the room\'s first page and its rare filters go by indexes', async () => {
  const plan = async (where: string) => (await city.query<{ 'QUERY PLAN': string }>(`explain select i.id from issue i where ${where} order by i.reported_at desc, i.id desc limit 51`)).map((row) => row['QUERY PLAN']).join('\n');
  const wanted = {
    [`i.status <> 'CLOSED'`]: 'issue_reported_at_id_index',
    [`i.status <> 'CLOSED' and i.id in (select r.issue_id from extension_request r where r.state = 'OPEN')`]: 'issue_pkey',
    'i.merged_into is not null': 'issue_merged_into_index',
    'i.recurrence_of is not null': 'issue_recurrence_of_index',
    'i.returns >= 1': 'issue_returned',
  };
  for (const [where, index] of Object.entries(wanted)) {
    const said = await plan(where);
    expect(said, where).toContain(index);
    expect(said, where).not.toContain('Seq Scan on issue');
  }
}, 60_000);
