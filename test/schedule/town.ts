import type { Role } from '../../src/kernel/viewer.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { openCity, type City, type Data, type ViewerOptions } from '../support/city.js';

/** Two counties, six projects in turn, two departments and a company that owns project 1; it is 16 April 2020. */
export async function openTown(): Promise<City> {
  const city = await openCity('empty');
  await city.query(`update business_clock set ahead = timestamptz '2020-04-16 09:00+08' - now()`);
  await city.query(`insert into region (id, code, name, level) values (1, 'DQ', '大庆市', 'CITY')`);
  await city.query(`insert into region (id, code, name, level, parent_id) values (2, 'E', '东县', 'COUNTY', 1), (3, 'W', '西县', 'COUNTY', 1)`);
  await city.query(`insert into unit (id, code, name, type, region_id) values (1, 'A', '甲局', 'DEPARTMENT', 1), (2, 'B', '乙局', 'DEPARTMENT', 1), (3, 'CO', '公司', 'COMPANY', 2)`);
  await city.query(`insert into leader (id, code, name, title) values (1, 'L1', '领导', '副市长'), (2, 'L2', '专员', '专员')`);
  await city.query(`insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, owner_unit_id)
    select n, 'P' || n, '项目' || n, 'COUNTY', 'INDUSTRY', 'NEW', 'UNDER_CONSTRUCTION', 2 + (n + 1) % 2, 100000000, case n when 1 then 3 end from generate_series(1, 6) n`);
  await city.query(`insert into assignment (id, role, leader_id, project_id) values (1, 'FACILITATION_OFFICER', 2, 1)`);
  await city.query(`select setval(pg_get_serial_sequence('project', 'id'), 6)`);
  return city;
}

export const project = (row: number): string => toGlobalId('Project', row);
export const unit = (row: number): string => toGlobalId('Unit', row);

export const shown = `id version endsOn projectedEnd lateDays slack state lateCount criticalCount daysToStart daysToEnd winterStops { from until } chain { code } contradictions { before { code } after { code } days }
  milestones { id code name days unit { code } plannedStartOn plannedFinishOn baselineStartOn baselineFinishOn startedOn finishedOn forecastStartOn forecastFinishOn slack critical lateDays daysToStart version after { milestone { code } kind lag } }`;

/** Three milestones of 10, 20 and 30 days of the year, one after another, until 30 June: they have 15 days to spare. */
export const three = {
  endsOn: '2020-06-30',
  milestones: [
    { code: 'a', name: '基础', days: 10, counting: 'CALENDAR_DAYS' },
    { code: 'b', name: '主体', days: 20, counting: 'CALENDAR_DAYS', after: [{ code: 'a' }] },
    { code: 'c', name: '安装', days: 30, counting: 'CALENDAR_DAYS', after: [{ code: 'b' }] },
  ],
} as const;

type Asked = { readonly role?: Role; readonly options?: ViewerOptions };

export async function draw(city: City, row: number, input: Data, { role = 'DISPATCHER', options = {} }: Asked = {}): Promise<Data> {
  return (await city.get(role, `mutation ($id: ID!, $input: ScheduleDrawInput!) { scheduleDraw(projectId: $id, input: $input) { schedule { ${shown} } userErrors { code path message } } }`, { id: project(row), input }, options)).scheduleDraw;
}

export async function scheduleOf(city: City, row: number, { role = 'ADMIN', options = {} }: Asked = {}): Promise<Data> {
  return (await city.get(role, `query ($id: ID!) { project(id: $id) { schedule { ${shown} } } }`, { id: project(row) }, options)).project?.schedule ?? null;
}

export async function report(city: City, id: string, days: Data, { role = 'DISPATCHER', options = {} }: Asked = {}): Promise<Data> {
  return (await city.get(role, `mutation ($id: ID!, $startedOn: Date, $finishedOn: Date) { milestoneReport(id: $id, startedOn: $startedOn, finishedOn: $finishedOn) { milestone { startedOn finishedOn forecastFinishOn version } userErrors { code path } } }`, { id, ...days }, options)).milestoneReport;
}

export async function whatIf(city: City, row: number, changes: Data, { role = 'DISPATCHER', options = {} }: Asked = {}): Promise<Data> {
  return (await city.get(role, `query ($id: ID!, $changes: ScheduleChangesInput!) { scheduleWhatIf(projectId: $id, changes: $changes) {
    consequences { endsOn projectedEnd movedDays lateDays state possible units { code } chain { code } milestones { milestone { code forecastFinishOn } days plannedStartOn plannedFinishOn plannedMovedDays forecastStartOn forecastFinishOn movedDays slack lateDays critical } } userErrors { code path } } }`,
  { id: project(row), changes }, options)).scheduleWhatIf;
}

export async function rebase(city: City, row: number, version: number, changes: Data, reason = '设备延期到货', { role = 'DISPATCHER', options = {} }: Asked = {}): Promise<Data> {
  return (await city.get(role, `mutation ($id: ID!, $version: Int!, $changes: ScheduleChangesInput!, $reason: String!) { scheduleRebase(projectId: $id, version: $version, changes: $changes, reason: $reason) {
    schedule { ${shown} baselines { number endsOn reason madeBy milestones { milestone { code } days startOn finishOn } } } userErrors { code path message } } }`, { id: project(row), version, changes, reason }, options)).scheduleRebase;
}
