import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';
import { Acts } from './acts.js';

const changes = readFileSync('test/contract/changes.graphql', 'utf8');
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 120_000);
afterAll(() => server.close());

async function show(socket: SocketClient, authorization: unknown) {
  socket.send({ type: 'ping', payload: { authorization } });
  for (;;) {
    const message = await socket.next();
    if (message.type === 'pong') return message.payload;
  }
}

test('[ID40] an open socket goes on with a later token of the same holder, and its streams with it', async () => {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('VIEWER', { hours: 3 / 3_600 })}` });
  const next = socket.subscribe(changes, { scope: {} });
  await next();
  const later = await server.token('VIEWER', { hours: 1 });
  const answer = await show(socket, `Bearer ${later}`);
  expect(answer).toEqual({ renewed: true, expiresAt: expect.any(String) });
  expect(new Date(answer.expiresAt).getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  // One that was not renewed, and is of the same age, is closed by its token's end.
  const other = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('VIEWER', { hours: 3 / 3_600 })}` });
  expect((await other.closed).code).toBe(4403);
  await server.query(`update project set description = description || '.' where id = (select min(id) from project)`);
  expect((await next()).changes.changes).not.toEqual([]);
  socket.close();
});

test('[ID41] a token of another holder, of other rights, or that is none changes nothing: the old end stays', async () => {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('DISPATCHER', { region: 'DQ', hours: 4 / 3_600 })}` });
  for (const token of [await server.token('DISPATCHER', { region: 'DQ', subject: 'somebody else' }), await server.token('DISPATCHER', { subject: 'dispatcher' }), await server.token('VIEWER', { region: 'DQ', subject: 'dispatcher' })]) {
    expect(await show(socket, `Bearer ${token}`)).toEqual({ renewed: false, reason: expect.stringContaining('another holder') });
  }
  for (const nothing of ['Bearer x', 7, null]) expect(await show(socket, nothing)).toEqual({ renewed: false, reason: 'no valid token' });
  expect((await socket.closed).code).toBe(4403);
});

test('[ID41] before it said who it is, a socket renews nothing', async () => {
  const socket = await openSocket(server.wsUrl);
  expect(await show(socket, `Bearer ${await server.token('ADMIN')}`)).toEqual({ renewed: false, reason: expect.stringContaining('connection_init') });
  socket.close();
});

test('[ID42] what was renewed hangs on the new credential: a key goes on with its rotated secret, and ends with it', async () => {
  const acts = new Acts(server, await server.token('ADMIN'));
  const { id, secret } = await acts.key({});
  const [socket, old] = await Promise.all([1, 2].map(() => openSocket(server.wsUrl, { authorization: `Bearer ${secret}` }))) as [SocketClient, SocketClient];
  const rotated = await acts.rotate(id);
  expect(await show(socket, `Bearer ${rotated}`)).toMatchObject({ renewed: true });
  const latest = await acts.rotate(id, new Date(Date.now() + 2_000).toISOString());
  expect((await old.closed).reason).toContain('withdrawn');
  expect(await show(socket, 'Bearer x')).toMatchObject({ renewed: false });
  expect(await socket.closed).toEqual({ code: 4403, reason: expect.stringContaining('expired') });
  expect((await server.post(latest, '{ clock { now } }')).status).toBe(200);
});
