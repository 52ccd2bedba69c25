import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { Role } from '../../src/kernel/viewer.js';
import { openCity, type City } from '../support/city.js';
import { refusals, seedPlaces, walk } from '../unit/seed.js';

const list = `query ($first: Int! = 20, $after: String, $filter: LeaderFilter, $orderBy: LeaderOrder! = CODE_ASC) {
  leaders(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { totalCount nodes { id code name } pageInfo { hasNextPage endCursor } }
}`;
const fields = 'id code name title version endedAt unit { code } history { act note actor { name } }';
const one = `query ($id: ID, $code: String) { leader(id: $id, code: $code) { ${fields} } }`;
const leader = `leader { ${fields} } userErrors { code message path }`;
const register = `mutation ($input: LeaderRegisterInput!) { leaderRegister(input: $input) { ${leader} } }`;
const correct = `mutation ($id: ID!, $input: LeaderCorrectInput!) { leaderCorrect(id: $id, input: $input) { ${leader} } }`;
const end = `mutation ($id: ID!, $reason: String!) { leaderEnd(id: $id, reason: $reason) { ${leader} } }`;

let city: City;
beforeAll(async () => {
  city = await openCity('empty');
  await seedPlaces(city);
  await city.query(`
    insert into leader (id, code, name, title, unit_id) values
      (1, 'L01', '市领导 01', '市委书记', null), (2, 'L02', '市领导 02', '副市长', 1), (3, 'L03', '区领导', '龙凤区区长', 2);
    insert into leader (id, code, name, title, ended_at) values (4, 'L99', '前领导', '原副市长', business_now());
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment) values
      (1, 'P-LF', '龙凤项目', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 3, 1), (2, 'P-LD', '林甸项目', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 4, 1);
    select setval('leader_id_seq', 4)`);
});
afterAll(() => city.close());

const unit = (id: number) => toGlobalId('Unit', id);
const codes = async (filter: object) => (await city.get('VIEWER', list, { filter })).leaders.nodes.map(({ code }: { code: string }) => code);
const registered = async (code: string, unitId?: number) =>
  (await city.get('ADMIN', register, { input: { code, name: `领导 ${code}`, title: '局长', unitId: unitId && unit(unitId) } })).leaderRegister.leader;

test('[L1] leaders come page by page, none twice, with the number of all', async () => {
  const { leaders } = await city.get('VIEWER', list, { first: 2 });
  expect(leaders.totalCount).toBe(4);
  expect(leaders.nodes.map(({ code }: { code: string }) => code)).toEqual(['L01', 'L02']);
  for (const orderBy of ['CODE_ASC', 'CODE_DESC', 'NAME_ASC', 'NAME_DESC']) {
    const all = await walk<{ code: string }>(async (after) => (await city.get('VIEWER', list, { first: 3, after, orderBy })).leaders);
    expect(all.map(({ code }) => code).sort()).toEqual(['L01', 'L02', 'L03', 'L99']);
  }
});

test('[L2] leaders are found by a part of the name or title and by whether they are in office', async () => {
  expect(await codes({ search: '副市长' })).toEqual(['L02', 'L99']);
  expect(await codes({ search: '副市长', active: true })).toEqual(['L02']);
  expect(await codes({ search: '领导 0' })).toEqual(['L01', 'L02']);
  expect(await codes({ active: false })).toEqual(['L99']);
});

test('[L3] one leader is found by id or code, with their unit; where there is none the answer is null', async () => {
  const { leader } = await city.get('SCREEN', one, { code: 'L03' });
  expect(leader).toMatchObject({ name: '区领导', title: '龙凤区区长', unit: { code: 'DQ-LF-ZF' }, endedAt: null, version: 1 });
  expect((await city.get('SCREEN', one, { id: leader.id })).leader).toEqual(leader);
  expect((await city.get('SCREEN', one, { code: 'L01' })).leader.unit).toBeNull();
  expect((await city.get('SCREEN', one, { code: 'L404' })).leader).toBeNull();
  expect((await city.get('SCREEN', one)).leader).toBeNull();
  expect((await city.ask('SCREEN', one, { id: unit(1) })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});

test('[L4] a leader is registered, with or without a unit, and the history names who did it', async () => {
  const input = { code: ' L10 ', name: ' 李某 ', title: ' 副区长 ', unitId: unit(2) };
  const { leaderRegister } = await city.get('DISPATCHER', register, { input }, { subject: '调度员' });
  expect(leaderRegister.userErrors).toEqual([]);
  expect(leaderRegister.leader).toMatchObject({ code: 'L10', name: '李某', title: '副区长', unit: { code: 'DQ-LF-ZF' }, version: 1 });
  expect(leaderRegister.leader.history).toEqual([{ act: 'REGISTERED', note: null, actor: { name: '调度员' } }]);
  expect((await registered('L11')).unit).toBeNull();
});

test('[L5] a leader is not registered with a code in use, an empty or overlong text, or in a unit that is ended or unknown; nothing is left behind', async () => {
  const good = { code: 'LX', name: '名', title: '职' };
  const tried = async (input: object) => refusals((await city.get('ADMIN', register, { input: { ...good, ...input } })).leaderRegister);
  expect(await tried({ code: 'L01' })).toEqual(['CODE_TAKEN input.code']);
  expect(await tried({ code: '', name: ' ', title: '\t' })).toEqual(['TEXT_EMPTY input.code', 'TEXT_EMPTY input.name', 'TEXT_EMPTY input.title']);
  expect(await tried({ code: 'x'.repeat(41), name: '长'.repeat(201), title: '长'.repeat(201) })).toEqual(['TEXT_TOO_LONG input.code', 'TEXT_TOO_LONG input.name', 'TEXT_TOO_LONG input.title']);
  expect(await tried({ unitId: unit(4) })).toEqual(['ENDED input.unitId']);
  expect(await tried({ unitId: unit(99) })).toEqual(['NOT_FOUND input.unitId']);
  expect(await city.query(`select id from leader where code = 'LX' union all select id from history where type = 'Leader' and entity_id not in (select id from leader)`)).toEqual([]);
});

test('[L6] a correction changes what it names and leaves the rest, null takes the unit away; at an old version it is refused', async () => {
  const { id } = await registered('L20', 1);
  const first = (await city.get('ADMIN', correct, { id, input: { version: 1, title: '主任', name: null } })).leaderCorrect;
  expect(first.leader).toMatchObject({ name: '领导 L20', title: '主任', unit: { code: 'DQ-FGW' }, version: 2 });
  const second = (await city.get('ADMIN', correct, { id, input: { version: 2, unitId: null, name: '新名' } })).leaderCorrect;
  expect(second.leader).toMatchObject({ name: '新名', title: '主任', unit: null, version: 3 });
  expect(second.leader.history.map(({ act }: { act: string }) => act)).toEqual(['REGISTERED', 'CORRECTED', 'CORRECTED']);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 1, name: '旧版' } })).leaderCorrect)).toEqual(['CONFLICT input.version']);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 3, title: '' } })).leaderCorrect)).toEqual(['TEXT_EMPTY input.title']);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 3, unitId: unit(4) } })).leaderCorrect)).toEqual(['ENDED input.unitId']);
  expect(refusals((await city.get('ADMIN', correct, { id: toGlobalId('Leader', 999), input: { version: 1 } })).leaderCorrect)).toEqual(['NOT_FOUND id']);
});

test('[L7] a leader does not end while they answer for anything, and is told what; afterwards they end with the reason and change no more', async () => {
  const { id } = await registered('L30');
  await city.query(`insert into assignment (role, leader_id, project_id) select 'CHIEF_SERVICE_OFFICER', id, 1 from leader where code = 'L30'`);
  const refused = (await city.get('ADMIN', end, { id, reason: '调离' })).leaderEnd;
  expect(refusals(refused)).toEqual(['IN_USE id']);
  expect(refused.userErrors[0].message).toContain('龙凤项目');
  await city.query(`update assignment set until = business_now()`);
  expect(refusals((await city.get('ADMIN', end, { id, reason: '' })).leaderEnd)).toEqual(['TEXT_EMPTY reason']);
  const { leaderEnd } = await city.get('ADMIN', end, { id, reason: '调离' });
  expect(leaderEnd.leader.endedAt).toMatch(/^2020-04-16T01:0/);
  expect(leaderEnd.leader.history.at(-1)).toMatchObject({ act: 'ENDED', note: '调离' });
  expect(refusals((await city.get('ADMIN', end, { id, reason: '再次' })).leaderEnd)).toEqual(['ENDED id']);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 2, name: '名' } })).leaderCorrect)).toEqual(['ENDED id']);
});

test('[L8] administrators and dispatchers keep leaders, nobody else; everybody reads them', async () => {
  const id = toGlobalId('Leader', 1);
  const acts = [
    [register, { input: { code: 'LR', name: '名', title: '职' } }],
    [correct, { id, input: { version: 1, name: '名' } }],
    [end, { id, reason: '无' }],
  ] as const;
  for (const role of Object.values(Role)) {
    expect((await city.get(role, one, { id })).leader.code).toBe('L01');
    if (role === 'ADMIN' || role === 'DISPATCHER') continue;
    for (const [act, variables] of acts) {
      expect((await city.ask(role, act, variables)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  }
  expect(await city.query(`select id from leader where code = 'LR'`)).toEqual([]);
});

test('[L9] the dispatcher of a region keeps the leaders of its units: not the city\'s, not other regions\'', async () => {
  const here = { region: 'DQ-LF' };
  const input = { code: 'L40', name: '名', title: '职' };
  expect(refusals((await city.get('DISPATCHER', register, { input }, here)).leaderRegister)).toEqual(['FORBIDDEN_HERE input.unitId']);
  expect(refusals((await city.get('DISPATCHER', register, { input: { ...input, unitId: unit(3) } }, here)).leaderRegister)).toEqual(['FORBIDDEN_HERE input.unitId']);
  const { leaderRegister } = await city.get('DISPATCHER', register, { input: { ...input, unitId: unit(2) } }, here);
  expect(leaderRegister.userErrors).toEqual([]);
  const own = leaderRegister.leader.id;
  expect(refusals((await city.get('DISPATCHER', correct, { id: own, input: { version: 1, unitId: null } }, here)).leaderCorrect)).toEqual(['FORBIDDEN_HERE input.unitId']);
  for (const id of [toGlobalId('Leader', 1), toGlobalId('Leader', 2)]) {
    expect(refusals((await city.get('DISPATCHER', correct, { id, input: { version: 1, name: '名' } }, here)).leaderCorrect)).toEqual(['FORBIDDEN_HERE id']);
    expect(refusals((await city.get('DISPATCHER', end, { id, reason: '无' }, here)).leaderEnd)).toEqual(['FORBIDDEN_HERE id']);
  }
});

test('[L10] who may not see what a leader answers for is not told of it', async () => {
  const { id } = await registered('L50', 2);
  await city.query(`insert into assignment (role, leader_id, project_id) select 'FACILITATION_OFFICER', id, 2 from leader where code = 'L50'`);
  const { leaderEnd } = await city.get('DISPATCHER', end, { id, reason: '调离' }, { region: 'DQ-LF' });
  expect(refusals(leaderEnd)).toEqual(['IN_USE id']);
  expect(leaderEnd.userErrors[0].message).not.toContain('林甸');
});

test('[L11] a list of many leaders takes as many statements as a list of one', async () => {
  const nested = `query ($first: Int!) { leaders(first: $first, orderBy: CODE_DESC) { totalCount nodes { code unit { code region { code } } history { act } } } }`;
  const few = await city.statements(() => city.get('ADMIN', nested, { first: 5 }));
  expect(await city.statements(() => city.get('ADMIN', nested, { first: 20 }))).toBe(few);
});

test('[L12] the operation `Leaders` that clients rely on runs word for word', async () => {
  const document = await readFile(new URL('../contract/leaders.graphql', import.meta.url), 'utf8');
  const { leaders } = await city.get('VIEWER', document, { first: 2 });
  expect(leaders).toMatchObject({ pageInfo: { hasNextPage: true }, nodes: [{ name: '市领导 01', title: '市委书记', load: { projects: 0 }, assignments: [] }, { name: '市领导 02' }] });
});
