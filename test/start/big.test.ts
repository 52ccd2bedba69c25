import { afterAll, beforeAll, expect, test } from 'vitest';
import { Context, Loaders } from '../../src/graphql/context.js';
import type { Sight } from '../../src/kernel/rights.js';
import { readGaps, readReadinessStats, readinessAsked } from '../../src/readiness/gap.queries.js';
import { checksOf, readinessOf, unreadyStartOf } from '../../src/readiness/readiness.queries.js';
import { forecastAsked, forecastFigures, obstaclesOf, readForecast, readGrounds, readSequence } from '../../src/start/start.queries.js';
import { rows, sql, type Database } from '../../src/store/database.js';
import { UnitOfWork } from '../../src/store/unit-of-work.js';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
/** Ten checks of the four items at each of 10,000 projects, so that each item was checked two or three times. */
beforeAll(async () => {
  city = await openCity('big');
  await city.query(`
    insert into readiness_check (project_id, item_id, done, due_on, by_owner)
      select 1 + n % 10000, 1 + (n / 10000) % 4, n % 7 > 1, case when n % 7 <= 1 and n % 3 = 0 then date '2020-04-17' + n % 20 end, n % 5 = 0 from generate_series(0, 99999) n`);
  await city.query(`
    insert into permit (project_id, kind_id, authority_id, planned_on)
      select p.id, k.id, 1, date '2020-04-10' + p.id % 40 from project p join permit_kind k on k.active and permit_is_needed(k.sectors, k.origins, p.sector, p.origin) and (p.id + k.id) % 3 > 0`);
  await city.query(`insert into unready_start (project_id, resumption, on_day, lacking, recorded_by) select n * 2, false, '2020-04-01', '{4}', 'x' from generate_series(1, 5000) n`);
  await city.query('vacuum analyze');
}, 180_000);
afterAll(() => city.close());

const large = ['issue', 'permit', 'readiness_check', 'unready_start', 'entity_scope'];
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

test('[ST14] over 10,000 projects, 100,000 checks and 100,000 issues, gaps, figures, the sequence and the forecast take few statements, however many rows', async () => {
  let answer: Data;
  const statements = async (document: string, role: 'ADMIN' | 'DISPATCHER' = 'ADMIN') => city.statements(async () => void (answer = await city.get(role, document, {}, role === 'DISPATCHER' ? { region: 'R3' } : {})));
  const gaps = '{ readinessGaps(first: 50, filter: { startableBy: "2020-04-30" }) { totalCount nodes { project { name startedUnready { on lacking { code } } } lacking { item { nameZh } state check { note } checks { done } } } } }';
  const fifty = await statements(gaps);
  expect(answer.readinessGaps.nodes).toHaveLength(50);
  expect(answer.readinessGaps.totalCount).toBeGreaterThan(1_000);
  expect(fifty).toBeLessThan(9);
  expect(await statements(gaps.replace('first: 50', 'first: 10'))).toBeLessThanOrEqual(fifty);
  expect(await statements(gaps, 'DISPATCHER')).toBeLessThanOrEqual(fifty);
  const sequence = '{ startSequence(first: 50, filter: { obstructed: true }) { totalCount nodes { project { name } outlook obstacles { kind since reference { __typename ... on Issue { number } } } } } }';
  const many = await statements(sequence);
  expect(answer.startSequence.nodes.every(({ obstacles }: Data) => obstacles.length > 0)).toBe(true);
  expect(many).toBeLessThan(7);
  expect(await statements(sequence.replace('first: 50', 'first: 10'))).toBe(many);
  expect(await statements('{ startForecast(on: "2020-04-30") { started willStart doubtful total grounds { kind projects doubted } entries(first: 50) { totalCount nodes { project { name } outlook } } } }')).toBeLessThan(7);
  expect(answer.startForecast.entries.totalCount).toBe(answer.startForecast.total + answer.startForecast.doubtful);
  expect(await statements('{ readinessStats(by: [REGION, ITEM]) { region { name } item { code } projects lacking } }')).toBeLessThan(5);
  expect(answer.readinessStats).toHaveLength(80);
});

test('[ST15] of checks, issues and starts only what is asked for is read, by index: project by project and for the whole city', async () => {
  const ids = Array.from({ length: 50 }, (_, n) => 1 + n * 7);
  const load = <K, V>(of: { batch(db: Database, keys: readonly K[]): Promise<readonly V[]> }, keys: readonly K[]) => readWhole((db) => of.batch(db, keys));
  expect(await load(readinessOf, ids)).toEqual([]);
  expect(await load(checksOf, ids.map((each) => `${each}:1`))).toEqual([]);
  expect(await load(unreadyStartOf, ids)).toEqual([]);
  expect(await load(obstaclesOf, ids)).toEqual([]);
  const page = { first: 50, fields: '', counted: true } as const;
  for (const sight of [{ kind: 'ALL' }, { kind: 'REGION', regionId: 3 }] as const) {
    const asked: Record<string, (db: Database, context: Context) => Promise<unknown>> = {
      gaps: (_, context) => readGaps(context, readinessAsked({ started: false }, context), page),
      stats: (db, context) => readReadinessStats(db, readinessAsked({}, context), ['REGION', 'ITEM']),
      sequence: (_, context) => readSequence(context, page, { obstructed: true }),
      forecast: (db, context) => forecastFigures.batch(db, [forecastAsked('2020-04-30', null, context)]),
      entries: (_, context) => readForecast(context, forecastAsked('2020-04-30', null, context), null, page),
      grounds: (db, context) => readGrounds(db, forecastAsked('2020-04-30', null, context)),
    };
    for (const [name, read] of Object.entries(asked)) {
      expect([sight.kind, name, await readWhole(read, sight)]).toEqual([sight.kind, name, []]);
    }
  }
});
