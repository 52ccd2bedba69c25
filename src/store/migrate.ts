import pg from 'pg';
import type { Store } from './database.js';

const migrationLock = 4_174_001;

/** Brings the database up to date; nodes that start together wait for each other. */
export async function migrate(store: Store): Promise<void> {
  const client = new pg.Client({ connectionString: store.url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await store.orm.migrator.up();
  } finally {
    await client.end();
  }
}
