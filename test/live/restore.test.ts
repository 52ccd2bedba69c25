import { cp } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { startApp } from '../../src/server/app.js';
import { mintToken } from '../../src/server/token.js';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import type { Data } from '../support/city.js';
import { openDebianPostgres, postgresTest, type DebianPostgres } from '../support/debian-postgres.js';
import { openSocket } from '../support/socket.js';
import { openTcpProxy } from '../support/tcp-proxy.js';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

async function openPostgres(): Promise<DebianPostgres> {
  const postgres = await openDebianPostgres();
  endings.push(() => postgres.close());
  return postgres;
}

const secrets = { token: 'a secret that only this test knows, tokens', cursor: 'a secret that only this test knows, cursors' };
const admin = () => mintToken(secrets.token, { role: 'ADMIN', subject: 'admin', name: 'admin' }, new Date(Date.now() + 3_600_000));

interface Server {
  readonly url: string;
  readonly wsUrl: string;
  close(): Promise<void>;
}

async function serve(databaseUrl: string): Promise<Server> {
  const app = await startApp({ databaseUrl, host: '127.0.0.1', port: 0, secrets, feedPollMs: 50, feedRetentionDays: 7, staticFolder: tmpdir(), logger: pino({ level: 'silent' }) });
  endings.push(() => app.close());
  return { url: app.url, wsUrl: `${app.url.replace('http', 'ws')}/graphql`, close: () => app.close() };
}

async function ask(url: string, query: string): Promise<Data> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${await admin()}` }, body: JSON.stringify({ query }) });
  return response.json();
}

async function query(databaseUrl: string, statement: string): Promise<Data[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const city = `
  insert into region (code, name, level) values ('DQ', '大庆市', 'CITY');
  insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
  select 'P' || n, '项目 ' || n, 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', id, 1 from region, generate_series(1, 20) n`;
const rename = (code: string, name: string) => `update project set name = '${name}' where code = '${code}'`;

/** Follows all projects; answers one batch after the other. */
async function follow(server: Server, since?: string): Promise<() => Promise<Data>> {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await admin()}`, hearsStalls: true });
  endings.push(() => socket.close());
  const next = socket.subscribe('subscription ($since: Cursor) { changes(scope: { types: [PROJECT] }, since: $since) { cursor reset changes { operation entity { ... on Project { name } } } } }', { since });
  return async () => (await next()).changes;
}

/** Calls a project in a meeting and opens the board; answers the name on it, one state after the other. */
async function showProject(server: Server, databaseUrl: string, code: string): Promise<() => Promise<string>> {
  const [{ id }] = await query(databaseUrl, `
    with held as (insert into meeting (title, mode, status, starts_at, region_id) select '会议', 'JOINT_HANDLING', 'IN_PROGRESS', now(), min(id) from region returning id)
    insert into agenda_item (meeting_id, position, minutes, status, project_id) select held.id, 1, 10, 'CALLED', p.id from held, project p where p.code = '${code}' returning meeting_id as id`) as [Data];
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await admin()}`, hearsStalls: true });
  endings.push(() => socket.close());
  const next = socket.subscribe('subscription ($id: ID!) { meetingScreen(meetingId: $id) { meeting { currentItem { project { name } } } } }', { id: Buffer.from(`Meeting:${id}`).toString('base64') });
  return async () => (await next()).meetingScreen.meeting.currentItem.project.name;
}

/** Uses a database for a while; the cursors of before, in between and after. */
async function use(server: Server, databaseUrl: string): Promise<string[]> {
  // Far ahead of the numbers of any new cluster.
  await query(databaseUrl, 'do $$ begin for n in 1..3000 loop perform pg_current_xact_id(); commit; end loop; end $$');
  await query(databaseUrl, city);
  const next = await follow(server);
  const cursors = [(await next()).cursor];
  for (const name of ['一', '二', '三']) {
    await query(databaseUrl, rename('P1', name));
    cursors.push((await next()).cursor);
  }
  return cursors;
}

/** A database that the cursors are not of: each gives a reset, the log is empty, and from then on changes come, once. */
async function expectForeign(server: Server, databaseUrl: string, cursors: readonly string[]): Promise<void> {
  expect(await query(databaseUrl, 'select from change_log')).toEqual([]);
  const all = await Promise.all(cursors.map((cursor) => follow(server, cursor)));
  const resets = await Promise.all(all.map((next) => next()));
  expect(resets).toEqual(cursors.map(() => ({ cursor: expect.any(String), reset: true, changes: [] })));
  await expectLive(server, databaseUrl, all, '恢复之后');
  const again = await follow(server, resets[0].cursor);
  expect(await again()).toMatchObject({ reset: false, changes: [{ operation: 'UPDATED', entity: { name: '恢复之后' } }] });
}

async function expectLive(server: Server, databaseUrl: string, followers: readonly (() => Promise<Data>)[], name: string): Promise<void> {
  await query(databaseUrl, rename('P2', name));
  const change = { cursor: expect.any(String), reset: false, changes: [{ operation: 'UPDATED', entity: { name } }] };
  expect(await Promise.all(followers.map((next) => next()))).toEqual(followers.map(() => change));
  expect((await ask(server.url, '{ project(code: "P2") { name } }')).data).toEqual({ project: { name } });
}

postgresTest('[N20] the server runs on the PostgreSQL of Debian, as an ordinary role that owns the database', { timeout: 60_000 }, async () => {
  const cluster = await (await openPostgres()).makeCluster();
  await cluster.query('postgres', `create role app login`);
  await cluster.query('postgres', `create database city owner app`);
  const url = cluster.url('city', 'app');
  const server = await serve(url);
  await query(url, city);
  const next = await follow(server);
  expect(await next()).toMatchObject({ reset: false, changes: [] });
  await expectLive(server, url, [next], '由 SQL 改名');
  const reported = await ask(server.url, 'mutation { issueReport(input: { projectCode: "P2", kind: PROBLEM, category: LAND, severity: LOW, title: "问题", detail: "" }) { issue { status } userErrors { code } } }');
  expect(reported).toEqual({ data: { issueReport: { issue: { status: 'REPORTED' }, userErrors: [] } } });
  expect((await next()).changes).toHaveLength(1);
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ ready: true, missing: [] });
});

postgresTest('[N21] a dump restored into another database or cluster is another log: old cursors give a reset, its restored rows are not sent, and changes go on', { timeout: 90_000 }, async () => {
  const postgres = await openPostgres();
  const [here, elsewhere] = [await postgres.makeCluster(), await postgres.makeCluster()];
  await here.query('postgres', 'create database city');
  const original = await serve(here.url('city'));
  const cursors = await use(original, here.url('city'));

  const [text, archive] = [join(postgres.folder, 'city.sql'), join(postgres.folder, 'city.dump')];
  await postgres.run('pg_dump', '-f', text, here.url('city'));
  await postgres.run('pg_dump', '-Fc', '-f', archive, here.url('city'));
  await here.query('postgres', 'create database restored');
  await postgres.run('psql', '-q', '-v', 'ON_ERROR_STOP=1', '-f', text, here.url('restored'));
  await elsewhere.query('postgres', 'create database city');
  await postgres.run('pg_restore', '--exit-on-error', '-d', elsewhere.url('city'), archive);
  for (const url of [here.url('restored'), elsewhere.url('city')]) {
    expect(await query(url, 'select from change_log')).not.toEqual([]);
    await expectForeign(await serve(url), url, cursors);
  }

  // The original knows its own still.
  const resumed = await (await follow(original, cursors[1]))();
  expect(resumed).toMatchObject({ reset: false, changes: [{ entity: { name: '三' } }] });
});

postgresTest('[N22] a dump restored in place, under a server that runs, resets who is connected, and changes go on', { timeout: 60_000 }, async () => {
  const postgres = await openPostgres();
  const cluster = await postgres.makeCluster();
  await cluster.query('postgres', 'create database city');
  const url = cluster.url('city');
  const server = await serve(url);
  const cursors = await use(server, url);
  const archive = join(postgres.folder, 'city.dump');
  await postgres.run('pg_dump', '-Fc', '-f', archive, url);
  const next = await follow(server);
  await next();
  await query(url, rename('P1', '备份之后'));
  const after = await next();
  // In one transaction: where the server's reading is in its way PostgreSQL ends it, and it is told again.
  await expect.poll(() => postgres.run('pg_restore', '--clean', '--if-exists', '--single-transaction', '-d', url, archive).then(() => 'restored', String), { timeout: 20_000 }).toBe('restored');
  expect(await next()).toMatchObject({ reset: true, changes: [] });
  expect((await ask(server.url, '{ project(code: "P1") { name } }')).data).toEqual({ project: { name: '三' } });
  await expectForeign(server, url, [...cursors, after.cursor]);
});

postgresTest('[N23] a copy of the data folder that is started elsewhere is another log; the original goes on with its cursors', { timeout: 60_000 }, async () => {
  const postgres = await openPostgres();
  const cluster = await postgres.makeCluster();
  await cluster.query('postgres', 'create database city');
  const original = await serve(cluster.url('city'));
  const cursors = await use(original, cluster.url('city'));
  await cluster.stop();
  const data = join(postgres.folder, 'copy');
  await postgres.run('cp', '-a', cluster.data, data);
  const copy = await postgres.clusterAt(data);
  await Promise.all([cluster.start(), copy.start()]);
  await expectForeign(await serve(copy.url('city')), copy.url('city'), cursors);
  expect(await (await follow(original, cursors[1]))()).toMatchObject({ reset: false, changes: [{ entity: { name: '三' } }] });
});

test('[N24] a copy of the folder of the embedded PostgreSQL is another log', { timeout: 60_000 }, async () => {
  const folders = ['original', 'copy'].map(() => mkdtempSync(join(tmpdir(), 'diaodu-copy-')));
  endings.push(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })));
  const [folder, place] = folders as [string, string];
  const start = async (where: string) => {
    const postgres = await startEmbeddedPostgres({ folder: where, settings: { fsync: 'off', max_connections: '50' } });
    endings.push(() => postgres.stop());
    return postgres;
  };
  const first = await start(folder);
  const server = await serve(first.url);
  const cursors = await use(server, first.url);
  await server.close();
  await first.stop();
  await cp(folder, place, { recursive: true, preserveTimestamps: true });
  const copy = await start(place);
  await expectForeign(await serve(copy.url), copy.url, cursors);
  const again = await start(folder);
  expect(await (await follow(await serve(again.url), cursors[1]))()).toMatchObject({ reset: false, changes: [{ entity: { name: '三' } }] });
});

postgresTest('[N25] when a standby is promoted in place of a killed primary, subscribers get a reset by themselves, also of a commit that was never replicated; until then /readyz says no and why', { timeout: 90_000 }, async () => {
  const postgres = await openPostgres();
  const primary = await postgres.makeCluster();
  await primary.query('postgres', 'create database city');
  const data = join(postgres.folder, 'standby');
  await postgres.run('pg_basebackup', '-D', data, '-R', '-c', 'fast', '-X', 'stream', '-d', primary.url('postgres'));
  const standby = await postgres.clusterAt(data);
  await standby.start();
  const address = await openTcpProxy(primary.port);
  endings.push(() => address.close());

  const server = await serve(`postgresql://postgres@127.0.0.1:${address.port}/city`);
  const cursors = await use(server, primary.url('city'));
  const board = await showProject(server, primary.url('city'), 'P1');
  expect(await board()).toBe('三');
  const staying = await follow(server);
  await staying();
  const leaving = await openSocket(server.wsUrl, { authorization: `Bearer ${await admin()}` });
  await primary.query('city', rename('P1', '复制过去'));
  cursors.push((await staying()).cursor);
  await expect.poll(() => standby.query('city', `select name from project where code = 'P1'`).catch(() => []), { timeout: 20_000 }).toEqual([{ name: '复制过去' }]);
  await standby.query('postgres', `alter system set primary_conninfo = ''`);
  await standby.query('postgres', 'select pg_reload_conf()');
  await expect.poll(() => primary.query('postgres', 'select from pg_stat_replication'), { timeout: 20_000 }).toEqual([]);
  await primary.query('city', rename('P1', '没有复制'));
  const lost = await staying();
  expect(lost).toMatchObject({ reset: false, changes: [{ entity: { name: '没有复制' } }] });
  cursors.push(lost.cursor);
  expect([await board(), await board()]).toEqual(['复制过去', '没有复制']);

  await primary.kill();
  for (const query of ['{ project(code: "P1") { name } }', 'mutation { leaderRegister(input: { code: "L", name: "甲", title: "市长" }) { userErrors { code } } }']) {
    expect((await ask(server.url, query)).errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
  }
  address.target = standby.port;
  const readiness = async () => {
    const response = await fetch(`${server.url}/readyz`);
    return { status: response.status, missing: ((await response.json()) as Data).missing };
  };
  await expect.poll(readiness, { timeout: 20_000 }).toEqual({ status: 503, missing: ['changes cannot be read', expect.stringContaining('read-only')] });
  expect((await leaving.closed).code).toBe(1012);
  expect((await ask(server.url, '{ project(code: "P1") { name } }')).data).toEqual({ project: { name: '复制过去' } });

  await standby.query('postgres', 'select pg_promote()');
  expect(await staying()).toMatchObject({ reset: true, changes: [] });
  expect(await board()).toBe('复制过去');
  await expect.poll(readiness, { timeout: 20_000 }).toEqual({ status: 200, missing: [] });
  await expectForeign(server, standby.url('city'), cursors);
});
