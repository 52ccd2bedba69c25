import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City } from '../support/city.js';

let city: City;
beforeAll(async () => {
  city = await openCity('big');
  // A hundred days of a thousand projects, and a day of all.
  await city.query(`insert into progress_report (project_id, kind, day, counts_from, physical_progress, completed_investment, workers_on_site)
    select p, 'DAILY', day, day, 0.005 * n, 10000 * n, 10 + n from generate_series(5, 5000, 5) p, generate_series(1, 100) n, lateral (select date '2020-01-05' + n as day) d`);
  await city.query(`insert into progress_report (project_id, kind, day, counts_from, physical_progress, workers_on_site) select p, 'DAILY', '2020-04-15', '2020-04-15', 0.6, 20 from generate_series(1, 10000) p`);
  await city.query(`update project set launched_on = '2020-04-01', registered_at = '2020-01-01' where id % 5 = 0`);
  await city.query('vacuum analyze');
}, 120_000);
afterAll(() => city.close());

test('[PR18] over 10,000 projects and more than 100,000 reports a page of projects costs what it did, a page of the daily dispatch and of the hearing few statements, and no big table is read through', async () => {
  expect((await city.query<{ count: number }>('select count(*)::int as count from progress_report'))[0]!.count).toBeGreaterThan(110_000);
  const page = (first: number) => `{ projects(first: ${first}) { nodes { code physicalProgress completedInvestment annualPlan } } }`;
  for (const first of [1, 200]) expect(await city.statements(() => city.get('DISPATCHER', page(first)))).toBe(1);
  const daily = (first: number) => `{ dailyDispatch(day: "2020-04-15") { expected reportedCount workersOnSite starts
    rows(first: ${first}) { totalCount nodes { reported project { code } report { workersOnSite } investmentChange workersChange } } } }`;
  for (const first of [2, 100]) expect(await city.statements(() => city.get('DISPATCHER', daily(first)))).toBeLessThanOrEqual(6);
  const { dailyDispatch } = await city.get('DISPATCHER', daily(200));
  expect(dailyDispatch.rows.totalCount).toBe(dailyDispatch.expected);
  expect(dailyDispatch.reportedCount).toBe(dailyDispatch.expected);
  expect(await city.statements(() => city.get('DISPATCHER', '{ weeklyHearing(week: "2020-04-15") { projectCount plannedShare rows(first: 100) { nodes { gap project { code } report { kind } } } } }'))).toBeLessThanOrEqual(4);
  expect(await city.statements(() => city.get('DISPATCHER', '{ projects(first: 100) { nodes { latestReport { day } progressReports(first: 3) { nodes { day } } } } }'))).toBe(3);
  const plans = [
    `select one.id from progress_report one where one.kind = 'DAILY' and one.day = '2020-04-15' order by one.project_id, one.id desc`,
    `select standing.p from project p cross join lateral (select r.physical_progress as p from progress_report r where r.project_id = p.id and r.physical_progress is not null order by r.counts_from desc, r.id desc limit 1) standing where p.id between 5 and 20`,
    `select max(o.id) from progress_report r, progress_report o where r.id = 7 and o.project_id = r.project_id and o.kind = r.kind and o.day = r.day and o.id < r.id`,
  ];
  for (const plan of plans) {
    const lines = (await city.query<{ 'QUERY PLAN': string }>(`explain ${plan}`)).map((row) => row['QUERY PLAN']).join('\n');
    expect(lines).not.toContain('Seq Scan on progress_report');
  }
}, 60_000);
