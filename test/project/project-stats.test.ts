import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCity, type City, type Data, type ViewerOptions } from '../support/city.js';

const stats = `query ($filter: ProjectFilter, $by: [ProjectDimension!]! = [], $on: Date! = "2020-04-30") {
  projectStats(filter: $filter, by: $by) {
    key { tier sector origin stage region { id code name } } count startedCount startRate forecastStartedCount(on: $on)
    totalInvestment(unit: YI) annualPlan(unit: YI) completedInvestment(unit: YI)
  }
}`;

let city: City;
beforeAll(async () => void (city = await openCity('demonstration')));
afterAll(() => city.close());

const split = async (by: string[], filter: object = {}, options?: ViewerOptions): Promise<Data[]> => (await city.get('VIEWER', stats, { by, filter }, options)).projectStats;
const total = async (filter: object = {}, options?: ViewerOptions): Promise<Data> => (await split([], filter, options))[0];

/** Count by the value of one dimension. */
const counts = async (by: 'origin' | 'sector', filter: object, what = 'count') =>
  Object.fromEntries((await split([by.toUpperCase()], filter)).map((row) => [row.key[by], row[what]]));

const provincial = { tier: ['PROVINCIAL_TOP_100'] };
const industry = { sector: ['INDUSTRY'] };

describe('[P20] every figure of the source report', () => {
  test('[P20] 354 key projects, 237 new and 117 continuing, just under 1,390 and, this year, 608 hundred million yuan', async () => {
    const all = await total();
    expect(all).toMatchObject({ count: 354, key: { tier: null, sector: null, origin: null, stage: null, region: null } });
    expect([Math.round(Number(all.totalInvestment)), Math.round(Number(all.annualPlan))]).toEqual([1390, 608]);
    expect([Number(all.totalInvestment) < 1390, Number(all.annualPlan) < 608]).toEqual([true, true]);
    expect(await counts('origin', {})).toEqual({ NEW: 237, CONTINUING: 117 });
  });

  test('[P20] 188 industry projects, 131 new and 57 continuing, with 401 this year', async () => {
    expect(await total(industry)).toMatchObject({ count: 188, annualPlan: '401' });
    expect(await counts('origin', industry)).toEqual({ NEW: 131, CONTINUING: 57 });
  });

  test('[P20] 134 started, 64 new and 70 continuing, with 30.6 completed', async () => {
    const all = await total();
    expect(all).toMatchObject({ startedCount: 134, completedInvestment: '30.6' });
    expect(all.startRate).toBeCloseTo(134 / 354, 10);
    expect(await counts('origin', {}, 'startedCount')).toEqual({ NEW: 64, CONTINUING: 70 });
  });

  test('[P20] 51 provincial projects, 23 new and 28 continuing, 720.3 in all and 365.2 this year, by sector 35, 13, 1 and 2', async () => {
    expect(await total(provincial)).toMatchObject({ count: 51, totalInvestment: '720.3', annualPlan: '365.2' });
    expect(await counts('origin', provincial)).toEqual({ NEW: 23, CONTINUING: 28 });
    expect(await counts('sector', provincial)).toEqual({ INDUSTRY: 35, INFRASTRUCTURE: 13, LIVELIHOOD: 1, HEALTHCARE: 2 });
  });

  test('[P20] provincial industry: 281.1 this year, 16 new and 19 continuing', async () => {
    expect(await total({ ...provincial, ...industry })).toMatchObject({ count: 35, annualPlan: '281.1' });
    expect(await counts('origin', { ...provincial, ...industry })).toEqual({ NEW: 16, CONTINUING: 19 });
  });

  test('[P20] 46 of the 51 provincial ones can start by 30 April: 90 %', async () => {
    const top = await total(provincial);
    expect(top.forecastStartedCount).toBe(46);
    expect(Math.round((top.forecastStartedCount / top.count) * 100)).toBe(90);
  });

  test('[P20] launched together on 1 April: 21 provincial with 223.3 and 116 county with 67.8 this year', async () => {
    expect(await total({ ...provincial, launchedOn: '2020-04-01' })).toMatchObject({ count: 21, annualPlan: '223.3' });
    expect(await total({ tier: ['COUNTY'], launchedOn: '2020-04-01' })).toMatchObject({ count: 116, annualPlan: '67.8' });
  });

  test('[P20] startable by 30 April: 276, of them 87 industry projects of at least a hundred million yuan', async () => {
    expect((await total()).forecastStartedCount).toBe(276);
    expect(await total({ startableBy: '2020-04-30' })).toMatchObject({ count: 276 });
    expect(await total({ ...industry, startableBy: '2020-04-30', totalInvestmentAtLeast: '10000' })).toMatchObject({ count: 87 });
  });

  test('[P20] 68 industry projects have a city leader, 286 projects have none', async () => {
    expect(await total({ ...industry, hasLeader: true })).toMatchObject({ count: 68 });
    expect(await total({ hasLeader: false })).toMatchObject({ count: 286 });
  });
});

test('[P21] figures split by any dimensions at once; every project is in one group, and a dimension that was not asked for is null', async () => {
  const all = await total();
  const sum = (rows: Data[], what: string) => rows.reduce((before, row) => before + Number(row[what]), 0);
  for (const by of [['TIER'], ['SECTOR'], ['ORIGIN'], ['STAGE'], ['REGION'], ['REGION', 'ORIGIN'], ['TIER', 'SECTOR', 'ORIGIN', 'STAGE', 'REGION'], ['TIER', 'TIER']]) {
    const rows = await split(by);
    for (const what of ['count', 'startedCount', 'forecastStartedCount']) expect(sum(rows, what)).toBe(all[what]);
    for (const what of ['totalInvestment', 'annualPlan', 'completedInvestment']) expect(sum(rows, what)).toBeCloseTo(Number(all[what]), 6);
    expect(new Set(rows.map(({ key }) => JSON.stringify(key))).size).toBe(rows.length);
    for (const { key } of rows) {
      for (const dimension of ['tier', 'sector', 'origin', 'stage', 'region']) expect(key[dimension] !== null).toBe(by.includes(dimension.toUpperCase()));
    }
  }
});

test('[P22] groups come in the order of the words, regions by code', async () => {
  expect((await split(['TIER'])).map(({ key }) => key.tier)).toEqual(['PROVINCIAL_TOP_100', 'MUNICIPAL', 'COUNTY']);
  expect((await split(['SECTOR', 'ORIGIN'])).slice(0, 3).map(({ key }) => [key.sector, key.origin])).toEqual([['INDUSTRY', 'NEW'], ['INDUSTRY', 'CONTINUING'], ['INFRASTRUCTURE', 'NEW']]);
  const regions = (await split(['REGION'])).map(({ key }) => key.region.code);
  expect(regions).toEqual([...regions].sort());
});

test('[P23] of no projects the whole is one row of zeros, and there are no groups', async () => {
  expect(await split([], { search: '没有这样的项目' })).toEqual([{
    key: { tier: null, sector: null, origin: null, stage: null, region: null }, count: 0, startedCount: 0, startRate: 0, forecastStartedCount: 0,
    totalInvestment: '0', annualPlan: '0', completedInvestment: '0',
  }]);
  expect(await split(['TIER'], { search: '没有这样的项目' })).toEqual([]);
});

test('[P24] figures of many groups take as many statements as of one, forecasts of several days included', async () => {
  const query = `query ($by: [ProjectDimension!]!) { projectStats(by: $by) {
    key { tier } count a: forecastStartedCount(on: "2020-04-30") b: forecastStartedCount(on: "2020-05-31") c: forecastStartedCount(on: "2020-12-31")
  } }`;
  expect(await city.statements(() => city.get('ADMIN', query, { by: [] }))).toBe(2);
  expect(await city.statements(() => city.get('ADMIN', query, { by: ['TIER', 'SECTOR', 'ORIGIN', 'STAGE'] }))).toBe(2);
  const [{ count, a, b, c }] = (await city.get('ADMIN', query, { by: [] })).projectStats;
  expect([a, a < b, b < c, c <= count]).toEqual([276, true, true, true]);
});

test('[P25] figures count what the viewer sees and nothing else', async () => {
  const regions = await split(['REGION']);
  const longFen = regions.find(({ key }) => key.region.code === 'DQ-LF');
  expect(await total({}, { region: 'DQ-LF' })).toEqual({ ...longFen, key: { ...longFen.key, region: null } });
  expect(await split(['REGION'], {}, { region: 'DQ-LF' })).toEqual([longFen]);
  expect(await total({ regionId: longFen.key.region.id }, { region: 'DQ-LD' })).toMatchObject({ count: 0, totalInvestment: '0', forecastStartedCount: 0 });
  const [none] = (await city.get('UNIT', stats)).projectStats;
  expect(none.count).toBe(0);
});

test('[P26] a project that left the register does not count, even where ended ones are asked for', async () => {
  const before = await total(provincial);
  await city.query(`update project set ended_at = business_now() where id = (select min(id) from project where tier = 'PROVINCIAL_TOP_100')`);
  expect((await total(provincial)).count).toBe(50);
  expect((await total({ ...provincial, includeEnded: true })).count).toBe(50);
  await city.query('update project set ended_at = null where ended_at is not null');
  expect(await total(provincial)).toEqual(before);
});

test('[P27] the operation `ProjectStats` that clients rely on runs word for word', async () => {
  const document = await readFile(new URL('../contract/project-stats.graphql', import.meta.url), 'utf8');
  const variables = { by: ['SECTOR'], filter: { tier: ['PROVINCIAL_TOP_100'] }, forecastOn: '2020-04-30' };
  const { projectStats } = await city.get('VIEWER', document, variables);
  expect(projectStats).toEqual(await split(['SECTOR'], provincial));
});
