import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { openCity, type City, type Data, type ViewerOptions } from '../support/city.js';
import { region, seedProjects, unit, walk } from './seed.js';

const list = `query ($first: Int! = 20, $after: String, $filter: ProjectFilter, $orderBy: ProjectOrder! = CODE_ASC) {
  projects(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { totalCount nodes { id code } edges { cursor node { code } } pageInfo { hasNextPage endCursor } }
}`;
const one = `query ($id: ID, $code: String) { project(id: $id, code: $code) { id code name region { code } ownerUnit { code } } }`;

let city: City;
beforeAll(async () => {
  city = await openCity('empty');
  await seedProjects(city);
  await city.query(`
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, planned_start_on, started_on, planned_resumption_on, resumed_on, launched_on, planned_completion_on, physical_progress, registered_at) values
      (3, 'P-CITY', '城际铁路', 'PROVINCIAL_TOP_100', 'INFRASTRUCTURE', 'CONTINUING', 'UNDER_CONSTRUCTION', 2, 9900000000, null, '2018-05-01', '2020-03-20', '2020-03-25', null, '2021-10-01', 0.45, '2020-01-02'),
      (4, 'P-HOSP', '人民医院 Emergency', 'PROVINCIAL_TOP_100', 'HEALTHCARE', 'NEW', 'UNDER_CONSTRUCTION', 3, 100000000, '2020-04-01', '2020-04-02', null, null, '2020-04-01', '2020-12-01', 0.05, '2020-01-03'),
      (5, 'P-WAIT', '续建待复工', 'MUNICIPAL', 'INDUSTRY', 'CONTINUING', 'SUSPENDED', 4, 99999999.99, null, '2019-05-01', '2020-05-01', null, null, null, 0.45, '2020-01-01');
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, ended_at, end_reason) values
      (6, 'P-GONE', '已终止项目', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 3, 1, business_now(), '停建');
    insert into project_year (project_id, year, planned, completed) values (3, 2019, 100000000, 90000000), (3, 2020, 200000000.5, 30600000), (3, 2021, 300000000, 0), (4, 2020, 40000000, 1000000);
    insert into assignment (role, leader_id, project_id) values ('GENERAL_SERVICE_OFFICER', 1, 1), ('CHIEF_SERVICE_OFFICER', 2, 3);
    insert into assignment (role, leader_id, project_id, until) values ('GENERAL_SERVICE_OFFICER', 2, 4, business_now());
    insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id) values ('DQ-2020-0001', 'PROBLEM', 'LAND', '征地', 'LOW', 'ASSIGNED', 'CITY', 1, 1);
    insert into issue (number, kind, category, title, severity, status, level, project_id, external_system, external_key) values ('DQ-2020-0002', 'PROBLEM', 'LAND', '来电', 'LOW', 'REPORTED', 'CITY', 2, 'hotline-12345', 'k');
    select setval('project_id_seq', 6)`);
});
afterAll(() => city.close());

const codesOf = ({ nodes }: Data): string[] => nodes.map(({ code }: { code: string }) => code);
const found = async (filter: object, options?: ViewerOptions) => codesOf((await city.get('VIEWER', list, { filter }, options)).projects);

test('[P1] projects come page by page in every order, none twice, with the number of all', async () => {
  const { projects } = await city.get('VIEWER', list, { first: 2 });
  expect(projects).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
  expect(codesOf(projects)).toEqual(['P-CITY', 'P-HOSP']);
  expect(projects.edges.at(-1)).toEqual({ cursor: projects.pageInfo.endCursor, node: { code: 'P-HOSP' } });
  const orders = (await city.get('VIEWER', `{ __type(name: "ProjectOrder") { enumValues { name } } }`)).__type.enumValues.map(({ name }: { name: string }) => name);
  expect(orders).toHaveLength(18);
  for (const orderBy of orders) {
    const all = await walk<{ code: string }>(async (after) => (await city.get('VIEWER', list, { first: 2, after, orderBy })).projects);
    expect(all.map(({ code }) => code).sort()).toEqual(['P-CITY', 'P-HOSP', 'P-LD', 'P-LF', 'P-WAIT']);
  }
});

test('[P2] an order sorts by what its name says; without a planned day a project comes last', async () => {
  const sorted = async (orderBy: string) => codesOf((await city.get('VIEWER', list, { orderBy })).projects);
  expect(await sorted('TOTAL_INVESTMENT_DESC')).toEqual(['P-CITY', 'P-LF', 'P-HOSP', 'P-WAIT', 'P-LD']);
  expect(await sorted('ANNUAL_PLAN_DESC').then((codes) => codes.slice(0, 2))).toEqual(['P-CITY', 'P-HOSP']);
  expect(await sorted('COMPLETED_INVESTMENT_DESC').then((codes) => codes.slice(0, 2))).toEqual(['P-CITY', 'P-HOSP']);
  expect(await sorted('PHYSICAL_PROGRESS_DESC').then((codes) => codes.slice(0, 3))).toEqual(['P-WAIT', 'P-CITY', 'P-HOSP']);
  expect(await sorted('START_DUE_ON_ASC')).toEqual(['P-CITY', 'P-HOSP', 'P-LF', 'P-WAIT', 'P-LD']);
  expect(await sorted('COMPLETION_DUE_ON_ASC').then((codes) => codes.slice(0, 2))).toEqual(['P-HOSP', 'P-CITY']);
  expect(await sorted('REGISTERED_AT_ASC').then((codes) => codes.slice(0, 3))).toEqual(['P-WAIT', 'P-CITY', 'P-HOSP']);
  expect(await sorted('CODE_DESC').then((codes) => codes[0])).toBe('P-WAIT');
});

test('[P3] projects are found by tier, sector, origin and stage, each a list; an empty list finds none', async () => {
  expect(await found({ tier: ['PROVINCIAL_TOP_100'] })).toEqual(['P-CITY', 'P-HOSP']);
  expect(await found({ tier: ['MUNICIPAL', 'COUNTY'] })).toEqual(['P-LD', 'P-LF', 'P-WAIT']);
  expect(await found({ sector: ['HEALTHCARE', 'LIVELIHOOD'] })).toEqual(['P-HOSP', 'P-LD']);
  expect(await found({ origin: ['CONTINUING'] })).toEqual(['P-CITY', 'P-WAIT']);
  expect(await found({ stage: ['RESERVE', 'SUSPENDED'] })).toEqual(['P-LD', 'P-WAIT']);
  expect(await found({ tier: ['PROVINCIAL_TOP_100'], origin: ['NEW'] })).toEqual(['P-HOSP']);
  expect(await found({ sector: [] })).toEqual([]);
});

test('[P4] projects are found by region with all below it', async () => {
  expect(await found({ regionId: region(3) })).toEqual(['P-HOSP', 'P-LF']);
  expect(await found({ regionId: region(1) })).toHaveLength(5);
  expect(await found({ regionId: region(99) })).toEqual([]);
  const { errors } = await city.ask('VIEWER', list, { filter: { regionId: unit(1) } });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argumentPath: ['filter', 'regionId'] });
});

test('[P5] projects are found by who answers for them now in any role, and by whether a city leader does', async () => {
  expect(await found({ leaderId: toGlobalId('Leader', 1) })).toEqual(['P-LF']);
  expect(await found({ leaderId: toGlobalId('Leader', 2) })).toEqual(['P-CITY']);
  expect(await found({ hasLeader: true })).toEqual(['P-LF']);
  expect(await found({ hasLeader: false })).toEqual(['P-CITY', 'P-HOSP', 'P-LD', 'P-WAIT']);
});

test('[P6] projects are found by launch day, by when they can start and by the least total investment in ten thousand yuan', async () => {
  expect(await found({ launchedOn: '2020-04-01' })).toEqual(['P-HOSP']);
  expect(await found({ startableBy: '2020-04-16' })).toEqual(['P-CITY', 'P-HOSP']);
  expect(await found({ startableBy: '2020-04-30' })).toEqual(['P-CITY', 'P-HOSP', 'P-LF']);
  expect(await found({ startableBy: '2020-05-01' })).toEqual(['P-CITY', 'P-HOSP', 'P-LF', 'P-WAIT']);
  expect(await found({ totalInvestmentAtLeast: '10000' })).toEqual(['P-CITY', 'P-HOSP', 'P-LF']);
  expect(await found({ totalInvestmentAtLeast: '9999.999999' })).toEqual(['P-CITY', 'P-HOSP', 'P-LF', 'P-WAIT']);
});

test('[P7] projects are found by a part of the name or code, two characters of Chinese as well, upper and lower case alike', async () => {
  expect(await found({ search: '石化' })).toEqual(['P-LF']);
  expect(await found({ search: '院' })).toEqual(['P-HOSP']);
  expect(await found({ search: 'emerGENCY' })).toEqual(['P-HOSP']);
  expect(await found({ search: 'p-l' })).toEqual(['P-LD', 'P-LF']);
  expect(await found({ search: '化石' })).toEqual([]);
  expect(await found({ search: '_' })).toEqual([]);
  expect(await found({ search: `'; drop table project; --` })).toEqual([]);
  expect(await found({ search: ' ' })).toHaveLength(5);
});

test('[P8] a project that left the register is in lists only if asked for', async () => {
  expect(await found({ search: 'P-GONE' })).toEqual([]);
  expect(await found({ search: 'P-GONE', includeEnded: true })).toEqual(['P-GONE']);
  expect((await city.get('VIEWER', list, { filter: { includeEnded: true } })).projects.totalCount).toBe(6);
});

test('[P9] one project is found by id or code; where there is none the answer is null', async () => {
  const { project } = await city.get('SCREEN', one, { code: 'P-LF' });
  expect(project).toEqual({ id: toGlobalId('Project', 1), code: 'P-LF', name: '龙凤石化项目', region: { code: 'DQ-LF' }, ownerUnit: { code: 'DQ-LF-ZF' } });
  expect((await city.get('SCREEN', one, { id: project.id })).project).toEqual(project);
  expect((await city.get('SCREEN', one, { code: 'P-CITY' })).project.ownerUnit).toBeNull();
  expect((await city.get('SCREEN', one, { code: 'P-404' })).project).toBeNull();
  expect((await city.get('SCREEN', one)).project).toBeNull();
});

test('[P10] money is said exactly, in ten thousand yuan unless another unit is asked for; a year without money is "0"', async () => {
  const { project } = await city.get('VIEWER', `{ project(code: "P-CITY") {
    totalInvestment yi: totalInvestment(unit: YI) annualPlan yuan: annualPlan(unit: YUAN) completedInvestment(unit: YI)
    before: annualPlan(year: 2019) done: completedInvestment(year: 2019, unit: YI) none: completedInvestment(year: 2010) far: annualPlan(year: 2147483647)
    completedToDate toDate: completedToDate(unit: YI) years { year planned(unit: YI) completed }
  } }`);
  expect(project).toEqual({
    totalInvestment: '990000', yi: '99', annualPlan: '20000.00005', yuan: '200000000.5', completedInvestment: '0.306',
    before: '10000', done: '0.9', none: '0', far: '0', completedToDate: '12060', toDate: '1.206',
    years: [{ year: 2019, planned: '1', completed: '9000' }, { year: 2020, planned: '2.000000005', completed: '3060' }, { year: 2021, planned: '3', completed: '0' }],
  });
  const { none } = await city.get('VIEWER', `{ none: project(code: "P-LF") { totalInvestment(unit: YUAN) annualPlan completedToDate years { year } } }`);
  expect(none).toEqual({ totalInvestment: '123456789.01', annualPlan: '0', completedToDate: '0', years: [] });
});

test('[P11] a new project is started by its start, a continuing one by its resumption, in the year of the day asked for; without a day it is today', async () => {
  const started = async (code: string) => (await city.get('VIEWER', `query ($code: String!) { project(code: $code) {
    started dayBefore: started(on: "2020-03-24") theDay: started(on: "2020-03-25") april: started(on: "2020-04-02") nextYear: started(on: "2021-06-01") lastYear: started(on: "2019-12-31")
  } }`, { code })).project;
  expect(await started('P-CITY')).toEqual({ started: true, dayBefore: false, theDay: true, april: true, nextYear: false, lastYear: false });
  expect(await started('P-HOSP')).toEqual({ started: true, dayBefore: false, theDay: false, april: true, nextYear: false, lastYear: false });
  expect(await started('P-WAIT')).toMatchObject({ started: false, lastYear: false });
});

test('[P12] what a viewer may not see is absent from lists, numbers and single answers alike', async () => {
  const seen = async (role: 'DISPATCHER' | 'SCREEN' | 'UNIT' | 'INTEGRATION' | 'VIEWER', options: ViewerOptions) => {
    const { projects } = await city.get(role, list, { filter: { includeEnded: true } }, options);
    expect(projects.totalCount).toBe(projects.nodes.length);
    const alone = await Promise.all(['P-CITY', 'P-GONE', 'P-HOSP', 'P-LD', 'P-LF', 'P-WAIT'].map(async (code) => (await city.get(role, one, { code }, options)).project?.code));
    expect(alone.filter(Boolean)).toEqual(codesOf(projects));
    return codesOf(projects);
  };
  expect(await seen('VIEWER', { region: 'DQ' })).toHaveLength(6);
  expect(await seen('DISPATCHER', { region: 'DQ-LF' })).toEqual(['P-GONE', 'P-HOSP', 'P-LF']);
  expect(await seen('SCREEN', { region: 'DQ-LD' })).toEqual(['P-LD', 'P-WAIT']);
  expect(await seen('UNIT', { unit: 'DQ-FGW' })).toEqual(['P-LF']);
  expect(await seen('UNIT', {})).toEqual([]);
  expect(await seen('INTEGRATION', { system: 'hotline-12345' })).toEqual(['P-LD']);
  expect(await seen('INTEGRATION', { system: 'other' })).toEqual([]);
  expect((await city.get('SCREEN', one, { id: toGlobalId('Project', 1) }, { region: 'DQ-LD' })).project).toBeNull();
});

test('[P13] a list of many projects with all their fields takes as many statements as a list of two', async () => {
  const nested = `query ($first: Int!) { projects(first: $first) { totalCount nodes {
    code region { code } ownerUnit { code region { code } } totalInvestment annualPlan other: annualPlan(year: 2019) completedInvestment completedToDate
    years { year planned } started early: started(on: "2020-04-01") history { act }
  } } }`;
  const few = await city.statements(() => city.get('ADMIN', nested, { first: 4 }));
  expect(await city.statements(() => city.get('ADMIN', nested, { first: 5 }))).toBe(few);
  expect(few).toBeLessThanOrEqual(8);
  expect(await city.statements(() => city.get('ADMIN', `{ projects { nodes { code totalInvestment annualPlan completedInvestment completedToDate } } }`))).toBe(1);
});

test('[P14] the year of the figures is that of the business clock', async () => {
  await city.query(`update business_clock set ahead = timestamptz '2021-02-01 09:00+08' - now()`);
  const { project } = await city.get('VIEWER', `{ project(code: "P-CITY") { annualPlan(unit: YI) completedInvestment started last: annualPlan(unit: YUAN, year: 2020) } }`);
  expect(project).toEqual({ annualPlan: '3', completedInvestment: '0', started: false, last: '200000000.5' });
  await city.query(`update business_clock set ahead = timestamptz '2020-04-16 09:00+08' - now()`);
});

test('[P15] the operation `Projects` that clients rely on runs word for word', async () => {
  const document = await readFile(new URL('../contract/projects.graphql', import.meta.url), 'utf8');
  const first = (await city.get('SCREEN', document, { first: 2, filter: { tier: ['PROVINCIAL_TOP_100', 'COUNTY'] } })).projects;
  expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true }, nodes: [{ code: 'P-CITY', totalInvestment: '99', annualPlan: '2.000000005', region: { name: '大庆市' }, leader: null }, { code: 'P-HOSP' }] });
  const second = (await city.get('SCREEN', document, { first: 2, after: first.pageInfo.endCursor, filter: { tier: ['PROVINCIAL_TOP_100', 'COUNTY'] } })).projects;
  expect(second).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: false }, nodes: [{ code: 'P-LF', leader: { name: '市领导 01' }, issues: { totalCount: 1 } }] });
});
