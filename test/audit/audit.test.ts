import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

const entry = `number at outcome act operation relation entityId times actor { subject name role credential onBehalfOf databaseRole }
  origin { transport address requestId } changes { column before after } refusals { code path }`;
const list = `query ($filter: AuditFilter, $first: Int! = 50, $after: String) {
  auditEntries(filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { ${entry} } } }`;
const end = `mutation ($id: ID!, $reason: String!) { unitEnd(id: $id, reason: $reason) { unit { id } userErrors { code } } }`;
const correct = `mutation ($id: ID!, $input: UnitCorrectInput!) { unitCorrect(id: $id, input: $input) { unit { id } userErrors { code } } }`;

let server: TestServer;
let admin: string;
let dispatcher: string;
beforeAll(async () => {
  server = await startServer();
  admin = await server.token('ADMIN', { name: '管理员' });
  dispatcher = await server.token('DISPATCHER', { name: '李四', region: 'DQ' });
});
afterAll(() => server.close());

const entries = async (filter: object, first = 50): Promise<Data[]> => (await server.get(admin, list, { filter, first })).auditEntries.nodes;

/** A unit, with its version. */
async function unit(): Promise<{ id: string; version: number; name: string; rowId: number }> {
  const [row] = await server.query<{ id: number; version: number; name: string }>(`
    select id, version, name from unit u where ended_at is null and not exists (select from issue i where i.lead_unit_id = u.id) order by id limit 1`);
  return { ...row!, id: toGlobalId('Unit', row!.id), rowId: row!.id };
}

test('[AU1] a write over HTTP stands in the audit with who, from where, on whose behalf, and the row before and after', async () => {
  const { id, version, name } = await unit();
  const { headers } = await server.post(dispatcher, correct, { id, input: { version, name: '新名称' } }, { 'x-request-id': 'proxy-0001' });
  expect(headers.get('x-request-id')).toBe('proxy-0001');
  const [written] = await entries({ rowId: id });
  const [region] = await server.query<{ id: number }>(`select id from region where code = 'DQ'`);
  expect(written).toMatchObject({
    outcome: 'DONE', act: 'unitCorrect', operation: 'UPDATE', relation: 'unit', entityId: id, times: 1, refusals: [],
    actor: { subject: 'dispatcher', name: '李四', role: 'DISPATCHER', credential: 'TOKEN', onBehalfOf: toGlobalId('Region', region!.id) },
    origin: { transport: 'HTTP', address: '127.0.0.1', requestId: 'proxy-0001' },
    changes: [{ column: 'name', before: name, after: '新名称' }, { column: 'version', before: String(version), after: String(version + 1) }],
  });
});

test('[AU2] so does one over WebSocket, under the socket\'s id and the operation\'s', async () => {
  const { id, version } = await unit();
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${admin}` });
  await socket.subscribe(correct, { id, input: { version, name: '再改' } }, 'op-7')();
  const [written] = await entries({ rowId: id });
  expect(written).toMatchObject({ act: 'unitCorrect', actor: { subject: 'admin', role: 'ADMIN', onBehalfOf: null }, origin: { transport: 'WEBSOCKET', address: '127.0.0.1', requestId: expect.stringMatching(/^[0-9a-f-]{13}\/op-7$/) } });
  socket.close();
});

test('[AU3] a change by SQL is there, too: row by row, with the database\'s role and address, also by several rows at once', async () => {
  await server.query(`update project set name = name || '（改）' where id in (1, 2)`);
  const [two, one] = await entries({ subject: 'sql:postgres', act: null }, 2);
  for (const [written, id] of [[one, 1], [two, 2]]) {
    expect(written).toMatchObject({ outcome: 'DONE', act: null, operation: 'UPDATE', relation: 'project', entityId: toGlobalId('Project', id), actor: { subject: 'sql:postgres', databaseRole: 'postgres' }, origin: { transport: 'SQL', address: '127.0.0.1', requestId: null } });
    expect(written.changes).toEqual([{ column: 'name', before: expect.any(String), after: expect.stringMatching(/（改）$/) }]);
  }
  await server.query(`insert into signal_rule (rule, yellow_from, red_from) values ('START_OVERDUE', 3, 9) on conflict (rule) do update set yellow_from = 3`);
  expect((await entries({}, 1))[0]).toMatchObject({ operation: 'UPDATE', relation: 'signal_rule', entityId: null, changes: [{ column: 'yellow_from', after: '3' }] });
});

test('[AU4] what is rolled back leaves nothing; what is written without a difference neither', async () => {
  const before = (await entries({}, 1))[0].number;
  await server.query(`begin; update project set name = 'x' where id = 1; rollback`);
  await server.query(`update project set name = name where id = 1`);
  expect((await entries({}, 1))[0].number).toBe(before);
});

test('[AU5] an act that was refused is there with its reasons and the row that it named, over both transports', async () => {
  const [led] = await server.query<{ id: number }>(`select u.id from unit u where u.ended_at is null and exists (select from issue i where i.lead_unit_id = u.id and i.status <> 'CLOSED') limit 1`);
  const id = toGlobalId('Unit', led!.id);
  await server.post(dispatcher, end, { id, reason: '' });
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${dispatcher}` });
  await socket.subscribe(end, { id, reason: '撤并' })();
  const [second, first] = await entries({ rowId: id, outcome: ['REFUSED'] });
  expect(first).toMatchObject({ act: 'unitEnd', operation: null, relation: null, changes: [], refusals: [{ code: 'TEXT_EMPTY', path: ['reason'] }], actor: { subject: 'dispatcher' }, origin: { transport: 'HTTP' } });
  expect(second).toMatchObject({ act: 'unitEnd', refusals: [{ code: 'IN_USE', path: ['id'] }], origin: { transport: 'WEBSOCKET' } });
  socket.close();
});

test('[AU6] so is one for which the role has no right', async () => {
  const viewer = await server.token('VIEWER');
  const { id } = await unit();
  await server.post(viewer, end, { id, reason: '撤并' });
  expect((await entries({ outcome: ['FORBIDDEN'] }))[0]).toMatchObject({ act: 'unitEnd', entityId: id, actor: { subject: 'viewer', role: 'VIEWER' }, refusals: [{ code: 'FORBIDDEN', path: [] }] });
});

test('[AU6] a screen that may not stand in the site that it names is there, too', async () => {
  const id = toGlobalId('MeetingSite', 1);
  const socket = await openSocket(server.wsUrl);
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${await server.token('VIEWER')}`, siteId: id } });
  expect((await socket.closed).code).toBe(4403);
  expect((await entries({ act: 'standInSite' }))[0]).toMatchObject({ outcome: 'FORBIDDEN', entityId: id, actor: { subject: 'viewer' }, origin: { transport: 'WEBSOCKET' } });
});

test('[AU7] whoever comes without a valid token is there with the address: the first of a minute at once, the others as one entry', async () => {
  for (let times = 0; times < 5; times += 1) await server.post('no token', '{ __typename }');
  const found = () => server.query<{ times: number; address: string }>(`select times, address from audit_entry where outcome = 'UNAUTHENTICATED' and transport = 'HTTP' order by id`);
  await expect.poll(found).toEqual([{ times: 1, address: '127.0.0.1' }]);
  (await openSocket(server.wsUrl)).send({ type: 'connection_init', payload: { authorization: 'Bearer none' } });
  await expect.poll(() => entries({ outcome: ['UNAUTHENTICATED'] })).toMatchObject([{ origin: { transport: 'WEBSOCKET' } }, { origin: { transport: 'HTTP' } }]);
  await server.restart();
  expect(await found()).toEqual([{ times: 1, address: '127.0.0.1' }, { times: 4, address: '127.0.0.1' }]);
});

test('[AU40] so is what was turned away before it ran: too large, from a foreign page, a message that none may send; with who sent it where that is known', async () => {
  const tooLarge = `{ ${Array.from({ length: 1_001 }, (_, n) => `a${n}: __typename`).join(' ')} }`;
  for (let times = 0; times < 3; times += 1) expect((await server.post(admin, tooLarge)).body.errors[0].extensions.code).toBe('TOO_LARGE');
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${admin}` });
  await expect(socket.subscribe(tooLarge)()).rejects.toThrow('TOO_LARGE');
  socket.send(JSON.parse('{ "type": "ping", "payload": { "__proto__": { "a": 1 } } }'));
  await socket.closed;
  await server.fetch('/graphql', { method: 'POST', headers: { origin: 'https://evil.example', 'content-type': 'application/json' }, body: '{}' });
  await expect.poll(async () => (await entries({ outcome: ['REFUSED'] }, 4)).map(({ origin, actor, refusals, times }: Data) => [origin.transport, actor.role, refusals[0].code, times])).toEqual([
    ['HTTP', null, 'FOREIGN_ORIGIN', 1], ['WEBSOCKET', 'ADMIN', 'BAD_MESSAGE', 1], ['WEBSOCKET', 'ADMIN', 'TOO_LARGE', 1], ['HTTP', 'ADMIN', 'TOO_LARGE', 1],
  ]);
});

test('[AU40] so is a body or a message that is larger than any may be', async () => {
  const viewer = await server.token('VIEWER', { name: '大户' });
  expect((await server.post(viewer, `{ __typename } # ${'x'.repeat(1_048_576)}`)).status).toBe(413);
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${viewer}` });
  socket.send({ type: 'ping', payload: { x: 'x'.repeat(1_048_576) } });
  expect((await socket.closed).code).toBe(1009);
  await expect.poll(async () => (await entries({ outcome: ['REFUSED'] }, 2)).map(({ origin, actor, refusals }: Data) => [origin.transport, actor.name, refusals[0].code])).toEqual([
    ['WEBSOCKET', '大户', 'TOO_LARGE'], ['HTTP', '大户', 'TOO_LARGE'],
  ]);
});

test('[AU8] it is searched by subject, act, row, outcome and time, page by page, newest first', async () => {
  const { auditEntries: all } = await server.get(admin, list, { first: 200, filter: { act: 'unitCorrect' } });
  expect(all.totalCount).toBe(all.nodes.length);
  expect(all.nodes.map(({ number }: Data) => number)).toEqual(all.nodes.map(({ number }: Data) => number).toSorted((a: number, b: number) => b - a));
  const seen: number[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { nodes, pageInfo }: Data = (await server.get(admin, list, { first: 1, after, filter: { act: 'unitCorrect' } })).auditEntries;
    seen.push(...nodes.map(({ number }: Data) => number));
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  expect(seen).toEqual(all.nodes.map(({ number }: Data) => number));
  const [newest] = all.nodes;
  expect(await entries({ since: newest.at, until: newest.at })).toEqual([]);
  expect(await entries({ act: 'unitCorrect', since: newest.at })).toContainEqual(newest);
  expect(await entries({ subject: 'nobody' })).toEqual([]);
  expect(await entries({ rowId: toGlobalId('Unit', 2_000_000_000) })).toEqual([]);
  expect((await server.post(admin, list, { filter: { rowId: 'none' } })).body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argumentPath: ['filter', 'rowId'] } }]);
});

test('[AU9] only an ADMIN reads it, over both transports; that another tried stands in it', async () => {
  for (const role of ['DISPATCHER', 'VIEWER', 'SCREEN']) {
    const token = await server.token(role);
    expect((await server.post(token, list)).body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${token}` });
    await expect(socket.subscribe(list)()).rejects.toThrow('FORBIDDEN');
    expect(await entries({ act: 'auditEntries' }, 2)).toMatchObject([{ outcome: 'FORBIDDEN', actor: { role }, origin: { transport: 'WEBSOCKET' } }, { outcome: 'FORBIDDEN', actor: { role } }]);
    socket.close();
  }
});
