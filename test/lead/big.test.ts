import { afterAll, beforeAll, expect, test } from 'vitest';
import { Context, Loaders } from '../../src/graphql/context.js';
import type { Sight } from '../../src/kernel/rights.js';
import { contactsOf, movesOf } from '../../src/lead/lead-parts.queries.js';
import { readLeads } from '../../src/lead/lead.queries.js';
import { needsOf } from '../../src/need/need.queries.js';
import { readReserve, readReserveStats, reserveOf, ripeningOf } from '../../src/reserve/reserve.queries.js';
import { rows, sql, type Database } from '../../src/store/database.js';
import { UnitOfWork } from '../../src/store/unit-of-work.js';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
let reserved: number;
/** 10,000 leads, each with five contacts, five needs and three moves; 3,000 projects in reserve, each with four of its six steps spoken of. */
beforeAll(async () => {
  city = await openCity('big');
  await city.query(`
    insert into investment_lead (code, name, region_id, sector, stage, next_step, next_step_on, expected_investment)
      select 'BL-' || lpad(n::text, 5, '0'), '线索 ' || n, 2 + n % 20, 'INDUSTRY',
        (array['CLUE', 'CONTACTED', 'NEGOTIATING', 'AGREED'])[1 + n % 4], case when n % 3 > 0 then '走访' end, case when n % 3 > 0 then business_today() - 5 + n % 100 end, n * 10000 from generate_series(1, 10000) n`);
  await city.query(`insert into lead_contact (lead_id, role, name, telephone, added_by) select l.id, 'OTHER', '某人', '0459-000', 'x' from investment_lead l, generate_series(1, 5)`);
  await city.query(`insert into lead_need (lead_id, kind_id, quantity, measure, added_by, answer, answered_at, answered_by)
    select l.id, 3, n, '亩', 'x', case when (l.id + n) % 4 > 0 then '可' end, case when (l.id + n) % 4 > 0 then business_now() end, case when (l.id + n) % 4 > 0 then 'x' end from investment_lead l, generate_series(1, 5) n`);
  await city.query(`insert into lead_move (lead_id, from_stage, to_stage, moved_by) select l.id, 'CLUE', 'CONTACTED', 'x' from investment_lead l, generate_series(1, 3)`);
  await city.query(`update project set stage = 'RESERVE' where id / 20 % 10 < 3`);
  [{ reserved }] = await city.query<Data>(`select count(*)::int as reserved from project where stage = 'RESERVE'`) as [Data];
  await city.query(`insert into project_reserve (project_id, field_id) select id, 1 + id % 4 from project where stage = 'RESERVE'`);
  await city.query(`insert into ripening (project_id, step_id, planned_on, reached_on, recorded_by)
    select p.id, s, case when s > 2 then business_today() - 2 + p.id / 7 % 60 end, case when s <= 2 then business_today() - 30 end, 'x' from project p, generate_series(1, 4) s where p.stage = 'RESERVE'`);
  await city.query('vacuum analyze');
}, 240_000);
afterAll(() => city.close());

const large = ['lead_contact', 'lead_need', 'lead_move', 'issue', 'entity_scope', 'assignment'];
const viewer = { subject: 'x', name: 'x', regionId: null, unitId: null, leaderId: null, system: null } as const;

/** Which of the large tables are read from their first row to their last. */
async function readWhole(read: (db: Database, context: Context) => Promise<unknown>, sight: Sight = { kind: 'ALL' }): Promise<string[]> {
  return city.store.db.transaction().execute(async (db) => {
    const context = new Context({ ...viewer, role: 'VIEWER', regionId: sight.kind === 'REGION' ? sight.regionId : null }, 'zh', new Loaders(db), new UnitOfWork(city.store));
    const scans = async () => new Map((await rows<{ name: string; scans: string }>(db, sql`
      select relname as name, seq_scan as scans from pg_stat_xact_user_tables where relname = any(${large}::text[])`)).map(({ name, scans: of }) => [name, Number(of)]));
    const before = await scans();
    expect(await read(db, context)).toBeTruthy();
    return [...(await scans())].filter(([name, of]) => of > (before.get(name) ?? 0)).map(([name]) => name);
  });
}

test('[IL21] over 10,000 leads, 50,000 contacts, 50,000 needs and 30,000 moves a page of leads with all of it takes few statements, however many rows', async () => {
  let answer: Data;
  const statements = async (document: string, region?: string) => city.statements(async () => void (answer = await city.get('DISPATCHER', document, {}, region ? { region } : {})));
  const leads = `{ investmentLeads(first: 100, filter: { status: [OPEN], nextStepOverdue: true }, orderBy: NEXT_STEP_ON_ASC) { totalCount
    nodes { name stage actions nextStep { text leader { name } } leader { name } moves { to by } contacts { name telephone } needs { state kind { nameZh } issue { number } } history { act } region { name } } } }`;
  const hundred = await statements(leads);
  expect(answer.investmentLeads.nodes).toHaveLength(100);
  expect(answer.investmentLeads.totalCount).toBeGreaterThan(200);
  expect(answer.investmentLeads.nodes.every(({ contacts, needs }: Data) => contacts.length === 5 && needs.length === 5)).toBe(true);
  expect(hundred).toBeLessThan(10);
  expect(await statements(leads.replace('first: 100', 'first: 10'))).toBe(hundred);
  expect(await statements(leads, 'R3')).toBe(hundred);
});

test('[IL22] of contacts, needs and moves only those asked for are read, by index, and lists of leads read none as a whole', async () => {
  const ids = Array.from({ length: 50 }, (_, n) => 1 + n * 7);
  for (const of of [contactsOf, needsOf, movesOf]) expect(await readWhole((db) => of.batch(db, ids) as Promise<unknown>)).toEqual([]);
  const page = { first: 50, fields: '', counted: true } as const;
  for (const filter of [{ stage: ['AGREED'] as const }, { nextStepOverdue: true }, { search: '线索 99' }]) {
    for (const sight of [{ kind: 'ALL' }, { kind: 'REGION', regionId: 3 }] as const) {
      const list = { ...filter, stage: filter.stage ? [...filter.stage] : null };
      expect([filter, sight.kind, await readWhole((_, context) => readLeads(context, page, list, 'NEXT_STEP_ON_ASC'), sight)]).toEqual([filter, sight.kind, []]);
    }
  }
  // The ten thousand are met with what is open of them by an index that holds the open ones alone.
  const { rows: plan } = await sql<Record<string, string>>`explain select from investment_lead l where exists (select from lead_need n where n.lead_id = l.id and n.answered_at is null and n.issue_id is null)`.execute(city.store.db);
  expect(JSON.stringify(plan)).toContain('lead_need_open_index');
});

test('[RP13] over 10,000 projects, 3,000 of them in reserve, and 100,000 issues, its lists and figures take few statements, and read issues and scopes by index', async () => {
  let answer: Data;
  const statements = async (document: string, region?: string) => city.statements(async () => void (answer = await city.get('DISPATCHER', document, {}, region ? { region } : {})));
  const list = `{ reserveProjects(first: 50, filter: { late: true, lacking: ["FUNDS"] }, orderBy: NEXT_PLANNED_ASC) { totalCount
    nodes { name leader { name } region { name } reserve { actions field { nameZh } reached { nameZh } lacking { nameZh } steps { plannedOn step { code } } } issues(first: 3, filter: { open: true }) { totalCount nodes { title } } } } }`;
  const fifty = await statements(list);
  expect(answer.reserveProjects.nodes).toHaveLength(50);
  expect(fifty).toBeLessThan(10);
  expect(await statements(list.replace('first: 50', 'first: 5'))).toBe(fifty);
  expect(await statements(list, 'R3')).toBe(fifty);
  expect(await statements('{ reserveStats(by: [FIELD, REGION, STEP]) { field { code } region { code } step { code } count late totalInvestment } }')).toBeLessThan(5);
  expect(answer.reserveStats.reduce((sum: number, { count }: Data) => sum + count, 0)).toBe(reserved);
  const ids = Array.from({ length: 50 }, (_, n) => 200 * n + 1);
  for (const of of [reserveOf, ripeningOf]) expect(await readWhole((db) => of.batch(db, ids) as Promise<unknown>)).toEqual([]);
  const page = { first: 50, fields: '', counted: true, orderBy: 'CODE_ASC' } as const;
  for (const sight of [{ kind: 'ALL' }, { kind: 'REGION', regionId: 3 }] as const) {
    for (const filter of [{}, { late: true }, { hasOpenIssues: true }, { reached: ['FEASIBILITY'] }]) {
      expect([filter, sight.kind, await readWhole((_, context) => readReserve(context, { ...page, filter }), sight)]).toEqual([filter, sight.kind, []]);
      expect([filter, sight.kind, await readWhole((_, context) => readReserveStats(context, ['FIELD', 'STEP'], filter), sight)]).toEqual([filter, sight.kind, []]);
    }
  }
});
