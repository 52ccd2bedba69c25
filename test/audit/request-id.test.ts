import { tmpdir } from 'node:os';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { startApp, type App } from '../../src/server/app.js';
import { mintToken } from '../../src/server/token.js';
import type { Data } from '../support/city.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { openSocket } from '../support/socket.js';

const secrets = { token: 'a secret that only this test knows, tokens', cursor: 'a secret that only this test knows, cursors' };
const logged: string[] = [];
let database: TestDatabase;
let app: App;
let authorization: string;
beforeAll(async () => {
  database = await cloneDatabase('empty');
  const logger = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) });
  app = await startApp({ databaseUrl: database.serverUrl, host: '127.0.0.1', port: 0, secrets, feedPollMs: 100, feedRetentionDays: 7, staticFolder: tmpdir(), logger });
  authorization = `Bearer ${await mintToken(secrets.token, { role: 'ADMIN', subject: 'x', name: 'x' }, new Date(Date.now() + 600_000))}`;
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

function ask(query: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${app.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization, ...headers }, body: JSON.stringify({ query }) });
}

/** With the units' names gone, whoever asks for them meets a fault of ours. */
async function whileBroken(work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('alter table unit rename column name to called');
  try {
    await work();
  } finally {
    await client.query('alter table unit rename column called to name');
    await client.end();
  }
}
const faulty = '{ units(first: 1) { nodes { name } } }';

test('[AU36] every answer carries x-request-id: a proxy\'s where it is well-formed, else one of our own', async () => {
  for (const path of ['/livez', '/graphiql', '/nowhere', '/']) expect((await fetch(app.url + path)).headers.get('x-request-id'), path).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}$/);
  expect((await ask('{ __typename }', { 'x-request-id': 'req-4711.a:b' })).headers.get('x-request-id')).toBe('req-4711.a:b');
  expect((await ask('not GraphQL', { 'x-request-id': 'req-4712' })).headers.get('x-request-id')).toBe('req-4712');
  expect((await ask('{ __typename }', { authorization: 'none', 'x-request-id': 'req-4713' })).headers.get('x-request-id')).toBe('req-4713');
  for (const bad of ['short', 'x'.repeat(65), 'with space in it', '<script>alert', '../../etc/passwd', '"quoted"-id']) {
    expect((await ask('{ __typename }', { 'x-request-id': bad })).headers.get('x-request-id'), bad).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}$/);
  }
});

test('[AU37] it stands in every line of the log of the request, and in the unexpected error that the caller gets', () => whileBroken(async () => {
  const body = await (await ask(faulty, { 'x-request-id': 'req-fault-1' })).json() as Data;
  expect(body.errors).toMatchObject([{ message: expect.stringContaining('req-fault-1'), extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'req-fault-1' } }]);
  const lines = logged.filter((line) => line.includes('req-fault-1')).map((line) => JSON.parse(line) as Data);
  expect(lines.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['incoming request', 'an operation failed', 'request completed']));
  expect(lines.every(({ reqId }) => reqId === 'req-fault-1')).toBe(true);
}));

test('[AU38] over WebSocket the handshake tells the socket\'s id, and an operation goes by that and its own', () => whileBroken(async () => {
  const handshake = new WebSocket(app.url.replace('http', 'ws') + '/graphql', 'graphql-transport-ws', { headers: { 'x-request-id': 'wall-0815' } });
  const [response] = await new Promise<[{ headers: Record<string, string> }]>((resolve, reject) => {
    handshake.once('upgrade', (...given) => resolve(given as never));
    handshake.once('error', reject);
  });
  expect(response.headers['x-request-id']).toBe('wall-0815');
  handshake.close();

  const socket = await openSocket(app.url.replace('http', 'ws') + '/graphql', { authorization });
  socket.send({ id: 'op-9', type: 'subscribe', payload: { query: faulty } });
  const { payload } = await socket.next('op-9');
  const [error] = payload.errors as Data[];
  expect(error.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}\/op-9$/) });
  expect(JSON.parse(logged.find((line) => line.includes(error.extensions.requestId))!)).toMatchObject({ reqId: error.extensions.requestId, msg: 'an operation failed' });
  socket.close();
}));
