import { afterAll, beforeAll, expect, test } from 'vitest';
import { standingsOf } from '../../src/contest/board.queries.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { rows, sql, type Database } from '../../src/store/database.js';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
const rule = (code: string, measure: string, weight: number): object => ({ code, name: code, measure, weight, zeroAt: 0, fullAt: 1, cap: 120, tiers: null, sectors: null, origins: null, tieBreak: null });
const rules = [rule('A', 'START_RATE', 20), rule('B', 'STARTED_IN_PERIOD', 10), rule('C', 'INVESTMENT_OF_PLAN', 20), rule('D', 'INVESTMENT_OF_CURVE', 20), rule('E', 'ISSUES_CLOSED_IN_TIME', 30)];

/** Two contests of the twenty counties that began a week ago, the first with five corrections in each; the city has stood as it stands all the while. */
beforeAll(async () => {
  city = await openCity('big');
  await city.query(`
    insert into contest (id, name, starts_on, ends_on, drawn_by, rules) values (1, '竞赛', '2020-04-10', '2020-06-30', 'x', '${JSON.stringify(rules)}'), (2, '亮灯', '2020-04-10', '2020-06-30', 'x', '${JSON.stringify([rule('F', 'NOT_RED', 100)])}');
    insert into contest_region select c, r from generate_series(1, 2) c, generate_series(2, 21) r;
    update contest set status = 'RUNNING', started_at = business_now();
    insert into contest_adjustment (contest_id, region_id, rule, points, from_day, reason, made_by) select 1, 2 + n % 20, chr(65 + n % 5), 1 + n % 3, '2020-04-10', 'x', 'x' from generate_series(0, 99) n`);
  for (const table of ['region', 'project', 'project_year', 'issue', 'signal_rule', 'seasonal_curve']) await city.query(`update versions.${table} set kept_from = '-infinity'`);
  await city.query('vacuum analyze');
}, 180_000);
afterAll(() => city.close());

/** Which of the large tables are read from their first row to their last. */
async function readWhole(read: (db: Database) => Promise<unknown>): Promise<string[]> {
  return city.store.db.transaction().execute(async (db) => {
    const scans = async () => new Map((await rows<{ name: string; scans: string }>(db, sql`
      select schemaname || '.' || relname as name, seq_scan as scans from pg_stat_xact_user_tables where relname in ('issue', 'entity_scope', 'change_log')`)).map(({ name, scans: of }) => [name, Number(of)]));
    const before = await scans();
    expect(await read(db)).toBeTruthy();
    return [...(await scans())].filter(([name, of]) => of > (before.get(name) ?? 0)).map(([name]) => name);
  });
}

const board = (contest: number, on: string, fields: string): string => `{ contestScoreboard(contestId: "${toGlobalId('Contest', contest)}", on: "${on}") { on dayNumber contest { name } standings { ${fields} } } }`;
const everything = 'rank points region { name } weekBefore { rank } withdrawal { on } scores { numerator denominator points contribution adjustments { points region { name } } }';

test('[CT26] over 10,000 projects and 100,000 issues a table with all that explains it takes a handful of statements, however many districts, of today and of a day that is past', async () => {
  for (const on of ['2020-04-16', '2020-04-15']) {
    let answer: Data;
    const few = await city.statements(async () => void (answer = await city.get('VIEWER', board(1, on, 'rank points'))));
    expect(answer.contestScoreboard.standings).toHaveLength(20);
    expect(few).toBeLessThan(6);
    expect(await city.statements(async () => void (answer = await city.get('VIEWER', board(1, on, everything))))).toBeLessThan(few + 7);
    const counted = answer.contestScoreboard.standings.map(({ scores }: Data) => scores);
    const [{ started, startable, due, closed }] = await city.query<Data>(`select
      (select count(*) filter (where started_on_or_before(origin, started_on, resumed_on, '${on}'))::int from project) as started, (select count(*) filter (where startable_by(origin, started_on, resumed_on, planned_start_on, planned_resumption_on, '${on}'))::int from project) as startable,
      (select count(*)::int from issue where due_on between '2020-04-10' and '${on}') as due, (select count(*)::int from issue where due_on between '2020-04-10' and '${on}' and business_day(closed_at) <= due_on) as closed`) as [Data];
    const summed = (index: number, of: string): number => counted.reduce((all: number, scores: Data) => all + Number(scores[index][of]), 0);
    expect([summed(0, 'numerator'), summed(0, 'denominator'), summed(4, 'denominator'), summed(4, 'numerator')]).toEqual([started, startable, due, closed]);
  }
  expect(await city.statements(() => city.get('VIEWER', board(2, '2020-04-16', 'rank points scores { numerator }')))).toBeLessThan(6);
});

test('[CT27] there no table of that size is read from end to end, of today or of a day that is past', async () => {
  for (const [id, on] of [[1, '2020-04-16'], [1, '2020-04-15'], [2, '2020-04-16']] as const) {
    expect([id, on, await readWhole((db) => standingsOf.batch(db, [{ id, on }]))]).toEqual([id, on, []]);
  }
});
