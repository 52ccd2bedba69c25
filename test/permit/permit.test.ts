import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordsOf } from '../../src/kernel/enumeration.js';
import { may } from '../../src/kernel/rights.js';
import { lifecycle, PermitAct } from '../../src/permit/permit.lifecycle.js';
import { PermitState } from '../../src/permit/permit.entity.js';
import type { Data } from '../support/city.js';
import { id, office, openTown, type Town, type Who } from './town.js';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const plan = (input: Record<string, unknown>, who?: Who): Promise<Data> => town.act('permitPlan', { input: { plannedOn: '2020-05-01', ...input } }, who);
const history = async (project: number): Promise<string[]> => (await town.get('ADMIN', 'query ($id: ID!) { project(id: $id) { history { act note } } }', { id: id('Project', project) })).project.history.map(({ act, note }: Data) => `${act} ${note}`);
const apply = (permit: string, input: Record<string, unknown> = {}, who?: Who): Promise<Data> => town.act('permitApply', { id: permit, input: { channel: 'ONE_VISIT', ...input } }, who);
const code = ({ userErrors }: Data): string[] => userErrors.map((error: Data) => `${error.code} ${error.path.join('.')}`);

test('[PM1] kinds of permits are data: eleven to begin with, in order, with what comes before, parallel groups and legal days; the administrator sets them, never in a circle', async () => {
  const { permitKinds } = await town.get('VIEWER', '{ permitKinds { code nameZh position parallelGroup workingDays landUse papersMayFollow sectors origins active authority { code } after { code } } }');
  expect(permitKinds.map((kind: Data) => kind.code)).toEqual(['FILING', 'LAND_PREVIEW', 'EIA', 'ENERGY', 'SOIL_WATER', 'SAFETY', 'LAND_GRANT', 'LAND_PLANNING', 'WORKS_PLANNING', 'DRAWINGS', 'CONSTRUCTION']);
  expect(permitKinds.filter((kind: Data) => kind.landUse && kind.papersMayFollow)).toEqual([]);
  expect(permitKinds.at(-1)).toMatchObject({ nameZh: '建筑工程施工许可', parallelGroup: null, workingDays: 5, authority: { code: 'A' }, after: [{ code: 'WORKS_PLANNING' }, { code: 'DRAWINGS' }] });
  const set = (input: Record<string, unknown>): Promise<Data> => town.act('permitKindSet', { input: { code: 'FIRE', nameZh: '消防设计审查', nameEn: 'fire review', position: 105, workingDays: 5, after: ['LAND_PLANNING'], parallelGroup: '工程建设并联', sectors: ['HEALTHCARE'], ...input } }, ['ADMIN']);
  expect(await set({ authorityId: id('Unit', 4) })).toEqual({ permitKind: {
    code: 'FIRE', nameZh: '消防设计审查', workingDays: 5, landUse: false, papersMayFollow: false, active: true, parallelGroup: '工程建设并联', authority: { code: 'Z' }, after: [{ code: 'LAND_PLANNING' }], sectors: ['HEALTHCARE'], origins: [],
  }, userErrors: [] });
  expect(code(await set({ code: 'FILING', after: ['FIRE'] }))).toEqual(['PERMIT_CIRCLE input.after.0']);
  expect(code(await set({ after: ['NONE', 'FIRE', 'DRAWINGS'] }))).toEqual(['NOT_FOUND input.after.0', 'PERMIT_CIRCLE input.after.1', 'PERMIT_CIRCLE input.after.2']);
  expect(code(await set({ landUse: true, papersMayFollow: true }))).toEqual(['PAPER_OF_LAND_USE input.papersMayFollow']);
  expect(code(await set({ nameZh: '', workingDays: 0 }))).toEqual(['TEXT_EMPTY input.nameZh', 'NUMBER_OUT_OF_RANGE input.workingDays']);
  expect(code(await set({ authorityId: id('Unit', 99) }))).toEqual(['NOT_FOUND input.authorityId']);
  await expect(town.query(`update permit_kind set papers_may_follow = true where code = 'LAND_GRANT'`)).rejects.toThrow('permit_kind_land_check');
  expect((await set({ active: false })).permitKind).toMatchObject({ code: 'FIRE', active: false });
});

test('[PM2] a permit that a project needs is planned for an agreed day, by its authority or another, and planned anew until it is applied for', async () => {
  const { permit } = await plan({ projectId: id('Project', 1), kind: 'FILING', greenChannel: true, oilfieldChannel: true });
  expect(permit).toMatchObject({ state: 'PLANNED', plannedOn: '2020-05-01', authority: { code: 'A' }, kind: { code: 'FILING' }, version: 1, waiting: null, actions: ['PLAN', 'APPLY', 'EXEMPT'] });
  expect((await plan({ projectId: id('Project', 1), kind: 'FILING', plannedOn: '2020-04-20', authorityId: id('Unit', 4) })).permit).toMatchObject({ id: permit.id, plannedOn: '2020-04-20', authority: { code: 'Z' }, version: 2 });
  expect(await history(1)).toEqual(expect.arrayContaining(['PERMIT_PLANNED 项目备案（核准）：2020-05-01', 'PERMIT_PLANNED 项目备案（核准）：2020-04-20']));
  for (const [input, expected] of [
    [{ projectId: id('Project', 1), kind: 'EIA', plannedOn: '2020-04-15' }, 'DAY_BEFORE input.plannedOn'], [{ projectId: id('Project', 99), kind: 'EIA' }, 'NOT_FOUND input.projectId'],
    [{ projectId: id('Project', 1), kind: 'NONE' }, 'NOT_FOUND input.kind'], [{ projectId: id('Project', 1), kind: 'FIRE' }, 'ENDED input.kind'],
    [{ projectId: id('Project', 7), kind: 'EIA' }, 'PERMIT_NOT_NEEDED input.kind'], [{ projectId: id('Project', 5), kind: 'ENERGY' }, 'PERMIT_NOT_NEEDED input.kind'],
    [{ projectId: id('Project', 1), kind: 'SAFETY' }, 'PERMIT_AUTHORITY input.authorityId'], [{ projectId: id('Project', 1), kind: 'EIA', authorityId: id('Unit', 99) }, 'NOT_FOUND input.authorityId'],
  ] as const) expect([input, code(await plan(input))]).toEqual([input, [expected]]);
  expect((await plan({ projectId: id('Project', 1), kind: 'SAFETY' })).userErrors[0].message).toContain('安全条件审查');
});

test('[PM3] what comes before must be granted or exempted before a permit is applied for; kinds of one group go side by side, at one window where that is asked for', async () => {
  const [filing, eia, energy, water] = await Promise.all(['FILING', 'EIA', 'ENERGY', 'SOIL_WATER'].map((kind) => town.permit(2, kind))) as [string, string, string, string];
  const refused = await apply(eia);
  expect(code(refused)).toEqual(['PERMIT_ORDER id']);
  expect(refused.userErrors[0].message).toContain('项目备案（核准）');
  await apply(filing);
  await town.act('permitAccept', { id: filing });
  expect(code(await apply(eia))).toEqual(['PERMIT_ORDER id']);
  await town.act('permitGrant', { id: filing });
  await town.query(`update permit set applied_on = '2020-04-13', accepted_on = '2020-04-13', granted_on = '2020-04-15' where project_id = 2 and state = 'GRANTED'`);
  expect(code(await apply(water, { on: '2020-04-14' }))).toEqual(['DAY_BEFORE input.on']);
  await apply(water, { channel: 'DONE_FOR_YOU', on: '2020-04-15' });
  expect((await apply(eia, { channel: 'ONLINE_NEVER_SEEN', together: true })).permit).toMatchObject({ state: 'APPLIED', appliedOn: '2020-04-16', channel: 'ONLINE_NEVER_SEEN', waiting: { unit: { code: 'A' }, since: '2020-04-16', workingDays: 0 } });
  const { permits } = (await town.get('ADMIN', 'query ($id: ID!) { project(id: $id) { permits { id state channel appliedOn } } }', { id: id('Project', 2) })).project;
  expect(permits.slice(1)).toEqual([
    { id: eia, state: 'APPLIED', channel: 'ONLINE_NEVER_SEEN', appliedOn: '2020-04-16' }, { id: energy, state: 'APPLIED', channel: 'ONLINE_NEVER_SEEN', appliedOn: '2020-04-16' }, { id: water, state: 'APPLIED', channel: 'DONE_FOR_YOU', appliedOn: '2020-04-15' },
  ]);
  expect(code(await apply(eia))).toEqual(['PERMIT_STATE id']);
  expect(await history(2)).toEqual(expect.arrayContaining(['PERMIT_APPLIED 节能审查', 'PERMIT_GRANTED 项目备案（核准）']));
});

test('[PM4] the legal working days run from the acceptance; a permit is granted, or refused with a reason and applied for again; no day is ahead of us or before the step before', async () => {
  const permit = await town.permit(4, 'FILING', 'APPLY');
  expect(code(await town.act('permitAccept', { id: permit, on: '2020-04-17' }))).toEqual(['DAY_AFTER on']);
  expect(code(await town.act('permitAccept', { id: permit, on: '2020-04-15' }))).toEqual(['DAY_BEFORE on']);
  // Three working days after Thursday: Tuesday.
  expect((await town.act('permitAccept', { id: permit })).permit).toMatchObject({ state: 'ACCEPTED', acceptedOn: '2020-04-16', dueOn: '2020-04-21', overdue: false, waiting: { unit: { code: 'A' } } });
  expect(code(await town.act('permitRefuse', { id: permit, reason: ' ' }))).toEqual(['TEXT_EMPTY reason']);
  expect((await town.act('permitRefuse', { id: permit, reason: '材料不符' })).permit).toMatchObject({ state: 'REFUSED', refusedOn: '2020-04-16', reason: '材料不符', waiting: null });
  expect(code(await town.act('permitGrant', { id: permit }))).toEqual(['PERMIT_STATE id']);
  expect((await apply(permit)).permit).toMatchObject({ state: 'APPLIED', acceptedOn: null, dueOn: null, refusedOn: null, reason: null });
  await town.act('permitAccept', { id: permit });
  expect((await town.act('permitGrant', { id: permit })).permit).toMatchObject({ state: 'GRANTED', grantedOn: '2020-04-16', waiting: null, actions: [] });
  expect(code(await town.act('permitRefuse', { id: permit, reason: 'x' }))).toEqual(['PERMIT_STATE id']);
  expect(await history(4)).toEqual(expect.arrayContaining(['PERMIT_REFUSED 项目备案（核准）：材料不符']));
  await expect(town.query(`update permit set granted_on = null where state = 'GRANTED'`)).rejects.toThrow('permit_granted_check');
});

test('[PM5] a permit is exempted on a ground, and then stands in nobody\'s way', async () => {
  const filing = await town.permit(3, 'FILING');
  const eia = await town.permit(3, 'EIA');
  expect(code(await town.act('permitExempt', { id: filing, ground: '' }))).toEqual(['TEXT_EMPTY ground']);
  expect((await town.act('permitExempt', { id: filing, ground: '应急防疫物资项目' })).permit).toMatchObject({ state: 'EXEMPTED', reason: '应急防疫物资项目' });
  expect((await apply(eia)).permit.state).toBe('APPLIED');
  expect(await history(3)).toEqual(expect.arrayContaining(['PERMIT_EXEMPTED 项目备案（核准）：应急防疫物资项目']));
});

test('[PM6] a paper may follow by a day where its kind allows; it is delivered once, also after the grant', async () => {
  await town.permit(5, 'FILING', 'APPLY', 'ACCEPT', 'GRANT');
  const eia = await town.permit(5, 'EIA', 'APPLY');
  const defer = (input: Record<string, unknown>, permit = eia): Promise<Data> => town.act('permitPaperDefer', { id: permit, input: { name: '公众参与说明', dueOn: '2020-04-20', ...input } });
  expect(code(await defer({ dueOn: '2020-04-15' }))).toEqual(['DAY_BEFORE input.dueOn']);
  expect(code(await defer({ permitKind: 'NONE' }))).toEqual(['NOT_FOUND input.permitKind']);
  const { permit } = await defer({ permitKind: 'SOIL_WATER' });
  expect(permit.papers).toEqual([{ id: expect.any(String), name: '公众参与说明', dueOn: '2020-04-20', deliveredOn: null, overdue: false, remindedAt: null, deferredBy: 'DISPATCHER', permitKind: { code: 'SOIL_WATER' } }]);
  expect(permit.actions).toContain('DELIVER_PAPER');
  await town.act('permitAccept', { id: eia });
  await town.act('permitGrant', { id: eia });
  const deliver = (on?: string): Promise<Data> => town.act('permitPaperDeliver', { paperId: permit.papers[0].id, on });
  expect(code(await deliver('2020-04-15'))).toEqual(['DAY_BEFORE on']);
  expect((await deliver()).permit.papers).toMatchObject([{ deliveredOn: '2020-04-16', overdue: false }]);
  expect(code(await deliver())).toEqual(['PAPER_DELIVERED paperId']);
  expect(code(await town.act('permitPaperDeliver', { paperId: id('PermitPaper', 99) }))).toEqual(['NOT_FOUND paperId']);
  expect(await history(5)).toEqual(expect.arrayContaining(['PAPER_DEFERRED 环境影响评价：公众参与说明 2020-04-20', 'PAPER_DELIVERED 环境影响评价：公众参与说明']));
});

test('[PM7] a paper of land use never follows later, whichever permit it belongs to, nor does one of a kind that allows none; the database keeps it', async () => {
  await town.permit(6, 'FILING', 'APPLY', 'ACCEPT', 'GRANT');
  const [land, eia] = [await town.permit(6, 'LAND_PREVIEW', 'APPLY'), await town.permit(6, 'EIA', 'APPLY')];
  const filing = await town.permit(3, 'LAND_PREVIEW');
  const defer = (permit: string, input: Record<string, unknown> = {}): Promise<Data> => town.act('permitPaperDefer', { id: permit, input: { name: '权属证明', dueOn: '2020-04-20', ...input } });
  const refused = await defer(land);
  expect(code(refused)).toEqual(['PAPER_OF_LAND_USE id']);
  expect(refused.userErrors[0].message).toContain('用地预审');
  expect(code(await defer(eia, { permitKind: 'LAND_GRANT' }))).toEqual(['PAPER_OF_LAND_USE input.permitKind']);
  expect(code(await defer(filing))).toEqual(['PERMIT_STATE id']);
  await town.query(`update permit_kind set papers_may_follow = false where code = 'EIA'`);
  expect(code(await defer(eia))).toEqual(['PAPER_NEEDED_NOW id']);
  await town.query(`update permit_kind set papers_may_follow = true where code = 'EIA'`);
  const insert = (kind: string, itself: string) => town.query(`insert into permit_paper (permit_id, name, permit_kind_id, due_on, deferred_by)
    select m.id, 'x', (select id from permit_kind where code = '${itself}'), '2020-05-01', 'x' from permit m join permit_kind k on k.id = m.kind_id where m.project_id = 6 and k.code = '${kind}'`);
  await expect(insert('LAND_PREVIEW', '')).rejects.toThrow('may not follow later');
  await expect(insert('EIA', 'LAND_GRANT')).rejects.toThrow('may not follow later');
  expect(await town.query(`select id from permit_paper d where d.name in ('x', '权属证明')`)).toEqual([]);
});

test('[PM8] every act is done from the states and by the roles of the table, which `permitActs` answers; a unit decides on the permits that it grants and sees their projects', async () => {
  const { permitActs } = await town.get('VIEWER', '{ permitActs { act mutation from to roles says } }');
  expect(permitActs.map((rule: Data) => rule.act)).toEqual(wordsOf(PermitAct));
  expect(permitActs[1]).toEqual({ act: 'APPLY', mutation: 'permitApply', from: ['PLANNED', 'REFUSED'], to: 'APPLIED', roles: ['ADMIN', 'DISPATCHER', 'OFFICER', 'OWNER'], says: expect.any(String) });
  const permit = await town.permit(1, 'EIA');
  const [a, z]: [Who, Who] = [['UNIT', { unit: 'A' }], ['UNIT', { unit: 'Z' }]];
  const exempt = (who: Who): Promise<Data> => town.act('permitExempt', { id: permit, ground: 'x' }, who);
  // Z grants the filing of the same project: it sees the project, and this permit is not its to decide on.
  expect(code(await exempt(z))).toEqual(['FORBIDDEN_HERE id']);
  expect(code(await exempt(['UNIT', { unit: 'C' }]))).toEqual(['NOT_FOUND id']);
  const actions = async ([role, options]: Who): Promise<Data> => (await town.get(role, 'query ($id: ID!) { node(id: $id) { ... on Permit { actions project { code } } } }', { id: permit }, options)).node;
  expect(await actions(a)).toEqual({ actions: ['EXEMPT'], project: { code: 'P1' } });
  expect(await actions(z)).toEqual({ actions: [], project: { code: 'P1' } });
  expect(await actions(['OFFICER', { leader: 'L' }])).toEqual({ actions: ['PLAN', 'APPLY'], project: { code: 'P1' } });
  expect(await actions(['OWNER', { unit: 'C' }])).toEqual({ actions: ['APPLY'], project: { code: 'P1' } });
  expect(await actions(['DISPATCHER', { region: 'E' }])).toBeNull();
  expect(code(await town.act('permitApply', { id: permit, input: { channel: 'ONE_VISIT' } }, ['DISPATCHER', { region: 'E' }]))).toEqual(['NOT_FOUND id']);
  for (const act of wordsOf(PermitAct)) for (const state of wordsOf(PermitState)) expect(lifecycle[act].leads).toHaveProperty(state);
  expect(may({ role: 'OWNER', subject: 'x', name: 'x', regionId: null, unitId: 3, leaderId: null, system: null }, 'decidePermit')).toBe(false);
  expect((await exempt(a)).permit.state).toBe('EXEMPTED');
});

test('[PM9] an industry project of at least the amount of the rules commits itself once, and may start when its land is granted though other permits are open', async () => {
  const commit = (project: number, variables: Record<string, unknown> = {}, who: Who = office): Promise<Data> => town.act('projectCommitToStart', { projectId: id('Project', project), on: '2020-04-10', text: '按标准建设，接受监督', ...variables }, who);
  for (const project of [5, 6]) {
    const refused = await commit(project);
    expect(code(refused)).toEqual(['START_ON_LAND_GRANT projectId']);
    expect(refused.userErrors[0].message).toContain('承诺制+拿地即开工');
  }
  expect(code(await commit(4, { text: '' }))).toEqual(['TEXT_EMPTY text']);
  expect(code(await commit(4, { on: '2020-04-17' }))).toEqual(['DAY_AFTER on']);
  expect(await commit(4)).toEqual({ project: { permitsComplete: false, landProceduresDone: false, permitsReady: false, startCommitment: { on: '2020-04-10', text: '按标准建设，接受监督', recordedBy: 'DISPATCHER' } }, userErrors: [] });
  expect(code(await commit(4))).toEqual(['COMMITTED_ALREADY projectId']);
  expect(code(await commit(4, {}, ['OWNER', { unit: 'C' }]))).toEqual(['NOT_FOUND projectId']);
  expect((await commit(1, {}, ['OWNER', { unit: 'C' }])).userErrors).toEqual([]);
  const standing = async (project: number): Promise<Data> => (await town.get('ADMIN', 'query ($id: ID!) { project(id: $id) { landProceduresDone permitsReady permitsComplete permitsNeeded { code } } }', { id: id('Project', project) })).project;
  for (const kind of ['LAND_PREVIEW', 'LAND_GRANT']) await town.permit(4, kind, 'APPLY', 'ACCEPT', 'GRANT');
  expect(await standing(4)).toMatchObject({ landProceduresDone: false, permitsReady: false });
  await town.permit(4, 'LAND_PLANNING', 'APPLY', 'ACCEPT', 'GRANT');
  expect(await standing(4)).toMatchObject({ landProceduresDone: true, permitsReady: true, permitsComplete: false });
  expect((await standing(5)).permitsNeeded.map((kind: Data) => kind.code)).not.toContain('ENERGY');
  // One that needs none is held up by none, and has no land procedures done.
  expect(await standing(7)).toEqual({ landProceduresDone: false, permitsReady: true, permitsComplete: true, permitsNeeded: [] });
  expect(await history(4)).toEqual(expect.arrayContaining(['START_COMMITTED 按标准建设，接受监督']));
});
