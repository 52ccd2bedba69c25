import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { run, startProcess, type Started } from './command.js';

let folder: string;
let started: Started | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diaodu-process-'));
}, 120_000);
afterEach(async () => {
  if (started && started.child.exitCode === null && started.child.signalCode === null) {
    started.child.kill('SIGTERM');
    await started.ended;
  }
  started = undefined;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(): Promise<Started> {
  return (started = await startProcess({ DATA_DIR: folder }));
}

async function token(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(['token', ...args], { DATA_DIR: folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.trim();
}

async function ask(url: string, bearer: string, query: string): Promise<Data> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` }, body: JSON.stringify({ query }) });
  const { data, errors } = await response.json() as Data;
  expect(errors).toBeUndefined();
  return data;
}

/** The process id of the PostgreSQL in the folder; null where none runs. */
async function postgresPid(): Promise<number | null> {
  const content = await readFile(join(folder, 'postgres/data/postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(content.split('\n')[0]);
  if (!pid) return null;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

test('[T35] the first start fills an empty database, serves, and says where to look', async () => {
  const { url, lines } = await start();
  await expect.poll(() => lines.join('\n')).toContain('Ctrl-C');
  const said = lines.join('\n');
  expect(said).toMatch(/ready in \d+\.\d s/);
  expect(said).toContain(`${url}/graphiql`);
  expect(said).toContain('npm run -s token');
  const meeting = new RegExp(`${url}/\\?meeting=(\\S+)`).exec(said)![1]!;

  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: true, missing: [] });
  const dispatcher = await token('--role', 'DISPATCHER', '--region', 'DQ');
  const shown = await ask(url, dispatcher, `{ projects(first: 0) { totalCount } meeting(id: "${decodeURIComponent(meeting)}") { status } }`);
  expect(shown).toEqual({ projects: { totalCount: 354 }, meeting: { status: 'SCHEDULED' } });

  const { stdout } = await run(['database-url'], { DATA_DIR: folder });
  const client = new pg.Client({ connectionString: stdout.trim() });
  await client.connect();
  expect((await client.query('select count(*)::int as n from project')).rows).toEqual([{ n: 354 }]);
  await client.end();
}, 60_000);

test('[T36] kill -9 leaves nothing that hinders the next start, which has all that was done', async () => {
  const first = await start();
  const admin = await token('--role', 'ADMIN', '--name', '管理员');
  await ask(first.url, admin, `mutation { leaderRegister(input: { code: "L-99", name: "99号领导", title: "副市长" }) { userErrors { code } } }`);
  const pid = await postgresPid();
  first.child.kill('SIGKILL');
  await first.ended;
  // PostgreSQL runs on without its server: the next start takes it over.
  expect(await postgresPid()).toBe(pid);

  const second = await start();
  expect(await ask(second.url, admin, `{ leader(code: "L-99") { name } projects(first: 0) { totalCount } }`)).toEqual({ leader: { name: '99号领导' }, projects: { totalCount: 354 } });

  const all = await postgresPid();
  second.child.kill('SIGKILL');
  process.kill(all!, 'SIGKILL');
  await second.ended;
  const third = await start();
  expect(await ask(third.url, admin, `{ leader(code: "L-99") { name } }`)).toEqual({ leader: { name: '99号领导' } });
}, 60_000);

test('[T37] Ctrl-C ends the server and its PostgreSQL, also when it arrives twice, once from the terminal and once from npm', async () => {
  const { child, ended, lines } = await start();
  expect(await postgresPid()).not.toBeNull();
  process.kill(-child.pid!, 'SIGINT');
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 0, signal: null });
  expect(await postgresPid()).toBeNull();
  expect(lines.join('\n')).toContain('stopping');
}, 60_000);

test('[T38] a second signal ends it at once', async () => {
  const { child, ended, url } = await start();
  // A request that does not end holds the first one up.
  const client = new pg.Client({ connectionString: (await run(['database-url'], { DATA_DIR: folder })).stdout.trim() });
  client.on('error', () => {});
  await client.connect();
  await client.query('begin; lock table region');
  const asked = ask(url, await token('--role', 'ADMIN'), '{ regions { id } }').catch(() => 'cut');
  await expect.poll(async () => (await client.query(`select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'`)).rows[0].n).toBe(1);
  child.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(child.exitCode).toBeNull();
  const began = performance.now();
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 130, signal: null });
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(await asked).toBe('cut');
  await client.end();
}, 60_000);

test('[T39] settings that make no sense, a taken port and unknown commands end it with words', async () => {
  expect(await run([], { DATA_DIR: folder, PORT: '70000', TOKEN_SECRET: 'short' })).toMatchObject({ code: 1, stderr: expect.stringMatching(/PORT: [\s\S]*TOKEN_SECRET: must have at least 32/) });
  expect(await run(['dance'], { DATA_DIR: folder })).toMatchObject({ code: 2, stderr: expect.stringContaining('start, token') });
  expect(await run(['start', 'now'], { DATA_DIR: folder })).toMatchObject({ code: 2, stderr: expect.stringContaining('now') });
  expect(await run([], { DATA_DIR: folder, DATABASE_URL: 'postgresql://me:my-password@127.0.0.1:1/city' })).toMatchObject({
    code: 1, stderr: expect.stringMatching(/^(?![\s\S]*my-password)The database 127\.0\.0\.1:1\/city that DATABASE_URL names cannot be entered/),
  });
  const fresh = join(folder, 'fresh');
  expect(await run(['database-url'], { DATA_DIR: fresh })).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('npm start') });

  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const { port } = squatter.address() as { port: number };
  const refused = await run([], { DATA_DIR: folder, PORT: String(port) });
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/EADDRINUSE.*\nAnother program.*PORT/) });
  expect(await postgresPid()).toBeNull();
  squatter.close();
}, 60_000);

test('[T40] `seed` fills an empty database, whether a server runs on it or not, and leaves a filled one alone', async () => {
  const other = join(folder, 'other');
  expect(await run(['seed'], { DATA_DIR: other })).toMatchObject({ code: 0 });
  expect(await run(['seed'], { DATA_DIR: other })).toMatchObject({ code: 1, stderr: expect.stringContaining('already holds a city') });
  await start();
  expect(await run(['seed'], { DATA_DIR: folder })).toMatchObject({ code: 1, stderr: expect.stringContaining('already holds a city') });
}, 60_000);
