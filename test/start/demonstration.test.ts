import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity()));
afterAll(() => city.close());

const forecast = async (on: string): Promise<Data> => (await city.get('VIEWER', `query ($on: Date!) { startForecast(on: $on) {
  started willStart doubtful total grounds { kind holds projects doubted }
  doubted: entries(first: 200, outlook: [DOUBTFUL]) { totalCount nodes { project { code } outlook obstacles { kind holds since dueOn reference { __typename } } } } } }`, { on })).startForecast;
const hold = async (kind: string, holds: boolean): Promise<void> => void (await city.get('ADMIN', 'mutation ($kind: StartObstacleKind!, $holds: Boolean!) { startObstacleRuleSet(kind: $kind, holds: $holds) { userErrors { code } } }', { kind, holds }));

test('[ST1] 276 of the pilot have started or will by the end of April: 134 did, and of 142 more all that holds them is due before', async () => {
  expect(await forecast('2020-04-30')).toMatchObject({
    started: 134, willStart: 142, doubtful: 0, total: 276, doubted: { totalCount: 0 },
    grounds: [{ kind: 'READINESS', holds: true, doubted: 0 }, { kind: 'DEMAND', holds: false }, { kind: 'ISSUE', holds: false }],
  });
  const { grounds } = await forecast('2020-04-30');
  expect(grounds[0].projects).toBeGreaterThan(100);
});

test('[ST2] it is not planned days that are counted: by a day on which something lacks still the same projects are doubtful, each with what lacks', async () => {
  const soon = await forecast('2020-04-17');
  const [{ planned }] = await city.query<Data>(`select count(*)::int as planned from project p where p.ended_at is null and startable_by(p.origin, p.started_on, p.resumed_on, p.planned_start_on, p.planned_resumption_on, '2020-04-17')`);
  expect(soon.started + soon.willStart + soon.doubtful).toBe(planned);
  expect(soon.doubtful).toBe(soon.doubted.totalCount);
  expect(soon.doubtful).toBeGreaterThan(20);
  for (const { outlook, obstacles } of soon.doubted.nodes) {
    expect(outlook).toBe('DOUBTFUL');
    expect(obstacles.some(({ holds, dueOn }: Data) => holds && (dueOn === null || dueOn > '2020-04-17'))).toBe(true);
  }
  const later = await forecast('2020-05-31');
  expect(later.total).toBe(276);
  expect(later.doubtful).toBeGreaterThan(10);
});

test('[ST3] what becomes known changes the forecast: a day taken back makes one doubtful, a check that it is in place brings it back', async () => {
  const [{ code, id }] = await city.query<Data>(`select p.code, c.id from readiness_check c join project p on p.id = c.project_id where c.due_on is not null and p.ended_at is null order by c.id limit 1`);
  await city.query(`insert into readiness_check (project_id, item_id, done, note) select project_id, item_id, false, '另行安排' from readiness_check where id = ${id}`);
  const doubted = await forecast('2020-04-30');
  expect(doubted).toMatchObject({ willStart: 141, doubtful: 1, total: 275, doubted: { nodes: [{ project: { code } }] } });
  await city.query(`insert into readiness_check (project_id, item_id, done) select project_id, item_id, true from readiness_check where id = ${id}`);
  expect((await forecast('2020-04-30')).total).toBe(276);
});

test('[ST4] a city may say that demands and overdue problems hold starts, too: those whose end is not due by the day are doubtful then', async () => {
  await hold('DEMAND', true);
  await hold('ISSUE', true);
  const strict = await forecast('2020-04-30');
  const [{ n }] = await city.query<Data>(`
    select count(distinct p.id)::int as n from project p join issue i on i.project_id = p.id
    where startable_by(p.origin, p.started_on, p.resumed_on, p.planned_start_on, p.planned_resumption_on, '2020-04-30') and not started_on_or_before(p.origin, p.started_on, p.resumed_on, '2020-04-16') and i.status <> 'CLOSED'
      and case i.kind when 'DEMAND' then i.due_on is null or i.due_on > '2020-04-30' or i.due_on < '2020-04-16' else i.due_on < '2020-04-16' end`);
  expect(strict).toMatchObject({ started: 134, willStart: 142 - n, doubtful: n, total: 276 - n });
  expect(n).toBeGreaterThan(20);
  expect(strict.grounds.map(({ holds }: Data) => holds)).toEqual([true, true, true]);
  await hold('DEMAND', false);
  await hold('ISSUE', false);
  expect((await forecast('2020-04-30')).total).toBe(276);
});

test('[RD19] in the demonstration all is in place where work goes on, but for six that began without their emergency plan and show it', async () => {
  const { readinessStats, readinessGaps, projects } = await city.get('VIEWER', `{
    readinessStats(by: [], filter: { started: true }) { projects ready lacking claimed }
    readinessGaps(first: 20, filter: { started: true }) { nodes { lacking { item { code } state } } }
    projects(first: 200, filter: { stage: [UNDER_CONSTRUCTION] }) { nodes { startedUnready { on lacking { code } } startedOn resumedOn origin } } }`);
  const flagged = projects.nodes.filter(({ startedUnready }: Data) => startedUnready);
  expect(readinessStats[0].projects).toBe(134);
  expect(readinessStats[0].lacking).toBe(readinessGaps.nodes.length);
  expect(flagged).toHaveLength(6);
  for (const { startedUnready, startedOn, resumedOn, origin } of flagged) expect(startedUnready).toEqual({ on: origin === 'NEW' ? startedOn : resumedOn, lacking: [{ code: 'EMERGENCY_PLAN' }] });
  expect(readinessGaps.nodes.every(({ lacking }: Data) => lacking.length === 1 && lacking[0].item.code === 'EMERGENCY_PLAN')).toBe(true);
});
