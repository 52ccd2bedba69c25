import { setTimeout as delay } from 'node:timers/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';
import { openTcpProxy } from '../support/tcp-proxy.js';

let server: TestServer;
let authorization: string;
const endings: (() => unknown)[] = [];
beforeAll(async () => {
  server = await startServer({ template: 'empty' });
  await server.query(`
    insert into region (code, name, level) values ('DQ', '大庆市', 'CITY');
    insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
      select 'P' || n, 'P' || n, 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', (select id from region), 1 from generate_series(1, 1000) n`);
  authorization = `Bearer ${await server.token('ADMIN')}`;
});
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});
afterAll(() => server.close());

const document = 'subscription ($since: Cursor) { changes(scope: { types: [PROJECT] }, since: $since) { cursor reset changes { entity { ... on Project { code description } } } } }';
const describe = (text: string) => server.query(`update project set description = '${text}' || repeat('长', 2000)`);

/** Follows all projects over an address; one batch after the other. */
async function follow(port: number, since?: string): Promise<{ socket: SocketClient; next: () => Promise<Data> }> {
  const socket = await openSocket(`ws://127.0.0.1:${port}/graphql`, { authorization });
  endings.push(() => socket.socket.terminate());
  const next = socket.subscribe(document, { since });
  return { socket, next: async () => (await next()).changes };
}

const portOf = ({ url }: TestServer) => Number(new URL(url).port);

/** A line that lets so many bytes a second through to the client, and all the other way. */
async function openSlowLine(target: number, bytesASecond: number): Promise<number> {
  const pipes = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    near.pipe(far);
    trickle(far, near, bytesASecond).catch(() => { /* cut */ });
    for (const socket of [near, far]) socket.on('error', () => {}).on('close', () => (socket === near ? far : near).destroy());
  });
  pipes.listen(0, '127.0.0.1');
  await once(pipes, 'listening');
  endings.push(() => pipes.close());
  return (pipes.address() as AddressInfo).port;
}

async function trickle(from: Socket, to: Socket, bytesASecond: number): Promise<void> {
  for await (const chunk of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length && !to.destroyed; at += 16_384) {
      const part = chunk.subarray(at, at + 16_384);
      to.write(part);
      await delay((1_000 * part.length) / bytesASecond);
    }
  }
}

test('[Y20] a frozen line is found within 15 seconds, idle or busy; its client resumes with its cursor, and has missed nothing', { timeout: 60_000 }, async () => {
  const line = await openTcpProxy(portOf(server));
  endings.push(() => line.close());
  const [busy, idle] = [await follow(line.port), await openSocket(`ws://127.0.0.1:${line.port}/graphql`, { authorization })];
  const { cursor } = await busy.next();
  // It stands in the hub, but nothing is sent to it.
  idle.subscribe('subscription { changes(scope: { types: [MEETING] }) { cursor } }');
  await idle.next();
  line.stall();
  for (const text of ['一', '二', '三']) await describe(text);
  await expect.poll(() => server.live.hub.size.members, { timeout: 15_000 }).toBe(0);
  const resumed = await (await follow(portOf(server), cursor)).next();
  expect(resumed.reset).toBe(false);
  expect(resumed.changes).toHaveLength(1_000);
  expect(resumed.changes.every(({ entity }: Data) => entity.description.startsWith('三'))).toBe(true);
  line.resume();
  expect([1006, 4413]).toContain((await busy.socket.closed).code);
  expect((await idle.closed).code).toBe(1006);
});

test('[Y21] a slow line that lives is not cut, however long a large batch takes', { timeout: 90_000 }, async () => {
  await describe('四');
  const { cursor } = await (await follow(portOf(server))).next();
  await describe('五');
  const port = await openSlowLine(portOf(server), 300_000);
  const slow = await follow(port, cursor);
  const began = performance.now();
  const { changes } = await slow.next();
  expect(changes).toHaveLength(1_000);
  // Longer than a silent socket would have been left alone.
  expect(performance.now() - began).toBeGreaterThan(13_000);
  await server.query(`update project set description = '之后' where code = 'P1'`);
  expect((await slow.next()).changes).toHaveLength(1);
});

test('[Y22] a client that asks without reading is sent away before much waits for it, also one that has not said who it is', { timeout: 60_000 }, async () => {
  const { next } = await follow(portOf(server));
  await next();
  for (const known of [false, true]) {
    const flood = known ? (await follow(portOf(server))).socket.socket : new WebSocket(server.wsUrl, 'graphql-transport-ws');
    if (!known) await once(flood, 'open');
    endings.push(() => flood.terminate());
    flood.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { filler: 'x'.repeat(900_000) } });
    for (let sent = 0; sent < 60 && flood.readyState === WebSocket.OPEN; sent += 1) await new Promise((resolve) => flood.send(ping, resolve));
    const closed = once(flood, 'close');
    flood.resume();
    await closed;
    await server.query(`update project set description = '${known}' where code = 'P1'`);
    expect((await next()).changes).toHaveLength(1);
  }
});
