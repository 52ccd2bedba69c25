import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../src/kernel/viewer.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import { acts, id, items, openTown } from './town.js';

let city: City;
/** In the east lie P2, P4 and P6, in the west the others. All is in place at P1 and P3 but for one item; P4 is ready. */
beforeAll(async () => {
  city = await openTown();
  const { check } = acts(city);
  for (const item of items.slice(1)) await check(1, item);
  await check(1, items[0], {}, 'OWNER', { unit: 'OWN' });
  for (const item of items.slice(0, 3)) await check(3, item);
  await check(3, items[3], { done: false, dueOn: '2020-04-20' });
  for (const item of items) await check(4, item);
});
afterAll(() => city.close());

const gaps = async (filter: string, role: Role = 'ADMIN', options: ViewerOptions = {}): Promise<Data> => (await city.get(role, `{ readinessGaps(first: 50, filter: ${filter}) { totalCount nodes { project { code } plannedOn lacking { item { code } state check { dueOn } } } } }`, {}, options)).readinessGaps;
const codes = async (filter: string, role: Role = 'ADMIN', options: ViewerOptions = {}): Promise<string[]> => (await gaps(filter, role, options)).nodes.map(({ project }: Data) => project.code);
const stats = async (by: string, filter = '{}', role: Role = 'ADMIN', options: ViewerOptions = {}): Promise<Data[]> => (await city.get(role, `{ readinessStats(by: ${by}, filter: ${filter}) { region { code } item { code } projects ready lacking claimed } }`, {}, options)).readinessStats;

test('[RD11] who is missing what, in the order of the planned days: by place, leader, tier, item, state and day, page by page', async () => {
  const all = await gaps('{}');
  expect(all.totalCount).toBe(5);
  expect(all.nodes.map(({ project, plannedOn }: Data) => [project.code, plannedOn])).toEqual([['P1', '2020-04-19'], ['P2', '2020-04-20'], ['P3', '2020-04-21'], ['P5', '2020-04-30'], ['P6', '2020-05-01']]);
  expect(all.nodes[0].lacking).toEqual([{ item: { code: 'PREVENTION_DUTY' }, state: 'CLAIMED', check: { dueOn: null } }]);
  expect(all.nodes[2].lacking).toEqual([{ item: { code: 'EMERGENCY_PLAN' }, state: 'NOT_DONE', check: { dueOn: '2020-04-20' } }]);
  expect(await codes(`{ regionId: "${id('Region', 2)}" }`)).toEqual(['P2', 'P6']);
  expect(await codes(`{ leaderId: "${id('Leader', 1)}" }`)).toEqual(['P1']);
  expect(await codes('{ tier: [COUNTY], sector: [INDUSTRY] }')).toEqual(['P2', 'P6']);
  expect(await codes('{ item: ["EMERGENCY_PLAN"], startableBy: "2020-04-30" }')).toEqual(['P2', 'P3', 'P5']);
  expect(await codes('{ state: [CLAIMED] }')).toEqual(['P1']);
  expect(await codes('{ state: [DONE] }')).toEqual([]);
  const first = (await city.get('ADMIN', '{ readinessGaps(first: 2) { pageInfo { hasNextPage endCursor } } }')).readinessGaps.pageInfo;
  const second = (await city.get('ADMIN', '{ readinessGaps(first: 2, after: "' + first.endCursor + '") { nodes { project { code } } } }')).readinessGaps.nodes;
  expect(second.map(({ project }: Data) => project.code)).toEqual(['P3', 'P5']);
});

test('[RD12] figures by district and by item count projects: ready, lacking, and waiting for the owner\'s word to be confirmed', async () => {
  expect(await stats('[]')).toEqual([{ region: null, item: null, projects: 6, ready: 1, lacking: 5, claimed: 1 }]);
  expect(await stats('[REGION]')).toEqual([
    { region: { code: 'E' }, item: null, projects: 3, ready: 1, lacking: 2, claimed: 0 }, { region: { code: 'W' }, item: null, projects: 3, ready: 0, lacking: 3, claimed: 1 },
  ]);
  expect((await stats('[ITEM]')).map(({ item, projects, ready, lacking, claimed }) => [item.code, projects, ready, lacking, claimed])).toEqual([
    ['PREVENTION_DUTY', 6, 2, 4, 1], ['WORKERS_ON_DUTY', 6, 3, 3, 0], ['SITE_MEASURES', 6, 3, 3, 0], ['EMERGENCY_PLAN', 6, 2, 4, 0],
  ]);
  expect((await stats('[REGION, ITEM]', '{ item: ["EMERGENCY_PLAN"] }')).map(({ region, ready }) => [region.code, ready])).toEqual([['E', 1], ['W', 1]]);
  expect(await stats('[]', '{ started: true }')).toEqual([{ region: null, item: null, projects: 0, ready: 0, lacking: 0, claimed: 0 }]);
});

test('[RD13] gaps and figures hold what the viewer sees, and acts reach no further', async () => {
  expect(await codes('{}', 'DISPATCHER', { region: 'E' })).toEqual(['P2', 'P6']);
  expect(await codes('{}', 'OWNER', { unit: 'OWN' })).toEqual(['P1']);
  expect(await codes('{}', 'OFFICER', { leader: 'L' })).toEqual(['P1']);
  expect(await stats('[]', '{}', 'OWNER', { unit: 'OWN' })).toMatchObject([{ projects: 1, ready: 0, lacking: 1, claimed: 1 }]);
  for (const [role, options] of [['OWNER', { unit: 'OWN' }], ['OFFICER', { leader: 'L' }]] as const) expect((await acts(city).check(2, items[0], {}, role, options)).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'projectId'] }]);
});
