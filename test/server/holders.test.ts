import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type App } from '../../src/server/app.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';

const limits = { socketsPerHolder: 12, messagesPerSecond: 30 };

let server: TestServer;
let other: App;
beforeAll(async () => {
  server = await startServer({ limits });
  other = await startApp({ databaseUrl: server.databaseUrl, host: '127.0.0.1', port: 0, secrets: server.secrets, feedPollMs: 100, feedRetentionDays: 7, limits, staticFolder: tmpdir(), logger: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const enter = async (url: string, subject: string) => openSocket(url, { authorization: `Bearer ${await server.token('VIEWER', { subject })}` });
/** Opens a socket and answers why it was closed; null where it was let in. */
async function refusal(url: string, subject: string): Promise<{ code: number; reason: string } | null> {
  const client = await openSocket(url);
  client.send({ type: 'connection_init', payload: { authorization: `Bearer ${await server.token('VIEWER', { subject })}` } });
  const closed = await Promise.race([client.closed, client.next().then(() => null, () => client.closed)]);
  client.socket.terminate();
  return closed;
}

test('[LM20] a holder has so many sockets at a time and no more, whatever others have; one that goes makes room', async () => {
  const subject = randomUUID();
  const clients: SocketClient[] = [];
  for (let count = 0; count < 12; count += 1) clients.push(await enter(server.wsUrl, subject));
  expect(await refusal(server.wsUrl, subject)).toEqual({ code: 4429, reason: 'at most 12 sockets a holder' });
  expect(await refusal(server.wsUrl, randomUUID())).toBeNull();
  clients.pop()!.close();
  await expect.poll(() => refusal(server.wsUrl, subject)).toBeNull();
  for (const client of clients) client.socket.terminate();
});

test('[LM21] sockets count over all nodes, and no longer when they or their node have gone', async () => {
  const subject = randomUUID();
  const wsUrl = `${other.url.replace('http', 'ws')}/graphql`;
  const clients: SocketClient[] = [];
  for (let count = 0; count < 12; count += 1) clients.push(await enter(wsUrl, subject));
  await expect.poll(() => refusal(server.wsUrl, subject), { timeout: 10_000 }).toMatchObject({ code: 4429 });
  for (const client of clients) client.socket.terminate();
  await expect.poll(() => refusal(server.wsUrl, subject), { timeout: 10_000 }).toBeNull();
  // Of a node that was killed.
  await server.query(`insert into holder_sockets (node, holder, sockets, at) values (gen_random_uuid(), '${subject}', 12, clock_timestamp() - interval '14 seconds')`);
  await expect.poll(() => refusal(server.wsUrl, subject), { timeout: 10_000 }).toBeNull();
  await expect.poll(() => server.query('select * from holder_sockets'), { timeout: 10_000 }).toEqual([]);
});

test('[LM22] a socket that sends more messages in a second than it may is closed; one that keeps within is not', async () => {
  const flood = await enter(server.wsUrl, 'flood');
  for (let count = 0; count < 100; count += 1) flood.send({ type: 'ping' });
  expect(await flood.closed).toEqual({ code: 4429, reason: 'at most 30 messages a second' });
  const calm = await enter(server.wsUrl, 'calm');
  for (let round = 0; round < 20; round += 1) {
    calm.send({ id: `${round}`, type: 'subscribe', payload: { query: '{ clock { now } }' } });
    expect((await calm.next(`${round}`)).type).toBe('next');
  }
  calm.close();
});
