import { toGlobalId } from '../../src/kernel/global-id.js';
import type { RowType } from '../../src/kernel/entity-type.js';
import type { Role } from '../../src/kernel/viewer.js';
import { openCity, type City, type Data, type ViewerOptions } from '../support/city.js';

/** Six projects in two counties on 16 April 2020: P1 to P4 new, P5 and P6 continuing and suspended; P1 is owned by OWN, and L answers for it. */
export async function openTown(): Promise<City> {
  const city = await openCity('empty');
  await city.query(`update business_clock set ahead = timestamptz '2020-04-16 09:00+08' - now()`);
  await city.query(`insert into region (id, code, name, level) values (1, 'DQ', '大庆市', 'CITY')`);
  await city.query(`insert into region (id, code, name, level, parent_id) values (2, 'E', '东县', 'COUNTY', 1), (3, 'W', '西县', 'COUNTY', 1)`);
  await city.query(`insert into unit (id, code, name, type, region_id) values (1, 'OWN', '业主公司', 'COMPANY', 2)`);
  await city.query(`insert into leader (id, code, name, title) values (1, 'L', '张三', '副市长')`);
  await city.query(`
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, owner_unit_id, planned_start_on, planned_resumption_on, started_on, registered_at)
    select n, 'P' || n, '项目' || n, case when n % 2 = 0 then 'COUNTY' else 'PROVINCIAL_TOP_100' end, case when n = 4 then 'LIVELIHOOD' else 'INDUSTRY' end,
      case when n < 5 then 'NEW' else 'CONTINUING' end, case when n < 5 then 'PREPARING' else 'SUSPENDED' end, 2 + n % 2, 100000000 * n, case when n = 1 then 1 end,
      case when n < 4 then date '2020-04-18' + n end, case when n >= 5 then date '2020-04-25' + n end, case when n >= 5 then date '2019-05-01' end, '2020-02-01 10:00+08' from generate_series(1, 6) n`);
  await city.query(`insert into assignment (project_id, leader_id, role) values (1, 1, 'GENERAL_SERVICE_OFFICER')`);
  return city;
}

export const id = (type: RowType, row: number): string => toGlobalId(type, row);
export const items = ['PREVENTION_DUTY', 'WORKERS_ON_DUTY', 'SITE_MEASURES', 'EMERGENCY_PLAN'] as const;

export function acts(city: City) {
  const version = async (row: number): Promise<number> => (await city.query<Data>(`select version from project where id = ${row}`))[0].version;
  return {
    check: async (row: number, item: string, input: Record<string, unknown> = {}, role: Role = 'DISPATCHER', options: ViewerOptions = {}): Promise<Data> => (await city.get(role, `
      mutation ($input: ReadinessCheckInput!) { readinessCheck(input: $input) { project { readiness { item { code } state check { id done dueOn evidenceUrl note byOwner checkedBy { name } confirmedBy { name } } checks { done note } } history { act note } } userErrors { code path message } } }`,
      { input: { projectId: id('Project', row), item, done: true, ...input } }, options)).readinessCheck,
    confirm: async (checkId: string, role: Role = 'DISPATCHER', options: ViewerOptions = {}): Promise<Data> => (await city.get(role, `
      mutation ($checkId: ID!) { readinessConfirm(checkId: $checkId) { project { readiness { item { code } state check { confirmedAt confirmedBy { name } } } history { act note } } userErrors { code path } } }`, { checkId }, options)).readinessConfirm,
    set: async (code: string, input: Record<string, unknown> = {}): Promise<Data> => (await city.get('ADMIN', `
      mutation ($input: ReadinessItemSetInput!) { readinessItemSet(input: $input) { readinessItem { code nameZh nameEn place rule tiers sectors origins endedAt } userErrors { code path } } }`,
      { input: { code, nameZh: code, nameEn: code, place: 9, rule: 'REFUSED', ...input } })).readinessItemSet,
    end: async (code: string): Promise<Data> => (await city.get('ADMIN', 'mutation ($code: String!) { readinessItemEnd(code: $code) { readinessItem { endedAt } userErrors { code path } } }', { code })).readinessItemEnd,
    progress: async (row: number, input: Record<string, unknown>, options: ViewerOptions = {}): Promise<Data> => (await city.get('DISPATCHER', `
      mutation ($id: ID!, $input: ProjectProgressInput!) { projectReportProgress(id: $id, input: $input) { project { stage startedUnready { on resumption recordedBy lacking { code } } history { act note } } userErrors { code path message } } }`,
      { id: id('Project', row), input: { version: await version(row), ...input } }, options)).projectReportProgress,
    correct: async (row: number, input: Record<string, unknown>): Promise<Data> => (await city.get('DISPATCHER', `
      mutation ($id: ID!, $input: ProjectCorrectInput!) { projectCorrect(id: $id, input: $input) { project { startedUnready { on } } userErrors { code path } } }`, { id: id('Project', row), input: { version: await version(row), ...input } })).projectCorrect,
    readiness: async (row: number): Promise<Data> => Object.fromEntries((await city.get('ADMIN', 'query ($id: ID!) { project(id: $id) { readiness { item { code } state } } }', { id: id('Project', row) })).project.readiness.map(({ item, state }: Data) => [item.code, state])),
  };
}
