import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { currentSnapshot, readUnseen } from '../../src/feed/reader.js';
import { startApp, type App } from '../../src/server/app.js';
import { entities } from '../../src/server/entities.js';
import { mintToken } from '../../src/server/token.js';
import { openStore } from '../../src/store/database.js';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { isOutage } from '../../src/store/errors.js';
import { Follower } from '../support/follower.js';
import { startServer, type TestServer } from '../support/server.js';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

/** Writes in its own words, again where the connection was cut; what may have been committed is written under a new name. */
async function write(url: string, statement: string): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(statement);
      return;
    } catch (error) {
      if (!isOutage(error)) throw error;
      await delay(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

const socketOf = ({ url }: App) => `${url.replace('http', 'ws')}/graphql`;
const register = (code: string, name: string) => `
  insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
  select '${code}', '${name}', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', min(id), 1 from region
  on conflict (code) do update set name = excluded.name`;

/** What the follower holds becomes what the database holds. */
async function agreement(follower: Follower, server: TestServer): Promise<void> {
  const projects = await server.query<{ id: number; name: string }>('select id, name from project');
  const expected = projects.map(({ id, name }) => [Buffer.from(`Project:${id}`).toString('base64'), name]);
  await expect.poll(() => [...follower.names].toSorted(), { timeout: 5_000 }).toEqual(expected.toSorted());
}

test('[R21] all connections to the database cut again and again: a subscriber stays or resumes, and loses nothing', async () => {
  const server = await startServer({ template: 'empty' });
  endings.push(() => server.close());
  await server.query(`insert into region (code, name, level) values ('DQ', '大庆市', 'CITY')`);
  const follower = new Follower([server.wsUrl], await server.token('ADMIN'));
  await follower.start();
  const ended = Date.now() + 3_000;
  const killing = (async () => {
    while (Date.now() < ended) {
      await write(server.databaseUrl, `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
      await delay(100);
    }
  })();
  let count = 0;
  while (Date.now() < ended) {
    count += 1;
    await write(server.databaseUrl, register(`P${count % 20}`, `名称 ${count}`));
    if (count % 7 === 0) await write(server.databaseUrl, `delete from project where code = 'P${count % 20}'`);
  }
  await killing;
  await agreement(follower, server);
  expect({ faults: follower.faults, resets: follower.resets }).toEqual({ faults: [], resets: 0 });
  expect(count).toBeGreaterThan(3);
  await expect.poll(async () => (await server.fetch('/readyz')).status, { timeout: 10_000 }).toBe(200);
  follower.stop();
});

test('[R23] a subscriber that goes from node to node with its cursor loses nothing and gets nothing twice', async () => {
  const server = await startServer({ template: 'empty' });
  endings.push(() => server.close());
  const other = await startApp({ databaseUrl: server.databaseUrl, host: '127.0.0.1', port: 0, secrets: server.secrets, feedPollMs: 100, feedRetentionDays: 7, staticFolder: tmpdir(), logger: pino({ level: 'silent' }) });
  endings.push(() => other.close());
  await server.query(`insert into region (code, name, level) values ('DQ', '大庆市', 'CITY')`);
  const follower = new Follower([server.wsUrl, socketOf(other)], await server.token('ADMIN'));
  await follower.start();
  const ended = Date.now() + 3_000;
  const hopping = setInterval(() => follower.hop(), 70);
  await Promise.all([1, 2, 3].map(async (writer) => {
    for (let count = 1; Date.now() < ended; count += 1) {
      await server.query(count % 5 ? register(`P${writer}-${count % 20}`, `名称 ${count}`) : `delete from project where code = 'P${writer}-${(count + 7) % 20}'`);
    }
  }));
  clearInterval(hopping);
  await agreement(follower, server);
  expect({ faults: follower.faults, resets: follower.resets }).toEqual({ faults: [], resets: 0 });
  follower.stop();
});

test('[R22] PostgreSQL killed and started again: subscribers go on, and a cursor from just before misses nothing', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'diaodu-crash-'));
  endings.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  // Nothing is written before it must be: what no commit forced to disk is lost in the crash.
  const settings = { wal_writer_delay: '10s', max_connections: '50' };
  const postgres = await startEmbeddedPostgres({ folder, settings });
  endings.push(() => postgres.stop());
  const secrets = { token: 'a secret that only this test knows, tokens', cursor: 'a secret that only this test knows, cursors' };
  const app = await startApp({ databaseUrl: postgres.url, host: '127.0.0.1', port: 0, secrets, feedPollMs: 50, feedRetentionDays: 7, staticFolder: folder, logger: pino({ level: 'silent' }) });
  endings.push(() => app.close());
  const store = await openStore(postgres.url, entities);
  endings.push(() => store.close());
  await write(postgres.url, `insert into region (code, name, level) values ('DQ', '大庆市', 'CITY'); ${register('P1', '从前')}`);

  const token = await mintToken(secrets.token, { role: 'ADMIN', subject: 'admin', name: 'admin' }, new Date(Date.now() + 3_600_000));
  const follower = new Follower([socketOf(app)], token);
  await follower.start();
  await write(postgres.url, register('P2', '之前'));
  await expect.poll(() => [...follower.names.values()]).toEqual(['之前']);
  // These take numbers that PostgreSQL gives again after the crash.
  await write(postgres.url, Array.from({ length: 200 }, () => 'begin; select pg_current_xact_id(); rollback').join(';'));
  await write(postgres.url, 'begin; select pg_current_xact_id(); rollback');
  const cursor = await currentSnapshot(store.db);

  const postmaster = Number((await readFile(join(folder, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(postmaster, 'SIGKILL');
  await write(postgres.url, register('P3', '之后'));
  await expect.poll(() => [...follower.names.values()], { timeout: 10_000 }).toEqual(['之前', '之后']);
  expect({ faults: follower.faults, resets: follower.resets }).toEqual({ faults: [], resets: 0 });
  expect((await readUnseen(store.db, cursor)).changes).toHaveLength(1);
  follower.stop();
});
