import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { writeMessage } from '../../src/server/frame.js';

let server: WebSocketServer;
let client: WebSocket;
let socket: WebSocket;
let raw: Socket;

beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  ({ client, socket, raw } = await connect());
});
afterAll(() => {
  for (const each of server.clients) each.terminate();
  server.close();
});

async function connect(): Promise<{ client: WebSocket; socket: WebSocket; raw: Socket }> {
  const connected = once(server, 'connection');
  const opened = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[accepted, request]] = await Promise.all([connected, once(opened, 'open')]);
  return { client: opened, socket: accepted, raw: request.socket };
}

/** What the client gets, one message after the other. */
function received(count: number): Promise<string[]> {
  const messages: string[] = [];
  return new Promise((resolve) => {
    const take = (data: Buffer, isBinary: boolean) => {
      messages.push(`${isBinary ? 'binary ' : ''}${String(data)}`);
      if (messages.length < count) return;
      client.off('message', take);
      resolve(messages);
    };
    client.on('message', take);
  });
}

const head = '{"id":"一","payload":';
/** Around the lengths at which a frame's header changes, and at which a body is no longer copied. */
const lengths = [0, 1, 98, 99, 100, 101, 102, 4_095, 4_096, 4_097, 65_500, 65_510, 65_511, 65_512, 65_513, 65_535, 65_536, 1_000_000];

test('[Y18] a message of any length arrives whole, as text, in its order among what ws sends itself', async () => {
  const bodies = lengths.map((length) => 'x'.repeat(length));
  const messages = received(2 * bodies.length);
  for (const body of bodies) {
    writeMessage(raw, Buffer.from(head), Buffer.from(body), false);
    socket.send(`after ${body.length}`);
  }
  expect(await messages).toEqual(bodies.flatMap((body) => [head + body, `after ${body.length}`]));
});

test('[Y19] what several subscriptions of a socket get in one turn of the event loop leaves in one write', async () => {
  let writes = 0;
  const { _writev: writev } = raw as unknown as { _writev: (...given: unknown[]) => void };
  Object.assign(raw, { _writev: (...given: unknown[]) => ((writes += 1), writev.apply(raw, given)) });
  const messages = received(10);
  for (let number = 0; number < 10; number += 1) writeMessage(raw, Buffer.from(head), Buffer.from(String(number)), true);
  expect(await messages).toHaveLength(10);
  expect(writes).toBe(1);
});

test('[Y23] what waits for a slow socket stays as it was written, whatever others get meanwhile', async () => {
  const slow = await connect();
  slow.client.pause();
  const body = Buffer.from(`"${'x'.repeat(4_000)}"}`);
  const headOf = (number: number, whose: string) => Buffer.from(`{"id":"${whose} ${String(number).padStart(5, '0')}","payload":`);
  let [count, waiting] = [0, 0];
  const got: Record<string, string[]> = { quick: [], slow: [] };
  client.on('message', (data) => got['quick']!.push(String(data)));
  slow.client.on('message', (data) => got['slow']!.push(String(data)));
  for (; waiting < 100; count += 1) {
    writeMessage(raw, headOf(count, 'quick'), body, false);
    writeMessage(slow.raw, headOf(count, 'slow.'), body, false);
    if (slow.raw.writableLength > 0) waiting += 1;
    if (count % 100 === 0) await new Promise(setImmediate);
  }
  slow.client.resume();
  await vi.waitFor(() => expect([got['quick']!.length, got['slow']!.length]).toEqual([count, count]), 20_000);
  for (const [name, whose] of [['quick', 'quick'], ['slow', 'slow.']] as const) {
    expect(got[name]).toEqual(Array.from({ length: count }, (_, number) => String(headOf(number, whose)) + String(body)));
  }
});
