import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../src/store/database.js';
import { openCity, type City } from '../support/city.js';

let city: City;
beforeAll(async () => {
  city = await openCity('big');
  // 30 days of reports of those that are at work, of whom some have not moved; and issues that were escalated.
  await city.query(`insert into progress_report (project_id, kind, day, counts_from, physical_progress, completed_investment)
    select p, 'DAILY', day, day, 0.01 * least(n, p % 30), 10000 * least(n, p % 30) from generate_series(5, 10000, 5) p, generate_series(1, 30) n, lateral (select date '2020-03-16' + n as day) d`);
  await city.query(`update issue set escalated_at = timestamptz '2020-04-01 09:00+08' where id % 50 = 0 and status <> 'CLOSED'`);
  await city.query(`vacuum analyze`);
}, 600_000);
afterAll(() => city.close());

test('[SG24] over 10,000 projects, 100,000 issues and 60,000 reports a page of lights, of candidates and a preview cost few statements, whatever their length', { timeout: 300_000 }, async () => {
  const page = (first: number, more: string) => city.statements(() => city.get('DISPATCHER', `{ projects(first: ${first}) { nodes { code ${more} } } }`));
  for (const first of [1, 100]) expect(await page(first, 'signal { colour reasons { detail } }')).toBe(2);
  for (const first of [1, 100]) expect(await page(first, 'signal { checks { detail } }')).toBe(3);
  expect(await page(20, 'signalHistory(from: "2020-04-10") { day }')).toBe(3);
  let total = 0;
  for (const first of [1, 100]) {
    expect(await city.statements(async () => {
      const { candidates } = await city.get('DISPATCHER', `{ candidates(first: ${first}) { totalCount nodes { kinds project { code } reasons { message detail } agenda { title } } } }`);
      total = candidates.totalCount;
      expect(candidates.nodes).toHaveLength(first);
    })).toBeLessThanOrEqual(4);
  }
  expect(total).toBeGreaterThan(1_000);
  expect(await city.statements(async () => {
    const { signalPreview } = await city.get('DISPATCHER', `{ signalPreview(rules: [{ rule: ISSUES_OVERDUE, yellowFrom: 9, redFrom: 9 }]) { signalPreview { changedCount before { count } after { count } changes(first: 100) { project { code } reasonsAfter { detail } } } } }`);
    expect(signalPreview.signalPreview.changedCount).toBeGreaterThan(100);
    expect(signalPreview.signalPreview.changes).toHaveLength(100);
  })).toBeLessThanOrEqual(3);
});

test('[SG24] the lights of a page are found by index, now and of the past: no big table is read through', { timeout: 300_000 }, async () => {
  for (const table of ['project', 'project_year', 'progress_report', 'issue', 'project_event']) await city.query(`analyze versions.${table}`);
  const scans = sql`select schemaname as of, relname as name, seq_scan::int as scans from pg_stat_user_tables
    where relname in ('project', 'project_year', 'progress_report', 'issue', 'project_event') and schemaname in ('public', 'versions') order by 1, 2`;
  // One connection: what a session has counted stands once it is flushed.
  const reads = (work: string) => city.store.db.connection().execute(async (db) => {
    const seen = async () => {
      await sql`select pg_stat_force_next_flush()`.execute(db);
      return (await scans.execute(db)).rows;
    };
    const before = await seen();
    await sql.raw(work).execute(db);
    expect(await seen(), work).toEqual(before);
  });
  await reads(`select count(*) from project_signals(array(select generate_series(5, 250, 5)), '2020-04-16')`);
  await reads(`select count(*) from signal_checks(array(select generate_series(5, 250, 5)), '2020-04-16', standing_rules(), standing_curve())`);
  await reads(`select count(*) from signal_days(array(select generate_series(5, 100, 5)), '2020-04-14', '2020-04-16', business_now())`);
});
