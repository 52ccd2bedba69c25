import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { City, Data } from '../support/city.js';
import { draw, openTown, project, rebase, report, scheduleOf, three, unit, whatIf } from './town.js';

let city: City;
beforeAll(async () => void (city = await openTown()));
afterAll(() => city.close());

const codes = (said: Data): string[] => said.userErrors.map(({ code }: Data) => code);
const of = (schedule: Data, code: string): Data => schedule.milestones.find((each: Data) => each.code === code);

test('[BS7] a schedule is drawn from its end backwards, with who answers for each milestone, its plan, forecast, slack and critical chain', async () => {
  const { schedule, userErrors } = await draw(city, 1, { ...three, milestones: three.milestones.map((each, index) => (index === 1 ? { ...each, unitId: unit(1) } : each)) });
  expect(userErrors).toEqual([]);
  expect(schedule).toMatchObject({ endsOn: '2020-06-30', projectedEnd: '2020-06-14', lateDays: 0, slack: 16, state: 'ON_TIME', lateCount: 0, criticalCount: 3, daysToStart: 16, daysToEnd: 75, chain: [{ code: 'a' }, { code: 'b' }, { code: 'c' }], contradictions: [] });
  expect(schedule.milestones.map(({ code, unit: who, plannedStartOn, plannedFinishOn, forecastStartOn, forecastFinishOn, daysToStart }: Data) => [code, who.code, plannedStartOn, plannedFinishOn, forecastStartOn, forecastFinishOn, daysToStart])).toEqual([
    ['a', 'CO', '2020-05-02', '2020-05-11', '2020-04-16', '2020-04-25', 16],
    ['b', 'A', '2020-05-12', '2020-05-31', '2020-04-26', '2020-05-15', 26],
    ['c', 'CO', '2020-06-01', '2020-06-30', '2020-05-16', '2020-06-14', 46],
  ]);
  expect((await city.get('ADMIN', '{ project(code: "P1") { history { act note } } }')).project.history.at(-1)).toEqual({ act: 'SCHEDULE_DRAWN', note: '2020-06-30' });
});

test('[BS8] a project has one standing schedule, also when two draw at once; it ends with a reason, and another one may be drawn', async () => {
  expect(codes(await draw(city, 1, three))).toEqual(['SCHEDULE_EXISTS']);
  const both = await Promise.all([draw(city, 2, three), draw(city, 2, three)]);
  expect(both.flatMap(codes)).toEqual(['SCHEDULE_EXISTS']);
  await expect(city.query(`insert into back_schedule (project_id, ends_on, drawn_by) values (2, '2020-12-31', 'x')`)).rejects.toThrow('back_schedule_one_stands');
  const end = async (reason: string) => (await city.get('DISPATCHER', 'mutation ($id: ID!, $reason: String!) { scheduleEnd(projectId: $id, reason: $reason) { schedule { endReason endedAt } userErrors { code } } }', { id: project(2), reason })).scheduleEnd;
  expect(codes(await end(' '))).toEqual(['TEXT_EMPTY']);
  expect(await end('项目缓建')).toMatchObject({ schedule: { endReason: '项目缓建', endedAt: expect.any(String) }, userErrors: [] });
  expect(codes(await end('再来'))).toEqual(['NOT_FOUND']);
  expect(await scheduleOf(city, 2)).toBeNull();
  expect(codes(await draw(city, 2, three))).toEqual([]);
});

test('[BS9] milestones that wait in a circle and an end that cannot be kept are refused with the chain that makes them; nothing is left of them', async () => {
  const [a, b, c] = three.milestones;
  const circle = await draw(city, 3, { ...three, milestones: [{ ...a, after: [{ code: 'c' }] }, b, c] });
  expect(circle).toMatchObject({ schedule: null, userErrors: [{ code: 'SCHEDULE_CYCLE', path: ['input', 'milestones'], message: expect.stringMatching(/基础 → 主体 → 安装 → 基础|主体 → 安装 → 基础 → 主体|安装 → 基础 → 主体 → 安装/) }] });
  const early = await draw(city, 3, { ...three, endsOn: '2020-06-10' });
  expect(early).toMatchObject({ schedule: null, userErrors: [{ code: 'SCHEDULE_IMPOSSIBLE', path: ['input', 'endsOn'], message: expect.stringContaining('2020-06-14') }] });
  expect(early.userErrors[0].message).toContain('基础 → 主体 → 安装');
  expect(early.userErrors[0].message).toContain('4 天');
  expect(await city.query('select id from back_schedule where project_id = 3')).toEqual([]);
  expect(codes(await draw(city, 3, { ...three, endsOn: '2020-06-14' }))).toEqual([]);
});

test('[BS10] what a schedule cannot be is refused with its place, and nothing is drawn', async () => {
  const [a, b] = three.milestones;
  for (const [input, code, path] of [
    [{ ...three, template: 'PLANT' }, 'SCHEDULE_SOURCE', ['input']],
    [{ endsOn: '2020-12-31' }, 'SCHEDULE_SOURCE', ['input']],
    [{ endsOn: '2020-12-31', template: 'CASTLE' }, 'NOT_FOUND', ['input', 'template']],
    [{ ...three, milestones: [] }, 'NUMBER_OUT_OF_RANGE', ['input', 'milestones']],
    [{ ...three, milestones: [a, a] }, 'NAMED_TWICE', ['input', 'milestones']],
    [{ ...three, milestones: [a, { ...b, after: [{ code: 'z' }] }] }, 'MILESTONE_UNKNOWN', ['input', 'milestones', '1', 'after', '0', 'code']],
    [{ ...three, milestones: [{ ...a, days: 0 }] }, 'NUMBER_OUT_OF_RANGE', ['input', 'milestones', '0', 'days']],
    [{ ...three, milestones: [{ ...a, name: ' ' }] }, 'TEXT_EMPTY', ['input', 'milestones', '0', 'name']],
    [{ ...three, milestones: [a, { ...b, after: [{ code: 'a', lag: 400 }] }] }, 'NUMBER_OUT_OF_RANGE', ['input', 'milestones', '1', 'after', '0', 'lag']],
    [{ ...three, milestones: [{ ...a, unitId: unit(99) }] }, 'NOT_FOUND', ['input', 'milestones', '0', 'unitId']],
    [{ ...three, endsOn: '2100-01-01' }, 'DAY_AFTER', ['input', 'endsOn']],
    [{ ...three, winterStops: [{ from: '2020-11-01', until: '2020-10-01' }] }, 'DAY_BEFORE', ['input', 'winterStops', '0', 'until']],
    [{ ...three, reserveDays: -1 }, 'NUMBER_OUT_OF_RANGE', ['input', 'reserveDays']],
    [{ ...three, done: [{ code: 'a', startedOn: '2020-04-17' }] }, 'DAY_AFTER', ['input', 'done', '0', 'startedOn']],
    [{ ...three, done: [{ code: 'x', startedOn: '2020-04-01' }] }, 'MILESTONE_UNKNOWN', ['input', 'done', '0', 'code']],
  ] as const) {
    expect({ code, path, said: await draw(city, 4, input) }).toMatchObject({ said: { schedule: null, userErrors: [{ code, path }] } });
  }
  expect(await city.query('select id from back_schedule where project_id = 4')).toEqual([]);
});

test('[BS11] who builds or serves a project reports a milestone, once; what is wrong the office corrects, at the version that it read and with a reason', async () => {
  const a = of(await scheduleOf(city, 1), 'a');
  const owner = { role: 'OWNER', options: { unit: 'CO' } } as const;
  expect(codes(await report(city, a.id, {}, owner))).toEqual(['TEXT_EMPTY']);
  expect(codes(await report(city, a.id, { finishedOn: '2020-04-15' }, owner))).toEqual(['MILESTONE_NOT_STARTED']);
  expect(codes(await report(city, a.id, { startedOn: '2020-04-17' }, owner))).toEqual(['DAY_AFTER']);
  expect(await report(city, a.id, { startedOn: '2020-04-10' }, owner)).toMatchObject({ milestone: { startedOn: '2020-04-10', finishedOn: null, forecastFinishOn: '2020-04-19' }, userErrors: [] });
  const { milestone: said } = await report(city, a.id, { startedOn: '2020-04-10' }, owner);
  expect(said.version).toBe(of(await scheduleOf(city, 1), 'a').version);
  expect(codes(await report(city, a.id, { startedOn: '2020-04-11' }, owner))).toEqual(['MILESTONE_REPORTED']);
  expect(codes(await report(city, a.id, { finishedOn: '2020-04-09' }, owner))).toEqual(['DAY_BEFORE']);
  expect(await report(city, a.id, { finishedOn: '2020-04-15' }, { role: 'OFFICER', options: { leader: 'L2' } })).toMatchObject({ milestone: { finishedOn: '2020-04-15', forecastFinishOn: '2020-04-15' }, userErrors: [] });
  expect(of(await scheduleOf(city, 1), 'b').forecastStartOn).toBe('2020-04-16');

  const correct = async (version: number, input: Data, reason = '填错') => (await city.get('DISPATCHER', `mutation ($id: ID!, $version: Int!, $input: MilestoneCorrectInput!, $reason: String!) { milestoneCorrect(id: $id, version: $version, input: $input, reason: $reason) { milestone { name unit { code } startedOn finishedOn version } userErrors { code path } } }`, { id: a.id, version, input, reason })).milestoneCorrect;
  const { version } = of(await scheduleOf(city, 1), 'a');
  expect(codes(await correct(version - 1, { name: '基础' }))).toEqual(['CONFLICT']);
  expect((await correct(version, { name: ' ', unitId: unit(99), startedOn: '2020-04-12', finishedOn: '2020-04-11' }, ' ')).userErrors).toEqual([
    { code: 'TEXT_EMPTY', path: ['reason'] }, { code: 'TEXT_EMPTY', path: ['input', 'name'] }, { code: 'NOT_FOUND', path: ['input', 'unitId'] }, { code: 'DAY_BEFORE', path: ['input', 'finishedOn'] },
  ]);
  expect(await correct(version, { name: '基础工程', unitId: unit(2), startedOn: '2020-04-10' })).toEqual({ milestone: { name: '基础工程', unit: { code: 'B' }, startedOn: '2020-04-10', finishedOn: null, version: version + 1 }, userErrors: [] });
  const { project: { history } } = await city.get('ADMIN', '{ project(code: "P1") { history { act note } } }');
  expect(history.filter(({ act }: Data) => act === 'MILESTONE_REPORTED')).toHaveLength(2); // what is said again is not written again
  expect(history.slice(-3)).toEqual([{ act: 'MILESTONE_REPORTED', note: '基础: 2020-04-10' }, { act: 'MILESTONE_REPORTED', note: '基础: 2020-04-10 … 2020-04-15' }, { act: 'MILESTONE_CORRECTED', note: '基础工程: 填错' }]);
});

test('[BS12] a milestone that began too early is shown as a contradiction, and what goes by too late as late days and days of the state', async () => {
  const drawn = (await draw(city, 4, { ...three, endsOn: '2020-06-16', done: [{ code: 'a', startedOn: '2020-04-01', finishedOn: '2020-04-12' }, { code: 'b', startedOn: '2020-04-10' }] })).schedule;
  expect(drawn).toMatchObject({ contradictions: [{ before: { code: 'a' }, after: { code: 'b' }, days: 3 }], state: 'ON_TIME' });
  expect(of(drawn, 'a')).toMatchObject({ plannedFinishOn: '2020-04-27', lateDays: 0, slack: null });
  await city.query(`update milestone set started_on = '2020-04-28' where project_id = 4 and code = 'b'`);
  await city.query(`update business_clock set ahead = timestamptz '2020-05-20 09:00+08' - now()`);
  expect(await scheduleOf(city, 4)).toMatchObject({ state: 'LATE', lateDays: 3, slack: -3, lateCount: 2, projectedEnd: '2020-06-19', chain: [{ code: 'b' }, { code: 'c' }] });
  await city.query(`update business_clock set ahead = timestamptz '2020-04-16 09:00+08' - now()`);
});

test('[BS13] what a change would lead to is told before it is saved: moved and late milestones, whose they are, the new end; nothing is written', async () => {
  const before = await scheduleOf(city, 3);
  const [a, b, c] = before.milestones;
  await city.query(`update milestone set unit_id = 2 where id in (select id from milestone where project_id = 3 and code in ('b', 'c'))`);
  expect(before).toMatchObject({ state: 'TIGHT', slack: 0 });
  const { consequences } = await whatIf(city, 3, { milestones: [{ id: b.id, notBefore: '2020-05-01' }] });
  expect(consequences).toMatchObject({ endsOn: '2020-06-14', projectedEnd: '2020-06-19', movedDays: 5, lateDays: 5, state: 'LATE', possible: false, units: [{ code: 'B' }], chain: [{ code: 'b' }, { code: 'c' }] });
  expect(consequences.milestones.map(({ milestone, movedDays, lateDays, critical }: Data) => [milestone.code, movedDays, lateDays, critical])).toEqual([['a', 0, 0, false], ['b', 5, 5, true], ['c', 5, 5, true]]);
  expect((await whatIf(city, 3, { endsOn: '2020-06-30', milestones: [{ id: c.id, days: 40 }] })).consequences).toMatchObject({ projectedEnd: '2020-06-24', movedDays: 10, state: 'TIGHT', possible: true });
  expect((await whatIf(city, 3, { milestones: [{ id: a.id, days: 0 }, { id: a.id }, { id: toGlobalId('Milestone', 9999) }] })).userErrors).toEqual([
    { code: 'NUMBER_OUT_OF_RANGE', path: ['changes', 'milestones', '0', 'days'] }, { code: 'NOT_FOUND', path: ['changes', 'milestones', '2', 'id'] }, { code: 'NAMED_TWICE', path: ['changes', 'milestones', '1', 'id'] },
  ]);
  expect((await whatIf(city, 5, { milestones: [] })).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['projectId'] }]);
  const kept = ({ milestones }: Data) => milestones.map(({ days, forecastFinishOn, plannedFinishOn, version }: Data) => [days, forecastFinishOn, plannedFinishOn, version]);
  expect(kept(await scheduleOf(city, 3))).toEqual(kept(before));
});

test('[BS13] an end that moves names whose milestones would be late, and where it can be kept the plan that would be saved and who has it', async () => {
  const before = await scheduleOf(city, 3);
  const rowsOf = ({ consequences }: Data) => consequences.milestones.map(({ milestone, plannedStartOn, plannedFinishOn, plannedMovedDays, movedDays }: Data) => [milestone.code, plannedStartOn, plannedFinishOn, plannedMovedDays, movedDays]);
  const earlier = await whatIf(city, 3, { endsOn: '2020-06-10', milestones: [] });
  expect(earlier.consequences).toMatchObject({ possible: false, movedDays: 0, units: [{ code: 'B' }] });
  expect(rowsOf(earlier)).toEqual(['a', 'b', 'c'].map((code) => [code, null, null, null, 0]));
  const later = await whatIf(city, 3, { endsOn: '2020-06-20', milestones: [] });
  expect(later.consequences).toMatchObject({ possible: true, movedDays: 0, units: [{ code: 'B' }] });
  expect(rowsOf(later)).toEqual([['a', '2020-04-22', '2020-05-01', 6, 0], ['b', '2020-05-02', '2020-05-21', 6, 0], ['c', '2020-05-22', '2020-06-20', 6, 0]]);
  expect((await whatIf(city, 3, { milestones: [] })).consequences.units).toEqual([]);
  expect(await scheduleOf(city, 3)).toEqual(before);
});

test('[BS14] a changed plan is saved as a new baseline with a reason; the first one stays to be compared with, and what is finished keeps its plan', async () => {
  const { version, milestones: [a, b, c] } = await scheduleOf(city, 3);
  await report(city, a.id, { startedOn: '2020-04-01', finishedOn: '2020-04-10' });
  expect(codes(await rebase(city, 3, version + 1, { milestones: [] }))).toEqual(['CONFLICT']);
  expect(codes(await rebase(city, 3, version, { milestones: [] }, ' '))).toEqual(['TEXT_EMPTY']);
  expect(codes(await rebase(city, 3, version, { milestones: [{ id: a.id, days: 4 }] }))).toEqual(['MILESTONE_DONE']);
  expect(codes(await rebase(city, 3, version, { milestones: [{ id: c.id, days: 60 }] }))).toEqual(['SCHEDULE_IMPOSSIBLE']);
  const { schedule, userErrors } = await rebase(city, 3, version, { endsOn: '2020-07-15', milestones: [{ id: b.id, days: 25 }] });
  expect(userErrors).toEqual([]);
  expect(schedule).toMatchObject({ endsOn: '2020-07-15', version: version + 1 });
  expect(schedule.milestones.map(({ code, plannedStartOn, plannedFinishOn, baselineFinishOn }: Data) => [code, plannedStartOn, plannedFinishOn, baselineFinishOn])).toEqual([
    ['a', '2020-04-16', '2020-04-25', '2020-04-25'], ['b', '2020-05-22', '2020-06-15', '2020-05-15'], ['c', '2020-06-16', '2020-07-15', '2020-06-14'],
  ]);
  expect(schedule.baselines).toMatchObject([
    { number: 1, endsOn: '2020-06-14', reason: '', madeBy: 'DISPATCHER', milestones: [{ milestone: { code: 'a' }, days: 10 }, { days: 20, startOn: '2020-04-26', finishOn: '2020-05-15' }, { days: 30 }] },
    { number: 2, endsOn: '2020-07-15', reason: '设备延期到货', milestones: [{}, { milestone: { code: 'b' }, days: 25, startOn: '2020-05-22', finishOn: '2020-06-15' }, {}] },
  ]);
  expect((await city.get('ADMIN', '{ project(code: "P3") { history { act note } } }')).project.history.at(-1)).toEqual({ act: 'SCHEDULE_REBASED', note: '2020-07-15: 设备延期到货' });
});

test('[BS15] a schedule is drawn by a template of its kind, over the winters of the city; the office keeps the templates', async () => {
  const { scheduleTemplates } = await city.get('VIEWER', '{ scheduleTemplates { code name nameEn stopFrom stopUntil steps { code days outdoors after { code kind lag } } } }');
  expect(scheduleTemplates.map(({ code }: Data) => code)).toEqual(['HOSPITAL', 'HOUSING', 'PLANT', 'ROAD']);
  expect(codes(await draw(city, 5, { endsOn: '2020-07-31', template: 'PLANT' }))).toEqual(['SCHEDULE_IMPOSSIBLE']);
  const { schedule, userErrors } = await draw(city, 5, { endsOn: '2021-10-31', template: 'PLANT' });
  expect(userErrors).toEqual([]);
  expect(schedule.milestones).toHaveLength(scheduleTemplates[2].steps.length);
  for (const code of ['SITE', 'FOUNDATION', 'STRUCTURE', 'ENVELOPE']) {
    for (const day of ['plannedStartOn', 'plannedFinishOn', 'forecastStartOn', 'forecastFinishOn']) expect(of(schedule, code)[day].slice(5) > '03-31' && of(schedule, code)[day].slice(5) < '11-01').toBe(true);
  }

  const set = async (input: Data, options = {}) => (await city.get('DISPATCHER', 'mutation ($input: ScheduleTemplateSetInput!) { scheduleTemplateSet(input: $input) { template { code name steps { code counting } endedAt } userErrors { code path } } }', { input }, options)).scheduleTemplateSet;
  const bridge = { code: 'BRIDGE', name: '大桥', nameEn: 'bridge', steps: [{ code: 'x', name: '桩', days: 3 }, { code: 'y', name: '梁', days: 4, after: [{ code: 'x' }] }] };
  expect((await set({ ...bridge, stopFrom: '02-30', stopUntil: null })).userErrors).toEqual([{ code: 'DAY_OF_YEAR', path: ['input', 'stopFrom'] }, { code: 'TEXT_EMPTY', path: ['input', 'stopUntil'] }]);
  expect(codes(await set({ ...bridge, steps: [{ code: 'x', name: '桩', days: 3, after: [{ code: 'x' }] }] }))).toEqual(['SCHEDULE_CYCLE']);
  expect(codes(await set(bridge, { region: 'E' }))).toEqual(['FORBIDDEN_HERE']);
  expect(await set(bridge)).toEqual({ template: { code: 'BRIDGE', name: '大桥', steps: [{ code: 'x', counting: 'WORKING_DAYS' }, { code: 'y', counting: 'WORKING_DAYS' }], endedAt: null }, userErrors: [] });
  expect((await city.get('DISPATCHER', 'mutation { scheduleTemplateEnd(code: "BRIDGE") { template { endedAt } userErrors { code } } }')).scheduleTemplateEnd).toEqual({ template: { endedAt: expect.any(String) }, userErrors: [] });
  expect(codes(await draw(city, 6, { endsOn: '2021-10-31', template: 'BRIDGE' }))).toEqual(['ENDED']);
});

test('[BS15] every winter stops what is built outdoors, also one that the end first drawn did not reach, and stops of its own beside it', async () => {
  const before = await scheduleOf(city, 5);
  expect(before.winterStops).toEqual([{ from: '2019-11-01', until: '2020-03-31' }, { from: '2020-11-01', until: '2021-03-31' }, { from: '2021-11-01', until: '2022-03-31' }]);
  const structure = of(before, 'STRUCTURE');
  const { schedule, userErrors } = await rebase(city, 5, before.version, { endsOn: '2026-06-30', winterStops: [{ from: '2024-06-01', until: '2024-06-30' }], milestones: [{ id: structure.id, notBefore: '2023-10-25' }] });
  expect(userErrors).toEqual([]);
  expect(of(schedule, 'STRUCTURE')).toMatchObject({ forecastStartOn: '2023-10-25', forecastFinishOn: '2024-05-23' }); // 7 days, and 53 after the winter
  expect(schedule.winterStops.map(({ from }: Data) => from)).toEqual(['2019-11-01', '2020-11-01', '2021-11-01', '2022-11-01', '2023-11-01', '2024-06-01', '2024-11-01', '2025-11-01', '2026-11-01']);
});

test('[BS16] a unit sees the projects whose milestones it answers for, as long as it does; others and other counties do not, nor do they act on them', async () => {
  const seen = async (options: Data, role: 'UNIT' | 'VIEWER' | 'OWNER' = 'UNIT'): Promise<string[]> => (await city.get(role, '{ schedules(first: 50, orderBy: CODE_ASC) { nodes { project { code } } } }', {}, options)).schedules.nodes.map(({ project: { code } }: Data) => code);
  expect(await seen({ unit: 'A' })).toEqual(['P1']);
  expect(await seen({ unit: 'B' })).toEqual(['P1', 'P3']);
  expect(await seen({ region: 'W' }, 'VIEWER')).toEqual(['P2', 'P4']);
  expect(await seen({ unit: 'CO' }, 'OWNER')).toEqual(['P1']);
  await city.query(`update milestone set unit_id = null where project_id = 1 and unit_id = 1`);
  expect(await seen({ unit: 'A' })).toEqual([]);
  const [c] = await city.query<{ id: number }>(`select id from milestone where project_id = 3 and code = 'c'`);
  expect(codes(await report(city, toGlobalId('Milestone', c!.id), { startedOn: '2020-04-10' }, { role: 'OWNER', options: { unit: 'CO' } }))).toEqual(['NOT_FOUND']);
  expect(codes(await draw(city, 6, three, { options: { region: 'E' } }))).toEqual(['NOT_FOUND']);
  expect((await whatIf(city, 3, { milestones: [] }, { role: 'VIEWER', options: { region: 'W' } })).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['projectId'] }]);
});

test('[BS17] schedules are a list by what they have missed, by end or by code, of any filter of projects; those behind may be asked for alone', async () => {
  const listed = async (more: string): Promise<string[]> => (await city.get('ADMIN', `{ schedules(first: 50, ${more}) { totalCount nodes { project { code } } } }`)).schedules.nodes.map(({ project: { code } }: Data) => code);
  await city.query(`update milestone set planned_start = '2020-03-01', planned_finish = '2020-04-01' where project_id = 2 and code = 'a'`);
  expect(await listed('orderBy: ENDS_ON_ASC')).toEqual(['P4', 'P1', 'P2', 'P3', 'P5']);
  expect((await listed('orderBy: BEHIND_FIRST'))[0]).toBe('P2');
  expect(await listed('behind: true')).toEqual(['P2']);
  expect(await listed('filter: { search: "项目5" }, orderBy: CODE_ASC')).toEqual(['P5']);
});

test('[BS10] a unit that has ended answers for no milestone: by name, by correction, or as the owner where nobody is named', async () => {
  await city.query(`insert into unit (id, code, name, type, region_id, ended_at) values (9, 'GONE', '旧局', 'DEPARTMENT', 1, business_now())`);
  await city.query(`insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, owner_unit_id) values (90, 'P90', '项目90', 'COUNTY', 'INDUSTRY', 'NEW', 'UNDER_CONSTRUCTION', 2, 1, 9)`);
  const [a] = three.milestones;
  expect((await draw(city, 90, { ...three, milestones: [{ ...a, unitId: unit(9) }] })).userErrors).toMatchObject([{ code: 'ENDED', path: ['input', 'milestones', '0', 'unitId'] }]);
  expect((await draw(city, 90, three)).userErrors).toMatchObject([{ code: 'ENDED', path: ['projectId'] }]);
  expect(codes(await draw(city, 90, { ...three, milestones: [{ ...a, unitId: unit(1) }] }))).toEqual([]);
});

test('[BS15] a schedule may end on the last day that calendars speak of', async () => {
  expect(codes(await draw(city, 6, { endsOn: '2099-12-31', template: 'PLANT' }))).toEqual([]);
});
