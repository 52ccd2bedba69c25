import { tmpdir } from 'node:os';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestPrice } from '../../src/graphql/prices.js';
import { startApp, type App } from '../../src/server/app.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';
import { bothTransports } from './both.js';

const limits = { ratePerMinute: 50_000, failedLoginsPerMinute: 10 };

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

/** Costs 4,270 and what a request does: eleven of them are within a minute's. */
const costly = '{ projects(first: 200) { nodes { code name region { name } assignments { id } } } }';
const cheap = '{ clock { now } }';

async function askUntilRefused(token: string, most: number): Promise<number> {
  for (let served = 0; served < most; served += 1) {
    const { status, body, headers } = await server.post(token, costly);
    if (status === 200) continue;
    expect(status).toBe(429);
    expect(body).toEqual({ errors: [{ message: expect.stringContaining('过于频繁'), extensions: { code: 'RATE_LIMITED' } }] });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
    return served;
  }
  return most;
}

test('[LM30] who asks for too much in a minute is refused with RATE_LIMITED, 429 and Retry-After, over the socket as an error of the operation; others are served', async () => {
  const token = await server.token('VIEWER', { subject: 'greedy' });
  const both = await bothTransports(server, token);
  const served = await askUntilRefused(token, 100);
  expect(served).toBeGreaterThan(1);
  expect(served).toBeLessThan(25);
  const { http, socket } = await both.ask(cheap);
  for (const { errors } of [http, socket]) expect(errors).toEqual([{ message: expect.stringContaining('秒后重试'), extensions: { code: 'RATE_LIMITED' } }]);
  expect((await both.ask('{')).socket.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  expect((await server.post(await server.token('VIEWER', { subject: 'modest' }), cheap)).status).toBe(200);
});

test('[LM31] what a holder asks of one node counts at the others', async () => {
  const token = await server.token('VIEWER', { subject: 'wanderer' });
  await askUntilRefused(token, 100);
  const ask = async () => (await fetch(`${other.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query: cheap }) })).status;
  // A block of its own passes there before that node asks, and what comes while it does.
  let served = 0;
  await expect.poll(async () => {
    const status = await ask();
    if (status === 200) served += 1;
    return status;
  }, { interval: 1, timeout: 10_000 }).toBe(429);
  expect(served * requestPrice).toBeLessThan(limits.ratePerMinute / 5);
});

test('[LM32] within a block nothing is asked of the database: requests cost no statement more', async () => {
  const token = await server.token('VIEWER', { subject: 'quiet' });
  const before = await server.query('select * from rate_limit');
  for (let count = 0; count < 5; count += 1) expect((await server.post(token, cheap)).status).toBe(200);
  expect(await server.query('select * from rate_limit')).toEqual(before);
});

test('[LM33] attempts without a valid token are limited by address, over both transports; whoever has one is served from that address all the same', async () => {
  const good = await server.token('VIEWER', { subject: 'neighbour' });
  const statuses = new Set<number>();
  for (let count = 0; count < 12; count += 1) statuses.add((await server.post('bad', cheap)).status);
  expect([...statuses]).toEqual([401, 429]);
  const refused = await server.post(null, cheap);
  expect(refused).toMatchObject({ status: 429, body: { errors: [{ extensions: { code: 'RATE_LIMITED' } }] } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const stranger = await openSocket(server.wsUrl);
  stranger.send({ type: 'connection_init', payload: { authorization: 'Bearer bad' } });
  expect(await stranger.closed).toMatchObject({ code: 4429, reason: expect.stringContaining('try again in') });
  expect((await server.post(good, cheap)).status).toBe(200);
  (await openSocket(server.wsUrl, { authorization: `Bearer ${good}` })).close();
});
