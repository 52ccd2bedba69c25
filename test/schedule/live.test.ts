import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.close());

const fields = `id state lateDays projectedEnd project { code name } milestones { code forecastFinishOn startedOn finishedOn unit { code } }`;
const follow = `subscription ($filter: ProjectFilter, $behind: Boolean = false, $first: Int! = 100) { chartScreen(filter: $filter, behind: $behind, first: $first, orderBy: CODE_ASC) { revision at today totalCount schedules { ${fields} } } }`;
const asked = `query ($filter: ProjectFilter, $first: Int! = 100) { schedules(filter: $filter, first: $first, orderBy: CODE_ASC) { totalCount nodes { ${fields} } } }`;

async function open(role: string, variables: Data, options = {}): Promise<{ next(): Promise<Data>; close(): void }> {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role, options)}` });
  const next = socket.subscribe(follow, variables);
  return { next: async () => (await next()).chartScreen, close: () => socket.close() };
}

const provincial = { filter: { tier: ['PROVINCIAL_TOP_100'] } };

test('[CH3] the live chart comes whole at once and again after each change that it shows, by the API or by SQL, and is then what the query answers', async () => {
  const line = await open('SCREEN', provincial);
  const first = await line.next();
  expect(first).toMatchObject({ today: '2020-04-16', totalCount: 51 });
  const [milestone] = await server.query<Data>(`select m.id, m.code, p.code as project from milestone m join project p on p.id = m.project_id where p.tier = 'PROVINCIAL_TOP_100' and m.started_on is null and m.code = 'SITE' order by m.id limit 1`);
  const said = await server.get(await server.token('DISPATCHER'), `mutation ($id: ID!) { milestoneReport(id: $id, startedOn: "2020-04-16") { milestone { startedOn } userErrors { code } } }`, { id: toGlobalId('Milestone', milestone.id) });
  expect(said.milestoneReport).toEqual({ milestone: { startedOn: '2020-04-16' }, userErrors: [] });
  const of = (screen: Data): Data => screen.schedules.find(({ project }: Data) => project.code === milestone.project);
  let now = await line.next();
  expect(now.revision).toBeGreaterThan(first.revision);
  expect(of(now).milestones.find(({ code }: Data) => code === 'SITE')).toMatchObject({ startedOn: '2020-04-16' });
  await server.query(`update milestone set days = days + 400 where project_id = (select id from project where code = '${milestone.project}') and code = 'SITE'`);
  now = await line.next();
  expect(of(now)).toMatchObject({ state: 'LATE' });
  const { schedules } = await server.get(await server.token('ADMIN'), asked, provincial);
  expect([now.totalCount, now.schedules]).toEqual([schedules.totalCount, schedules.nodes]);
  line.close();
});

test('[CH3] a live chart comes anew for whatever is asked of its projects: an issue said otherwise, a launch named otherwise, lights by other rules', async () => {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('SCREEN')}` });
  const next = socket.subscribe('subscription { chartScreen(first: 200, orderBy: CODE_ASC) { schedules { project { signal { colour } jointLaunch { name } issues(first: 1) { nodes { number title } } } } } }', {});
  const read = async (): Promise<Data[]> => (await next()).chartScreen.schedules.map(({ project }: Data) => project);
  const first = await read();
  const { number } = first.find(({ issues }) => issues.nodes.length > 0)!.issues.nodes[0];
  await server.query(`update issue set title = '道路不通' where number = '${number}'`);
  const second = await read();
  expect(second.flatMap(({ issues }) => issues.nodes)).toContainEqual({ number, title: '道路不通' });
  const { name } = second.find(({ jointLaunch }) => jointLaunch)!.jointLaunch;
  await server.query(`update joint_launch set name = '联合开工' where name = '${name}'`);
  const third = await read();
  expect(third.some(({ jointLaunch }) => jointLaunch?.name === '联合开工')).toBe(true);
  const set = await server.get(await server.token('ADMIN'), 'mutation { signalRuleSet(input: { rule: STUCK, yellowFrom: 1, redFrom: 1 }) { userErrors { code } } }');
  expect(set.signalRuleSet.userErrors).toEqual([]);
  const fourth = await read();
  expect(fourth.filter(({ signal }, index) => signal.colour !== third[index]!.signal.colour)).not.toEqual([]);
  socket.close();
});

test('[CH3] a day that turns pushes the forecast on, and the chart shows it', async () => {
  const line = await open('SCREEN', provincial);
  const first = await line.next();
  await server.query(`update business_clock set ahead = ahead + interval '1 day'`);
  const second = await line.next();
  expect(second.today).toBe('2020-04-17');
  expect(second.schedules.some(({ projectedEnd }: Data, index: number) => projectedEnd > first.schedules[index].projectedEnd)).toBe(true);
  await server.query(`update business_clock set ahead = ahead - interval '1 day'`);
  line.close();
});

test('[CH4] a chart has what its viewer sees: a unit gets a project with the milestone that it is given, and loses it', async () => {
  const [row] = await server.query<Data>(`select m.id, p.code, u.code as unit from milestone m join project p on p.id = m.project_id, unit u where u.type = 'DEPARTMENT' and m.code = 'ACCEPTANCE' and not exists (select from entity_scope s where s.type = 'Project' and s.entity_id = p.id and u.id = any((s.keys).units)) order by m.id, u.id limit 1`);
  const line = await open('UNIT', {}, { unit: row.unit });
  const has = (screen: Data): boolean => screen.schedules.some(({ project }: Data) => project.code === row.code);
  const first = await line.next();
  expect(has(first)).toBe(false);
  await server.query(`update milestone set unit_id = (select id from unit where code = '${row.unit}') where id = ${row.id}`);
  const second = await line.next();
  expect([has(second), second.totalCount]).toEqual([true, first.totalCount + 1]);
  await server.query(`update milestone set unit_id = null where id = ${row.id}`);
  expect(has(await line.next())).toBe(false);
  line.close();
});

test('[CH5] a malformed filter of a live chart is refused when it is asked for', async () => {
  const line = await open('ADMIN', { filter: { regionId: 'x' } });
  await expect(line.next()).rejects.toThrow('BAD_USER_INPUT');
  line.close();
});

test('[BS18] the past is asked as everything is: a schedule as it stood before it was drawn anew, and before a milestone was reported', async () => {
  const [row] = await server.query<Data>(`select p.id, f.made_at as at from schedule_baseline f join back_schedule b on b.id = f.schedule_id join project p on p.id = b.project_id join milestone m on m.schedule_id = b.id
    where f.number = 1 and m.finished_on > '2020-03-28' order by p.id limit 1`);
  const look = async (directive: string): Promise<Data> => (await server.get(await server.token('ADMIN'), `query ($id: ID!) ${directive} { project(id: $id) { schedule { milestones { code startedOn finishedOn } } } }`, { id: toGlobalId('Project', row.id) })).project.schedule;
  const done = (schedule: Data): number => schedule.milestones.filter(({ finishedOn }: Data) => finishedOn !== null).length;
  expect(await look('@asOf(day: "2020-03-01")')).toBeNull();
  const [then, now] = [await look('@asOf(day: "2020-03-28")'), await look('')];
  expect(then.milestones).toHaveLength(now.milestones.length);
  expect(done(then)).toBeLessThan(done(now));
});
