import { afterAll, beforeAll, expect, test } from 'vitest';
import { demandsFitting, offersFitting } from '../../src/demand/candidates.queries.js';
import { demandOfIssue, stepsOfDemand } from '../../src/demand/demand.queries.js';
import { matchesOfDemand, matchesOfOffer } from '../../src/demand/supply.queries.js';
import type { Loader } from '../../src/graphql/context.js';
import type { Sight } from '../../src/kernel/rights.js';
import { rows, sql } from '../../src/store/database.js';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
/** Issues 4, 8, ... are demands of the big city's; half of them are closed. */
beforeAll(async () => {
  city = await openCity('big');
  await city.query(`
    insert into demand (issue_id, kind_id, quantity, measure)
      select i.id, k.id, case when k.measures <> '{}' then 10 + i.id % 90 end, k.measures[1] from issue i join demand_kind k on k.id = 1 + (i.id / 8) % 12 where i.kind = 'DEMAND'`);
  await city.query(`
    insert into supply_offer (unit_id, kind_id, quantity, measure, region_id, from_on, until_on, text)
      select 1 + n % 200, k.id, 5 + n % 50, k.measures[1], case when n % 3 > 0 then 2 + n % 20 end, date '2020-04-01' + n % 40, case when n % 4 = 0 then date '2020-04-01' + n % 40 + n % 20 end, '供给' || n
      from generate_series(1, 20000) n join demand_kind k on k.id = (array[1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12])[1 + n % 11]`);
  await city.query(`insert into demand_step (issue_id, quantity, note, actor_name) select issue_id, 5, '一批', 'x' from demand where quantity > 20 and issue_id % 3 = 0`);
  await city.query(`
    with offered as (select id, kind_id, row_number() over (partition by kind_id order by id) as place from supply_offer where id % 40 = 0),
         needed as (select issue_id, kind_id, row_number() over (partition by kind_id order by issue_id) as place from demand where fulfilled < quantity)
    insert into supply_match (offer_id, issue_id, quantity) select offered.id, needed.issue_id, 1 from offered join needed using (kind_id, place)`);
  await city.query('vacuum analyze');
}, 180_000);
afterAll(() => city.close());

const large = ['issue', 'project', 'demand', 'demand_step', 'supply_offer', 'entity_scope'];

/** Which of the large tables are read from their first row to their last, by what is loaded for many keys. */
async function readWhole<K, V>(loader: Loader<K, V>, keys: readonly K[]): Promise<string[]> {
  return city.store.db.transaction().execute(async (db) => {
    // A connection may not have told yet of what it did before.
    const scans = async () => new Map((await rows<{ name: string; scans: string }>(db, sql`
      select relname as name, seq_scan as scans from pg_stat_xact_user_tables where relname = any(${large}::text[])`)).map(({ name, scans: of }) => [name, Number(of)]));
    const before = await scans();
    expect((await loader.batch(db, keys)).some((found) => (found as unknown[] | null) !== null)).toBe(true);
    return [...(await scans())].filter(([name, of]) => of > (before.get(name) ?? 0)).map(([name]) => name);
  });
}

const demands = `{ issues(first: 50, orderBy: DUE_ON_ASC, filter: { open: true, demandKind: ["POWER"], demandOpen: true }) {
  nodes { id demand { kind { code } quantity open candidates(first: 5) { id unit { name } } steps { id quantity } matches { id unit { name } } } } } }`;
const offers = `{ supplyOffers(first: 50, filter: { open: true, kind: ["WATER"] }) { totalCount nodes { id kind { code } unit { name } region { name } open matches { id issue { number } } candidates(first: 5) { id number } } } }`;
const stats = '{ demandStats(by: [KIND, REGION]) { kind { code } region { name } measure count open } }';

test('[DM18] over 100,000 issues, 25,000 demands and 20,000 offers, lists with candidates take fewer than eleven statements, however many rows', async () => {
  let answer: Data;
  const statements = async (document: string) => city.statements(async () => void (answer = await city.get('ADMIN', document)));
  const fifty = await statements(demands);
  expect(answer.issues.nodes).toHaveLength(50);
  expect(answer.issues.nodes.every((issue: Data) => issue.demand.candidates.length === 5)).toBe(true);
  expect(fifty).toBeLessThan(10);
  expect(await statements(demands.replace('first: 50', 'first: 10'))).toBe(fifty);
  const some = await statements(offers);
  expect(answer.supplyOffers.nodes).toHaveLength(50);
  expect(answer.supplyOffers.nodes[0].candidates).toHaveLength(5);
  expect(some).toBeLessThan(11);
  expect(await statements(offers.replace('first: 50', 'first: 40'))).toBe(some);
  expect(await statements(stats)).toBeLessThan(4);
  expect(answer.demandStats.reduce((sum: number, row: Data) => sum + row.count, 0)).toBe(25_000);
});

test('[DM19] candidates are found by indexes: no table of that size is read from end to end', async () => {
  const issues = (await city.query<{ id: number }>(`select i.id from issue i join demand d on d.issue_id = i.id where i.status <> 'CLOSED' and d.kind_id = 4 limit 20`)).map(({ id }) => id);
  const offers = (await city.query<{ id: number }>(`select o.id from supply_offer o where o.kind_id = 5 and o.until_on is null limit 20`)).map(({ id }) => id);
  const few = (ids: readonly number[], sight: Sight) => ids.map((id) => ({ id, first: 5, sight }));
  for (const sight of [{ kind: 'ALL' }, { kind: 'REGION', regionId: 1 }] as const) {
    expect([sight.kind, await readWhole(offersFitting, few(issues, sight))]).toEqual([sight.kind, []]);
    expect([sight.kind, await readWhole(demandsFitting, few(offers, sight))]).toEqual([sight.kind, []]);
  }
  for (const loader of [demandOfIssue, stepsOfDemand, matchesOfDemand] as const) expect(await readWhole(loader as Loader<number, unknown>, issues)).toEqual([]);
  expect(await readWhole(matchesOfOffer, offers)).toEqual([]);
});
