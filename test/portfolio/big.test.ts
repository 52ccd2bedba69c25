import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sight } from '../../src/kernel/rights.js';
import { portfolioOf } from '../../src/portfolio/portfolio.queries.js';
import { rows, sql } from '../../src/store/database.js';
import { openCity, type City } from '../support/city.js';

let city: City;
let leader: number;
/** One leader more, who answers for 1,000 of the 10,000 projects. */
beforeAll(async () => {
  city = await openCity('big');
  await city.query(`insert into leader (code, name, title) values ('PF-BIG', '包保人', '副市长')`);
  [{ id: leader }] = (await city.query<{ id: number }>(`select id from leader where code = 'PF-BIG'`)) as [{ id: number }];
  await city.query(`insert into assignment (role, leader_id, project_id) select 'FACILITATION_OFFICER', ${leader}, id from project order by id limit 1000 on conflict do nothing`);
  await city.query('vacuum analyze');
}, 180_000);
afterAll(() => city.close());

const large = ['issue', 'entity_scope', 'assignment', 'history'];

async function readWhole(sight: Sight): Promise<string[]> {
  return city.store.db.transaction().execute(async (db) => {
    const scans = async () => new Map((await rows<{ name: string; scans: string }>(db, sql`
      select relname as name, seq_scan as scans from pg_stat_xact_user_tables where relname = any(${large}::text[])`)).map(({ name, scans: of }) => [name, Number(of)]));
    const before = await scans();
    const [portfolio] = await portfolioOf.batch(db, [{ leaderId: leader, sight, from: '2020-04-01', until: null }]);
    expect(portfolio!.projects).toBeGreaterThan(0);
    return [...(await scans())].filter(([name, of]) => of > (before.get(name) ?? 0)).map(([name]) => name);
  });
}

test('[PF6] the portfolio of a leader of 1,000 projects, among 100,000 issues, takes as many statements as that of one, and no large table is read whole', async () => {
  const whole = 'code portfolio { projects leads openIssues overdueIssues overdueRate returnedIssues handedOver directives openDirectives { text issue { status } } }';
  const statements = (first: number) => city.statements(() => city.get('ADMIN', `{ leaders(first: ${first}) { nodes { ${whole} } } }`));
  expect(await statements(50)).toBe(await statements(1));
  const { leaders } = await city.get('ADMIN', `{ leaders(filter: { search: "包保人" }) { nodes { ${whole} } } }`);
  expect(leaders.nodes[0].portfolio.projects).toBe(1000);
  expect(leaders.nodes[0].portfolio.openIssues).toBeGreaterThan(1000);
  for (const sight of [{ kind: 'ALL' }, { kind: 'REGION', regionId: 1 }, { kind: 'LEADER', leaderId: leader }] as const) expect(await readWhole(sight), sight.kind).toEqual([]);
  expect(await city.statements(() => city.get('ADMIN', `{ portfolios(first: 50) { totalCount nodes { ${whole} } } }`))).toBeLessThanOrEqual(6);
}, 60_000);
