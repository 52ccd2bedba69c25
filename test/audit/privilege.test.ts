import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import type { Data } from '../support/city.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { run, startProcess } from '../server/command.js';

let database: TestDatabase;
const endings: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  database = await cloneDatabase('demonstration');
});
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});
afterAll(() => database.drop());

async function query(url: string, statement: string): Promise<Data[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const secrets = { TOKEN_SECRET: 'a secret that only this test knows, tokens', CURSOR_SECRET: 'a secret that only this test knows, cursors' };

async function token(url: string): Promise<string> {
  return (await run(['token', '--role', 'ADMIN'], { DATABASE_URL: url, ...secrets })).stdout.trim();
}

async function ask(url: string, bearer: string, text: string): Promise<Data> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` }, body: JSON.stringify({ query: text }) });
  return response.json();
}

const report = `mutation { issueReport(input: { projectCode: "DQ-2020-001", kind: PROBLEM, category: LAND, severity: LOW, title: "问题", detail: "" }) { issue { status } userErrors { code } } }`;

test.each([
  ...['audit_entry set act = act', 'audit_seal set at = at', 'audit_unsealed set entry = entry', 'history set note = note'].map((what) => `update ${what}`),
  ...['audit_entry', 'audit_seal', 'audit_unsealed', 'history'].flatMap((table) => [`delete from ${table}`, `truncate ${table}`]),
  `insert into audit_entry (act) values ('made up')`, `insert into audit_seal (id, entries, hash) values (99, '{}', '')`,
  `delete from change_log`, `insert into change_log (type, entity_id, moved, actor) values ('Issue', 1, false, 'x')`, `update entity_scope set keys = keys`, `update feed_state set epoch = 'x'`,
  `delete from issue`, `delete from project`, `truncate issue cascade`, `drop table issue`,
  `create table mine (id int)`, `create function mine() returns int language sql as 'select 1'`, `create schema mine`, `create role mine`, `alter table issue add column mine int`,
  `alter table issue disable trigger audit_update`, `alter function business_now() rename to mine`, `drop trigger audit_update on issue`, `set session_replication_role = replica`,
  `select audit_watch('idempotency_key')`, `select pg_read_file('PG_VERSION')`, `copy issue to program 'true'`,
])('[AU17] the server\'s role is refused by PostgreSQL: %s', async (statement) => {
  await expect(query(database.serverUrl, statement)).rejects.toThrow(/permission denied|must be owner|only superusers|must be superuser/);
});

test('[AU18] it owns nothing, and is nobody\'s member', async () => {
  expect(await query(database.serverUrl, `
    select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
           (select count(*)::int from pg_class where relowner = r.oid) + (select count(*)::int from pg_proc where proowner = r.oid) as owned,
           (select count(*)::int from pg_auth_members where member = r.oid) as memberships
    from pg_roles r where rolname = current_user`)).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolreplication: false, rolbypassrls: false, owned: 0, memberships: 0 }]);
});

/** An empty database with an owner of its own, and a role for the server. */
async function twoRoles(): Promise<{ owner: string; server: string; role: string }> {
  const name = `two_${process.pid}_${Date.now()}`;
  const [superuser, role] = [inject('postgres'), `${name}_server`];
  await query(superuser, `create role ${name} login password 'p'`);
  await query(superuser, `create role ${role} login password 'p'`);
  await query(superuser, `create database ${name} owner ${name}`);
  endings.push(async () => {
    await query(superuser, `drop database ${name} with (force)`);
    await query(superuser, `drop role ${name}, ${role}`);
  });
  const as = (username: string) => {
    const url = new URL(superuser);
    Object.assign(url, { username, password: 'p', pathname: `/${name}` });
    return url.href;
  };
  return { owner: as(name), server: as(role), role };
}

test('[AU19] MIGRATION_DATABASE_URL migrates and grants; the server itself, by one process or several, enters with its own role', { timeout: 60_000 }, async () => {
  const { owner, server, role } = await twoRoles();
  expect(await run(['seed'], { DATABASE_URL: server, MIGRATION_DATABASE_URL: owner })).toMatchObject({ code: 0 });
  for (const WORKERS of ['1', '2']) {
    const started = await startProcess({ DATABASE_URL: server, MIGRATION_DATABASE_URL: owner, WORKERS, ...secrets });
    expect(await ask(started.url, await token(server), report)).toEqual({ data: { issueReport: { issue: { status: 'REPORTED' }, userErrors: [] } } });
    expect(await query(owner, `select distinct usename from pg_stat_activity where datname = current_database() and usename is not null and pid <> pg_backend_pid()`)).toEqual([{ usename: role }]);
    started.child.kill('SIGTERM');
    await started.ended;
  }
  expect(await query(owner, `select distinct database_role from audit_entry where act = 'issueReport'`)).toEqual([{ database_role: role }]);
});

test('[AU20] without it, and with nothing to migrate, `db:grant` is enough: the server never needs the owner', { timeout: 60_000 }, async () => {
  const { owner, server, role } = await twoRoles();
  const refused = await run([], { DATABASE_URL: server, PORT: '0', ...secrets });
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('MIGRATION_DATABASE_URL') });
  expect(await run(['seed'], { DATABASE_URL: owner })).toMatchObject({ code: 0 });
  // As `migration:up` leaves it: the job library's tables are no migration of ours.
  await query(owner, 'drop schema graphile_worker cascade');
  expect(await run(['db-grant', '--role', 'nobody there'], { DATABASE_URL: owner })).toMatchObject({ code: 1, stderr: expect.stringContaining('no role "nobody there"') });
  expect(await run(['db-grant'], { DATABASE_URL: owner })).toMatchObject({ code: 2, stderr: expect.stringContaining('--role') });
  expect(await run(['db-grant', '--role', role], { DATABASE_URL: owner })).toMatchObject({ code: 0 });
  const started = await startProcess({ DATABASE_URL: server, ...secrets });
  expect(await ask(started.url, await token(server), report)).toMatchObject({ data: { issueReport: { userErrors: [] } } });
  started.child.kill('SIGTERM');
  await started.ended;
});

test('[AU41] whoever enters as the server cannot enter in the audit by hand that something was done', async () => {
  const database = await cloneDatabase('empty');
  endings.push(() => database.drop());
  const enter = (outcome: string) => query(database.serverUrl, `select audit_refused('{"outcome":"${outcome}","act":"projectEnd","subject":"alice","role":"ADMIN"}', 'Project', 7, null, 1)`);
  await expect(enter('DONE')).rejects.toThrow(/audit_entry_done_check/);
  await enter('REFUSED');
  expect(await query(database.url, `select outcome from audit_entry where act = 'projectEnd'`)).toEqual([{ outcome: 'REFUSED' }]);
});

test('[AU21] the embedded PostgreSQL has the two roles by itself', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'diaodu-roles-'));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  const started = await startProcess({ DATA_DIR: folder });
  const url = (await run(['database-url'], { DATA_DIR: folder })).stdout.trim();
  expect(new URL(url).username).toBe('postgres');
  const roles = await query(url, `select distinct usename from pg_stat_activity where datname = 'diaodu' and application_name = '' and pid <> pg_backend_pid()`);
  expect(roles).toEqual([{ usename: 'diaodu_server' }]);
  started.child.kill('SIGTERM');
  await started.ended;
});
