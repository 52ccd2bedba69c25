import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
let office: string;
beforeAll(async () => {
  server = await startServer();
  office = await server.token('DISPATCHER');
});
afterAll(() => server.close());

const daily = `query ($day: Date!, $filter: DispatchFilter, $first: Int) { dailyDispatch(day: $day, filter: $filter) {
  day expected reportedCount workersOnSite workersBack isolated starts
  rows(first: $first) { totalCount nodes { reported project { code } report { completedInvestment(unit: YUAN) workersOnSite physicalProgress } investmentChange(unit: YUAN) progressChange workersChange } } } }`;
const weekly = `query ($week: Date!, $filter: DispatchFilter) { weeklyHearing(week: $week, filter: $filter) {
  day projectCount reportedCount plannedShare rows(first: 200) { totalCount nodes { reported actualShare gap planned completed inTheWeek project { code launchedOn } report { kind } } } } }`;

test('[PR17] the demonstration says where every project stood on 29 March, what the started ones did from 10 April on and the first batch in two weeks, and comes to the source\'s figures', async () => {
  expect(await server.query(`select count(distinct project_id)::int as projects from progress_report where kind = 'OPENING' and day = '2020-03-29'`)).toEqual([{ projects: 354 }]);
  expect(await server.query(`select count(distinct project_id)::int as projects, min(day)::text as first, max(day)::text as last from progress_report where kind = 'DAILY'`)).toEqual([{ projects: 134, first: '2020-04-10', last: '2020-04-16' }]);
  expect(await server.query(`select array_agg(distinct day::text) as days from progress_report where kind = 'WEEKLY'`)).toEqual([{ days: ['2020-04-05', '2020-04-12'] }]);
  expect(await server.query(`select sum(completed)::text as sum from project_year where year = 2020`)).toEqual([{ sum: '3060000000.00' }]);
  // What is completed never falls, and the derived figures are what the functions say.
  expect(await server.query(`select project_id from (select project_id, completed_investment, lag(completed_investment) over (partition by project_id order by counts_from, id) as before
    from progress_report where counts_from >= '2020-01-01') r where completed_investment < before`)).toEqual([]);
  expect(await server.query(`select id from project where physical_progress <> coalesce(standing_progress(id), 0)`)).toEqual([]);
  expect(await server.query(`select project_id from project_year where completed <> coalesce(standing_completed(project_id, year), 0)`)).toEqual([]);
});

test('[PR13] the daily dispatch has who is expected to report, those who have not first, with figures over all and what changed', async () => {
  const { dailyDispatch } = await server.get(office, daily, { day: '2020-04-15', first: 200 });
  const [sums] = await server.query(`select count(*)::int as "reportedCount", sum(workers_on_site)::int as "workersOnSite", sum(workers_back)::int as "workersBack", sum(isolated)::int as isolated,
    count(*) filter (where started)::int as starts from progress_report where kind = 'DAILY' and day = '2020-04-15'`);
  expect(dailyDispatch).toMatchObject(sums as object);
  const [{ expected }] = await server.query<{ expected: number }>(`select count(*)::int as expected from project
    where stage = 'UNDER_CONSTRUCTION' or case origin when 'NEW' then planned_start_on else planned_resumption_on end <= '2020-04-15'`) as [{ expected: number }];
  expect([dailyDispatch.expected, dailyDispatch.rows.totalCount]).toEqual([expected, expected]);
  const flags = dailyDispatch.rows.nodes.map((row: { reported: boolean }) => row.reported);
  expect(flags).toEqual(flags.toSorted((a: boolean, b: boolean) => Number(a) - Number(b)));
  const last = dailyDispatch.rows.nodes.find((row: { reported: boolean }) => row.reported);
  const [day, before] = await server.query<{ workers: number; money: string; progress: number }>(`select workers_on_site as workers, completed_investment as money, r.physical_progress::float8 as progress
    from progress_report r join project p on p.id = r.project_id where p.code = '${last.project.code}' and kind = 'DAILY' and day <= '2020-04-15' order by day desc limit 2`) as [never, never] as { workers: number; money: string; progress: number }[];
  expect(last.workersChange).toBe(day!.workers - before!.workers);
  expect(Number(last.investmentChange)).toBe(Number(day!.money) - Number(before!.money));
  expect(last.progressChange).toBeCloseTo(day!.progress - before!.progress, 6);
  expect(dailyDispatch.rows.nodes[0]).toMatchObject({ reported: false, report: null, investmentChange: null, progressChange: null, workersChange: null });
});

test('[PR14] the daily dispatch and the hearing narrow by region, leader and tier, and hold what the viewer sees', async () => {
  const [region] = await server.query<{ id: number }>(`select id from region where code = 'DQ-LF'`);
  const [leader] = await server.query<{ id: number }>(`select leader_id as id from assignment a join project p on p.id = a.project_id where p.launched_on is not null and p.stage = 'UNDER_CONSTRUCTION' and until is null limit 1`);
  const whole = (await server.get(office, daily, { day: '2020-04-15', first: 0 })).dailyDispatch.expected;
  const local = (await server.get(office, daily, { day: '2020-04-15', first: 200, filter: { regionId: toGlobalId('Region', region!.id) } })).dailyDispatch;
  const seen = (await server.get(await server.token('VIEWER', { region: 'DQ-LF' }), daily, { day: '2020-04-15', first: 200 })).dailyDispatch;
  expect(seen).toEqual(local);
  expect(local.expected).toBeLessThan(whole);
  const top = (await server.get(office, weekly, { week: '2020-04-16', filter: { tier: ['PROVINCIAL_TOP_100'] } })).weeklyHearing;
  expect(top.projectCount).toBe(21);
  const led = (await server.get(office, weekly, { week: '2020-04-16', filter: { leaderId: toGlobalId('Leader', leader!.id) } })).weeklyHearing;
  expect(led.projectCount).toBeGreaterThan(0);
  expect(led.projectCount).toBeLessThan(137);
});

test('[PR15] the weekly hearing has the first batch against the seasonal curve, the one furthest behind first', async () => {
  const { weeklyHearing } = await server.get(office, weekly, { week: '2020-04-08' });
  expect(weeklyHearing).toMatchObject({ day: '2020-04-12', projectCount: 137, rows: { totalCount: 137 } });
  expect(weeklyHearing.plannedShare).toBeCloseTo(0.02 + 0.06 * 12 / 30, 6);
  const { nodes } = weeklyHearing.rows;
  expect(nodes.map(({ gap }: { gap: number }) => gap)).toEqual(nodes.map(({ gap }: { gap: number }) => gap).toSorted((a: number, b: number) => b - a));
  expect(nodes.filter(({ reported }: { reported: boolean }) => reported)).toHaveLength(weeklyHearing.reportedCount);
  expect(weeklyHearing.reportedCount).toBeLessThan(137);
  for (const { project, actualShare, gap, planned, completed, inTheWeek } of nodes) {
    expect(project.launchedOn).toBe('2020-04-01');
    expect(gap).toBeCloseTo(weeklyHearing.plannedShare - actualShare, 5);
    expect(actualShare).toBeCloseTo(Number(completed) / Number(planned), 6);
    expect(Number(inTheWeek)).toBeLessThanOrEqual(Number(completed));
  }
  const before = (await server.get(office, weekly, { week: '2020-04-05' })).weeklyHearing.rows.nodes;
  const completedBefore = new Map(before.map((row: { project: { code: string }; completed: string }) => [row.project.code, Number(row.completed)]));
  for (const { project, completed, inTheWeek } of nodes) expect(Number(completed) - Number(inTheWeek)).toBeCloseTo(completedBefore.get(project.code) as number, 6);
});

test('[PR12] reports of a page of projects are one statement and come by kind and days', async () => {
  const [started] = await server.query<{ code: string }>(`select code from project where stage = 'UNDER_CONSTRUCTION' and launched_on is not null and resumed_on < '2020-04-01' order by code limit 1`);
  const { project } = await server.get(office, `query ($code: String!) { project(code: $code) {
    all: progressReports(first: 3) { totalCount pageInfo { hasNextPage endCursor } nodes { day } } daily: progressReports(kind: DAILY, from: "2020-04-11", to: "2020-04-13") { nodes { kind day } } } }`, { code: started!.code });
  expect(project.all.pageInfo.hasNextPage).toBe(true);
  expect(project.daily.nodes.length).toBeGreaterThan(0);
  for (const { kind, day } of project.daily.nodes) expect([kind, day >= '2020-04-11' && day <= '2020-04-13']).toEqual(['DAILY', true]);
  const { project: next } = await server.get(office, 'query ($code: String!, $after: String) { project(code: $code) { progressReports(first: 200, after: $after) { nodes { day } } } }', { code: started!.code, after: project.all.pageInfo.endCursor });
  expect(next.progressReports.nodes).toHaveLength(project.all.totalCount - 3);
});

test('[PR16] a report that comes in is told at once to who follows the projects that they see, and to nobody else', async () => {
  const [project] = await server.query<{ id: number; region: string }>(`select p.id, r.code as region from project p join region r on r.id = p.region_id where r.code = 'DQ-LF' limit 1`);
  const changes = 'subscription { changes(scope: { types: [PROJECT] }) { changes { operation entity { ... on Project { id latestReport { remarks } } } } } }';
  const open = async (region: string) => {
    const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('DISPATCHER', { region })}` });
    const next = socket.subscribe(changes);
    await next();
    return { socket, next };
  };
  const [near, far] = [await open('DQ-LF'), await open('DQ-LD')];
  const { progressReportMake } = await server.get(office, 'mutation ($input: ProgressReportMakeInput!) { progressReportMake(input: $input) { userErrors { code } } }', { input: { projectId: toGlobalId('Project', project!.id), remarks: '现场复工' } });
  expect(progressReportMake.userErrors).toEqual([]);
  expect((await near.next()).changes.changes).toEqual([{ operation: 'UPDATED', entity: { id: toGlobalId('Project', project!.id), latestReport: { remarks: '现场复工' } } }]);
  // The next thing that the other hears is of their own.
  await server.query(`update project set description = description || '。' where id = (select min(p.id) from project p join region r on r.id = p.region_id where r.code = 'DQ-LD')`);
  expect((await far.next()).changes.changes).toHaveLength(1);
  expect(far.socket.waiting()).toEqual([]);
  near.socket.close();
  far.socket.close();
});

test('[PR21] the past knows what was reported: figures and reports of the end of a day', async () => {
  const [project] = await server.query<{ id: number; progress: number; reports: number }>(`select id, physical_progress::float8 as progress, (select count(*)::int from progress_report where project_id = p.id) as reports from project p where stage = 'UNDER_CONSTRUCTION' order by id desc limit 1`);
  const asked = 'project(id: $id) { physicalProgress progressReports(first: 0) { totalCount } }';
  const now = `query ($id: ID!) { ${asked} }`;
  await server.query(`update business_clock set ahead = ahead + interval '24 hours'`);
  await server.get(office, 'mutation ($input: ProgressReportMakeInput!) { progressReportMake(input: $input) { userErrors { code } } }', { input: { projectId: toGlobalId('Project', project!.id), physicalProgress: 0.99 } });
  expect((await server.get(office, now, { id: toGlobalId('Project', project!.id) })).project).toEqual({ physicalProgress: 0.99, progressReports: { totalCount: project!.reports + 1 } });
  expect((await server.get(office, now.replace('{', '@asOf(day: "2020-04-16") {'), { id: toGlobalId('Project', project!.id) })).project).toEqual({ physicalProgress: project!.progress, progressReports: { totalCount: project!.reports } });
});
