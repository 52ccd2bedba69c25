import pg from 'pg';
import type { Config } from '../config.js';
import { fillWithDemonstration } from '../demonstration/insert.js';
import { embeddedDatabaseUrl, startEmbeddedPostgres } from '../store/embedded/embedded-postgres.js';
import { makeReady } from './make-ready.js';

/** Fills an empty database with the demonstration city, whether a server runs on it or not. */
export async function seed(config: Config): Promise<void> {
  const url = config.migrationDatabaseUrl ?? config.databaseUrl ?? (await running(config.dataDir));
  if (url !== null) return fill(url);
  const postgres = await startEmbeddedPostgres({ folder: config.dataDir });
  try {
    await fill(postgres.url);
  } finally {
    await postgres.stop();
  }
}

function fill(url: string): Promise<void> {
  return makeReady({ owner: url, server: url }, ({ db }) => fillWithDemonstration(db));
}

/** Where the embedded PostgreSQL answers; null where it does not run. */
async function running(dataDir: string): Promise<string | null> {
  const url = await embeddedDatabaseUrl(dataDir);
  if (url === null) return null;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  return client.connect().then(() => url, () => null).finally(() => client.end().catch(() => {}));
}
