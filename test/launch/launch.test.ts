import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../src/kernel/viewer.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { openCity, type City, type Data, type ViewerOptions } from '../support/city.js';

let city: City;
beforeAll(async () => {
  city = await openCity('empty');
  await city.query(`update business_clock set ahead = timestamptz '2020-04-16 09:00+08' - now()`);
  await city.query(`insert into region (id, code, name, level) values (1, 'DQ', '大庆市', 'CITY')`);
  await city.query(`insert into region (id, code, name, level, parent_id) values (2, 'E', '东县', 'COUNTY', 1), (3, 'W', '西县', 'COUNTY', 1)`);
  await city.query(`insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment) select n, 'P' || n, '项目' || n, case when n % 2 = 0 then 'COUNTY' else 'PROVINCIAL_TOP_100' end, 'INDUSTRY', 'NEW', 'PREPARING', 2 + n % 2, 100000000 * n from generate_series(1, 6) n`);
  await city.query(`insert into project_year (project_id, year, planned, completed) select n, 2020, 10000000 * n, 1000000 * n from generate_series(1, 6) n`);
  await city.query(`select setval(pg_get_serial_sequence('project', 'id'), 6)`);
});
afterAll(() => city.close());

const id = (type: 'Project' | 'Region' | 'JointLaunch', row: number): string => toGlobalId(type, row);
const projects = (...rows: number[]): string[] => rows.map((row) => id('Project', row));

const record = async (input: Record<string, unknown>, role: Role = 'DISPATCHER', options: ViewerOptions = {}): Promise<Data> => (await city.get(role, `
  mutation ($input: JointLaunchRecordInput!) { jointLaunchRecord(input: $input) { jointLaunch { id name on count totalInvestment annualPlan region { code } projects { totalCount nodes { code launchedOn } } history { act note } } userErrors { code path message } } }`,
  { input: { name: '集中开工', on: '2020-04-01', regionId: id('Region', 1), ...input } }, options)).jointLaunchRecord;
const events = async (row: number): Promise<Data[]> => (await city.get('ADMIN', 'query ($id: ID!) { project(id: $id) { events { kind on recordedBy endedAt } } }', { id: id('Project', row) })).project.events;
const progress = async (row: number, input: Record<string, unknown>): Promise<Data> => {
  const [{ version }] = await city.query(`select version from project where id = ${row}`) as [Data];
  return (await city.get('DISPATCHER', 'mutation ($id: ID!, $input: ProjectProgressInput!) { projectReportProgress(id: $id, input: $input) { project { stage } userErrors { code path } } }', { id: id('Project', row), input: { version, ...input } })).projectReportProgress;
};
const correct = async (row: number, input: Record<string, unknown>): Promise<Data> => {
  const [{ version }] = await city.query(`select version from project where id = ${row}`) as [Data];
  return (await city.get('DISPATCHER', `mutation ($id: ID!, $input: ProjectCorrectInput!) { projectCorrect(id: $id, input: $input) { project { industryChain { code name } chainRole expectedCapacity capacityMeasure expectedAnnualSales(unit: YI) } userErrors { code path } } }`, { id: id('Project', row), input: { version, ...input } })).projectCorrect;
};

test('[LA1] one act records a ceremony and the launch of all its projects, with its figures, each project\'s history and event', async () => {
  const { jointLaunch, userErrors } = await record({ projectIds: projects(1, 2, 3) });
  expect(userErrors).toEqual([]);
  expect(jointLaunch).toMatchObject({
    name: '集中开工', on: '2020-04-01', count: 3, totalInvestment: '6', annualPlan: '0.6', region: { code: 'DQ' }, history: [{ act: 'LAUNCHED', note: '3' }],
    projects: { totalCount: 3, nodes: [{ code: 'P1', launchedOn: '2020-04-01' }, { code: 'P2' }, { code: 'P3' }] },
  });
  const { project } = await city.get('ADMIN', '{ project(code: "P1") { jointLaunch { id } stage startedOn history { act note } } }');
  expect({ ...project, history: project.history.at(-1) }).toEqual({ jointLaunch: { id: jointLaunch.id }, stage: 'PREPARING', startedOn: null, history: { act: 'LAUNCHED', note: '集中开工' } });
  expect(await events(1)).toEqual([{ kind: 'LAUNCHED', on: '2020-04-01', recordedBy: 'DISPATCHER', endedAt: null }]);
});

test('[LA2] a project that was launched, has ended or is out of sight is named, and none of them is launched; a ceremony is not ahead of us', async () => {
  await city.query(`update project set ended_at = now(), end_reason = 'x' where id = 6`);
  expect(await record({ projectIds: projects(4, 1, 6, 99) })).toMatchObject({ jointLaunch: null, userErrors: [
    { code: 'ALREADY_LAUNCHED', path: ['input', 'projectIds', '1'], message: expect.stringContaining('2020-04-01') }, { code: 'ENDED', path: ['input', 'projectIds', '2'] }, { code: 'NOT_FOUND', path: ['input', 'projectIds', '3'] },
  ] });
  expect((await record({ projectIds: projects(4), on: '2020-04-17' })).userErrors).toMatchObject([{ code: 'DAY_AFTER', path: ['input', 'on'] }]);
  expect((await record({ projectIds: [], name: ' ' })).userErrors).toMatchObject([{ code: 'TEXT_EMPTY', path: ['input', 'name'] }, { code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'projectIds'] }]);
  expect((await record({ projectIds: projects(4) }, 'DISPATCHER', { region: 'W' })).userErrors).toMatchObject([{ code: 'FORBIDDEN_HERE', path: ['input', 'regionId'] }]);
  expect((await record({ projectIds: projects(4), regionId: id('Region', 3) }, 'DISPATCHER', { region: 'W' })).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'projectIds', '0'] }]);
  expect(await city.query(`select id from project where launched_on is not null order by id`)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
});

test('[LA3] a ceremony that is taken back takes its launches back; both stay on record', async () => {
  const { jointLaunch } = await record({ projectIds: projects(4, 5), name: '误记' });
  const cancel = async (options: ViewerOptions = {}) => (await city.get('DISPATCHER', 'mutation ($id: ID!) { jointLaunchCancel(id: $id, reason: "未举行") { jointLaunch { endReason count } userErrors { code } } }', { id: jointLaunch.id }, options)).jointLaunchCancel;
  expect((await cancel({ region: 'E' })).userErrors).toEqual([{ code: 'FORBIDDEN_HERE' }]);
  expect(await cancel()).toEqual({ jointLaunch: { endReason: '未举行', count: 0 }, userErrors: [] });
  expect((await cancel()).userErrors).toEqual([{ code: 'ENDED' }]);
  expect(await events(4)).toEqual([{ kind: 'LAUNCHED', on: '2020-04-01', recordedBy: 'DISPATCHER', endedAt: expect.any(String) }]);
  expect((await city.get('ADMIN', '{ project(code: "P4") { launchedOn history { act } } }')).project).toMatchObject({ launchedOn: null, history: expect.arrayContaining([{ act: 'LAUNCH_CANCELLED' }]) });
});

test('[LA16] a project whose launch is corrected to another day, or taken back, leaves the ceremony, whose history names it', async () => {
  const { jointLaunch } = await record({ projectIds: projects(4, 5), name: '集中开工二' });
  const correct = async (launchedOn: string | null) => {
    const { project: { version } } = await city.get('ADMIN', '{ project(code: "P4") { version } }');
    return (await city.get('DISPATCHER', 'mutation ($id: ID!, $input: ProjectCorrectInput!) { projectCorrect(id: $id, input: $input) { project { launchedOn jointLaunch { id } } userErrors { code } } }', { id: id('Project', 4), input: { version, launchedOn } })).projectCorrect;
  };
  expect(await correct('2020-04-01')).toMatchObject({ project: { jointLaunch: { id: jointLaunch.id } }, userErrors: [] });
  expect(await correct('2020-03-30')).toEqual({ project: { launchedOn: '2020-03-30', jointLaunch: null }, userErrors: [] });
  const { node } = await city.get('ADMIN', 'query ($id: ID!) { node(id: $id) { ... on JointLaunch { count history { act note } } } }', { id: jointLaunch.id });
  expect(node).toMatchObject({ count: 1, history: expect.arrayContaining([expect.objectContaining({ act: 'CORRECTED' })]) });
  await city.get('DISPATCHER', 'mutation ($id: ID!) { jointLaunchCancel(id: $id, reason: "未举行") { jointLaunch { count } userErrors { code } } }', { id: jointLaunch.id });
  expect(await correct(null)).toEqual({ project: { launchedOn: null, jointLaunch: null }, userErrors: [] });
});

test('[LA14] a ceremony that holds projects of other counties is not taken back by one county\'s office', async () => {
  const { jointLaunch } = await record({ projectIds: projects(4, 5), regionId: id('Region', 3) });
  const cancel = async (options: ViewerOptions = {}) => (await city.get('DISPATCHER', 'mutation ($id: ID!) { jointLaunchCancel(id: $id, reason: "未举行") { jointLaunch { endReason } userErrors { code path } } }', { id: jointLaunch.id }, options)).jointLaunchCancel;
  // The ceremony was held in the west county; project 4 is of the east.
  expect(await cancel({ region: 'W' })).toEqual({ jointLaunch: null, userErrors: [{ code: 'FORBIDDEN_HERE', path: ['id'] }] });
  expect(await city.query('select id from project where id in (4, 5) and launched_on is not null order by id')).toEqual([{ id: 4 }, { id: 5 }]);
  expect((await cancel()).userErrors).toEqual([]);
});

test('[LA15] a project whose launch day is corrected, by the API or by SQL, leaves the ceremony of the other day', async () => {
  const { jointLaunch } = await record({ projectIds: projects(4, 5) });
  const ceremony = async () => (await city.get('ADMIN', 'query ($id: ID!) { jointLaunch(id: $id) { count projects { nodes { code launchedOn } } } }', { id: jointLaunch.id })).jointLaunch;
  await correct(4, { launchedOn: '2020-03-20' });
  expect(await ceremony()).toEqual({ count: 1, projects: { nodes: [{ code: 'P5', launchedOn: '2020-04-01' }] } });
  await city.query('update project set launched_on = null where id in (4, 5)');
  expect(await ceremony()).toEqual({ count: 0, projects: { nodes: [] } });
});

test('[LA4] whoever writes a day of a project, by the API or by SQL, writes its event; a day that is corrected ends the one before, a further resumption does not', async () => {
  expect((await progress(5, { startedOn: '2020-03-01' })).userErrors).toEqual([]);
  await progress(5, { stage: 'SUSPENDED' });
  await progress(5, { resumedOn: '2020-04-10' });
  await progress(5, { stage: 'SUSPENDED' });
  await progress(5, { resumedOn: '2020-04-15' });
  await city.query(`update project set started_on = '2020-03-02' where id = 5`);
  const said = (await events(5)).filter(({ kind }) => kind !== 'LAUNCHED');
  expect(said.map(({ kind, on, endedAt }) => [kind, on, endedAt === null])).toEqual([
    ['STARTED', '2020-03-01', false], ['STARTED', '2020-03-02', true], ['RESUMED', '2020-04-10', true], ['RESUMED', '2020-04-15', true], ['SUSPENDED', '2020-04-16', true], ['SUSPENDED', '2020-04-16', true],
  ]);
  expect(said[1]!.recordedBy).toMatch(/^sql:/);
  await progress(5, { completedOn: '2020-04-15' });
  await progress(5, { enteredProductionOn: '2020-04-15' });
  expect((await progress(5, { reachedCapacityOn: '2020-04-14' })).userErrors).toEqual([{ code: 'DAY_BEFORE', path: ['input', 'reachedCapacityOn'] }]);
  await progress(5, { reachedCapacityOn: '2020-04-16' });
  expect((await events(5)).slice(-5).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['COMPLETED', 'ENTERED_PRODUCTION', 'REACHED_CAPACITY']));
});

test('[LA5] events of the projects that a viewer sees are a timeline, the latest first, by kind, days and region; mistakes are left out', async () => {
  const timeline = async (filter: string, role: Role = 'ADMIN', options: ViewerOptions = {}): Promise<string[]> => (await city.get(role, `{ projectEvents(first: 50, filter: ${filter}) { totalCount nodes { kind on project { code } } } }`, {}, options)).projectEvents.nodes.map(({ kind, on, project }: Data) => `${kind} ${on} ${project.code}`);
  expect(await timeline('{ kind: [LAUNCHED] }')).toEqual(['LAUNCHED 2020-04-01 P3', 'LAUNCHED 2020-04-01 P2', 'LAUNCHED 2020-04-01 P1']);
  expect(await timeline('{ kind: [STARTED, REACHED_CAPACITY], from: "2020-03-02", to: "2020-04-16" }')).toEqual(['REACHED_CAPACITY 2020-04-16 P5', 'STARTED 2020-03-02 P5']);
  expect(await timeline(`{ kind: [LAUNCHED], regionId: "${id('Region', 2)}" }`)).toEqual(['LAUNCHED 2020-04-01 P2']);
  expect(await timeline('{}', 'VIEWER', { region: 'E' })).toEqual(['LAUNCHED 2020-04-01 P2']);
});

test('[LA6] a project belongs to an industry chain and has a role in it, a capacity with its measure, and sales; each is filtered by, and none half said', async () => {
  expect(await correct(1, { industryChain: 'PETROCHEMICALS', chainRole: 'EXTEND', expectedCapacity: '550.5', capacityMeasure: ' 万吨/年 ', expectedAnnualSales: '100', unit: 'YI' })).toEqual({
    project: { industryChain: { code: 'PETROCHEMICALS', name: '石油化工' }, chainRole: 'EXTEND', expectedCapacity: '550.5', capacityMeasure: '万吨/年', expectedAnnualSales: '100' }, userErrors: [],
  });
  expect((await city.get('ADMIN', '{ projects(filter: { industryChain: ["PETROCHEMICALS"], chainRole: [EXTEND] }) { nodes { code } } }')).projects.nodes).toEqual([{ code: 'P1' }]);
  for (const [input, code, field] of [
    [{ industryChain: 'NONE' }, 'NOT_FOUND', 'industryChain'], [{ industryChain: null, chainRole: 'EXTEND' }, 'TEXT_EMPTY', 'industryChain'], [{ capacityMeasure: null }, 'TEXT_EMPTY', 'capacityMeasure'],
    [{ expectedCapacity: '0' }, 'NUMBER_OUT_OF_RANGE', 'expectedCapacity'], [{ expectedCapacity: '1.2345' }, 'NUMBER_OUT_OF_RANGE', 'expectedCapacity'], [{ expectedCapacity: '1e3' }, 'NUMBER_OUT_OF_RANGE', 'expectedCapacity'],
  ] as const) {
    const { userErrors } = await correct(1, input);
    expect([input, userErrors]).toEqual([input, [{ code, path: ['input', field] }]]);
  }
  expect((await correct(2, { expectedCapacity: '5' })).userErrors).toEqual([{ code: 'TEXT_EMPTY', path: ['input', 'capacityMeasure'] }]);
  expect((await correct(1, { industryChain: null, expectedCapacity: null })).project).toMatchObject({ industryChain: null, chainRole: null, expectedCapacity: null, capacityMeasure: null });
});

test('[LA7] the office names chains and ends them: none is put into one that ended, those that are stay', async () => {
  const set = async (input: Record<string, unknown>, options: ViewerOptions = {}) => (await city.get('DISPATCHER', 'mutation ($input: IndustryChainSetInput!) { industryChainSet(input: $input) { industryChain { code name endedAt } userErrors { code path } } }', { input }, options)).industryChainSet;
  expect(await set({ code: 'DAIRY', name: '乳业', nameEn: 'dairy' })).toEqual({ industryChain: { code: 'DAIRY', name: '乳业', endedAt: null }, userErrors: [] });
  await correct(2, { industryChain: 'DAIRY' });
  const end = async () => (await city.get('ADMIN', 'mutation { industryChainEnd(code: "DAIRY") { industryChain { endedAt } userErrors { code } } }')).industryChainEnd;
  expect((await end()).industryChain.endedAt).toEqual(expect.any(String));
  expect((await end()).userErrors).toEqual([{ code: 'ENDED' }]);
  expect((await correct(3, { industryChain: 'DAIRY' })).userErrors).toEqual([{ code: 'ENDED', path: ['input', 'industryChain'] }]);
  expect((await correct(2, { chainRole: 'STRENGTHEN' })).project).toMatchObject({ industryChain: { code: 'DAIRY' }, chainRole: 'STRENGTHEN' });
  expect((await set({ code: 'DAIRY', name: '乳品', nameEn: 'dairy' })).industryChain).toEqual({ code: 'DAIRY', name: '乳品', endedAt: null });
  expect((await set({ code: ' ', name: '', nameEn: 'x' })).userErrors).toEqual([{ code: 'TEXT_EMPTY', path: ['input', 'code'] }, { code: 'TEXT_EMPTY', path: ['input', 'name'] }]);
  expect((await set({ code: 'X', name: 'x', nameEn: 'x' }, { region: 'E' })).userErrors).toEqual([{ code: 'FORBIDDEN_HERE', path: [] }]);
});

test('[LA8] a sub-project is a part of its project: its money counts in no figure, it is corrected at the version that was read and ended, never deleted', async () => {
  const figures = async () => (await city.get('ADMIN', '{ projectStats(by: []) { count totalInvestment } }')).projectStats;
  const before = await figures();
  const register = async (input: Record<string, unknown>, options: ViewerOptions = {}): Promise<Data> => (await city.get('DISPATCHER', `mutation ($id: ID!, $input: SubProjectInput!) { subProjectRegister(projectId: $id, input: $input) {
    subProject { id name investment startedOn version project { code } } userErrors { code path } } }`, { id: id('Project', 1), input }, options)).subProjectRegister;
  const { subProject } = await register({ name: ' 一号装置 ', investment: '3000', startedOn: '2020-04-01' });
  expect(subProject).toMatchObject({ name: '一号装置', investment: '3000', version: 1, project: { code: 'P1' } });
  expect(await figures()).toEqual(before);
  expect((await register({ name: 'x', startedOn: '2020-04-10', completedOn: '2020-04-01' })).userErrors).toEqual([{ code: 'DAY_BEFORE', path: ['input', 'completedOn'] }]);
  expect((await register({ name: '', startedOn: '2020-05-01' })).userErrors).toEqual([{ code: 'TEXT_EMPTY', path: ['input', 'name'] }, { code: 'DAY_AFTER', path: ['input', 'startedOn'] }]);
  expect((await register({ name: 'x' }, { region: 'E' })).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['projectId'] }]);
  const fix = async (version: number, options: ViewerOptions = {}): Promise<Data> => (await city.get('DISPATCHER', 'mutation ($id: ID!, $version: Int!) { subProjectCorrect(id: $id, version: $version, input: { name: "二号装置" }) { subProject { name investment version } userErrors { code } } }', { id: subProject.id, version }, options)).subProjectCorrect;
  expect(await fix(1)).toEqual({ subProject: { name: '二号装置', investment: null, version: 2 }, userErrors: [] });
  expect((await fix(1)).userErrors).toEqual([{ code: 'CONFLICT' }]);
  expect((await fix(2, { region: 'E' })).userErrors).toEqual([{ code: 'NOT_FOUND' }]);
  const end = async (): Promise<Data> => (await city.get('DISPATCHER', 'mutation ($id: ID!) { subProjectEnd(id: $id, reason: "并入") { subProject { endReason } userErrors { code } } }', { id: subProject.id })).subProjectEnd;
  expect(await end()).toEqual({ subProject: { endReason: '并入' }, userErrors: [] });
  expect((await end()).userErrors).toEqual([{ code: 'ENDED' }]);
  expect((await city.get('ADMIN', '{ project(code: "P1") { subProjects { name endReason } } }')).project.subProjects).toEqual([{ name: '二号装置', endReason: '并入' }]);
});

test('[LA9] growth is this year beside what was entered of the last, and null where nothing was; the office enters it, of the whole city', async () => {
  const set = async (input: Record<string, unknown>, options: ViewerOptions = {}): Promise<Data> => (await city.get('DISPATCHER', 'mutation ($input: PortfolioYearSetInput!) { portfolioYearSet(input: $input) { portfolioYear { year part annualPlan source } userErrors { code path } } }', {
    input: { year: 2019, part: 'PROVINCIAL_TOP_100', projects: 2, totalInvestment: '4.5', annualPlan: '0.3', source: '上年度计划', ...input },
  }, options)).portfolioYearSet;
  expect(await set({})).toEqual({ portfolioYear: { year: 2019, part: 'PROVINCIAL_TOP_100', annualPlan: '0.3', source: '上年度计划' }, userErrors: [] });
  const growth = async (): Promise<Data> => (await city.get('ADMIN', '{ portfolioGrowth { part projects annualPlan projectsGrowth totalInvestmentGrowth annualPlanGrowth completedGrowth lastYear { totalInvestment } } }')).portfolioGrowth.find(({ part }: Data) => part === 'PROVINCIAL_TOP_100');
  // By hand: projects 1, 3 and 5 are provincial: 9 yi in all, 0.9 yi planned; 3 of 2, 9 of 4.5, 0.9 of 0.3.
  expect(await growth()).toEqual({ part: 'PROVINCIAL_TOP_100', projects: 3, annualPlan: '0.9', projectsGrowth: 0.5, totalInvestmentGrowth: 1, annualPlanGrowth: 2, completedGrowth: null, lastYear: { totalInvestment: '4.5' } });
  await set({ annualPlan: '0', completed: '0.045' });
  expect(await growth()).toMatchObject({ annualPlanGrowth: null, completedGrowth: 1 });
  expect((await city.get('ADMIN', '{ portfolioGrowth { part annualPlanGrowth lastYear { year } } }')).portfolioGrowth[0]).toEqual({ part: 'ALL', annualPlanGrowth: null, lastYear: null });
  expect((await set({ year: 2020 })).userErrors).toEqual([{ code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'year'] }]);
  expect((await set({}, { region: 'E' })).userErrors).toEqual([{ code: 'FORBIDDEN_HERE', path: [] }]);
});

test('[LA10] the timeline of 100,000 events and the projects of a chain are read by indexes, in as many statements as before', { timeout: 180_000 }, async () => {
  const big = await openCity('big');
  try {
    await big.query(`set session_replication_role = replica`).catch(() => {});
    await big.query(`insert into project_event (project_id, kind, on_day, recorded_by) select 1 + n % 10000, 'RESUMED', date '2011-01-01' + n % 3400, 'x' from generate_series(1, 100000) n`);
    await big.query(`update project set industry_chain_id = 1 + id % 8, chain_role = 'EXTEND' where id % 50 = 0`);
    await big.query('vacuum analyze project_event');
    await big.query('vacuum analyze project');
    const ask = (source: string) => big.get('ADMIN', source);
    const few = await big.statements(() => ask('{ projectEvents(first: 50, filter: { from: "2020-01-01" }) { nodes { kind on project { code industryChain { code } jointLaunch { id } events { on } subProjects { name } } } } }'));
    expect(few).toBeLessThanOrEqual(7);
    const plan = async (statement: string) => (await big.query<{ 'QUERY PLAN': string }>(`explain ${statement}`)).map((row) => row['QUERY PLAN']).join('\n');
    for (const statement of [
      `select * from project_event e where e.ended_at is null order by e.on_day desc, e.id desc limit 50`, `select * from project_event e where e.project_id = any('{1,2,3}') order by e.on_day, e.id`,
      `select id from project p where p.industry_chain_id in (select c.id from industry_chain c where c.code = any('{FOOD}'))`, `select id from project p where p.joint_launch_id = 1`,
    ]) expect(await plan(statement)).not.toMatch(/Seq Scan on (project|project_event)\b/);
  } finally {
    await big.close();
  }
});
