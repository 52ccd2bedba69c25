import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.js';
import type { Target } from './attack.js';
import { head, openRaw, type Raw } from './raw.js';

let server: TestServer;
let target: Target;
beforeAll(async () => {
  server = await startServer({ template: 'empty' });
  target = { url: server.url, token: await server.token('ADMIN') };
});
afterAll(() => server.close());

/** Writes a byte now and then for as long as the connection stands. */
function drip(raw: Raw, byte: string): void {
  const dripping = setInterval(() => raw.socket.write(byte), 500);
  void raw.ended.then(() => clearInterval(dripping));
}

test('[HX7] whoever says nothing, or its head or body byte by byte, is cut off, over HTTP and in the middle of an upgrade', async () => {
  const silent = await openRaw(target);
  const slowHead = await openRaw(target);
  slowHead.socket.write('GET /livez HTTP/1.1\r\nX-Y: ');
  drip(slowHead, 'y');
  const slowBody = await openRaw(target);
  slowBody.socket.write(`${head(target, 'Content-Length: 1000000')}\r\n{`);
  drip(slowBody, ' ');
  const upgrade = await openRaw(target);
  upgrade.socket.write('GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ');
  const mute = await openRaw(target);
  mute.socket.write('GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n');
  await Promise.all([silent, slowHead, slowBody, upgrade, mute].map(({ ended }) => ended));
  for (const { said } of [silent, slowHead, slowBody, upgrade]) expect(said()).toMatch(/^(HTTP\/1\.1 408 |$)/);
  expect(mute.said()).toMatch(/^HTTP\/1\.1 101 /);
}, 60_000);

test('[HX8] an answer that nobody reads is given up, and so is a socket that was left half open', async () => {
  const { hostname, port } = new URL(target.url);
  const reader = connect(Number(port), hostname);
  reader.on('error', () => {});
  await once(reader, 'connect');
  reader.pause();
  const asset = /src="([^"]*graphiql\.js)"/.exec((await server.fetch('/graphiql')).text)![1]!;
  for (let request = 0; request < 10; request += 1) reader.write(`GET ${asset} HTTP/1.1\r\nHost: x\r\n\r\n`);
  const half = await openRaw(target);
  half.socket.write('GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n');
  await once(half.socket, 'data');
  half.socket.end();
  await half.ended;
  // Nothing tells a client that does not read; what it writes finds nobody.
  await expect.poll(async () => {
    if (!reader.destroyed) reader.write(' ');
    return reader.destroyed;
  }, { timeout: 100_000, interval: 1_000 }).toBe(true);
}, 120_000);
