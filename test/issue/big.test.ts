import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all } from '../../src/graphql/connection.js';
import { conditionsOf } from '../../src/issue/issue.criteria.js';
import type { IssueFilter } from '../../src/issue/issue.type.js';
import { sql, type Sql } from '../../src/store/database.js';
import { openCity, type City } from '../support/city.js';

let city: City;
beforeAll(async () => {
  city = await openCity('big');
  await city.query(`insert into extension_request (issue_id, due_on, reason, state, asked_by, asked_by_name) select id, '2020-06-30', '设备未到', 'OPEN', 'power', '供电公司' from issue where id % 500 = 0`);
  await city.query(`update issue set returns = 2 where id % 700 = 0`);
  await city.query(`update issue set recurrence_of = id - 1 where id % 900 = 0`);
  await city.query(`update issue set status = 'CLOSED', merged_into = id - 1 where id % 1100 = 0`);
  await city.query('vacuum analyze');
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

test('[IW17] the room\'s first page and its rare filters go by indexes, for the office and for a unit', async () => {
  const rare: [Partial<IssueFilter>, string][] = [
    [{ open: true, extensionRequested: true }, 'issue_pkey'], [{ merged: true }, 'issue_merged_into_index'], [{ recurring: true }, 'issue_recurrence_of_index'], [{ returnedAtLeast: 1 }, 'issue_returned'],
  ];
  const first: [Partial<IssueFilter>, string][] = [[{ open: true }, 'issue_reported_at_id_index'], [{ open: true, overdue: true }, 'issue_'], [{ status: ['ASSIGNED'] }, 'issue_']];
  const [{ unitId }] = (await city.query<{ unitId: number }>('select lead_unit_id as "unitId" from issue where lead_unit_id is not null limit 1')) as [{ unitId: number }];
  for (const [sight, cases] of [[{ kind: 'ALL' }, [...first, ...rare]], [{ kind: 'UNIT', unitId }, [...first.map(([filter]) => [filter, ''] as const), ...rare]]] as const) {
    for (const [filter, index] of cases) {
      const where = all(conditionsOf({ ...filter, projectId: null, leaderId: null, unitId: null, regionId: null, sight }));
      const said = [await planOf(sql`select count(*) from issue i where ${where}`), await planOf(sql`select i.id from issue i where ${where} order by i.reported_at desc, i.id desc limit 51`)];
      expect(said[1], JSON.stringify(filter)).toContain(index);
      expect(said.join('\n'), JSON.stringify(filter)).not.toMatch(/Seq Scan on (issue|entity_scope)/);
    }
  }
}, 60_000);

async function planOf(statement: Sql): Promise<string> {
  return (await sql<{ 'QUERY PLAN': string }>`explain ${statement}`.execute(city.store.db)).rows.map((row) => row['QUERY PLAN']).join('\n');
}
