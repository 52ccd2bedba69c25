import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { Connection } from '../../src/server/connection.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';

const changes = readFileSync('test/contract/changes.graphql', 'utf8');
let server: TestServer;

beforeAll(async () => {
  server = await startServer({ template: 'demonstration' });
});
afterAll(() => server.close());

const signedIn = async (role = 'ADMIN'): Promise<SocketClient> => openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role)}` });
const ask = async (socket: SocketClient, query: string, variables: Record<string, unknown> = {}) => {
  socket.send({ id: 'ask', type: 'subscribe', payload: { query, variables } });
  return socket.next('ask');
};

test('[Y1] a socket without a valid token is closed with 4401', async () => {
  for (const payload of [{}, { authorization: 'Bearer x' }, { authorization: 7 }]) {
    const socket = await openSocket(server.wsUrl);
    socket.send({ type: 'connection_init', payload });
    expect((await socket.closed).code).toBe(4401);
  }
});

test('[Y2] an operation before the handshake, a second handshake and a message that is none close the socket', async () => {
  const early = await openSocket(server.wsUrl);
  early.send({ id: '1', type: 'subscribe', payload: { query: '{ clock { now } }' } });
  expect((await early.closed).code).toBe(4401);
  const twice = await signedIn();
  twice.send({ type: 'connection_init' });
  expect((await twice.closed).code).toBe(4429);
  const garbage = await signedIn();
  garbage.socket.send('garbage');
  expect((await garbage.closed).code).toBe(4400);
});

test('[Y3] a second operation of the same id closes the socket with 4409', async () => {
  const socket = await signedIn();
  await socket.subscribe(changes, {}, 'same')();
  socket.send({ id: 'same', type: 'subscribe', payload: { query: changes } });
  expect((await socket.closed).code).toBe(4409);
});

test('[Y4] a ping is answered, with its payload', async () => {
  const socket = await signedIn();
  socket.send({ type: 'ping', payload: { at: 1 } });
  expect(await socket.next()).toEqual({ type: 'pong', payload: { at: 1 } });
  socket.close();
});

test('[Y5] queries and mutations run over the socket, and complete', async () => {
  const socket = await signedIn();
  expect(await ask(socket, '{ clock { today } }')).toEqual({ id: 'ask', type: 'next', payload: { data: { clock: { today: '2020-04-16' } } } });
  expect(await socket.next('ask')).toEqual({ id: 'ask', type: 'complete' });
  socket.close();
});

test('[Y6] an id is escaped in every frame, also in the shared ones', async () => {
  const socket = await signedIn();
  const id = 'a"b\\c 调度';
  await socket.subscribe(changes, {}, id)();
  await server.query(`update project set description = '转义' where code = 'DQ-2020-001'`);
  expect(await socket.next(id)).toMatchObject({ id, type: 'next' });
  socket.close();
});

test('[Y7] malformed operations are errors of that operation; the socket stays', async () => {
  const socket = await signedIn();
  expect(await ask(socket, '{ nothing }')).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  expect(await ask(socket, '{')).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] });
  expect(await ask(socket, `query($t: String!) { issues(first: 1, filter: { search: $t }) { totalCount } }`, { t: 'a\u0000' })).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect(await ask(socket, `subscription { meetingScreen(meetingId: "nonsense") { revision } }`)).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect(await ask(socket, 'subscription ($x: Boolean!) { changes @skip(if: $x) { cursor } }', { x: true })).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  socket.send({ id: 'x'.repeat(200), type: 'subscribe', payload: { query: changes } });
  expect(await socket.next('x'.repeat(200))).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'TOO_LARGE' } }] });
  expect(await ask(socket, '{ clock { today } }')).toMatchObject({ type: 'next' });
  socket.close();
});

test('[Y8] more than fifty operations at a time close the socket with 4429', async () => {
  const socket = await signedIn();
  for (let number = 0; number <= 50; number += 1) socket.send({ id: String(number), type: 'subscribe', payload: { query: changes } });
  expect((await socket.closed).code).toBe(4429);
});

test('[Y9] a token that expires closes its socket with 4403', async () => {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('ADMIN', { hours: 2 / 3600 })}` });
  expect((await socket.closed).code).toBe(4403);
});

test('[Y10] a role that may not do an act is told so, and nothing changes', async () => {
  const socket = await signedIn('VIEWER');
  expect(await ask(socket, `mutation { clockSet(input: {}) { userErrors { message } } }`)).toMatchObject({ type: 'next', payload: { errors: [{ extensions: { code: 'FORBIDDEN' } }] } });
  socket.close();
});

test('[Y11] a server that goes away says 1012', async () => {
  const leaving = await startServer({ template: 'demonstration' });
  const socket = await openSocket(leaving.wsUrl, { authorization: `Bearer ${await leaving.token('ADMIN')}` });
  await socket.subscribe(changes)();
  await leaving.close();
  expect((await socket.closed).code).toBe(1012);
});

/** A connection over a socket that only looks like one. */
function checked() {
  const socket = Object.assign(new EventEmitter(), { OPEN: 1, readyState: 1, ping: vi.fn(), close: vi.fn(), terminate: vi.fn() });
  const raw = { writableLength: 0 };
  return { socket, raw, connection: new Connection(socket as unknown as WebSocket, raw as Socket) };
}

test('[Y12] a socket of which nothing is heard for 11 seconds while data waits is closed as too slow', () => {
  const { socket, raw, connection } = checked();
  raw.writableLength = 2 ** 21;
  for (const now of [0, 5_000, 10_000]) connection.check(now);
  expect([socket.close.mock.calls, socket.terminate.mock.calls]).toEqual([[], []]);
  connection.check(11_000);
  expect(socket.close).toHaveBeenCalledWith(4413, expect.any(String));
});

test('[Y13] a socket is pinged every 5 seconds, and cut when nothing was heard of it for 11', () => {
  const { socket, connection } = checked();
  for (const now of [0, 4_000, 5_000]) connection.check(now);
  socket.emit('pong');
  for (const now of [6_000, 10_000, 15_000, 16_000]) connection.check(now);
  expect(socket.ping).toHaveBeenCalledTimes(4);
  expect(socket.terminate).not.toHaveBeenCalled();
  connection.check(17_000);
  expect(socket.terminate).toHaveBeenCalledOnce();
});

test('[Y14] an id may be used again in the same moment: the new subscription is not taken for the old one, and none is left over', async () => {
  await expect.poll(() => server.live.hub.size).toEqual({ groups: 0, members: 0 });
  const socket = await signedIn();
  const raw = (socket.socket as unknown as { _socket: Socket })._socket;
  await socket.subscribe(changes, {}, 'again')();
  raw.cork();
  for (let turn = 0; turn < 2; turn += 1) {
    socket.send({ id: 'again', type: 'complete' });
    socket.send({ id: 'again', type: 'subscribe', payload: { query: changes } });
  }
  raw.uncork();
  expect(await socket.next('again')).toMatchObject({ type: 'next', payload: { data: { changes: { changes: [] } } } });
  await server.query(`update project set description = '再来' where code = 'DQ-2020-002'`);
  expect(await socket.next('again')).toMatchObject({ type: 'next', payload: { data: { changes: { changes: [{ operation: 'UPDATED' }] } } } });
  expect([server.live.hub.size, socket.waiting()]).toEqual([{ groups: 1, members: 1 }, []]);
  socket.close();
  await expect.poll(() => server.live.hub.size).toEqual({ groups: 0, members: 0 });
});

test('[Y15] a client that stops reading does not hold up the others; when it reads again it catches up in one batch', async () => {
  const query = 'subscription($scope: ChangeScope) { changes(scope: $scope) { reset changes { operation entityId entity { ... on Project { description } } } } }';
  const [slow, quick] = [await signedIn(), await signedIn()];
  const raw = (slow.socket as unknown as { _socket: Socket })._socket;
  const nexts = [slow, quick].map((socket) => socket.subscribe(query, { scope: { types: ['PROJECT'] } }));
  for (const next of nexts) await next();
  raw.pause();
  const turns = 7;
  for (let turn = 1; turn <= turns; turn += 1) {
    await server.query(`update project set description = '${turn} ' || repeat('长', 3000)`);
    expect((await nexts[1]!()).changes.changes[0].entity.description).toMatch(new RegExp(`^${turn} `));
  }
  raw.resume();
  const seen: number[] = [];
  while (seen.at(-1) !== turns) {
    const { reset, changes: batch } = (await nexts[0]!()).changes;
    expect([reset, new Set(batch.map(({ operation }: { operation: string }) => operation))]).toEqual([false, new Set(['UPDATED'])]);
    const found = new Set(batch.map(({ entity }: { entity: { description: string } }) => entity.description.split(' ')[0]));
    expect(found.size).toBe(1);
    seen.push(Number([...found][0]));
  }
  expect(seen).toEqual([...seen].toSorted((a, b) => a - b));
  expect(seen.length).toBeLessThan(turns);
  for (const socket of [slow, quick]) socket.close();
});

/** Nobody can read the change log until the answer is called. */
async function hideTheLog(): Promise<() => Promise<void>> {
  const blocker = new pg.Client({ connectionString: server.databaseUrl });
  await blocker.connect();
  await blocker.query('begin; lock table change_log in access exclusive mode');
  return () => blocker.end();
}

test('[Y16] while changes cannot be read, no socket looks live: those that stand are closed with 1012, new ones are sent away, and it mends by itself', async () => {
  const socket = await signedIn();
  await socket.subscribe(changes)();
  const mend = await hideTheLog();
  expect((await socket.closed).code).toBe(1012);
  const early = await openSocket(server.wsUrl);
  early.send({ type: 'connection_init', payload: { authorization: `Bearer ${await server.token('ADMIN')}` } });
  expect((await early.closed).code).toBe(1012);
  await mend();
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status, { timeout: 10_000 }).toBe(200);
  const back = await signedIn();
  await back.subscribe(changes)();
  back.close();
});

test('[Y17] a socket that hears stalls stays while changes cannot be read: a ping says so, and another one, after what was missed, that they flow again', async () => {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('ADMIN')}`, hearsStalls: true });
  await socket.subscribe(changes, {}, 'all')();
  const mend = await hideTheLog();
  expect(await socket.next()).toEqual({ type: 'ping', payload: { changes: 'STALLED' } });
  await mend();
  await server.query(`update project set name = '停更期间改名' where code = 'DQ-2020-001'`);
  expect(await socket.next()).toMatchObject({ id: 'all', type: 'next' });
  expect(await socket.next()).toEqual({ type: 'ping', payload: { changes: 'FLOWING' } });
  socket.close();
});
