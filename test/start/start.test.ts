import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../src/kernel/viewer.js';
import { acts, id, items, openTown } from '../readiness/town.js';
import type { City, Data, ViewerOptions } from '../support/city.js';

let city: City;
/**
 * P1 (19 April) lacks nothing; P2 (20 April) has a demand due on the 18th and a problem past its deadline; P3 (21 April) lacks one
 * item until the 20th; P4 is not planned; P5 (30 April) lacks an item without a day; P6 (1 May) was not looked at.
 */
beforeAll(async () => {
  city = await openTown();
  const { check } = acts(city);
  await city.query('update permit_kind set active = false');
  for (const row of [1, 2, 3, 4, 5]) for (const item of items.slice(0, row === 3 || row === 5 ? 3 : 4)) await check(row, item);
  await check(3, items[3], { done: false, dueOn: '2020-04-20' });
  await check(5, items[3], { done: false });
  await city.query(`
    insert into unit (id, code, name, type, region_id) values (2, 'POWER', '供电公司', 'COMPANY', 1);
    insert into issue (id, number, kind, category, title, severity, status, level, project_id, due_on, reported_at, lead_unit_id) values
      (1, 'DQ-1', 'DEMAND', 'POWER', '临时用电', 'LOW', 'ASSIGNED', 'PROJECT', 2, '2020-04-18', '2020-04-02 09:00+08', 2), (2, 'DQ-2', 'PROBLEM', 'LAND', '用地', 'LOW', 'ASSIGNED', 'PROJECT', 2, '2020-04-10', '2020-04-01 09:00+08', 2),
      (3, 'DQ-3', 'PROBLEM', 'LAND', '还早', 'LOW', 'ASSIGNED', 'PROJECT', 2, '2020-04-20', '2020-04-01 09:00+08', 2)`);
});
afterAll(() => city.close());

const entry = 'project { code } plannedOn outlook obstacles { kind holds since dueOn reference { __typename ... on Issue { number } ... on ReadinessItem { code } } }';
const sequence = async (filter = '{}', role: Role = 'ADMIN', options: ViewerOptions = {}): Promise<Data> => (await city.get(role, `{ startSequence(first: 50, filter: ${filter}) { totalCount nodes { ${entry} } } }`, {}, options)).startSequence;
const codes = async (filter: string, role: Role = 'ADMIN', options: ViewerOptions = {}): Promise<string[]> => (await sequence(filter, role, options)).nodes.map(({ project }: Data) => project.code);
const forecast = async (on: string, role: Role = 'ADMIN', options: ViewerOptions = {}, filter = '{}'): Promise<Data> => (await city.get(role, `{ startForecast(on: "${on}", filter: ${filter}) { on started willStart doubtful total grounds { kind holds projects doubted } entries(first: 50) { totalCount nodes { project { code } outlook obstacles { kind } } } } }`, {}, options)).startForecast;

test('[ST5] the sequence has what has not started, by its planned day, each with what stands in its way, since when and until when', async () => {
  const { totalCount, nodes } = await sequence();
  expect(totalCount).toBe(6);
  expect(nodes.map(({ project, plannedOn, outlook }: Data) => [project.code, plannedOn, outlook])).toEqual([
    ['P1', '2020-04-19', 'WILL_START'], ['P2', '2020-04-20', 'WILL_START'], ['P3', '2020-04-21', 'WILL_START'], ['P5', '2020-04-30', 'DOUBTFUL'], ['P6', '2020-05-01', 'DOUBTFUL'], ['P4', null, null],
  ]);
  const of = (code: string): Data[] => nodes.find(({ project }: Data) => project.code === code).obstacles;
  expect(of('P1')).toEqual([]);
  expect(of('P2')).toEqual([
    { kind: 'DEMAND', holds: false, since: '2020-04-02', dueOn: '2020-04-18', reference: { __typename: 'Issue', number: 'DQ-1' } }, { kind: 'ISSUE', holds: false, since: '2020-04-10', dueOn: '2020-04-10', reference: { __typename: 'Issue', number: 'DQ-2' } },
  ]);
  expect(of('P3')).toEqual([{ kind: 'READINESS', holds: true, since: '2020-04-16', dueOn: '2020-04-20', reference: { __typename: 'ReadinessItem', code: 'EMERGENCY_PLAN' } }]);
  expect(of('P6').map(({ since, reference }) => [since, reference.code])).toEqual(items.map((code) => ['2020-02-01', code]));
});

test('[ST18] what began in an earlier year, or is completed, has not still to start: neither in the sequence nor in gaps nor in a forecast of any year', async () => {
  const figures = async () => [await codes('{}'), ...(await Promise.all(['2020-05-10', '2021-05-10'].map((on) => forecast(on)))).map(({ started, willStart, doubtful }) => [started, willStart, doubtful]),
    (await city.get('ADMIN', '{ readinessGaps(first: 50, filter: { started: false }) { nodes { project { code } } } }')).readinessGaps.nodes.map(({ project }: Data) => project.code)];
  const before = await figures();
  await city.query(`insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, planned_start_on, started_on) values
    (98, 'P98', '去年开工', 'COUNTY', 'INDUSTRY', 'NEW', 'UNDER_CONSTRUCTION', 1, 1, '2019-06-01', '2019-06-01'), (99, 'P99', '已竣工', 'COUNTY', 'INDUSTRY', 'NEW', 'COMPLETED', 1, 1, '2020-04-20', null)`);
  expect(await figures()).toEqual(before);
  await city.query(`update project set ended_at = business_now(), end_reason = 'x' where id in (98, 99)`);
});

test('[ST6] it is narrowed by place, leader, tier, day and obstacle', async () => {
  expect(await codes(`{ regionId: "${id('Region', 2)}" }`)).toEqual(['P2', 'P6', 'P4']);
  expect(await codes(`{ leaderId: "${id('Leader', 1)}" }`)).toEqual(['P1']);
  expect(await codes('{ tier: [COUNTY], sector: [INDUSTRY], origin: [NEW] }')).toEqual(['P2']);
  expect((await sequence('{ on: "2020-04-20" }')).nodes.map(({ outlook }: Data) => outlook)).toEqual(['WILL_START', 'WILL_START', null, null, null, null]);
  expect(await codes('{ plannedBy: "2020-04-21" }')).toEqual(['P1', 'P2', 'P3']);
  expect(await codes('{ obstacle: [ISSUE, DEMAND] }')).toEqual(['P2']);
  expect(await codes('{ obstructed: false }')).toEqual(['P1', 'P4']);
  expect(await codes('{ obstructed: true }')).toEqual(['P2', 'P3', 'P5', 'P6']);
});

test('[ST7] who sees a project sees that something stands in its way, and what it is only where they may', async () => {
  expect(await codes('{}', 'DISPATCHER', { region: 'E' })).toEqual(['P2', 'P6', 'P4']);
  expect(await codes('{}', 'OWNER', { unit: 'OWN' })).toEqual(['P1']);
  // The power company sees the project for the issues that it leads.
  const [seen] = (await sequence('{}', 'UNIT', { unit: 'POWER' })).nodes;
  expect(seen.obstacles.map(({ reference }: Data) => reference.number)).toEqual(['DQ-1', 'DQ-2']);
  await city.query(`update issue set lead_unit_id = null where id = 1`);
  expect((await sequence('{}', 'UNIT', { unit: 'POWER' })).nodes[0].obstacles.map(({ kind, reference }: Data) => [kind, reference?.number ?? null])).toEqual([['DEMAND', null], ['ISSUE', 'DQ-2']]);
  await city.query(`update issue set lead_unit_id = 2 where id = 1`);
});

test('[ST8] a forecast counts who started, who will and who is doubtful by the day, and lists them with the grounds', async () => {
  const april = await forecast('2020-04-30');
  expect(april).toMatchObject({ on: '2020-04-30', started: 0, willStart: 3, doubtful: 1, total: 3 });
  expect(april.entries.nodes.map(({ project, outlook }: Data) => [project.code, outlook])).toEqual([['P1', 'WILL_START'], ['P2', 'WILL_START'], ['P3', 'WILL_START'], ['P5', 'DOUBTFUL']]);
  expect(april.grounds).toEqual([{ kind: 'READINESS', holds: true, projects: 2, doubted: 1 }, { kind: 'PERMIT', holds: true, projects: 0, doubted: 0 }, { kind: 'DEMAND', holds: false, projects: 1, doubted: 0 }, { kind: 'MILESTONE', holds: false, projects: 0, doubted: 0 }, { kind: 'ISSUE', holds: false, projects: 1, doubted: 1 }]);
  // By the 19th the item of P3 is not due: but P3 is not planned by then either.
  expect(await forecast('2020-04-19')).toMatchObject({ willStart: 1, doubtful: 0 });
  expect(await forecast('2020-05-01', 'DISPATCHER', { region: 'E' })).toMatchObject({ willStart: 1, doubtful: 1, entries: { totalCount: 2 } });
  expect(await forecast('2020-05-01', 'ADMIN', {}, '{ origin: [CONTINUING] }')).toMatchObject({ willStart: 0, doubtful: 2 });
  // Of a day that has passed there is no forecast.
  expect(await forecast('2020-04-15')).toMatchObject({ started: 0, willStart: 0, doubtful: 0, entries: { totalCount: 0 } });
});

test('[ST9] what is due holds nothing up until its day has passed; a start takes the project out of the sequence and into what has started', async () => {
  const ahead = (day: string) => city.query(`update business_clock set ahead = timestamptz '${day} 09:00+08' - now()`);
  await ahead('2020-04-20');
  expect((await sequence()).nodes.find(({ project }: Data) => project.code === 'P3').outlook).toBe('WILL_START');
  await ahead('2020-04-21');
  expect((await sequence()).nodes.find(({ project }: Data) => project.code === 'P3').outlook).toBe('DOUBTFUL');
  expect((await acts(city).progress(3, { startedOn: '2020-04-21' })).userErrors).toEqual([]);
  expect(await codes('{}')).not.toContain('P3');
  const { started, entries } = await forecast('2020-04-30');
  expect([started, entries.nodes.find(({ project }: Data) => project.code === 'P3')]).toEqual([1, { project: { code: 'P3' }, outlook: 'STARTED', obstacles: [] }]);
  await ahead('2020-04-16');
});

test('[ST10] what an owner says is in place waits for the office alone: it is due today', async () => {
  await city.query(`update project set owner_unit_id = 1 where id = 5`);
  await acts(city).check(5, items[3], {}, 'OWNER', { unit: 'OWN' });
  const entryOfP5 = (await sequence()).nodes.find(({ project }: Data) => project.code === 'P5');
  expect(entryOfP5).toMatchObject({ outlook: 'WILL_START', obstacles: [{ kind: 'READINESS', dueOn: '2020-04-16' }] });
});

test('[ST11] which kinds hold a start is the city\'s to say, and everybody\'s to read', async () => {
  const rules = async (): Promise<Data[]> => (await city.get('VIEWER', '{ startObstacleRules { kind holds } }')).startObstacleRules;
  expect(await rules()).toEqual([{ kind: 'READINESS', holds: true }, { kind: 'PERMIT', holds: true }, { kind: 'DEMAND', holds: false }, { kind: 'MILESTONE', holds: false }, { kind: 'ISSUE', holds: false }]);
  const set = async (kind: string, holds: boolean) => (await city.get('ADMIN', 'mutation ($kind: StartObstacleKind!, $holds: Boolean!) { startObstacleRuleSet(kind: $kind, holds: $holds) { startObstacleRule { kind holds } userErrors { code } } }', { kind, holds })).startObstacleRuleSet;
  const [{ seq }] = await city.query<Data>('select max(seq) as seq from change_log') as [Data];
  expect(await set('ISSUE', true)).toEqual({ startObstacleRule: { kind: 'ISSUE', holds: true }, userErrors: [] });
  expect((await sequence()).nodes[1]).toMatchObject({ project: { code: 'P2' }, outlook: 'DOUBTFUL', obstacles: [{ kind: 'ISSUE', holds: true }, { kind: 'DEMAND', holds: false }] });
  expect(await city.query(`select count(distinct entity_id)::int as told from change_log where type = 'Project' and seq > ${seq}`)).toEqual([{ told: 6 }]);
  expect((await city.ask('DISPATCHER', 'mutation { startObstacleRuleSet(kind: ISSUE, holds: false) { userErrors { code } } }')).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  await set('ISSUE', false);
  expect((await sequence()).nodes[1]).toMatchObject({ outlook: 'WILL_START' });
});

test('[ST16] a permit that is needed and not granted stands in the way until the day agreed on; a commitment to start on the land grant leaves those of land alone', async () => {
  const code = async (landUse: boolean) => (await city.query<{ id: number; code: string }>(`select id, code from permit_kind where land_use = ${landUse} and sectors = '{}' order by position limit 1`))[0]!;
  const [land, other] = [await code(true), await code(false)];
  await city.query(`update permit_kind set active = true where id in (${land.id}, ${other.id})`);
  await city.query(`
    insert into permit (project_id, kind_id, authority_id, planned_on, state, applied_on, channel) values (1, ${land.id}, 2, '2020-04-18', 'APPLIED', '2020-04-10', 'ONE_VISIT');
    insert into permit (project_id, kind_id, authority_id, planned_on) values (1, ${other.id}, 2, '2020-05-20')`);
  const permits = async (): Promise<Data> => {
    const [of] = (await city.get('VIEWER', '{ startSequence(first: 1, filter: { on: "2020-04-30" }) { nodes { project { code } outlook obstacles { kind holds since dueOn reference { __typename ... on PermitKind { code } } } } } }')).startSequence.nodes;
    expect(of.project.code).toBe('P1');
    return { outlook: of.outlook, obstacles: of.obstacles.map(({ kind, holds, since, dueOn, reference }: Data) => [kind, holds, since, dueOn, reference.__typename, reference.code]) };
  };
  expect(await permits()).toEqual({ outlook: 'DOUBTFUL', obstacles: [['PERMIT', true, '2020-02-01', '2020-05-20', 'PermitKind', other.code], ['PERMIT', true, '2020-04-10', '2020-04-18', 'PermitKind', land.code]] });
  await city.query(`insert into start_commitment (project_id, on_day, text, recorded_by) values (1, '2020-04-10', '承诺', 'x')`);
  expect(await permits()).toEqual({ outlook: 'WILL_START', obstacles: [['PERMIT', true, '2020-04-10', '2020-04-18', 'PermitKind', land.code]] });
  // Refused, nobody knows when it will be granted.
  await city.query(`update permit set state = 'REFUSED', refused_on = '2020-04-15', reason = '材料不全' where project_id = 1 and kind_id = ${land.id}`);
  expect(await permits()).toMatchObject({ outlook: 'DOUBTFUL', obstacles: [['PERMIT', true, '2020-04-10', null, 'PermitKind', land.code]] });
  await city.query('update permit_kind set active = false');
  expect(await permits()).toEqual({ outlook: 'WILL_START', obstacles: [] });
});

test('[ST17] a milestone that has missed a planned day stands in the way since then, told and not holding', async () => {
  await city.query(`
    insert into back_schedule (id, project_id, ends_on, drawn_by) values (1, 1, '2020-12-01', 'x');
    insert into milestone (schedule_id, project_id, position, code, name, days, counting, outdoors, planned_start, planned_finish, started_on)
      values (1, 1, 1, 'A', '进场', 5, 'CALENDAR_DAYS', false, '2020-04-10', '2020-04-14', null), (1, 1, 2, 'B', '设计', 9, 'CALENDAR_DAYS', false, '2020-04-01', '2020-04-15', '2020-04-01'), (1, 1, 3, 'C', '还早', 9, 'CALENDAR_DAYS', false, '2020-05-01', '2020-05-15', null)`);
  const [first] = (await city.get('VIEWER', '{ startSequence(first: 1) { nodes { outlook obstacles { kind holds since reference { ... on Milestone { name } } } } } }')).startSequence.nodes;
  expect(first).toEqual({ outlook: 'WILL_START', obstacles: [{ kind: 'MILESTONE', holds: false, since: '2020-04-10', reference: { name: '进场' } }, { kind: 'MILESTONE', holds: false, since: '2020-04-15', reference: { name: '设计' } }] });
});
