import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Role } from '../../src/kernel/viewer.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import { north, openTwoCounties, south } from '../lead/two-counties.js';

const project = `project { code reserve { field { code } reached { code } lacking { code } steps { step { code } plannedOn reachedOn late note recordedBy } } history { act note } } userErrors { code path message }`;
const documents = {
  field: `mutation ($id: ID!, $field: String!) { reserveSetField(projectId: $id, field: $field) { ${project} } }`,
  plan: `mutation ($id: ID!, $step: String!, $on: Date) { ripeningPlan(projectId: $id, step: $step, on: $on) { ${project} } }`,
  reach: `mutation ($input: RipeningReachInput!) { ripeningReach(input: $input) { ${project} } }`,
  back: `mutation ($id: ID!, $step: String!, $reason: String!) { ripeningTakeBack(projectId: $id, step: $step, reason: $reason) { ${project} } }`,
} as const;

let city: City;
/** A project in reserve of its own for each test, in county N; leader 1 answers for it. */
let reserved: number;
let number = 0;
beforeAll(async () => void (city = await openTwoCounties()));
afterAll(() => city.close());
beforeEach(async () => {
  number += 1;
  [{ id: reserved }] = await city.query<Data>(`
    insert into project (code, name, tier, sector, origin, stage, region_id, total_investment, owner_unit_id) values ('R-${number}', '储备${number}', 'MUNICIPAL', 'INDUSTRY', 'NEW', 'RESERVE', 3, 100000000 * ${number}, 1) returning id`) as [Data];
  await city.query(`insert into assignment (role, leader_id, project_id) values ('GENERAL_SERVICE_OFFICER', 1, ${reserved})`);
});

function acts(role: Role = 'DISPATCHER', viewer: ViewerOptions = {}) {
  const run = async (document: string, variables: Record<string, unknown>): Promise<Data> => Object.values(await city.get(role, document, variables, viewer))[0];
  const id = () => toGlobalId('Project', reserved);
  return {
    field: (field: string) => run(documents.field, { id: id(), field }),
    plan: (step: string, on: string | null) => run(documents.plan, { id: id(), step, on }),
    reach: (step: string, more: Data = {}) => run(documents.reach, { input: { projectId: id(), step, ...more } }),
    back: (step: string, reason = '材料不全') => run(documents.back, { id: id(), step, reason }),
  };
}
const codes = ({ userErrors }: Data): string[] => userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`);
const set = async (what: 'reserveField' | 'ripeningStep', input: Data, role: Role = 'ADMIN'): Promise<Data> =>
  Object.values(await city.get(role, `mutation ($input: ReserveTermInput!) { ${what}Set(input: $input) { ${what} { code nameZh place endedAt } userErrors { code path } } }`, { input: { nameEn: 'x', place: 9, ...input } }))[0];
const end = async (what: 'reserveField' | 'ripeningStep', code: string): Promise<Data> =>
  Object.values(await city.get('ADMIN', `mutation ($code: String!) { ${what}End(code: $code) { ${what} { endedAt } userErrors { code path } } }`, { code }))[0];

test('[RP1] the fields and the steps are data: the usual ones stand, others are set, said anew, ended and set again by the administrator alone', async () => {
  const { reserveFields, ripeningSteps } = await city.get('VIEWER', '{ reserveFields { code nameZh } ripeningSteps { code } }');
  expect(reserveFields).toContainEqual({ code: 'FIVE_G', nameZh: '5G创新应用' });
  expect(ripeningSteps.map(({ code }: Data) => code)).toEqual(['IDEA', 'FEASIBILITY', 'APPROVAL', 'FUNDS', 'LAND', 'DESIGN']);
  expect((await set('reserveField', { code: 'COLD_CHAIN', nameZh: '冷链' })).reserveField).toEqual({ code: 'COLD_CHAIN', nameZh: '冷链', place: 9, endedAt: null });
  expect((await set('reserveField', { code: 'COLD_CHAIN', nameZh: '冷链物流', place: 5 })).reserveField).toMatchObject({ nameZh: '冷链物流', place: 5 });
  expect((await end('reserveField', 'COLD_CHAIN')).reserveField.endedAt).toMatch(/^2020-04-16/);
  expect(codes(await end('reserveField', 'COLD_CHAIN'))).toEqual(['ENDED code']);
  expect(codes(await end('ripeningStep', 'COLD_CHAIN'))).toEqual(['NOT_FOUND code']);
  expect((await city.get('VIEWER', '{ reserveFields { code } }')).reserveFields.at(-1)).toEqual({ code: 'COLD_CHAIN' });
  expect((await set('reserveField', { code: 'COLD_CHAIN', nameZh: '冷链' })).reserveField.endedAt).toBeNull();
  expect(codes(await set('ripeningStep', { code: ' ', nameZh: '', place: 0 }))).toEqual(['TEXT_EMPTY input.code', 'TEXT_EMPTY input.nameZh', 'NUMBER_OUT_OF_RANGE input.place']);
  await expect(set('ripeningStep', { code: 'X', nameZh: 'x' }, 'DISPATCHER')).rejects.toThrow(/无权进行此项操作/);
});

test('[RP2] a project in reserve is put under a field, and under another later; a field that is unknown or ended is refused', async () => {
  const { field } = acts();
  expect((await field('PROTECTION')).project.reserve.field).toEqual({ code: 'PROTECTION' });
  const { project: moved } = await field('FIVE_G');
  expect(moved.reserve.field).toEqual({ code: 'FIVE_G' });
  expect(moved.history.slice(1)).toEqual([{ act: 'RESERVE_FIELD_SET', note: '医用防护' }, { act: 'RESERVE_FIELD_SET', note: '5G创新应用' }]);
  expect(codes(await field('NOTHING'))).toEqual(['NOT_FOUND field']);
  await set('reserveField', { code: 'OLD', nameZh: '旧' });
  await end('reserveField', 'OLD');
  expect(codes(await field('OLD'))).toEqual(['ENDED field']);
});

test('[RP3] it ripens step by step, in whatever order: each is planned for a day, reached on one, and taken back with a reason; what it lacks is the rest', async () => {
  const { plan, reach, back } = acts();
  const first = (await plan('FEASIBILITY', '2020-05-20')).project.reserve;
  expect([first.reached, first.lacking.length]).toEqual([null, 6]);
  expect(first.steps[1]).toEqual({ step: { code: 'FEASIBILITY' }, plannedOn: '2020-05-20', reachedOn: null, late: false, note: '', recordedBy: 'DISPATCHER' });
  await reach('FUNDS', { on: '2020-04-10', note: '银行已授信' });
  const { project: ripened } = await reach('FEASIBILITY');
  expect(ripened.reserve).toMatchObject({ reached: { code: 'FUNDS' }, lacking: [{ code: 'IDEA' }, { code: 'APPROVAL' }, { code: 'LAND' }, { code: 'DESIGN' }] });
  expect(ripened.reserve.steps[3]).toMatchObject({ reachedOn: '2020-04-10', note: '银行已授信' });
  const taken = await back('FUNDS');
  expect(taken.project.reserve).toMatchObject({ reached: { code: 'FEASIBILITY' } });
  expect(taken.project.history.slice(1).map(({ act, note }: Data) => [act, note])).toEqual([
    ['RIPENING_PLANNED', '可行性研究 2020-05-20'], ['RIPENING_REACHED', '资金落实 2020-04-10 银行已授信'], ['RIPENING_REACHED', '可行性研究 2020-04-16'], ['RIPENING_TAKEN_BACK', '资金落实 材料不全'],
  ]);
  expect((await plan('FUNDS', null)).project.reserve.steps[3]).toMatchObject({ plannedOn: null, note: '材料不全' });
});

test('[RP4] what makes no sense is refused and changes nothing: a plan in the past, a step reached tomorrow, twice or not at all, an unknown or ended step, no reason', async () => {
  const { plan, reach, back } = acts();
  expect(codes(await plan('IDEA', '2020-04-15'))).toEqual(['DAY_BEFORE on']);
  expect(codes(await reach('IDEA', { on: '2020-04-17', note: 'x'.repeat(2_001) }))).toEqual(['TEXT_TOO_LONG input.note', 'DAY_AFTER input.on']);
  expect(codes(await back('IDEA'))).toEqual(['RIPENING_NOT_REACHED step']);
  await reach('IDEA', { on: '2020-04-01' });
  const twice = await reach('IDEA');
  expect(codes(twice)).toEqual(['RIPENING_REACHED input.step']);
  expect(twice.userErrors[0].message).toContain('“谋划论证”已于 2020-04-01 完成');
  expect(codes(await plan('IDEA', '2020-05-01'))).toEqual(['RIPENING_REACHED step']);
  expect(codes(await back('IDEA', ' '))).toEqual(['TEXT_EMPTY reason']);
  expect(codes(await plan('NOTHING', '2020-05-01'))).toEqual(['NOT_FOUND step']);
  await set('ripeningStep', { code: 'OLD', nameZh: '旧步骤' });
  await reach('OLD');
  await end('ripeningStep', 'OLD');
  // Where it was reached it stays, and can be taken back; then it is asked for no more.
  expect((await back('OLD')).project.reserve.steps).toHaveLength(6);
  expect(codes(await reach('OLD'))).toEqual(['ENDED input.step']);
});

test('[RP5] of two who say at once that a step was reached one is told that it was', async () => {
  const { reach } = acts();
  expect((await Promise.all([reach('IDEA', { note: '甲' }), reach('IDEA', { note: '乙' })])).flatMap(codes)).toEqual(['RIPENING_REACHED input.step']);
});

test('[RP6] only what is in reserve ripens; a project that goes on to preparation keeps how far it came, and leaves the reserve\'s list and figures', async () => {
  const { reach, field, plan } = acts();
  await reach('IDEA');
  await city.query(`update ripening set planned_on = '2020-04-01', reached_on = null where project_id = ${reserved}`);
  const reserve = async () => (await city.get('ADMIN', `query ($search: String) { reserveProjects(filter: { search: $search }) { totalCount nodes { reserve { steps { late } } } } reserveStats(by: [], filter: { search: $search }) { count late totalInvestment(unit: YI) } }`, { search: `R-${number}` }));
  expect(await reserve()).toMatchObject({ reserveProjects: { totalCount: 1, nodes: [{ reserve: { steps: [{ late: true }, { late: false }, {}, {}, {}, {}] } }] }, reserveStats: [{ count: 1, late: 1, totalInvestment: String(number) }] });
  await city.query(`update project set stage = 'PREPARING' where id = ${reserved}`);
  expect([...codes(await reach('FUNDS')), ...codes(await field('FIVE_G')), ...codes(await plan('FUNDS', '2020-05-01'))]).toEqual(['NOT_RESERVE input.projectId', 'NOT_RESERVE projectId', 'NOT_RESERVE projectId']);
  expect(await reserve()).toEqual({ reserveProjects: { totalCount: 0, nodes: [] }, reserveStats: [{ count: 0, late: 0, totalInvestment: '0' }] });
  const { project: kept, other } = await city.get('ADMIN', `{ project(code: "R-${number}") { reserve { steps { late } } } other: project(code: "P-1") { reserve { steps { late } } } }`);
  expect([kept.reserve.steps[0].late, other.reserve]).toEqual([false, null]);
});

test('[RP7] the office puts under fields, who answers for a project plans and says what was reached; elsewhere there is nothing for them, and other roles may not', async () => {
  const all = (by: ReturnType<typeof acts>) => [() => by.plan('IDEA', '2020-05-01'), () => by.reach('IDEA'), () => by.back('IDEA')];
  for (const by of [acts('LEADER', { leader: 'L2' }), acts('OFFICER', { leader: 'L2' }), acts('DISPATCHER', south)]) {
    for (const act of all(by)) expect(codes(await act())).toEqual([expect.stringMatching(/^NOT_FOUND (input\.)?projectId$/)]);
  }
  expect(codes(await acts('DISPATCHER', south).field('FIVE_G'))).toEqual(['NOT_FOUND projectId']);
  for (const by of [acts('LEADER', { leader: 'L1' }), acts('DISPATCHER', north)]) for (const act of all(by)) expect(codes(await act())).toEqual([]);
  for (const [role, viewer] of [['UNIT', { unit: 'UN' }], ['OWNER', { unit: 'UN' }], ['VIEWER', {}], ['SCREEN', {}]] as const) {
    for (const act of all(acts(role, viewer))) await expect(act()).rejects.toThrow(/无权进行此项操作/);
  }
  await expect(acts('LEADER', { leader: 'L1' }).field('FIVE_G')).rejects.toThrow(/无权进行此项操作/);
});

test('[RP8] the reserve is narrowed by region, field, how far it came, what it lacks, what is late, what is open and who answers; figures split by field, region and step add up, each for what the viewer sees', async () => {
  const { field, reach, plan } = acts();
  await field('PROTECTION');
  await reach('FEASIBILITY');
  await plan('LAND', '2020-04-20');
  await city.query(`insert into project (code, name, tier, sector, origin, stage, region_id, total_investment) values ('RS-${number}', '南储备', 'MUNICIPAL', 'INDUSTRY', 'NEW', 'RESERVE', 4, 500000000)`);
  const codesOf = async (filter: Data, role: Role = 'ADMIN', viewer: ViewerOptions = {}): Promise<string[]> =>
    (await city.get(role, 'query ($filter: ReserveFilter) { reserveProjects(filter: $filter, first: 200, orderBy: NEXT_PLANNED_ASC) { nodes { code } } }', { filter }, viewer)).reserveProjects.nodes.map(({ code }: Data) => code);
  const own = `R-${number}`;
  for (const filter of [{ field: ['PROTECTION'], hasField: true }, { reached: ['FEASIBILITY'] }, { regionId: toGlobalId('Region', 3) }, { leaderId: toGlobalId('Leader', 1) }, { lacking: ['LAND'], search: '储备' }, { late: false }, { hasOpenIssues: false }]) expect([filter, await codesOf(filter)]).toEqual([filter, expect.arrayContaining([own])]);
  for (const filter of [{ field: ['FIVE_G'], search: own }, { lacking: ['FEASIBILITY'], search: own }, { regionId: toGlobalId('Region', 4) }, { hasField: false, search: own }, { hasOpenIssues: true }, { late: true, search: own }]) expect([filter, await codesOf(filter)]).toEqual([filter, expect.not.arrayContaining([own])]);
  expect((await codesOf({}))[0]).toBe(own);
  await city.query(`insert into issue (number, kind, category, title, severity, status, level, project_id) values ('RI-${number}', 'DEMAND', 'FUNDS', '资金', 'LOW', 'REPORTED', 'PROJECT', ${reserved})`);
  expect(await codesOf({ hasOpenIssues: true })).toEqual([own]);
  expect(await codesOf({}, 'VIEWER', south)).toEqual([`RS-${number}`]);
  const stats = async (by: string[], role: Role = 'ADMIN', viewer: ViewerOptions = {}): Promise<Data[]> =>
    (await city.get(role, 'query ($by: [ReserveDimension!]!) { reserveStats(by: $by) { field { code } region { code } step { code } count totalInvestment(unit: YI) } }', { by }, viewer)).reserveStats;
  const [whole] = await stats([]);
  expect(whole).toMatchObject({ field: null, region: null, step: null });
  for (const by of [['FIELD'], ['REGION'], ['STEP'], ['FIELD', 'REGION', 'STEP']]) {
    const rows = await stats(by);
    expect([by, rows.reduce((sum, { count }) => sum + count, 0), rows.reduce((sum, { totalInvestment }) => sum + Number(totalInvestment), 0)]).toEqual([by, whole.count, Number(whole.totalInvestment)]);
  }
  expect(await stats(['FIELD', 'STEP'], 'LEADER', { leader: 'L1' })).toContainEqual(expect.objectContaining({ field: { code: 'PROTECTION' }, step: { code: 'FEASIBILITY' }, count: 1 }));
  expect(await stats(['REGION'], 'VIEWER', south)).toEqual([{ field: null, step: null, region: { code: 'S' }, count: 1, totalInvestment: '5' }]);
});
