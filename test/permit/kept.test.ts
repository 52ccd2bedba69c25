import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { id, openTown, type Town } from './town.js';

let town: Town;
beforeAll(async () => void (town = await openTown()));
afterAll(() => town.close());

const codes = ({ userErrors }: Data): string[] => userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`);
const setKind = (code: string, input: Data): Promise<Data> => town.act('permitKindSet', { input: { code, nameZh: code, nameEn: code, position: 30, workingDays: 15, after: ['FILING'], parallelGroup: '立项用地并联', papersMayFollow: true, ...input } }, ['ADMIN']);

test('[PM25] a day that no calendar knows is refused, and the database takes none either', async () => {
  const filing = await town.permit(1, 'FILING');
  expect(codes(await town.act('permitApply', { id: filing, input: { channel: 'ONE_VISIT', on: '0001-01-01' } }))).toEqual(['DAY_BEFORE input.on']);
  expect(codes(await town.act('permitPlan', { input: { projectId: id('Project', 1), kind: 'FILING', plannedOn: '9999-01-01' } }))).toEqual(['DAY_AFTER input.plannedOn']);
  expect(codes(await town.act('projectCommitToStart', { projectId: id('Project', 1), on: '0001-01-01', text: '承诺' }))).toEqual(['DAY_BEFORE on']);
  await expect(town.query(`update permit set state = 'APPLIED', channel = 'ONE_VISIT', applied_on = '0001-01-01'`)).rejects.toThrow('permit_calendar_check');
  await expect(town.query(`insert into start_commitment (project_id, on_day, text, recorded_by) values (1, '0001-01-01', 'x', 'x')`)).rejects.toThrow('start_commitment_calendar_check');
  await town.permit(1, 'EIA');
  await expect(town.query(`insert into permit_paper (permit_id, name, due_on, deferred_by) values ((select max(id) from permit), 'x', '9999-12-31', 'x')`)).rejects.toThrow('calendar_check');
});

test('[PM26] nobody waits for the papers of what was refused or exempted: not reminded of, not late; of a new application they are awaited again', async () => {
  await town.permit(2, 'FILING', 'APPLY', 'ACCEPT', 'GRANT');
  const eia = await town.permit(2, 'EIA', 'APPLY');
  await town.act('permitPaperDefer', { id: eia, input: { name: '公示材料', dueOn: '2020-04-17' } });
  await town.query(`update permit_paper set due_on = '2020-04-10'`);
  const late = async () => (await town.get('ADMIN', '{ permits(first: 5, filter: { paperOverdue: true }) { nodes { id } } permitStats(by: []) { overduePapers } }'));
  expect([(await late()).permits.nodes, (await late()).permitStats]).toEqual([[{ id: eia }], [{ overduePapers: 1 }]]);
  const refused = await town.act('permitRefuse', { id: eia, reason: '材料不符' });
  expect(refused.permit.papers).toMatchObject([{ overdue: false, deliveredOn: null }]);
  expect([(await late()).permits.nodes, (await late()).permitStats]).toEqual([[], [{ overduePapers: 0 }]]);
  // As it may be applied for again, its kind stays one of which papers may follow.
  expect(codes(await setKind('EIA', { papersMayFollow: false }))).toEqual(['PAPERS_AWAITED input.papersMayFollow']);
  await town.act('permitApply', { id: eia, input: { channel: 'ONE_VISIT' } });
  expect((await late()).permits.nodes).toEqual([{ id: eia }]);
});

test('[PM27] a kind stays one of which papers may follow as long as some are to; whoever writes, and at once with one who defers a paper', async () => {
  await town.permit(3, 'FILING', 'APPLY', 'ACCEPT', 'GRANT');
  const energy = await town.permit(3, 'ENERGY', 'APPLY');
  const paper = () => town.act('permitPaperDefer', { id: energy, input: { name: '能评报告', dueOn: '2020-04-20' } });
  const strict = { nameZh: '节能审查', position: 40, workingDays: 10, papersMayFollow: false };
  await paper();
  expect(codes(await setKind('ENERGY', strict))).toEqual(['PAPERS_AWAITED input.papersMayFollow']);
  expect(codes(await setKind('ENERGY', { ...strict, landUse: true }))).toEqual(['PAPERS_AWAITED input.landUse', 'PAPERS_AWAITED input.papersMayFollow']);
  await expect(town.query(`update permit_kind set papers_may_follow = false where code = 'ENERGY'`)).rejects.toThrow('papers of this kind are awaited');
  await town.query(`update permit_paper set delivered_on = business_today() where permit_id = (select id from permit where project_id = 3 and state = 'APPLIED')`);
  for (let round = 0; round < 5; round++) {
    await Promise.all([paper(), setKind('ENERGY', strict)]);
    const [{ broken }] = await town.query<{ broken: number }>(`select count(*)::int as broken from permit_paper d join permit m on m.id = d.permit_id join permit_kind k on k.id = m.kind_id where d.delivered_on is null and not k.papers_may_follow`) as [{ broken: number }];
    expect(broken).toBe(0);
    await town.query(`delete from permit_paper where delivered_on is null and permit_id = (select id from permit where project_id = 3 and state = 'APPLIED')`);
    await setKind('ENERGY', { ...strict, papersMayFollow: true });
  }
});

test('[PM28] a kind is no part of a group one of whose kinds comes after it, however many lie between', async () => {
  expect(codes(await setKind('LAND_PREVIEW', { landUse: true, papersMayFollow: false, parallelGroup: '工程建设并联' }))).toEqual(['PERMIT_CIRCLE input.parallelGroup']);
  expect(codes(await setKind('SPECIAL', { after: ['CONSTRUCTION'], parallelGroup: '工程建设并联' }))).toEqual(['PERMIT_CIRCLE input.after.0']);
  // Nor do two others by one that comes to lie between them.
  const between = { nameZh: '中间手续', position: 400, parallelGroup: null };
  expect(codes(await setKind('BETWEEN', { ...between, after: ['FILING'] }))).toEqual([]);
  expect(codes(await setKind('SOIL_WATER', { nameZh: '水土保持方案', position: 50, workingDays: 10, after: ['FILING', 'BETWEEN'] }))).toEqual([]);
  expect(codes(await setKind('BETWEEN', { ...between, after: ['ENERGY'] }))).toEqual(['PERMIT_CIRCLE input.after']);
});

test('[PM29] a kind or a rule that changes is told of every project, and the days of the law follow the calendar of what is being looked at', async () => {
  const told = async (act: () => Promise<unknown>): Promise<number[]> => {
    const [{ seq }] = await town.query(`select max(seq) as seq from change_log`) as [{ seq: string }];
    await act();
    return (await town.query<{ id: number }>(`select distinct entity_id as id from change_log where type = 'Project' and seq > ${seq} order by 1`)).map((row) => row.id);
  };
  expect(await told(() => setKind('NEWLY', { nameZh: '新增手续', position: 300 }))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(await told(() => town.query(`update permit_rules set online_target = 0.6, one_visit_target = 0.3`))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const filing = await town.permit(4, 'FILING', 'APPLY', 'ACCEPT');
  const due = async () => (await town.get('ADMIN', 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Permit { dueOn } } }', { ids: [filing] })).nodes[0].dueOn;
  expect(await due()).toBe('2020-04-21');
  expect(await told(() => town.query(`insert into calendar_day (day, working, name) values ('2020-04-20', false, '临时放假')`))).toContain(4);
  expect(await due()).toBe('2020-04-22');
  // Another number of days is for what is accepted from then on; the calendar of another year changes nothing.
  await setKind('FILING', { nameZh: '项目备案（核准）', position: 10, after: [], parallelGroup: null, papersMayFollow: false, workingDays: 20 });
  await town.query(`insert into calendar_day (day, working, name) values ('2031-03-03', false, '远期')`);
  expect(await due()).toBe('2020-04-22');
});
