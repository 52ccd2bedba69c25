import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { codes, id, input, openTown, rule, type Town } from './town.js';

let town: Town;
beforeAll(async () => void (town = await openTown()));
afterAll(() => town.close());

const adjustment = (contestId: string, more: Record<string, unknown> = {}): Data => ({ input: { contestId, regionId: id('Region', 2), rule: 'START', points: 5, from: '2020-04-08', reason: '补计', ...more } });
const frozen = /contest \d+/;

test('[CT1] the office of the whole city draws a contest up, and corrects the draft as a whole at the version it read; everybody reads it', async () => {
  const { contest, userErrors } = await town.act('contestDraw', { input: input({ rules: [rule({ weight: 60, tiers: ['MUNICIPAL'], sectors: [], tieBreak: 1 }), rule({ code: 'RED', name: '灯', measure: 'NOT_RED', weight: 30, zeroAt: 0.5, cap: 120 })] }) });
  expect(userErrors).toEqual([]);
  expect(contest).toMatchObject({
    name: '百日竞赛', days: 30, status: 'DRAFT', weight: 90, version: 1, drawnBy: 'dispatcher', regions: [{ code: 'E' }, { code: 'M' }, { code: 'W' }], adjustments: [], withdrawals: [],
    rules: [{ code: 'START', name: '开工率', measure: 'START_RATE', weight: 60, zeroAt: 0, fullAt: 1, cap: 100, tiers: ['MUNICIPAL'], sectors: null, origins: null, tieBreak: 1 }, { code: 'RED', weight: 30, zeroAt: 0.5, cap: 120, tieBreak: null }],
    history: [{ act: 'CONTEST_DRAWN', note: '百日竞赛' }],
  });
  const corrected = await town.act('contestCorrect', { id: contest.id, version: 1, input: input({ name: '竞赛', regionIds: [id('Region', 4), id('Region', 3)] }) }, 'ADMIN');
  expect(corrected).toMatchObject({ contest: { name: '竞赛', weight: 100, version: 2, regions: [{ code: 'M' }, { code: 'W' }] }, userErrors: [] });
  expect(codes(await town.act('contestCorrect', { id: contest.id, version: 1, input: input() }))).toEqual(['CONFLICT version']);
  expect(await town.board(contest.id)).toBeNull();
  const { contests } = await town.get('VIEWER', '{ contests(first: 1) { totalCount nodes { id status } } }', {}, { region: 'W' });
  expect(contests).toEqual({ totalCount: 1, nodes: [{ id: contest.id, status: 'DRAFT' }] });
});

test('[CT2] what is wrong with a draft is said of its place, and nothing is drawn up', async () => {
  const wrong: [Record<string, unknown>, string[]][] = [
    [{ name: ' ', endsOn: '2020-04-01' }, ['TEXT_EMPTY input.name', 'DAY_BEFORE input.endsOn']], [{ endsOn: '2022-01-01' }, ['DAY_AFTER input.endsOn']],
    [{ regionIds: [id('Region', 2)] }, ['NUMBER_OUT_OF_RANGE input.regionIds']], [{ regionIds: [id('Region', 2), id('Region', 99), id('Region', 6)] }, ['NOT_FOUND input.regionIds.1', 'ENDED input.regionIds.2']],
    [{ regionIds: [id('Region', 2), id('Region', 2)] }, ['NAMED_TWICE input.regionIds']], [{ regionIds: [id('Region', 3), id('Region', 5), id('Region', 2)] }, ['CONTEST_WITHIN input.regionIds.1']],
    [{ rules: [] }, ['NUMBER_OUT_OF_RANGE input.rules']], [{ rules: [rule(), rule()] }, ['NAMED_TWICE input.rules']],
    [{ rules: [rule({ code: '', name: '', weight: 0, zeroAt: 1, cap: 201, tieBreak: 0 })] }, ['code', 'name', 'weight', 'fullAt', 'cap', 'tieBreak'].map((field) => `${field === 'fullAt' ? 'CONTEST_SCALE' : /code|name/.test(field) ? 'TEXT_EMPTY' : 'NUMBER_OUT_OF_RANGE'} input.rules.0.${field}`)],
    [{ rules: [rule({ tieBreak: 1 }), rule({ code: 'B', tieBreak: 1 })] }, ['NAMED_TWICE input.rules']],
  ];
  const count = async () => (await town.query('select count(*)::int as count from contest'))[0];
  const before = await count();
  for (const [more, expected] of wrong) expect([more, codes(await town.act('contestDraw', { input: input(more) }))]).toEqual([more, expected]);
  expect(codes(await town.act('contestDraw', { input: input() }, 'DISPATCHER', { region: 'E' }))).toEqual(['FORBIDDEN_HERE ']);
  expect(await count()).toEqual(before);
});

test('[CT3] a contest starts with weights of 100; days, districts and rules stand from then on, whoever writes', async () => {
  const { contest } = await town.act('contestDraw', { input: input({ rules: [rule({ weight: 99 })] }) });
  expect(await town.act('contestStart', { id: contest.id, version: 1 })).toMatchObject({ contest: null, userErrors: [{ code: 'CONTEST_WEIGHTS', message: expect.stringContaining('99') }] });
  await town.act('contestCorrect', { id: contest.id, version: 1, input: input() });
  expect(codes(await town.act('contestStart', { id: contest.id, version: 1 }))).toEqual(['CONFLICT version']);
  expect(codes(await town.act('contestStart', { id: contest.id, version: 2 }, 'DISPATCHER', { region: 'E' }))).toEqual(['FORBIDDEN_HERE id']);
  expect((await town.act('contestStart', { id: contest.id, version: 2 })).contest).toMatchObject({ status: 'RUNNING', history: [{ act: 'CONTEST_DRAWN' }, { act: 'CORRECTED' }, { act: 'STARTED' }] });
  expect(codes(await town.act('contestCorrect', { id: contest.id, version: 3, input: input() }))).toEqual(['CONTEST_STATE id']);
  expect(codes(await town.act('contestStart', { id: contest.id, version: 3 }))).toEqual(['CONTEST_STATE id']);
  const row = Number(atob(contest.id).split(':')[1]);
  for (const statement of [
    `update contest set rules = jsonb_set(rules, '{0,weight}', '100') || '[{"weight": 0}]' where id = ${row}`, `update contest set ends_on = '2020-05-01' where id = ${row}`, `update contest set status = 'DRAFT' where id = ${row}`,
    `delete from contest where id = ${row}`, `delete from contest_region where contest_id = ${row}`, `insert into contest_region values (${row}, 5)`,
  ]) await expect(town.query(statement)).rejects.toThrow(frozen);
  await expect(town.query(`insert into contest (name, starts_on, ends_on, drawn_by, status) values ('x', '2020-04-01', '2020-04-02', 'x', 'RUNNING')`)).rejects.toThrow('contest_weights_check');
  const { contest: past } = await town.act('contestDraw', { input: input({ startsOn: '2020-03-01', endsOn: '2020-04-09' }) });
  expect(codes(await town.act('contestStart', { id: past.id, version: 1 }))).toEqual(['DAY_BEFORE id']);
});

test('[CT4] a correction adds or takes points of one rule for a district from a day on, with a reason; it is taken back and never deleted', async () => {
  const contest = await town.run([rule()]);
  const { contest: adjusted } = await town.act('contestAdjust', adjustment(contest));
  expect(adjusted.adjustments).toEqual([{ id: expect.any(String), region: { code: 'E' }, rule: 'START', points: 5, from: '2020-04-08', reason: '补计', madeBy: 'dispatcher', endedBy: null, endReason: null }]);
  expect(adjusted.history.at(-1)).toEqual({ act: 'POINTS_ADJUSTED', note: '东县 开工率 +5: 补计' });
  for (const [more, expected] of [
    [{ rule: 'NONE' }, 'CONTEST_RULE_UNKNOWN input.rule'], [{ points: 0 }, 'CONTEST_POINTS input.points'], [{ points: 100.5 }, 'CONTEST_POINTS input.points'], [{ points: 0.001 }, 'CONTEST_POINTS input.points'], [{ reason: '' }, 'TEXT_EMPTY input.reason'],
    [{ from: '2020-03-31' }, 'DAY_BEFORE input.from'], [{ from: '2020-05-01' }, 'DAY_AFTER input.from'], [{ regionId: id('Region', 5) }, 'CONTEST_NOT_TAKING_PART input.regionId'], [{ contestId: id('Contest', 99) }, 'NOT_FOUND input.contestId'],
  ] as const) expect([more, codes(await town.act('contestAdjust', adjustment(contest, more)))]).toEqual([more, [expected]]);
  const [{ id: own }] = adjusted.adjustments;
  const east = async () => (await town.board(contest)).standings.find(({ region }: Data) => region.code === 'E').scores[0];
  expect(await east()).toMatchObject({ measured: 25, adjusted: 5, points: 30, adjustments: [{ points: 5, reason: '补计' }] });
  const ended = await town.act('contestEndAdjustment', { id: own, reason: '重复' }, 'ADMIN');
  expect(ended).toMatchObject({ contest: { adjustments: [{ id: own, endedBy: 'admin', endReason: '重复' }] }, userErrors: [] });
  expect(await east()).toMatchObject({ adjusted: 0, points: 25, adjustments: [] });
  expect(codes(await town.act('contestEndAdjustment', { id: own, reason: '重复' }))).toEqual(['ENDED id']);
  expect(codes(await town.act('contestEndAdjustment', { id: id('ContestAdjustment', 99), reason: '重复' }))).toEqual(['NOT_FOUND id']);
  for (const statement of ['delete from contest_adjustment', 'update contest_adjustment set points = 6', 'update contest_adjustment set ended_at = null']) await expect(town.query(statement)).rejects.toThrow(frozen);
});

test('[CT5] corrected points stay between nothing and the cap', async () => {
  const contest = await town.run([rule({ cap: 110 })]);
  const corrected = async (points: number): Promise<number> => {
    const { contest: after } = await town.act('contestAdjust', adjustment(contest, { points }));
    const found = (await town.board(contest)).standings.find(({ region }: Data) => region.code === 'E').points;
    await town.act('contestEndAdjustment', { id: after.adjustments.at(-1).id, reason: '试' });
    return found;
  };
  expect([await corrected(-30), await corrected(-24.5), await corrected(90)]).toEqual([0, 0.5, 110]);
});

test('[CT6] a district leaves with a reason: it stays in the table without a rank, and may be let in again; that it had left stays on record', async () => {
  const contest = await town.run([rule()]);
  const leave = (mutation: string, region: number) => town.act(mutation, { id: contest, regionId: id('Region', region), reason: '疫情' });
  expect((await leave('contestWithdrawRegion', 3)).contest.withdrawals).toEqual([{ region: { code: 'M' }, on: '2020-04-10', reason: '疫情', madeBy: 'dispatcher', endedBy: null, endReason: null }]);
  expect(codes(await leave('contestWithdrawRegion', 3))).toEqual(['CONTEST_WITHDRAWN regionId']);
  expect(codes(await leave('contestWithdrawRegion', 5))).toEqual(['CONTEST_NOT_TAKING_PART regionId']);
  const told = async (on?: string) => (await town.board(contest, on)).standings.map(({ region, rank, withdrawal }: Data) => [region.code, rank, withdrawal?.reason]);
  expect(await told()).toEqual([['E', 1, undefined], ['M', null, '疫情'], ['W', null, undefined]]);
  expect(codes(await leave('contestReadmitRegion', 2))).toEqual(['CONTEST_NOT_WITHDRAWN regionId']);
  const { contest: back } = await leave('contestReadmitRegion', 3);
  expect(back.withdrawals).toMatchObject([{ endedBy: 'dispatcher', endReason: '疫情' }]);
  expect(back.history.map(({ act }: Data) => act)).toEqual(['CONTEST_DRAWN', 'STARTED', 'DISTRICT_WITHDRAWN', 'DISTRICT_READMITTED']);
  expect(await told()).toEqual([['M', 1, undefined], ['E', 2, undefined], ['W', null, undefined]]);
});

test('[CT7] once its last day is over a contest is ended: the table of that day, with all corrections, is the final one and stands', async () => {
  const contest = await town.run([rule()], { endsOn: '2020-04-12' });
  expect(await town.act('contestEnd', { id: contest })).toMatchObject({ userErrors: [{ code: 'CONTEST_NOT_OVER', message: expect.stringContaining('2020-04-12') }] });
  await town.wake('2020-04-12');
  expect(codes(await town.act('contestEnd', { id: contest }))).toEqual(['CONTEST_NOT_OVER id']);
  await town.wake('2020-04-14');
  await town.act('contestAdjust', adjustment(contest, { points: 1.25 }));
  const reckoned = await town.board(contest);
  expect([reckoned.on, reckoned.dayNumber]).toEqual(['2020-04-12', 12]);
  expect((await town.act('contestEnd', { id: contest })).contest).toMatchObject({ status: 'ENDED', history: expect.arrayContaining([{ act: 'ENDED', note: null }]) });
  const row = Number(atob(contest).split(':')[1]);
  expect((await town.query(`select rank, points::float8 from contest_result where contest_id = ${row} order by rank nulls last`)).map(({ rank, points }: Data) => [rank, points])).toEqual([[1, 50], [2, 26.25], [null, null]]);
  expect(await town.board(contest)).toEqual(reckoned);
  for (const [mutation, variables] of [
    ['contestAdjust', adjustment(contest)], ['contestEnd', { id: contest }], ['contestCancel', { id: contest, reason: 'x' }], ['contestWithdrawRegion', { id: contest, regionId: id('Region', 2), reason: 'x' }],
  ] as const) expect([mutation, codes(await town.act(mutation, variables))]).toEqual([mutation, [mutation === 'contestAdjust' ? 'CONTEST_STATE input.contestId' : 'CONTEST_STATE id']]);
  for (const statement of [`update contest_result set rank = 2 where contest_id = ${row}`, `delete from contest_result where contest_id = ${row}`, `update contest_adjustment set ended_at = now() where contest_id = ${row}`, `update contest set status = 'RUNNING' where id = ${row}`]) {
    await expect(town.query(statement)).rejects.toThrow(frozen);
  }
  await town.wake('2020-04-10');
});

test('[CT8] a draft or a contest that runs is called off with a reason; its tables end that day', async () => {
  const contest = await town.run([rule()]);
  expect(codes(await town.act('contestCancel', { id: contest, reason: ' ' }))).toEqual(['TEXT_EMPTY reason']);
  expect((await town.act('contestCancel', { id: contest, reason: '疫情' })).contest).toMatchObject({ status: 'CANCELLED', cancelReason: '疫情' });
  await town.wake('2020-04-15');
  expect((await town.board(contest)).on).toBe('2020-04-10');
  await town.wake('2020-04-10');
});

test('[CT9] two at once: one starts, one ends, one leaves, one correction is taken back', async () => {
  const { contest } = await town.act('contestDraw', { input: input() });
  const both = async (mutation: string, variables: Record<string, unknown>): Promise<string[][]> => (await Promise.all([town.act(mutation, variables), town.act(mutation, variables)])).map(codes).toSorted((a, b) => a.length - b.length);
  expect(await both('contestStart', { id: contest.id, version: 1 })).toEqual([[], ['CONTEST_STATE id']]);
  expect(await both('contestWithdrawRegion', { id: contest.id, regionId: id('Region', 2), reason: 'x' })).toEqual([[], ['CONTEST_WITHDRAWN regionId']]);
  const { contest: adjusted } = await town.act('contestAdjust', adjustment(contest.id));
  expect(await both('contestEndAdjustment', { id: adjusted.adjustments[0].id, reason: 'x' })).toEqual([[], ['ENDED id']]);
  expect(await both('contestCancel', { id: contest.id, reason: 'x' })).toEqual([[], ['CONTEST_STATE id']]);
});
