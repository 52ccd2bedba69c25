import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity()));
afterAll(() => city.close());

test('[BS19] the pilot city has schedules of all its provincial projects and of what was launched, by template: most are in time, some tight, some late', async () => {
  const nodes: Data[] = [];
  for (let after: string | null = null; ;) {
    const { schedules } = await city.get('ADMIN', `query ($after: String) { schedules(first: 200, after: $after, orderBy: CODE_ASC) { totalCount pageInfo { hasNextPage endCursor } nodes { state lateDays slack contradictions { days } template { code } milestones { startedOn finishedOn } project { code tier stage } baselines { number } } } }`, { after });
    nodes.push(...schedules.nodes);
    if (!schedules.pageInfo.hasNextPage) break;
    after = schedules.pageInfo.endCursor;
  }
  const count = (test: (each: Data) => boolean): number => nodes.filter(test).length;
  expect(nodes.every(({ template, milestones, project: { stage } }) => template && milestones.length > 10 && stage !== 'COMPLETED')).toBe(true);
  expect(new Set(nodes.map(({ template }) => template.code))).toEqual(new Set(['PLANT', 'ROAD', 'HOSPITAL', 'HOUSING']));
  expect(nodes.length).toBeGreaterThan(250);
  const late = count(({ state }) => state === 'LATE');
  const tight = count(({ state }) => state === 'TIGHT');
  expect(late).toBeGreaterThan(20);
  expect(tight).toBeGreaterThan(30);
  expect(nodes.length).toBeGreaterThan(3 * late + tight);
  expect(count(({ contradictions }) => contradictions.length > 0)).toBeLessThan(5);
  expect(count(({ baselines }) => baselines.length === 2)).toBeGreaterThan(30);
  expect(count((each) => each.project.tier === 'PROVINCIAL_TOP_100')).toBe(51);
});
