import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { readConfig } from '../../src/config.js';
import { startApp, type App } from '../../src/server/app.js';
import { mintToken } from '../../src/server/token.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

const secrets = { token: 'a secret that only this test knows, for tokens', cursor: 'a secret that only this test knows, for cursors' };
const allowed = 'https://console.example.cn';
let database: TestDatabase;
let app: App;
let headers: Record<string, string>;
beforeAll(async () => {
  database = await cloneDatabase('empty');
  app = await startApp({ databaseUrl: database.url, host: '127.0.0.1', port: 0, allowedOrigins: [allowed], secrets, feedPollMs: 100, feedRetentionDays: 7, staticFolder: 'none', logger: pino({ level: 'silent' }) });
  headers = { 'content-type': 'application/json', authorization: `Bearer ${await mintToken(secrets.token, { role: 'ADMIN', subject: 'x', name: 'x' }, new Date(Date.now() + 3_600_000))}` };
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const ask = (origin: string | undefined) => fetch(`${app.url}/graphql`, { method: 'POST', headers: { ...headers, ...(origin !== undefined && { origin }) }, body: JSON.stringify({ query: '{ __typename }' }) });
const preflight = (origin: string) => fetch(`${app.url}/graphql`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' } });
const spokenOf = (response: Response) => [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));

test('[HX9] a page of an allowed origin may ask over both transports, after a preflight; no answer to another one speaks of origins', async () => {
  const answer = await ask(allowed);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe(allowed);
  const before = await preflight(allowed);
  expect(before.status).toBe(204);
  expect(before.headers.get('access-control-allow-headers')).toContain('authorization');
  expect(before.headers.get('access-control-allow-methods')).toBe('GET, POST');
  expect(before.headers.get('access-control-allow-credentials')).toBeNull();
  expect(await opens(allowed)).toBe(true);

  for (const origin of ['https://evil.example', `${allowed}.evil.example`, 'http://console.example.cn', 'null']) {
    expect([(await ask(origin)).status, spokenOf(await ask(origin))]).toEqual([403, []]);
    expect([(await preflight(origin)).status, spokenOf(await preflight(origin))]).toEqual([404, []]);
    expect(await opens(origin)).toBe(false);
  }
  for (const origin of [undefined, app.url]) expect([(await ask(origin)).status, spokenOf(await ask(origin))]).toEqual([200, []]);
});

function opens(origin: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: { origin } });
    socket.once('open', () => {
      socket.terminate();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

test('[HX10] ALLOWED_ORIGINS names exact origins; anything else is a setting that makes no sense', () => {
  expect(readConfig({}).allowedOrigins).toEqual([]);
  expect(readConfig({ ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080' }).allowedOrigins).toEqual(['https://a.example', 'http://b.example:8080']);
  for (const wrong of ['*', 'https://*.example', 'https://a.example/', 'a.example', 'null', 'file:///x']) expect(() => readConfig({ ALLOWED_ORIGINS: wrong })).toThrow(/ALLOWED_ORIGINS/);
});
