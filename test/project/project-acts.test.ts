import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { Role } from '../../src/kernel/viewer.js';
import { openCity, type City } from '../support/city.js';
import { correct, end, good, newProject, plan, projectFields, refusals, region, register, report, seedProjects, unit } from './seed.js';

let city: City;
beforeAll(async () => {
  city = await openCity('empty');
  await seedProjects(city);
});
afterAll(() => city.close());

const longFen = toGlobalId('Project', 1);
const linDian = toGlobalId('Project', 2);

test('[P30] a project is registered with all that is known, and its history names who did it', async () => {
  const days = {
    plannedStartOn: '2019-03-01', startedOn: '2019-04-01', plannedResumptionOn: '2020-03-01', resumedOn: '2020-03-10', plannedCompletionOn: '2020-12-31', completedOn: null,
    launchedOn: '2020-05-01', enteredProductionOn: null, reachedCapacityOn: null,
  };
  const input = {
    ...good, ...days, code: ' P-ALL ', name: ' 全部信息 ', origin: 'CONTINUING', stage: 'UNDER_CONSTRUCTION', ownerUnitId: unit(2),
    totalInvestment: '1.00000001', unit: 'YI', physicalProgress: 0.12345, description: ' 两条线 ',
  };
  const { projectRegister } = await city.get('DISPATCHER', register, { input }, { subject: '调度员' });
  expect(projectRegister.userErrors).toEqual([]);
  expect(projectRegister.project).toMatchObject({
    ...days, code: 'P-ALL', name: '全部信息', tier: 'COUNTY', sector: 'INDUSTRY', origin: 'CONTINUING', stage: 'UNDER_CONSTRUCTION', region: { code: 'DQ-LF' }, ownerUnit: { code: 'DQ-LF-ZF' },
    totalInvestment: '100000001', physicalProgress: 0.1235, description: '两条线', version: 1, annualPlan: '0', endedAt: null,
  });
  expect(projectRegister.project.history).toEqual([{ act: 'REGISTERED', note: null, actor: { name: '调度员' } }]);
});

test('[P31] a project that is registered without a stage is in the stage that its days say', async () => {
  expect((await newProject(city)).stage).toBe('PREPARING');
  expect((await newProject(city, { startedOn: '2020-04-01' })).stage).toBe('UNDER_CONSTRUCTION');
  expect((await newProject(city, { startedOn: '2019-04-01', completedOn: '2020-04-01' })).stage).toBe('COMPLETED');
  expect((await newProject(city, { startedOn: '2020-04-01', stage: 'SUSPENDED' })).stage).toBe('SUSPENDED');
});

test('[P32] a project is not registered with a code in use, bad texts, shares, regions or owners; all that is wrong is told at once and nothing is left behind', async () => {
  const tried = async (input: object) => refusals((await city.get('ADMIN', register, { input: { ...good, code: 'P-BAD', ...input } })).projectRegister);
  expect(await tried({ code: 'P-LF' })).toEqual(['CODE_TAKEN input.code']);
  expect(await tried({ code: ' ', name: '', physicalProgress: 1.01, totalInvestment: '-1' }))
    .toEqual(['TEXT_EMPTY input.code', 'TEXT_EMPTY input.name', 'NUMBER_OUT_OF_RANGE input.physicalProgress', 'NUMBER_OUT_OF_RANGE input.totalInvestment']);
  expect(await tried({ code: 'x'.repeat(41), name: '长'.repeat(201), description: '长'.repeat(10_001) }))
    .toEqual(['TEXT_TOO_LONG input.code', 'TEXT_TOO_LONG input.name', 'TEXT_TOO_LONG input.description']);
  expect(await tried({ regionId: region(5), ownerUnitId: unit(4) })).toEqual(['ENDED input.regionId', 'ENDED input.ownerUnitId']);
  expect(await tried({ regionId: region(99), ownerUnitId: unit(99) })).toEqual(['NOT_FOUND input.regionId', 'NOT_FOUND input.ownerUnitId']);
  expect(await tried({ physicalProgress: -0.1 })).toEqual(['NUMBER_OUT_OF_RANGE input.physicalProgress']);
  expect(await city.query(`select id from project where code = 'P-BAD' union all select id from history where type = 'Project' and entity_id not in (select id from project)`)).toEqual([]);
});

test('[P33] money is kept exactly to the fen, from nothing to 10^14 yuan; finer, negative or larger amounts are refused', async () => {
  const tried = async (totalInvestment: string, unit?: string) =>
    (await city.get('ADMIN', register, { input: { ...good, code: `M-${totalInvestment}-${unit}`, totalInvestment, unit } })).projectRegister;
  expect((await tried('0', 'YUAN')).project.totalInvestment).toBe('0');
  expect((await tried('0.01', 'YUAN')).project.totalInvestment).toBe('0.01');
  expect((await tried('12345.678901', 'WAN')).project.totalInvestment).toBe('123456789.01');
  expect((await tried('5000')).project.totalInvestment).toBe('50000000');
  expect((await tried('99999999999999.99', 'YUAN')).project.totalInvestment).toBe('99999999999999.99');
  expect((await tried('1000000', 'YI')).project.totalInvestment).toBe('100000000000000');
  expect(refusals(await tried('1000000.0000000001', 'YI'))).toEqual(['NUMBER_OUT_OF_RANGE input.totalInvestment']);
  expect(refusals(await tried('-0.01', 'YUAN'))).toEqual(['NUMBER_OUT_OF_RANGE input.totalInvestment']);
  expect(refusals(await tried('0.001', 'YUAN'))).toEqual(['AMOUNT_TOO_FINE input.totalInvestment']);
  expect(refusals(await tried('0.0000001', 'WAN'))).toEqual(['AMOUNT_TOO_FINE input.totalInvestment']);
  expect((await tried('2000000', 'YI')).userErrors[0].message).toContain('1000000');
});

test('[P34] amounts, days and stages that are none are malformed requests', async () => {
  for (const bad of [{ totalInvestment: '1e3' }, { totalInvestment: '1,000' }, { totalInvestment: 1000 }, { startedOn: '2020-02-30' }, { startedOn: '2020-4-1' }, { stage: 'BUILDING' }]) {
    const { errors } = await city.ask('ADMIN', register, { input: { ...good, ...bad } });
    expect(errors).toHaveLength(1);
  }
});

test('[P35] days must follow one another, and what has happened did not happen after today', async () => {
  const tried = async (days: object) => refusals((await city.get('ADMIN', register, { input: { ...good, code: 'P-DAY', ...days } })).projectRegister);
  expect(await tried({ plannedStartOn: '2020-05-02', plannedCompletionOn: '2020-05-01' })).toEqual(['DAY_BEFORE input.plannedCompletionOn']);
  expect(await tried({ plannedResumptionOn: '2020-05-02', plannedCompletionOn: '2020-05-01' })).toEqual(['DAY_BEFORE input.plannedCompletionOn']);
  expect(await tried({ startedOn: '2020-04-02', completedOn: '2020-04-01' })).toEqual(['DAY_BEFORE input.completedOn']);
  expect(await tried({ startedOn: '2020-04-02', resumedOn: '2020-04-01' })).toEqual(['DAY_BEFORE input.resumedOn']);
  expect(await tried({ completedOn: '2020-04-02', enteredProductionOn: '2020-04-01' })).toEqual(['DAY_BEFORE input.enteredProductionOn']);
  expect(await tried({ enteredProductionOn: '2020-04-02', reachedCapacityOn: '2020-04-01' })).toEqual(['DAY_BEFORE input.reachedCapacityOn']);
  for (const day of ['startedOn', 'resumedOn', 'completedOn', 'enteredProductionOn', 'reachedCapacityOn']) {
    expect(await tried({ [day]: '2020-04-17' })).toEqual([`DAY_AFTER input.${day}`]);
  }
  const { id } = await newProject(city, { plannedStartOn: '2020-05-01', plannedCompletionOn: '2020-06-01', startedOn: '2020-04-16' });
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 1, plannedStartOn: '2020-06-02' } })).projectCorrect)).toEqual(['DAY_AFTER input.plannedStartOn']);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 1, plannedCompletionOn: '2020-04-30' } })).projectCorrect)).toEqual(['DAY_BEFORE input.plannedCompletionOn']);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 1, plannedStartOn: '2020-06-02', plannedCompletionOn: '2020-06-02' } })).projectCorrect)).toEqual([]);
});

test('[P36] days that made no sense before are not held against a correction of something else', async () => {
  const { id } = await newProject(city);
  await city.query(`update project set planned_start_on = '2020-09-01', planned_completion_on = '2020-08-01' where id = (select max(id) from project)`);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 1, name: '新名' } })).projectCorrect)).toEqual([]);
});

test('[P37] a correction changes what it names and leaves the rest; null clears days and the owner, and leaves what a project must have', async () => {
  const { id } = await newProject(city, { ownerUnitId: unit(1), plannedStartOn: '2020-05-01', description: '说明', physicalProgress: 0.5, totalInvestment: '1', unit: 'YI' });
  const first = (await city.get('ADMIN', correct, { id, input: { version: 1, name: ' 新名 ', tier: 'MUNICIPAL', sector: 'HEALTHCARE', origin: 'CONTINUING', stage: 'COMPLETED', code: 'C-1', totalInvestment: '2', unit: 'YI' } })).projectCorrect;
  expect(first.userErrors).toEqual([]);
  expect(first.project).toMatchObject({
    name: '新名', tier: 'MUNICIPAL', sector: 'HEALTHCARE', origin: 'CONTINUING', stage: 'COMPLETED', code: 'C-1', totalInvestment: '200000000', version: 2,
    ownerUnit: { code: 'DQ-FGW' }, plannedStartOn: '2020-05-01', description: '说明', physicalProgress: 0.5, region: { code: 'DQ-LF' },
  });
  const nulls = { ownerUnitId: null, plannedStartOn: null, name: null, code: null, tier: null, sector: null, origin: null, stage: null, regionId: null, totalInvestment: null, physicalProgress: null, description: null };
  const second = (await city.get('ADMIN', correct, { id, input: { version: 2, ...nulls } })).projectCorrect;
  expect(second.project).toMatchObject({ ...first.project, ownerUnit: null, plannedStartOn: null, version: 3, history: [...first.project.history, { act: 'CORRECTED' }] });
  const third = (await city.get('ADMIN', correct, { id, input: { version: 3, regionId: region(4), description: '' } })).projectCorrect;
  expect(third.project).toMatchObject({ region: { code: 'DQ-LD' }, description: '' });
});

test('[P38] a correction is refused at an old version, with a code in use, and on bad data; nothing is changed', async () => {
  const { id, ...before } = await newProject(city);
  const tried = async (input: object) => refusals((await city.get('ADMIN', correct, { id, input: { version: 1, ...input } })).projectCorrect);
  expect(await tried({ version: 2, name: '新名' })).toEqual(['CONFLICT input.version']);
  expect(await tried({ name: '新名', code: 'P-LF' })).toEqual(['CODE_TAKEN input.code']);
  expect(await tried({ name: '新名', code: '' })).toEqual(['TEXT_EMPTY input.code']);
  expect(await tried({ name: '新名', totalInvestment: '-1' })).toEqual(['NUMBER_OUT_OF_RANGE input.totalInvestment']);
  expect(await tried({ name: '新名', regionId: region(5) })).toEqual(['ENDED input.regionId']);
  expect(await tried({ name: '新名', ownerUnitId: unit(4) })).toEqual(['ENDED input.ownerUnitId']);
  const { project } = await city.get('ADMIN', `query ($id: ID!) { project(id: $id) { ${projectFields} } }`, { id });
  expect(project).toEqual({ id, ...before });
});

test('[P39] of several changes at one version that arrive together, one is done and the others are refused', async () => {
  const { id } = await newProject(city);
  const answers = await Promise.all([
    city.get('ADMIN', correct, { id, input: { version: 1, name: '甲' } }).then(({ projectCorrect }) => projectCorrect),
    city.get('ADMIN', report, { id, input: { version: 1, completedInvestment: '1' } }).then(({ projectReportProgress }) => projectReportProgress),
    city.get('ADMIN', plan, { id, input: { version: 1, year: 2020, planned: '2' } }).then(({ projectSetYearPlan }) => projectSetYearPlan),
  ]);
  expect(answers.map(refusals).sort()).toEqual([[], ['CONFLICT input.version'], ['CONFLICT input.version']]);
});

test('[P40] a day of start, resumption or completion moves a project to the stage that begins there', async () => {
  const stageAfter = async (project: object, input: object) => {
    const { id } = await newProject(city, project);
    return (await city.get('ADMIN', report, { id, input: { version: 1, ...input } })).projectReportProgress.project;
  };
  expect(await stageAfter({}, { startedOn: '2020-04-10' })).toMatchObject({ stage: 'UNDER_CONSTRUCTION', startedOn: '2020-04-10' });
  expect(await stageAfter({ stage: 'RESERVE' }, { startedOn: '2020-04-10' })).toMatchObject({ stage: 'UNDER_CONSTRUCTION' });
  expect(await stageAfter({ origin: 'CONTINUING', stage: 'SUSPENDED' }, { startedOn: '2019-04-10' })).toMatchObject({ stage: 'SUSPENDED', startedOn: '2019-04-10' });
  expect(await stageAfter({ origin: 'CONTINUING', stage: 'SUSPENDED' }, { resumedOn: '2020-04-10' })).toMatchObject({ stage: 'UNDER_CONSTRUCTION', resumedOn: '2020-04-10' });
  expect(await stageAfter({ startedOn: '2020-03-01' }, { completedOn: '2020-04-10' })).toMatchObject({ stage: 'COMPLETED', completedOn: '2020-04-10' });
  expect(await stageAfter({}, { startedOn: '2020-03-01', completedOn: '2020-04-10' })).toMatchObject({ stage: 'COMPLETED' });
  expect(await stageAfter({ stage: 'COMPLETED', completedOn: '2020-03-01' }, { enteredProductionOn: '2020-04-01', startedOn: '2020-01-01' })).toMatchObject({ stage: 'COMPLETED', enteredProductionOn: '2020-04-01' });
});

test('[P41] a stage that is reported without its day began today', async () => {
  const after = async (project: object, stage: string) => {
    const { id } = await newProject(city, project);
    return (await city.get('ADMIN', report, { id, input: { version: 1, stage } })).projectReportProgress.project;
  };
  expect(await after({}, 'UNDER_CONSTRUCTION')).toMatchObject({ startedOn: '2020-04-16', resumedOn: null });
  expect(await after({ origin: 'CONTINUING' }, 'UNDER_CONSTRUCTION')).toMatchObject({ startedOn: null, resumedOn: '2020-04-16' });
  expect(await after({ stage: 'SUSPENDED', startedOn: '2020-03-01', resumedOn: '2020-03-05' }, 'UNDER_CONSTRUCTION')).toMatchObject({ startedOn: '2020-03-01', resumedOn: '2020-04-16' });
  expect(await after({ startedOn: '2020-03-01' }, 'COMPLETED')).toMatchObject({ completedOn: '2020-04-16' });
  expect(await after({ startedOn: '2020-03-01' }, 'SUSPENDED')).toMatchObject({ stage: 'SUSPENDED', startedOn: '2020-03-01', completedOn: null });
});

test('[P42] a report moves a project along the stages only; where it does not lead is refused and changes nothing', async () => {
  const reachable: Record<string, string[]> = {
    RESERVE: ['RESERVE', 'PREPARING', 'UNDER_CONSTRUCTION'],
    PREPARING: ['RESERVE', 'PREPARING', 'UNDER_CONSTRUCTION'],
    UNDER_CONSTRUCTION: ['UNDER_CONSTRUCTION', 'SUSPENDED', 'COMPLETED'],
    SUSPENDED: ['UNDER_CONSTRUCTION', 'SUSPENDED'],
    COMPLETED: ['COMPLETED'],
  };
  for (const [from, goals] of Object.entries(reachable)) {
    for (const to of Object.keys(reachable)) {
      const { id } = await newProject(city, { stage: from });
      const { project, userErrors } = (await city.get('ADMIN', report, { id, input: { version: 1, stage: to } })).projectReportProgress;
      expect([from, to, refusals({ userErrors })]).toEqual([from, to, goals.includes(to) ? [] : ['STAGE_MOVE input.stage']]);
      expect(project?.stage ?? null).toBe(goals.includes(to) ? to : null);
    }
  }
  const { id } = await newProject(city);
  const { projectReportProgress } = await city.get('ADMIN', report, { id, input: { version: 1, completedOn: '2020-04-01', completedInvestment: '5' } }, { language: 'en' });
  expect(refusals(projectReportProgress)).toEqual(['STAGE_MOVE input.completedOn']);
  expect(projectReportProgress.userErrors[0].message).toContain('Preparing');
  expect((await city.get('ADMIN', `query ($id: ID!) { project(id: $id) { version completedOn years { year } } }`, { id })).project).toEqual({ version: 1, completedOn: null, years: [] });
});

test('[P43] a report says the physical progress and what was completed in a year so far; what is left out or null stays', async () => {
  const { id } = await newProject(city, { startedOn: '2020-03-01', launchedOn: '2020-04-01' });
  const first = (await city.get('DISPATCHER', report, { id, input: { version: 1, physicalProgress: 0.3, completedInvestment: '1234.56', note: ' 主体施工 ' } }, { subject: '县平台' })).projectReportProgress;
  expect(first.userErrors).toEqual([]);
  expect(first.project).toMatchObject({ physicalProgress: 0.3, completedInvestment: '1234.56', version: 2, years: [{ year: 2020, planned: '0', completed: '1234.56' }] });
  expect(first.project.history.at(-1)).toEqual({ act: 'PROGRESS_REPORTED', note: '主体施工', actor: { name: '县平台' } });
  const second = (await city.get('ADMIN', report, { id, input: { version: 2, completedInvestment: '1', unit: 'YI', year: 2019, startedOn: null, launchedOn: null, physicalProgress: null, stage: null, note: null } })).projectReportProgress;
  expect(second.project).toMatchObject({ physicalProgress: 0.3, completedInvestment: '1234.56', startedOn: '2020-03-01', launchedOn: '2020-04-01', stage: 'UNDER_CONSTRUCTION', version: 3 });
  const third = (await city.get('ADMIN', report, { id, input: { version: 3, completedInvestment: '2000', physicalProgress: 0.4 } })).projectReportProgress;
  expect(third.project).toMatchObject({ version: 4, years: [{ year: 2019, completed: '10000' }, { year: 2020, completed: '2000' }] });
});

test('[P44] a report with bad progress, money, year or days is refused', async () => {
  const { id } = await newProject(city, { startedOn: '2020-03-01' });
  const tried = async (input: object) => refusals((await city.get('ADMIN', report, { id, input: { version: 1, ...input } })).projectReportProgress);
  expect(await tried({ physicalProgress: 1.5, completedInvestment: '-1', year: 2021, note: '长'.repeat(2001) }))
    .toEqual(['NUMBER_OUT_OF_RANGE input.physicalProgress', 'NUMBER_OUT_OF_RANGE input.year', 'TEXT_TOO_LONG input.note', 'NUMBER_OUT_OF_RANGE input.completedInvestment']);
  expect(await tried({ completedInvestment: '1', year: 1999 })).toEqual(['NUMBER_OUT_OF_RANGE input.year']);
  expect(await tried({ completedOn: '2020-02-01' })).toEqual(['DAY_BEFORE input.completedOn']);
  expect(await tried({ resumedOn: '2020-04-17' })).toEqual(['DAY_AFTER input.resumedOn']);
  expect(await tried({ version: 9 })).toEqual(['CONFLICT input.version']);
});

test('[P45] the plan of a year is set, and set again, and the history says which', async () => {
  const { id } = await newProject(city);
  const first = (await city.get('ADMIN', plan, { id, input: { version: 1, year: 2020, planned: '0.5', unit: 'YI' } })).projectSetYearPlan;
  expect(first.project).toMatchObject({ annualPlan: '5000', version: 2, years: [{ year: 2020, planned: '5000', completed: '0' }] });
  expect(first.project.history.at(-1)).toMatchObject({ act: 'PLAN_SET', note: '2020: 0.5 YI' });
  await city.get('ADMIN', report, { id, input: { version: 2, completedInvestment: '7' } });
  const second = (await city.get('ADMIN', plan, { id, input: { version: 3, year: 2020, planned: '6000' } })).projectSetYearPlan;
  expect(second.project).toMatchObject({ version: 4, years: [{ year: 2020, planned: '6000', completed: '7' }] });
  expect((await city.get('ADMIN', plan, { id, input: { version: 4, year: 2021, planned: '1' } })).projectSetYearPlan.project).toMatchObject({ annualPlan: '6000', version: 5 });
  const tried = async (input: object) => refusals((await city.get('ADMIN', plan, { id, input: { version: 5, year: 2020, planned: '1', ...input } })).projectSetYearPlan);
  expect(await tried({ planned: '-1', year: 2101 })).toEqual(['NUMBER_OUT_OF_RANGE input.year', 'NUMBER_OUT_OF_RANGE input.planned']);
  expect(await tried({ planned: '0.00000001' })).toEqual(['AMOUNT_TOO_FINE input.planned']);
  expect(await tried({ version: 4 })).toEqual(['CONFLICT input.version']);
});

test('[P46] a project ends with a reason, stays readable with its history, and changes no more', async () => {
  const { id } = await newProject(city);
  expect(refusals((await city.get('ADMIN', end, { id, reason: ' ' })).projectEnd)).toEqual(['TEXT_EMPTY reason']);
  const { projectEnd } = await city.get('ADMIN', end, { id, reason: ' 停建 ' });
  expect(projectEnd.project).toMatchObject({ endReason: '停建', version: 2 });
  expect(projectEnd.project.endedAt).toMatch(/^2020-04-16T01:0/);
  expect(projectEnd.project.history.at(-1)).toMatchObject({ act: 'ENDED', note: '停建' });
  expect((await city.get('VIEWER', `query ($id: ID!) { project(id: $id) { endReason } }`, { id })).project).toEqual({ endReason: '停建' });
  expect(refusals((await city.get('ADMIN', end, { id, reason: '再次' })).projectEnd)).toEqual(['ENDED id']);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 2, name: '名' } })).projectCorrect)).toEqual(['ENDED id']);
  expect(refusals((await city.get('ADMIN', report, { id, input: { version: 2 } })).projectReportProgress)).toEqual(['ENDED id']);
  expect(refusals((await city.get('ADMIN', plan, { id, input: { version: 2, year: 2020, planned: '1' } })).projectSetYearPlan)).toEqual(['ENDED id']);
});

const acts = (id: string) => [
  ['projectCorrect', correct, { id, input: { version: 1, name: '名' } }],
  ['projectReportProgress', report, { id, input: { version: 1, physicalProgress: 0.1 } }],
  ['projectSetYearPlan', plan, { id, input: { version: 1, year: 2020, planned: '1' } }],
  ['projectEnd', end, { id, reason: '无' }],
] as const;

test('[P47] administrators and dispatchers keep projects, nobody else; progress aside', async () => {
  for (const role of Object.values(Role)) {
    if (role === 'ADMIN' || role === 'DISPATCHER') continue;
    for (const [name, act, variables] of [...acts(longFen), ['projectRegister', register, { input: { ...good, code: 'P-ROLE' } }] as const]) {
      // They report on what they serve or own: RT12.
      if (name === 'projectReportProgress' && (role === 'OFFICER' || role === 'OWNER')) continue;
      expect((await city.ask(role, act, variables)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  }
  expect(await city.query(`select code from project where code = 'P-ROLE' or (id = 1 and (version > 1 or ended_at is not null))`)).toEqual([]);
});

test('[P48] to the dispatcher of a region a project elsewhere does not exist, whatever is wrong with the request', async () => {
  for (const [name, act, variables] of acts(linDian)) {
    const answer = await city.get('DISPATCHER', act, variables, { region: 'DQ-LF' });
    expect(refusals(answer[name])).toEqual(['NOT_FOUND id']);
  }
  const none = toGlobalId('Project', 9999);
  for (const [name, act, variables] of acts(none)) expect(refusals((await city.get('ADMIN', act, variables))[name])).toEqual(['NOT_FOUND id']);
  await city.query(`update project set ended_at = business_now() where id = 2`);
  expect(refusals((await city.get('DISPATCHER', correct, { id: linDian, input: { version: 7 } }, { region: 'DQ-LF' })).projectCorrect)).toEqual(['NOT_FOUND id']);
  await city.query(`update project set ended_at = null where id = 2`);
});

test('[P49] the dispatcher of a region registers and moves projects within it only', async () => {
  const here = { region: 'DQ-LF' };
  for (const elsewhere of [2, 4]) {
    expect(refusals((await city.get('DISPATCHER', register, { input: { ...good, code: 'P-HERE', regionId: region(elsewhere) } }, here)).projectRegister)).toEqual(['FORBIDDEN_HERE input.regionId']);
  }
  const { projectRegister } = await city.get('DISPATCHER', register, { input: { ...good, code: 'P-HERE' } }, here);
  expect(projectRegister.userErrors).toEqual([]);
  const { id } = projectRegister.project;
  expect(refusals((await city.get('DISPATCHER', correct, { id, input: { version: 1, regionId: region(4) } }, here)).projectCorrect)).toEqual(['FORBIDDEN_HERE input.regionId']);
  const { projectCorrect } = await city.get('DISPATCHER', correct, { id, input: { version: 1, regionId: region(4) } }, { region: 'DQ' });
  expect(projectCorrect.project.region).toEqual({ code: 'DQ-LD' });
  expect(refusals((await city.get('DISPATCHER', correct, { id, input: { version: 2, name: '名' } }, here)).projectCorrect)).toEqual(['NOT_FOUND id']);
});

test('[P50] a change by SQL stands in the history without an actor', async () => {
  const { id } = await newProject(city);
  await city.query(`update project set name = '改名' where id = (select max(id) from project)`);
  const { project } = await city.get('ADMIN', `query ($id: ID!) { project(id: $id) { name history { act actor { name } } } }`, { id });
  expect(project).toMatchObject({ name: '改名', history: [{ act: 'REGISTERED' }, { act: 'CHANGED_BY_SQL', actor: null }] });
});

test('[P51] several acts in one request answer each with what stands after it', async () => {
  const { id } = await newProject(city);
  const twice = await city.get('ADMIN', `mutation ($id: ID!) {
    first: projectCorrect(id: $id, input: { version: 1, name: "甲" }) { project { name version history { act } } }
    second: projectCorrect(id: $id, input: { version: 2, name: "乙" }) { project { name version history { act } } }
  }`, { id });
  expect(twice.first.project).toMatchObject({ name: '甲', version: 2, history: [{ act: 'REGISTERED' }, { act: 'CORRECTED' }] });
  expect(twice.second.project).toMatchObject({ name: '乙', version: 3, history: [{ act: 'REGISTERED' }, { act: 'CORRECTED' }, { act: 'CORRECTED' }] });
});


test('[P52] whoever answers for a project is released when it ends', async () => {
  const { id } = await newProject(city);
  await city.query(`
    insert into leader (code, name, title) values ('P52', '领导', '副市长');
    insert into assignment (role, leader_id, project_id) select 'GENERAL_SERVICE_OFFICER', l.id, max(p.id) from leader l, project p where l.code = 'P52' group by l.id`);
  await city.get('ADMIN', `mutation ($id: ID!) { projectEnd(id: $id, reason: "撤销") { userErrors { code } } }`, { id });
  expect(await city.query(`select a.until is not null as ended, a.end_reason, h.act from assignment a join history h on h.type = 'Assignment' and h.entity_id = a.id where a.leader_id = (select id from leader where code = 'P52') order by h.id desc limit 1`))
    .toEqual([{ ended: true, end_reason: '撤销', act: 'ENDED' }]);
});
