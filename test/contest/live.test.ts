import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { bothTransports } from '../server/both.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';
import { boardFields } from './town.js';

let server: TestServer;
let office: string;
beforeAll(async () => {
  server = await startServer();
  office = await server.token('DISPATCHER');
});
afterAll(() => server.close());

const contestId = toGlobalId('Contest', 1);
const follow = `subscription ($contestId: ID) { contestScreen(contestId: $contestId) { revision at today contest { name status } scoreboard { ${boardFields} } } }`;
const asked = `query ($contestId: ID!) { contestScoreboard(contestId: $contestId) { ${boardFields} } }`;
const region = async (code: string): Promise<number> => (await server.query<{ id: number }>(`select id from region where code = '${code}'`))[0]!.id;
const of = (board: Data, code: string): Data => board.standings.find((each: Data) => each.region.code === code);

async function open(role: string, variables: Data = {}, options = {}): Promise<{ next(): Promise<Data>; close(): void }> {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role, options)}` });
  const next = socket.subscribe(follow, variables);
  return { next: async () => (await next()).contestScreen, close: () => socket.close() };
}

test('[CT18] the live contest comes whole at once, and again after each change that its table is made of, by the API or by SQL; it is then what the query answers', async () => {
  const [wall, county] = [await open('SCREEN'), await open('VIEWER', { contestId }, { region: 'DQ-DT' })];
  const [first, same] = [await wall.next(), await county.next()];
  expect(first).toMatchObject({ today: '2020-04-16', contest: { name: '项目开工百日竞赛', status: 'RUNNING' }, scoreboard: { on: '2020-04-16', dayNumber: 47 } });
  expect(same.scoreboard).toEqual(first.scoreboard);
  const [project] = await server.query<Data>(`update project p set started_on = '2020-04-16', stage = 'UNDER_CONSTRUCTION' where p.id = (
    select p.id from project p join region r on r.id = p.region_id where r.code = 'DQ-LF' and p.origin = 'NEW' and p.started_on is null and p.planned_start_on <= '2020-04-16' and p.ended_at is null order by p.id limit 1) returning p.id`);
  const started = await wall.next();
  expect(project).toBeDefined();
  expect(Number(of(started.scoreboard, 'DQ-LF').scores[0].numerator)).toBe(Number(of(first.scoreboard, 'DQ-LF').scores[0].numerator) + 1);
  expect(started.scoreboard).toEqual((await server.get(office, asked, { contestId })).contestScoreboard);
  const { contestAdjust } = await server.get(office, 'mutation ($input: ContestAdjustInput!) { contestAdjust(input: $input) { contest { id } userErrors { code } } }', {
    input: { contestId, regionId: toGlobalId('Region', await region('DQ-DT')), rule: 'LIGHTS', points: 12.5, from: '2020-04-16', reason: '补计' },
  });
  expect(contestAdjust).toEqual({ contest: { id: contestId }, userErrors: [] });
  const adjusted = await wall.next();
  expect(of(adjusted.scoreboard, 'DQ-DT').scores[4]).toMatchObject({ adjusted: 12.5, adjustments: [{ points: 12.5, reason: '补计' }] });
  expect(adjusted.revision).toBeGreaterThan(started.revision);
  await server.query(`update business_clock set ahead = ahead + interval '24 hours'`);
  let turned = await wall.next();
  while (turned.scoreboard.on !== '2020-04-17') turned = await wall.next();
  expect(turned.scoreboard).toMatchObject({ dayNumber: 48 });
  expect(of(turned.scoreboard, 'DQ-LF').weekBefore.on).toBe('2020-04-10');
  await server.query(`update business_clock set ahead = ahead - interval '24 hours'`);
  for (const each of [wall, county]) each.close();
});

test('[CT19] what is done to a contest is heard as a change of it by everybody, and in the streams of its districts; not in those of a project or a leader', async () => {
  const changes = async (role: string, options: Data, scope: Data) => {
    const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role, options)}` });
    const next = socket.subscribe('subscription ($scope: ChangeScope) { changes(scope: $scope) { changes { operation type entityId entity { ... on Contest { name withdrawals { reason endedBy } } } } } }', { scope });
    await next();
    return { next: async () => (await next()).changes.changes as Data[], close: () => socket.close() };
  };
  const district = toGlobalId('Region', await region('DQ-HG'));
  const ears = [await changes('UNIT', { unit: 'DQ-FGW' }, { types: ['CONTEST'] }), await changes('SCREEN', { region: 'DQ-DT' }, { types: ['CONTEST'] }), await changes('DISPATCHER', {}, { types: ['CONTEST'], regionId: district })];
  const [project] = await server.query<{ id: number }>('select id from project where ended_at is null order by id limit 1');
  const deaf = await changes('DISPATCHER', {}, { projectIds: [toGlobalId('Project', project!.id)] });
  const leave = 'mutation ($id: ID!, $regionId: ID!) { contestWithdrawRegion(id: $id, regionId: $regionId, reason: "合并考核") { userErrors { code } } }';
  expect((await server.get(office, leave, { id: contestId, regionId: district })).contestWithdrawRegion.userErrors).toEqual([]);
  for (const ear of ears) expect(await ear.next()).toEqual([{ operation: 'UPDATED', type: 'CONTEST', entityId: contestId, entity: { name: '项目开工百日竞赛', withdrawals: [{ reason: '合并考核', endedBy: null }] } }]);
  await server.query(`update project set description = description || '。' where id = ${project!.id}`);
  expect(await deaf.next()).toMatchObject([{ type: 'PROJECT' }]);
  const { contestDraw } = await server.get(office, `mutation ($input: ContestInput!) { contestDraw(input: $input) { contest { id } userErrors { code path } } }`, {
    input: { name: '秋季竞赛', startsOn: '2020-09-01', endsOn: '2020-11-30', regionIds: [district, toGlobalId('Region', await region('DQ-DT'))], rules: [{ code: 'A', name: '开工率', measure: 'START_RATE', weight: 100 }] },
  });
  for (const ear of ears) expect(await ear.next()).toMatchObject([{ operation: 'CREATED', entityId: contestDraw.contest.id }]);
  for (const each of [...ears, deaf]) each.close();
});

test('[CT20] what is forbidden or wrong is refused over both transports, and nothing is half done', async () => {
  const both = async (token: string) => bothTransports(server, token);
  const answers = async (of: Awaited<ReturnType<typeof both>>, query: string, variables: Data): Promise<Data[]> => Object.values(await of.ask(query, variables));
  const before = await server.query('select * from contest_adjustment');
  const adjust = 'mutation ($input: ContestAdjustInput!) { contestAdjust(input: $input) { contest { id } userErrors { code path } } }';
  const input = { contestId, regionId: toGlobalId('Region', await region('DQ-DT')), rule: 'NONE', points: 0, from: '2020-04-16', reason: ' ' };
  for (const { data } of await answers(await both(office), adjust, { input })) {
    expect(data.contestAdjust).toEqual({ contest: null, userErrors: [{ code: 'TEXT_EMPTY', path: ['input', 'reason'] }, { code: 'CONTEST_RULE_UNKNOWN', path: ['input', 'rule'] }, { code: 'CONTEST_POINTS', path: ['input', 'points'] }] });
  }
  for (const { data } of await answers(await both(await server.token('DISPATCHER', { region: 'DQ-DT' })), adjust, { input: { ...input, rule: 'START', points: 50, reason: '本区' } })) {
    expect(data.contestAdjust).toEqual({ contest: null, userErrors: [{ code: 'FORBIDDEN_HERE', path: ['input', 'contestId'] }] });
  }
  for (const role of ['VIEWER', 'SCREEN', 'LEADER', 'UNIT', 'OWNER']) {
    const options = role === 'LEADER' ? { leader: 'L01' } : ['UNIT', 'OWNER'].includes(role) ? { unit: 'DQ-FGW' } : {};
    for (const { errors } of await answers(await both(await server.token(role, options)), adjust, { input })) expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  }
  for (const { errors } of await answers(await both(office), 'query ($id: ID!) { contestScoreboard(contestId: $id, on: "2020-02-29") { on } }', { id: contestId })) expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argumentPath: ['on'] } }]);
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${office}` });
  socket.send({ id: 'wrong', type: 'subscribe', payload: { query: follow, variables: { contestId: toGlobalId('Project', 1) } } });
  expect(await socket.next('wrong')).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'BAD_USER_INPUT', argumentPath: ['contestId'] } }] });
  socket.close();
  expect(await server.query('select * from contest_adjustment')).toEqual(before);
});

test('[CT21] a contest has its history, its past can be asked for, and the audit says who changed it, also by SQL', async () => {
  await server.query(`update contest_withdrawal set ended_at = business_now(), ended_by = 'x', end_reason = '误退'`);
  const { contest } = await server.get(office, 'query ($id: ID!) { contest(id: $id) { history { act actor { name } note } } }', { id: contestId });
  expect(contest.history.map(({ act }: Data) => act)).toEqual(['CONTEST_DRAWN', 'STARTED', 'POINTS_ADJUSTED', 'POINTS_ADJUSTED', 'DISTRICT_WITHDRAWN', 'CHANGED_BY_SQL']);
  expect(contest.history[4]).toEqual({ act: 'DISTRICT_WITHDRAWN', actor: { name: 'dispatcher' }, note: '红岗区: 合并考核' });
  const past = (await server.get(office, 'query ($id: ID!) @asOf(day: "2020-02-26") { contest(id: $id) { status regions { code } adjustments { points } history { act } } contestScoreboard(contestId: $id) { on } }', { id: contestId }));
  expect(past).toEqual({ contest: { status: 'DRAFT', regions: expect.objectContaining({ length: 11 }), adjustments: [], history: [{ act: 'CONTEST_DRAWN' }] }, contestScoreboard: null });
  const entries = await server.query(`select act, role, relation, after ->> 'points' as points, type, entity_id as id from audit_entry where relation = 'contest_adjustment' and act is not null and act <> 'SEEDED' order by id`);
  expect(entries).toEqual([{ act: 'contestAdjust', role: 'DISPATCHER', relation: 'contest_adjustment', points: 12.5, type: 'Contest', id: 1 }].map((entry) => ({ ...entry, points: '12.50' })));
});
