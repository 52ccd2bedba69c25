import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { fillWithDemonstration } from '../../src/demonstration/insert.js';
import { entities } from '../../src/server/entities.js';
import { migrateJobs } from '../../src/server/jobs.js';
import { openStore, type Store } from '../../src/store/database.js';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { migrate } from '../../src/store/migrate.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the suite's own PostgreSQL, to its maintenance database. */
    postgres: string;
    /** The same for the server's role. */
    postgresForServers: string;
  }
}

/** Starts a PostgreSQL for the whole run, with two databases to clone: `empty` (migrated) and `demonstration`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'diaodu-test-'));
  // A test's data need not survive a crash of the machine.
  const postgres = await startEmbeddedPostgres({ folder, settings: { fsync: 'off', max_connections: '300' } });
  const stop = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await withDatabase(postgres.url, async ({ orm }) => orm.em.getConnection().execute('create database empty'));
    await withDatabase(urlOf(postgres.url, 'empty'), async (store) => {
      await migrate(store, new URL(postgres.serverUrl).username, () => migrateJobs(urlOf(postgres.url, 'empty')));
      // Tables that a test makes for itself are everybody's.
      await store.orm.em.getConnection().execute('alter default privileges in schema public grant all on tables to public');
    });
    await withDatabase(postgres.url, async ({ orm }) => orm.em.getConnection().execute('create database demonstration template empty'));
    await withDatabase(urlOf(postgres.url, 'demonstration'), ({ db }) => fillWithDemonstration(db));
    project.provide('postgres', postgres.url);
    project.provide('postgresForServers', postgres.serverUrl);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function withDatabase(url: string, work: (store: Store) => Promise<unknown>): Promise<void> {
  const store = await openStore(url, entities);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
