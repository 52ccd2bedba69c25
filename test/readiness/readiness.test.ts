import { afterEach, beforeEach, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { acts, id, items, openTown } from './town.js';

let city: City;
let town: ReturnType<typeof acts>;
beforeEach(async () => {
  city = await openTown();
  town = acts(city);
});
afterEach(() => city.close());

test('[RD1] what must be in place is data: the pilot\'s four in their order, set anew, restricted to projects, ended and not deleted', async () => {
  const list = async (): Promise<Data[]> => (await city.get('VIEWER', '{ readinessItems { code nameZh nameEn place rule tiers sectors origins endedAt } }')).readinessItems;
  expect((await list()).map(({ code, nameZh, rule, endedAt }) => [code, nameZh, rule, endedAt])).toEqual([
    ['PREVENTION_DUTY', '项目主体防控责任', 'FLAGGED', null], ['WORKERS_ON_DUTY', '上岗人员管理', 'FLAGGED', null], ['SITE_MEASURES', '施工现场防疫措施', 'FLAGGED', null], ['EMERGENCY_PLAN', '应急预案准备', 'FLAGGED', null],
  ]);
  expect(await town.set('FIRE', { nameZh: '消防', nameEn: 'fire safety', place: 2, tiers: ['COUNTY'], sectors: ['INDUSTRY', 'INDUSTRY'] })).toEqual({
    readinessItem: { code: 'FIRE', nameZh: '消防', nameEn: 'fire safety', place: 2, rule: 'REFUSED', tiers: ['COUNTY'], sectors: ['INDUSTRY'], origins: [], endedAt: null }, userErrors: [],
  });
  expect((await list()).map(({ code }) => code)).toEqual(['PREVENTION_DUTY', 'WORKERS_ON_DUTY', 'FIRE', 'SITE_MEASURES', 'EMERGENCY_PLAN']);
  // P2 is an industry project of a county; P4 is none of industry, P1 none of a county.
  expect(Object.keys(await town.readiness(2))).toContain('FIRE');
  expect(Object.keys(await town.readiness(4))).not.toContain('FIRE');
  expect((await town.check(1, 'FIRE')).userErrors).toMatchObject([{ code: 'READINESS_NOT_ASKED', path: ['input', 'item'], message: expect.stringContaining('消防') }]);
  await town.check(2, 'FIRE');
  expect((await town.end('FIRE')).readinessItem.endedAt).toEqual(expect.any(String));
  expect((await town.end('FIRE')).userErrors).toEqual([{ code: 'ENDED', path: ['code'] }]);
  expect((await town.end('NONE')).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['code'] }]);
  expect((await town.check(2, 'FIRE')).userErrors).toMatchObject([{ code: 'ENDED' }]);
  expect(Object.keys(await town.readiness(2))).not.toContain('FIRE');
  expect((await list()).at(-1)!.code).toBe('FIRE');
  expect((await town.set('FIRE', { place: 5 })).readinessItem).toMatchObject({ endedAt: null, tiers: [] });
  expect(await town.readiness(2)).toMatchObject({ FIRE: 'DONE' });
});

test('[RD20] of two who set one item at once, new or not, one whole setting stands after the other', async () => {
  const [one, other] = [{ nameZh: '供水', nameEn: 'water', place: 7, tiers: ['COUNTY'] }, { nameZh: '供暖', nameEn: 'heat', place: 8, tiers: ['MUNICIPAL'] }];
  for (const code of ['TWICE', 'TWICE']) {
    for (const { userErrors } of await Promise.all([town.set(code, one), town.set(code, other)])) expect(userErrors).toEqual([]);
    expect([one, other]).toContainEqual((await city.query(`select name_zh as "nameZh", name_en as "nameEn", place, tiers from readiness_item where code = 'TWICE'`))[0]);
  }
  await town.end('TWICE');
});

test('[RD2] an item that says nothing is refused, nothing is kept', async () => {
  expect((await town.set(' ', { nameZh: '', nameEn: 'x'.repeat(201), place: 0 })).userErrors).toEqual([
    { code: 'TEXT_EMPTY', path: ['input', 'code'] }, { code: 'TEXT_EMPTY', path: ['input', 'nameZh'] }, { code: 'TEXT_TOO_LONG', path: ['input', 'nameEn'] }, { code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'place'] },
  ]);
  expect(await city.query('select count(*)::int as n from readiness_item')).toEqual([{ n: 4 }]);
});

test('[RD3] a check says how an item stands, with who and when; a later one takes its place, and both stay on record', async () => {
  const { project, userErrors } = await town.check(1, 'SITE_MEASURES', { done: false, dueOn: '2020-04-20', note: ' 测温点未设 ' });
  expect(userErrors).toEqual([]);
  expect(project.readiness[2]).toMatchObject({
    item: { code: 'SITE_MEASURES' }, state: 'NOT_DONE', check: { done: false, dueOn: '2020-04-20', evidenceUrl: null, note: '测温点未设', byOwner: false, checkedBy: { name: 'DISPATCHER' }, confirmedBy: null },
  });
  expect(project.history.at(-1)).toEqual({ act: 'READINESS_CHECKED', note: '施工现场防疫措施：未到位 2020-04-20 测温点未设' });
  const later = await town.check(1, 'SITE_MEASURES', { evidenceUrl: 'https://example.cn/1.jpg' }, 'OFFICER', { leader: 'L' });
  expect(later.project.readiness[2]).toMatchObject({ state: 'DONE', check: { evidenceUrl: 'https://example.cn/1.jpg' }, checks: [{ done: true }, { done: false, note: '测温点未设' }] });
  expect(await town.readiness(1)).toEqual({ PREVENTION_DUTY: 'UNCHECKED', WORKERS_ON_DUTY: 'UNCHECKED', SITE_MEASURES: 'DONE', EMERGENCY_PLAN: 'UNCHECKED' });
});

test('[RD4] bad input is refused by value, all of it at once, and nothing is kept', async () => {
  expect((await town.check(1, 'SITE_MEASURES', { done: true, dueOn: '2020-04-15', evidenceUrl: 'javascript:alert(1)', note: 'x'.repeat(2_001) })).userErrors).toMatchObject([
    { code: 'READINESS_DUE', path: ['input', 'dueOn'] }, { code: 'DAY_BEFORE', path: ['input', 'dueOn'] }, { code: 'BAD_LINK', path: ['input', 'evidenceUrl'] }, { code: 'TEXT_TOO_LONG', path: ['input', 'note'] },
  ]);
  expect((await town.check(1, 'NONE')).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'item'] }]);
  await city.query(`update project set ended_at = now(), end_reason = 'x' where id = 2`);
  expect((await town.check(2, 'SITE_MEASURES')).userErrors).toMatchObject([{ code: 'ENDED', path: ['input', 'projectId'] }]);
  expect((await town.check(1, 'SITE_MEASURES', {}, 'DISPATCHER', { region: 'E' })).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'projectId'] }]);
  expect(await city.query('select from readiness_check')).toEqual([]);
});

test('[RD5] the owner\'s word that an item is in place is a claim, until the office or an officer confirms it; that it is not counts at once', async () => {
  const owner = ['OWNER', { unit: 'OWN' }] as const;
  const claimed = await town.check(1, 'EMERGENCY_PLAN', {}, ...owner);
  expect(claimed.project.readiness[3]).toMatchObject({ state: 'CLAIMED', check: { byOwner: true, confirmedBy: null } });
  const { id: claim } = claimed.project.readiness[3].check;
  expect((await city.ask('OWNER', 'mutation ($id: ID!) { readinessConfirm(checkId: $id) { userErrors { code } } }', { id: claim }, { unit: 'OWN' })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  // Somebody of the other county does not see the project: P1 lies in the west.
  expect((await town.confirm(claim, 'DISPATCHER', { region: 'E' })).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['checkId'] }]);
  expect((await town.confirm(id('ReadinessCheck', 99))).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['checkId'] }]);
  const confirmed = await town.confirm(claim, 'OFFICER', { leader: 'L' });
  expect(confirmed.project.readiness[3]).toMatchObject({ state: 'DONE', check: { confirmedAt: expect.any(String), confirmedBy: { name: 'OFFICER' } } });
  expect(confirmed.project.history.at(-1)).toEqual({ act: 'READINESS_CONFIRMED', note: '应急预案准备' });
  expect((await town.confirm(claim)).userErrors).toEqual([{ code: 'READINESS_NOT_CLAIMED', path: ['checkId'] }]);
  await town.check(1, 'EMERGENCY_PLAN', { done: false }, ...owner);
  expect(await town.readiness(1)).toMatchObject({ EMERGENCY_PLAN: 'NOT_DONE' });
});

test('[RD6] what another check took the place of is not confirmed any more, and an office\'s word needs nobody\'s', async () => {
  const { project } = await town.check(1, 'EMERGENCY_PLAN', {}, 'OWNER', { unit: 'OWN' });
  const own = await town.check(1, 'EMERGENCY_PLAN', { done: false });
  expect((await town.confirm(project.readiness[3].check.id)).userErrors).toEqual([{ code: 'READINESS_NOT_CLAIMED', path: ['checkId'] }]);
  expect((await town.confirm(own.project.readiness[3].check.id)).userErrors).toEqual([{ code: 'READINESS_NOT_CLAIMED', path: ['checkId'] }]);
  expect(await town.readiness(1)).toMatchObject({ EMERGENCY_PLAN: 'NOT_DONE' });
});

test('[RD7] of checks that come at once, by SQL too, the last one stands, and none is lost', async () => {
  await city.query(`insert into readiness_check (project_id, item_id, done) values (1, 1, true)`);
  await Promise.all(Array.from({ length: 8 }, (_, n) => town.check(1, 'PREVENTION_DUTY', { done: n % 2 === 0, note: String(n) })));
  const [{ n, done }] = await city.query<Data>(`select count(*) over ()::int as n, done from readiness_check where project_id = 1 and item_id = 1 order by id desc limit 1`);
  expect([n, (await town.readiness(1)).PREVENTION_DUTY]).toEqual([9, done ? 'DONE' : 'NOT_DONE']);
});

test('[RD8] a start or resumption without what no start may lack is refused by its rule, naming all that lacks, and nothing is half done', async () => {
  await town.set('PREVENTION_DUTY', { nameZh: '主体责任', nameEn: 'duty', place: 1 });
  await town.set('EMERGENCY_PLAN', { nameZh: '应急预案', nameEn: 'plan', place: 4 });
  const refused = await town.progress(1, { startedOn: '2020-04-16', physicalProgress: 0.2, completedInvestment: '5' });
  expect(refused).toMatchObject({ project: null, userErrors: [{ code: 'START_UNREADY', path: ['input', 'startedOn'], message: expect.stringContaining('主体责任、应急预案') }] });
  expect((await town.progress(1, { startedOn: '2020-04-16' }, { language: 'en' })).userErrors[0].message).toContain('duty, plan');
  expect((await town.progress(1, { stage: 'UNDER_CONSTRUCTION' })).userErrors).toMatchObject([{ code: 'START_UNREADY', path: ['input', 'stage'] }]);
  expect((await town.progress(5, { resumedOn: '2020-04-16' })).userErrors).toMatchObject([{ code: 'START_UNREADY', path: ['input', 'resumedOn'] }]);
  expect((await town.correct(1, { startedOn: '2020-04-10' })).userErrors).toEqual([{ code: 'START_UNREADY', path: ['input', 'startedOn'] }]);
  expect(await city.query(`select started_on, stage, physical_progress::float8 as progress from project where id = 1`)).toEqual([{ started_on: null, stage: 'PREPARING', progress: 0 }]);
  expect(await city.query('select from unready_start union all select from progress_report')).toEqual([]);
  // What does not begin anything is reported as ever.
  expect((await town.progress(1, { physicalProgress: 0.1 })).userErrors).toEqual([]);
  await town.check(1, 'PREVENTION_DUTY');
  await town.check(1, 'EMERGENCY_PLAN', {}, 'OWNER', { unit: 'OWN' });
  expect((await town.progress(1, { startedOn: '2020-04-16' })).userErrors).toMatchObject([{ code: 'START_UNREADY', message: expect.stringContaining('应急预案') }]);
  await town.check(1, 'EMERGENCY_PLAN');
  expect((await town.progress(1, { startedOn: '2020-04-16' })).userErrors).toEqual([]);
});

test('[RD9] a start without what is only flagged is recorded, and the project shows what lacked then, also after it is in place', async () => {
  await town.check(1, 'PREVENTION_DUTY');
  await town.check(1, 'WORKERS_ON_DUTY', {}, 'OWNER', { unit: 'OWN' });
  const { project, userErrors } = await town.progress(1, { startedOn: '2020-04-15' });
  expect(userErrors).toEqual([]);
  const flag = { on: '2020-04-15', resumption: false, recordedBy: 'DISPATCHER', lacking: [{ code: 'WORKERS_ON_DUTY' }, { code: 'SITE_MEASURES' }, { code: 'EMERGENCY_PLAN' }] };
  expect(project).toMatchObject({ stage: 'UNDER_CONSTRUCTION', startedUnready: flag });
  expect(project.history).toContainEqual({ act: 'STARTED_UNREADY', note: '上岗人员管理、施工现场防疫措施、应急预案准备' });
  for (const item of items) await town.check(1, item);
  expect((await town.progress(1, { physicalProgress: 0.1 })).project.startedUnready).toEqual(flag);
  // A correction of the day is no other start; the day taken back takes the flag back, and a new start is judged anew.
  expect((await town.correct(1, { startedOn: '2020-04-14' })).project.startedUnready).toEqual({ on: '2020-04-14' });
  expect((await town.correct(1, { startedOn: null, stage: 'PREPARING' })).project.startedUnready).toBeNull();
  expect((await town.progress(1, { startedOn: '2020-04-16' })).project.startedUnready).toBeNull();
  expect(await city.query('select ended_at is not null as ended from unready_start')).toEqual([{ ended: true }]);
});

test('[RD21] a day of a resumption that is corrected, to an earlier or a later one, is no other resumption: its flag goes with it, and nothing is judged anew', async () => {
  await town.progress(6, { resumedOn: '2020-04-10' });
  const flag = async (): Promise<Data> => (await city.get('ADMIN', 'query ($id: ID!) { project(id: $id) { startedUnready { on resumption lacking { code } } } }', { id: id('Project', 6) })).project.startedUnready;
  expect(await flag()).toMatchObject({ on: '2020-04-10', resumption: true });
  const { lacking } = await flag();
  for (const item of items) await town.check(6, item);
  for (const day of ['2020-04-12', '2020-04-09']) {
    expect((await town.correct(6, { resumedOn: day })).userErrors ?? []).toEqual([]);
    expect(await flag()).toEqual({ on: day, resumption: true, lacking });
  }
  await city.query(`update project set resumed_on = '2020-04-13' where id = 6`);
  expect(await flag()).toEqual({ on: '2020-04-13', resumption: true, lacking });
});

test('[RD10] a start written by SQL is flagged like any other; a later resumption is judged for itself, and what is registered with its day is taken over', async () => {
  await city.query(`update project set resumed_on = '2020-04-15', stage = 'UNDER_CONSTRUCTION' where id = 5`);
  const of = async (row: number): Promise<Data> => (await city.get('ADMIN', 'query ($id: ID!) { project(id: $id) { startedUnready { on resumption recordedBy lacking { code } } } }', { id: id('Project', row) })).project.startedUnready;
  expect(await of(5)).toMatchObject({ on: '2020-04-15', resumption: true, recordedBy: expect.stringMatching(/^sql:/), lacking: items.map((code) => ({ code })) });
  await town.progress(5, { stage: 'SUSPENDED' });
  for (const item of items) await town.check(5, item);
  expect((await town.progress(5, { resumedOn: '2020-04-16' })).project.startedUnready).toBeNull();
  await city.query(`insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, started_on) values (9, 'P9', '已开工', 'COUNTY', 'INDUSTRY', 'NEW', 'UNDER_CONSTRUCTION', 2, 1, '2020-03-01')`);
  expect(await of(9)).toBeNull();
});
