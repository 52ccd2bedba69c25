import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { id, openTown, rule, type Town } from './town.js';

let town: Town;
beforeAll(async () => void (town = await openTown()));
afterAll(() => town.close());

const of = (board: Data, region: string): Data => board.standings.find((each: Data) => each.region.code === region);
const adjust = (contestId: string, more: Record<string, unknown>) => town.act('contestAdjust', { input: { contestId, regionId: id('Region', 2), rule: 'START', points: 10, from: '2020-04-01', reason: '申诉', ...more } });

test('[CT10] every score tells what was done of what, the points by the rule\'s scale, the weight\'s share; a district\'s points are their sum', async () => {
  const contest = await town.run([
    rule({ weight: 50, zeroAt: 0.2, fullAt: 0.7 }), rule({ code: 'TOP', weight: 20, tiers: ['PROVINCIAL_TOP_100'] }), rule({ code: 'MONEY', measure: 'INVESTMENT_OF_PLAN', weight: 30, fullAt: 0.02, cap: 150 }),
  ]);
  const board = await town.board(contest);
  expect(board).toMatchObject({ on: '2020-04-10', dayNumber: 10 });
  // East: 1 of 4 started, P1 alone is of the province's, 100 of 4,000 completed: 2.5 %.
  expect(of(board, 'E')).toMatchObject({ rank: 2, points: 62.5, scores: [
    { rule: { code: 'START' }, unit: 'PROJECTS', numerator: '1', denominator: '4', rate: 0.25, measured: 10, adjusted: 0, points: 10, contribution: 5 },
    { rule: { code: 'TOP' }, numerator: '1', denominator: '1', rate: 1, measured: 100, points: 100, contribution: 20 },
    { rule: { code: 'MONEY' }, unit: 'YUAN', numerator: '100', denominator: '4000', rate: 0.025, measured: 125, points: 125, contribution: 37.5 },
  ] });
  // Middle has none of the province's: the other two share the weight. 110 of 2,000 are 5.5 %, more than the cap.
  expect(of(board, 'M')).toMatchObject({ rank: 1, points: 93.75, scores: [
    { measured: 60, contribution: 37.5 }, { numerator: '0', denominator: '0', rate: null, measured: null, points: null, contribution: null }, { measured: 150, contribution: 56.25 },
  ] });
  expect(of(board, 'W')).toMatchObject({ rank: null, points: null });
});

test('[CT11] each measure counts what it says, of the projects that its rule is for', async () => {
  await town.query(`
    insert into issue (id, number, kind, category, title, severity, status, level, project_id, due_on, resolved_by, resolved_at, closed_at, merged_into)
      select n, 'I' || n, 'PROBLEM', 'LAND', '题', 'LOW', case when closed is null then 'ASSIGNED' else 'CLOSED' end, 'PROJECT', 1, due::date, case when closed is not null then 'x' end, closed::timestamptz, closed::timestamptz, merged
      from (values (1, '2020-04-02', '2020-04-02 23:30+08', null), (2, '2020-04-02', '2020-04-03 00:30+08', null), (3, '2020-04-09', null, null), (4, '2020-04-11', null, null), (5, '2020-03-31', null, null), (6, '2020-04-02', '2020-04-02 10:00+08', 1)) as row(n, due, closed, merged);
    select setval(pg_get_serial_sequence('issue', 'id'), 6)`);
  const measured = async (measure: string, more: Record<string, unknown> = {}): Promise<unknown[]> => {
    const board = await town.board(await town.run([rule({ measure, ...more })]));
    return ['E', 'M'].map((region) => { const { numerator, denominator } = of(board, region).scores[0]; return `${numerator}/${denominator}`; });
  };
  expect(await measured('START_RATE')).toEqual(['1/4', '1/2']);
  expect(await measured('START_RATE', { origins: ['CONTINUING'], sectors: ['INDUSTRY'] })).toEqual(['0/1', '0/1']);
  expect(await measured('STARTED_IN_PERIOD')).toEqual(['1/4', '1/2']);
  expect(await measured('INVESTMENT_OF_PLAN')).toEqual(['100/4000', '110/2000']);
  const [{ share }] = await town.query(`select seasonal_share('2020-04-10')::float8 as share`) as [{ share: number }];
  expect(await measured('INVESTMENT_OF_CURVE')).toEqual([`100/${Number((4000 * share).toFixed(2))}`, `110/${Number((2000 * share).toFixed(2))}`]);
  // Closed on the city's day of the deadline, a day late, not at all; the rest is due later, was due before, or was merged.
  expect(await measured('ISSUES_CLOSED_IN_TIME')).toEqual(['1/3', '0/0']);
  const red = (await town.get('ADMIN', '{ projects(first: 10) { nodes { region { code } signal { colour } } } }')).projects.nodes.filter(({ signal }: Data) => signal.colour === 'RED');
  expect(await measured('NOT_RED')).toEqual([`${4 - red.filter(({ region }: Data) => region.code !== 'M').length}/4`, `${2 - red.filter(({ region }: Data) => region.code === 'M').length}/2`]);
  // What had begun before the first day is no start of the race.
  const late = await town.run([rule({ measure: 'STARTED_IN_PERIOD' })], { startsOn: '2020-04-03' });
  expect(of(await town.board(late), 'E').scores[0]).toMatchObject({ numerator: '0', denominator: '3' });
});

test('[CT12] districts that nothing tells apart share a rank and the next is left out; where the rules name a tie-break, it decides', async () => {
  const money = rule({ code: 'MONEY', measure: 'INVESTMENT_OF_PLAN', weight: 50, fullAt: 0.05 });
  const ranks = (board: Data): unknown[] => board.standings.map(({ region, rank }: Data) => [region.code, rank]);
  const [plain, decided] = await Promise.all([[null, null], [2, 1]].map(async ([start, investment]) => {
    const contest = await town.run([rule({ weight: 50, tieBreak: start }), { ...money, tieBreak: investment }]);
    // East: 25 and 50; middle: 50 and 100, of which so much is taken that both have 37.5 in all.
    await adjust(contest, { regionId: id('Region', 3), points: -25 });
    await adjust(contest, { regionId: id('Region', 3), rule: 'MONEY', points: -50 });
    await adjust(contest, { regionId: id('Region', 4), points: 10 });
    return { contest, board: await town.board(contest) };
  }));
  expect(plain!.board.standings.map(({ points }: Data) => points)).toEqual([37.5, 37.5, 10]);
  expect(ranks(plain!.board)).toEqual([['E', 1], ['M', 1], ['W', 3]]);
  // Equal in both, they stay equal; with another part of the sum, the investment decides.
  expect(ranks(decided!.board)).toEqual([['E', 1], ['M', 1], ['W', 3]]);
  await adjust(decided!.contest, { regionId: id('Region', 3), points: -10 });
  await adjust(decided!.contest, { regionId: id('Region', 3), rule: 'MONEY', points: 10 });
  const apart = await town.board(decided!.contest);
  expect(apart.standings.map(({ points }: Data) => points)).toEqual([37.5, 37.5, 10]);
  expect(ranks(apart)).toEqual([['M', 1], ['E', 2], ['W', 3]]);
});

test('[CT13] what becomes known later changes no table of a day that has passed; a correction shows in the days from which it counts, and not in what was told then', async () => {
  const contest = await town.run([rule()]);
  await town.wake('2020-04-11');
  const before = await town.board(contest, '2020-04-10');
  // On the 11th somebody enters that P2 resumed on the 6th, and an appeal is allowed from the 9th on.
  await town.query(`update project set resumed_on = '2020-04-06' where code = 'P2'`);
  expect(await town.board(contest, '2020-04-10')).toEqual(before);
  expect(of(await town.board(contest), 'E').scores[0]).toMatchObject({ numerator: '2', denominator: '4', points: 50 });
  await adjust(contest, { from: '2020-04-09', points: 7.5 });
  await town.query('select pg_sleep(0.002)');
  const points = async (on: string, asOf?: string): Promise<number> => of(await town.board(contest, on, asOf), 'E').points;
  expect([await points('2020-04-08'), await points('2020-04-09'), await points('2020-04-10'), await points('2020-04-11')]).toEqual([25, 32.5, 32.5, 57.5]);
  // The day by what was known on its evening: as it was told.
  expect(await town.board(contest, '2020-04-10', 'day: "2020-04-10"')).toEqual(before);
  expect([await points('2020-04-09', 'day: "2020-04-10"'), await points('2020-04-10', 'day: "2020-04-11"'), await points('2020-04-11', 'day: "2020-04-11"')]).toEqual([25, 32.5, 57.5]);
  await town.wake('2020-04-12');
  expect(await points('2020-04-11')).toBe(57.5);
});

test('[CT14] a table is of a day of the contest that has come and that is known; a contest that has not begun has none', async () => {
  await town.wake('2020-04-12');
  const contest = await town.run([rule()], { startsOn: '2020-04-10', endsOn: '2020-04-20' });
  const ask = async (on: string, asOf = '') => (await town.ask('VIEWER', `query ($id: ID!, $on: Date) ${asOf} { contestScoreboard(contestId: $id, on: $on) { on } }`, { id: contest, on })).errors?.map(({ extensions, message }: Data) => [extensions.code, extensions.argumentPath, message]);
  for (const on of ['2020-04-09', '2020-04-13', '2020-04-21']) expect(await ask(on)).toEqual([['BAD_USER_INPUT', ['on'], expect.stringContaining('2020-04-10 至 2020-04-12')]]);
  expect(await ask('2020-04-12', '@asOf(day: "2020-04-11")')).toBeUndefined();
  await town.query(`update versions.kept set since = '2020-04-11 12:00+08'`);
  expect(await ask('2020-04-10')).toEqual([['BAD_USER_INPUT', ['on'], expect.stringContaining('起才保存')]]);
  expect([await ask('2020-04-11'), (await town.board(contest)).standings[0].weekBefore]).toEqual([undefined, null]);
  await town.query(`update versions.kept set since = '-infinity'`);
  expect((await town.board(contest)).standings[0].weekBefore).toMatchObject({ on: '2020-04-10' });
  const ahead = await town.run([rule()], { startsOn: '2020-04-13', endsOn: '2020-04-20' });
  expect(await town.board(ahead)).toBeNull();
  expect(await town.board(id('Contest', 99))).toBeNull();
});

test('[CT15] everybody sees the whole table with the figures that make it, and through it no project', async () => {
  const contest = await town.run([rule()]);
  const query = 'query ($id: ID!) { contestScoreboard(contestId: $id) { standings { rank points region { code } scores { numerator denominator } } } projects { totalCount } }';
  const whole = (await town.get('ADMIN', query, { id: contest })).contestScoreboard;
  for (const [role, options] of [['SCREEN', { region: 'M' }], ['VIEWER', { region: 'W' }], ['DISPATCHER', { region: 'E' }], ['UNIT', { unit: 'C' }], ['OWNER', { unit: 'C' }], ['LEADER', {}], ['INTEGRATION', { system: 'hotline' }]] as const) {
    expect([role, (await town.get(role, query, { id: contest }, options)).contestScoreboard]).toEqual([role, whole]);
  }
  expect((await town.get('VIEWER', query, { id: contest }, { region: 'W' })).projects.totalCount).toBe(0);
});
