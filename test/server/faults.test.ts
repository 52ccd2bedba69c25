import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type App } from '../../src/server/app.js';
import { mintToken } from '../../src/server/token.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { openSocket } from '../support/socket.js';

const secrets = { token: 'a secret that only this test knows, tokens', cursor: 'a secret that only this test knows, cursors' };
const logged: string[] = [];
let folder: string;
let postgres: EmbeddedPostgres;
let app: App;
let token: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diaodu-faults-'));
  postgres = await startEmbeddedPostgres({ folder, settings: { fsync: 'off' } });
  app = await open();
  token = await mintToken(secrets.token, { role: 'ADMIN', subject: 'x', name: 'x' }, new Date(Date.now() + 600_000));
});
afterAll(async () => {
  await app.close();
  await postgres.stop();
  await rm(folder, { recursive: true });
});

function open(): Promise<App> {
  const logger = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
  return startApp({ databaseUrl: postgres.url, host: '127.0.0.1', port: 0, secrets, feedPollMs: 50, feedRetentionDays: 7, staticFolder: folder, logger });
}

async function ask(query: string): Promise<{ status: number; body: { errors?: { message: string; extensions: { code: string } }[]; data?: unknown } }> {
  const response = await fetch(`${app.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query }) });
  return { status: response.status, body: await response.json() as never };
}

async function sql(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

test('[T26] a fault of ours is told by a reference only, under which the log has all of it', async () => {
  await sql('alter table unit rename column name to called');
  try {
    const { body } = await ask('{ units(first: 1) { nodes { name } } }');
    const message = body.errors![0]!.message;
    expect(body.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(message).not.toMatch(/column|select|called/);
    const reference = /[0-9a-f]{8}/.exec(message)![0];
    expect(logged.find((line) => line.includes(reference))).toContain('does not exist');
  } finally {
    await sql('alter table unit rename column called to name');
  }
});

test('[T27] while the database is away requests say so, readiness says why, and both come back by themselves', async () => {
  expect(await (await fetch(`${app.url}/readyz`)).json()).toEqual({ ready: true, missing: [] });
  await postgres.stop();
  const { body } = await ask('{ regions { id } }');
  expect(body).toMatchObject({ errors: [{ message: expect.stringContaining('数据库'), extensions: { code: 'UNAVAILABLE' } }] });
  const away = await fetch(`${app.url}/readyz`);
  expect(away.status).toBe(503);
  expect(await away.json()).toMatchObject({ ready: false, missing: expect.arrayContaining(['the database does not answer']) });
  expect((await fetch(`${app.url}/livez`)).status).toBe(200);

  const before = postgres.url;
  postgres = await startEmbeddedPostgres({ folder, settings: { fsync: 'off' } });
  expect(postgres.url).toBe(before);
  await expect.poll(async () => (await fetch(`${app.url}/readyz`)).status, { timeout: 10_000 }).toBe(200);
  expect(await ask('{ regions { id } }')).toMatchObject({ status: 200, body: { data: { regions: [] } } });
});

test('[T28] a server that closes lets requests under way end, tells sockets to resume elsewhere, and takes no new ones', async () => {
  const socket = await openSocket(`${app.url.replace('http', 'ws')}/graphql`, { authorization: `Bearer ${token}` });
  const holder = new pg.Client({ connectionString: postgres.url });
  await holder.connect();
  await holder.query('begin; lock table region');
  const answer = ask('{ regions { id } }');
  await expect.poll(async () => (await holder.query(`select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'`)).rows[0].n).toBe(1);
  const closing = app.close();
  expect(await socket.closed).toMatchObject({ code: 1012 });
  await expect(fetch(`${app.url}/livez`)).rejects.toThrow();
  await holder.query('commit');
  await holder.end();
  expect(await answer).toMatchObject({ status: 200, body: { data: { regions: [] } } });
  await closing;
  app = await open();
});

test('[T29] a request that does not end holds the close up for five seconds only', async () => {
  const holder = new pg.Client({ connectionString: postgres.url });
  await holder.connect();
  await holder.query('begin; lock table region');
  const answer = ask('{ regions { id } }').catch(() => 'cut');
  await expect.poll(async () => (await holder.query(`select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'`)).rows[0].n).toBe(1);
  const began = performance.now();
  const closing = app.close();
  expect(await answer).toBe('cut');
  expect(performance.now() - began).toBeGreaterThan(4_000);
  // The pool waits for its statement, which this lets go.
  await holder.end();
  await closing;
  expect(performance.now() - began).toBeLessThan(9_000);
  app = await open();
});
