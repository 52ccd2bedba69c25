import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Data } from '../support/city.js';
import { openSocket } from '../support/socket.js';
import { run, startProcess } from '../server/command.js';

/** Each is a secret; none of them may be read anywhere. */
const marker = (name: string) => `MARKER${name}9f8e7d6c5b4a39281706f5e4d3c2b1a0`;
const settings = { TOKEN_SECRET: marker('token'), CURSOR_SECRET: marker('cursor') };
const passwords = { owner: marker('owner'), server: marker('server') };
const name = `markers_${process.pid}_${Date.now()}`;

let urls: { owner: string; server: string };

async function asSuperuser(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres') });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

beforeAll(async () => {
  await asSuperuser(`create role ${name} login password '${passwords.owner}'`, `create role ${name}_server login password '${passwords.server}'`, `create database ${name} owner ${name}`);
  const as = (username: string, password: string) => Object.assign(new URL(inject('postgres')), { username, password, pathname: `/${name}` }).href;
  urls = { owner: as(name, passwords.owner), server: as(`${name}_server`, passwords.server) };
});
afterAll(() => asSuperuser(`drop database ${name} with (force)`, `drop role ${name}, ${name}_server`));

test('[AU39] secrets never appear: not in any line of the log, not in an answer, not in the audit', { timeout: 60_000 }, async () => {
  const environment = { DATABASE_URL: urls.server, MIGRATION_DATABASE_URL: urls.owner, ...settings };
  await run(['seed'], environment);
  const bearer = (await run(['token', '--role', 'ADMIN'], environment)).stdout.trim();
  const { child, url, lines, ended } = await startProcess({ ...environment, LOG_LEVEL: 'trace' });
  const told: string[] = [];
  const ask = async (authorization: string, body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization, ...headers }, body });
    told.push(JSON.stringify([...response.headers]), await response.text());
    return response;
  };
  const asked = (query: string) => JSON.stringify({ query });
  const report = asked(`mutation { issueReport(input: { projectCode: "DQ-2020-001", kind: PROBLEM, category: LAND, severity: LOW, title: "问题", detail: "" }) { issue { status } userErrors { code } } }`);

  // What is done, refused, malformed, unknown, tampered with.
  await ask(`Bearer ${bearer}`, report);
  await ask(`Bearer ${bearer}`, asked('mutation { clockSet(input: { to: "1990-01-01T00:00:00Z" }) { userErrors { code message } } }'));
  await ask(`Bearer ${bearer}`, 'not JSON');
  await ask(`Bearer ${bearer}`, asked('{ nothing }'));
  await ask(`Bearer ${bearer}x`, report);
  await ask(`Basic ${Buffer.from(`x:${marker('basic')}`).toString('base64')}`, report);
  await ask(`Bearer ${marker('bearer')}`, report, { cookie: `session=${marker('cookie')}` });
  await fetch(`${url}/graphiql`).then(async (response) => told.push(await response.text()));
  const socket = await openSocket(url.replace('http', 'ws') + '/graphql', { authorization: `Bearer ${bearer}` });
  told.push(JSON.stringify(await socket.subscribe('subscription { changes { cursor reset } }')()));
  const stranger = await openSocket(url.replace('http', 'ws') + '/graphql');
  stranger.send({ type: 'connection_init', payload: { authorization: `Bearer ${marker('socket')}` } });
  told.push(JSON.stringify(await stranger.closed));
  // A fault of ours, and a database that throws everybody out and lets nobody in for a while.
  const owner = new pg.Client({ connectionString: urls.owner });
  owner.on('error', () => {});
  await owner.connect();
  await owner.query('alter table unit rename column name to called');
  await ask(`Bearer ${bearer}`, asked('{ units(first: 1) { nodes { name } } }'));
  await owner.query('alter table unit rename column called to name');
  await asSuperuser(`alter database ${name} allow_connections false`, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  await ask(`Bearer ${bearer}`, report);
  await expect.poll(() => lines.some((line) => /not currently accepting|terminating connection/.test(line)), { timeout: 15_000 }).toBe(true);
  await asSuperuser(`alter database ${name} allow_connections true`);
  while ((await ask(`Bearer ${bearer}`, report)).status !== 200) await delay(100);

  const reader = new pg.Client({ connectionString: urls.owner });
  await reader.connect();
  const kept = (await reader.query<{ text: string }>(`select e::text as text from audit_entry e union all select h::text from history h`)).rows.map(({ text }) => text);
  await reader.end();
  child.kill('SIGTERM');
  await ended;
  for (const command of [['doctor'], ['audit-verify'], ['token', '--role', 'UNIT', '--unit', 'none'], ['seed']]) {
    const { stdout, stderr } = await run(command, environment);
    told.push(stdout, stderr);
  }

  expect(lines.length).toBeGreaterThan(10);
  expect(kept.some((text) => text.includes('issueReport'))).toBe(true);
  const secrets = ['MARKER', bearer, bearer.split('.')[2]!, Buffer.from(`x:${marker('basic')}`).toString('base64')];
  for (const [where, texts] of Object.entries({ lines, told, kept })) {
    for (const secret of secrets) expect((texts as Data[]).filter((text) => text.includes(secret)), `${where}: ${secret.slice(0, 20)}`).toEqual([]);
  }
});
