import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, expect, inject, test, vi } from 'vitest';
import WebSocket from 'ws';
import { done } from '../../src/kernel/refusal.js';
import { startApp } from '../../src/server/app.js';
import { entities } from '../../src/server/entities.js';
import { mintToken } from '../../src/server/token.js';
import { connectionOptions } from '../../src/store/connect.js';
import { openStore } from '../../src/store/database.js';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { isOutage } from '../../src/store/errors.js';
import { UnitOfWork } from '../../src/store/unit-of-work.js';
import type { Data } from '../support/city.js';
import { startProcess } from '../server/command.js';
import { cloneDatabase } from '../support/database.js';
import { startServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

const secrets = { token: 'a secret that only this test knows, tokens', cursor: 'a secret that only this test knows, cursors' };

interface Site {
  report(title: string): Promise<{ status: number; code: string | undefined }>;
  read(): Promise<{ status: number; code: string | undefined }>;
  readiness(): Promise<{ status: number; missing: readonly string[] }>;
  /** Titles of the issues that a subscriber was told of, in order. */
  readonly told: readonly string[];
  /** Stalls that it heard of. */
  readonly stalls: readonly string[];
  readonly closed: () => boolean;
}

/** A server on a database, with a region, a project and a subscriber that hears stalls. */
async function openSite(databaseUrl: string): Promise<Site> {
  const app = await startApp({ databaseUrl, host: '127.0.0.1', port: 0, secrets, feedPollMs: 50, feedRetentionDays: 7, staticFolder: tmpdir(), logger: pino({ level: 'silent' }) });
  endings.push(() => app.close());
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  await admin.query(`
    insert into region (code, name, level) values ('DQ', '大庆市', 'CITY');
    insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
    select 'P1', '项目', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', min(id), 1 from region`);
  await admin.end();
  const token = await mintToken(secrets.token, { role: 'ADMIN', subject: 'admin', name: 'admin' }, new Date(Date.now() + 3_600_000));
  const ask = async (query: string) => {
    const response = await fetch(`${app.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query }) });
    const { errors } = (await response.json()) as Data;
    return { status: response.status, code: errors?.[0]?.extensions.code as string | undefined };
  };
  const socket = await openSocket(`${app.url.replace('http', 'ws')}/graphql`, { authorization: `Bearer ${token}`, hearsStalls: true });
  let closed = false;
  void socket.closed.then(() => (closed = true));
  const [told, stalls]: [string[], string[]] = [[], []];
  const next = socket.subscribe('subscription { changes(scope: { types: [ISSUE] }) { reset changes { entity { ... on Issue { title } } } } }', {}, 'issues');
  expect((await next()).changes).toEqual({ reset: false, changes: [] });
  socket.socket.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data)) as Data;
    if (type === 'ping') stalls.push(payload.changes);
    else if (type === 'next') told.push(...(payload.data.changes.reset ? ['a reset'] : payload.data.changes.changes.map(({ entity }: Data) => entity.title)));
  });
  return {
    report: (title) => ask(`mutation { issueReport(input: { projectCode: "P1", kind: PROBLEM, category: LAND, severity: LOW, title: "${title}", detail: "" }) { issue { id } userErrors { code } } }`),
    read: () => ask('{ projects { totalCount } }'),
    async readiness() {
      const response = await fetch(`${app.url}/readyz`);
      return { status: response.status, missing: ((await response.json()) as Data).missing };
    },
    told,
    stalls,
    closed: () => closed,
  };
}

/** A database of an ordinary role, which is no superuser. */
async function ordinaryDatabase(): Promise<{ url: string; superuser: (statement: string) => Promise<unknown> }> {
  const name = `outage_${process.pid}_${Date.now()}`;
  const client = new pg.Client({ connectionString: inject('postgres') });
  await client.connect();
  await client.query(`create role ${name} login password 'p'`);
  await client.query(`create database ${name} owner ${name}`);
  endings.push(async () => {
    await client.query(`drop database ${name} with (force)`);
    await client.query(`drop role ${name}`);
    await client.end();
  });
  const url = new URL(inject('postgres'));
  Object.assign(url, { username: name, password: 'p', pathname: `/${name}` });
  return { url: url.href, superuser: (statement) => client.query(statement.replaceAll('$DATABASE', name)) };
}

const throwOut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '$DATABASE'`;
const accepted = { status: 200, code: undefined };

test('[O1] without a connection left, reads and writes are UNAVAILABLE and /readyz says no; subscribers stay, and all goes on by itself', async () => {
  const { url, superuser } = await ordinaryDatabase();
  const site = await openSite(url);
  expect(await site.report('之前')).toEqual(accepted);
  await superuser('alter database $DATABASE connection limit 0');
  await superuser(throwOut);
  expect(await site.read()).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await site.report('其间')).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await site.readiness()).toMatchObject({ status: 503, missing: expect.arrayContaining(['the database does not answer']) });
  await expect.poll(() => site.stalls, { timeout: 10_000 }).toEqual(['STALLED']);
  await superuser('alter database $DATABASE connection limit -1');
  await expect.poll(() => site.report('之后'), { timeout: 10_000 }).toEqual(accepted);
  await expect.poll(() => site.told, { timeout: 10_000 }).toEqual(['之前', '之后']);
  await expect.poll(() => site.stalls, { timeout: 5_000 }).toEqual(['STALLED', 'FLOWING']);
  await expect.poll(site.readiness, { timeout: 10_000 }).toEqual({ status: 200, missing: [] });
  expect(site.closed()).toBe(false);
});

test('[O2] on a database that became read-only, writes are UNAVAILABLE, reads go on, and /readyz says why', async () => {
  const { url, superuser } = await ordinaryDatabase();
  const site = await openSite(url);
  await superuser('alter database $DATABASE set default_transaction_read_only = on');
  await superuser(throwOut);
  await expect.poll(site.read, { timeout: 10_000 }).toEqual(accepted);
  expect(await site.report('其间')).toMatchObject({ code: 'UNAVAILABLE' });
  await expect.poll(site.readiness, { timeout: 10_000 }).toMatchObject({ status: 503, missing: [expect.stringMatching(/^the database takes no writes: .*read-only transaction/)] });
  await superuser('alter database $DATABASE reset default_transaction_read_only');
  await superuser(throwOut);
  await expect.poll(site.readiness, { timeout: 10_000 }).toEqual({ status: 200, missing: [] });
  expect(await site.report('之后')).toEqual(accepted);
  await expect.poll(() => site.told, { timeout: 10_000 }).toEqual(['之后']);
  expect(site.closed()).toBe(false);
});

const mayMount = (() => {
  const disk = mountSmallDisk();
  disk?.unmount();
  if (!disk) console.error('\n*** This user may not mount a small disk: the test of a full disk is SKIPPED. Run it as root. ***\n');
  return disk !== null;
})();

test.skipIf(!mayMount)('[O3] with a full disk, what needs room is UNAVAILABLE and /readyz says no; with room again all goes on by itself, and nothing acknowledged is lost', { timeout: 90_000 }, async () => {
  const { folder, unmount } = mountSmallDisk()!;
  endings.push(unmount);
  const postgres = await startEmbeddedPostgres({ folder, settings: { fsync: 'off', max_wal_size: '48MB', min_wal_size: '32MB', max_connections: '40' } });
  endings.push(() => postgres.stop());
  const site = await openSite(postgres.url);
  expect(await site.report('之前')).toEqual(accepted);
  const filler = join(folder, 'filler');
  // The database writes meanwhile: the disk is filled to its end, and then a little is given back.
  try {
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
  truncateSync(filler, statSync(filler).size - 32_768);
  const acknowledged: string[] = ['之前'];
  // What still fits is done; in the end a relation or the write-ahead log needs room.
  for (let count = 1; ; count += 1) {
    const title = `第 ${count} 件${'长'.repeat(150)}`;
    const { code } = await site.report(title);
    if (code !== undefined) {
      expect(code).toBe('UNAVAILABLE');
      break;
    }
    acknowledged.push(title);
  }
  expect((await site.readiness()).status).toBe(503);
  rmSync(filler);
  await expect.poll(site.readiness, { timeout: 30_000 }).toEqual({ status: 200, missing: [] });
  expect(await site.report('之后')).toEqual(accepted);
  await expect.poll(() => site.told, { timeout: 10_000 }).toEqual(expect.arrayContaining([...acknowledged, '之后']));
});

test('[O4] a machine that vanished without a word is given up, as an outage, in bounded time', async () => {
  const held: Socket[] = [];
  const silent = createServer((near) => {
    const far = connect(Number(new URL(inject('postgres')).port), '127.0.0.1');
    held.push(near, far);
    near.on('error', () => {}).on('data', (data) => !String(data).includes('vanish') && far.write(data));
    far.on('error', () => {}).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  endings.push(() => {
    for (const socket of held) socket.destroy();
    silent.close();
  });
  const url = new URL(inject('postgres'));
  url.port = String((silent.address() as AddressInfo).port);
  const client = new pg.Client(connectionOptions(url.href, 500));
  client.on('error', () => {});
  await client.connect();
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  const error: unknown = await client.query(`select 'vanish'`).catch((reason: unknown) => reason);
  expect(isOutage(error)).toBe(true);
});

test('[O5] a server that runs out of memory ends at once, and a subscriber resumes at another one with nothing lost', { timeout: 60_000 }, async () => {
  const survivor = await startServer({ template: 'demonstration' });
  endings.push(() => survivor.close());
  const { child, url, lines, ended } = await startProcess({
    DATABASE_URL: survivor.databaseUrl, TOKEN_SECRET: survivor.secrets.token, CURSOR_SECRET: survivor.secrets.cursor, LOG_LEVEL: 'silent', JOBS: 'off',
    NODE_OPTIONS: '--max-old-space-size=128 --inspect-port=0',
  });
  endings.push(() => child.kill('SIGKILL'));
  const authorization = { authorization: `Bearer ${await survivor.token('ADMIN')}` };
  const document = 'subscription ($since: Cursor) { changes(scope: { types: [PROJECT] }, since: $since) { cursor reset changes { entity { ... on Project { name } } } } }';
  const socket = await openSocket(`${url.replace('http', 'ws')}/graphql`, authorization);
  const { cursor } = (await socket.subscribe(document)()).changes;
  child.kill('SIGUSR1');
  const inspector = await vi.waitUntil(() => lines.map((line) => /ws:\/\/\S+/.exec(line)?.[0]).find((found) => found !== undefined), { timeout: 10_000 });
  const debug = new WebSocket(inspector);
  debug.on('error', () => {});
  await once(debug, 'open');
  debug.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'globalThis.hoard = []; for (;;) hoard.push(new Array(100_000).fill(Math.random()))' } }));
  expect((await ended).signal).toBe('SIGABRT');
  await socket.closed;
  await survivor.query(`update project set name = '其间改名' where code = 'DQ-2020-001'`);
  const resumed = await openSocket(survivor.wsUrl, authorization);
  expect((await resumed.subscribe(document, { since: cursor })()).changes).toMatchObject({ reset: false, changes: [{ entity: { name: '其间改名' } }] });
  resumed.close();
});

test('[O6] connections that break in the midst of acts are not lost to the pool', async () => {
  const database = await cloneDatabase('empty');
  endings.push(() => database.drop());
  const store = await openStore(database.url, entities);
  endings.push(() => store.close());
  const killer = new pg.Client({ connectionString: database.url });
  await killer.connect();
  endings.push(() => killer.end());
  const unitOfWork = new UnitOfWork(store);
  const actor = { subject: 'x', name: 'x' };
  // More than the pool has.
  for (let count = 0; count < 15; count += 1) {
    const act = unitOfWork.run(actor, 'act', async () => {
      await killer.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
      if (count % 2) throw new Error('a fault of ours');
      return done(1);
    });
    await expect(act).rejects.toThrow();
  }
  expect(await unitOfWork.run(actor, 'act', async () => done(1))).toEqual({ done: 1 });
});

/** A file system of 160 MB; null where this process may not make one. Whoever mounts it unmounts it. */
function mountSmallDisk(): { folder: string; unmount: () => void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'diaodu-disk-'));
  const remove = () => rmSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=755', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    remove();
    return null;
  }
  return {
    folder,
    unmount() {
      execFileSync('umount', ['-l', folder]);
      remove();
    },
  };
}
