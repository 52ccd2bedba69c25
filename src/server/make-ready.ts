import pg from 'pg';
import { openStore, type Store } from '../store/database.js';
import { migrate } from '../store/migrate.js';
import { migrateJobs } from './jobs.js';
import { entities } from './entities.js';

/** Two ways into one database: the owner's, who makes its tables, and the server's, who uses them. They may be the same. */
export interface DatabaseUrls {
  readonly owner: string;
  readonly server: string;
}

/** Brings the tables up to date, then does `migrated`, both as their owner. Its statements may take their time, as none may while requests are served. */
export async function makeReady({ owner, server }: DatabaseUrls, migrated?: (store: Store) => Promise<void>): Promise<void> {
  const serverRole = server === owner ? undefined : await roleOf(server);
  const store = await openStore(owner, entities);
  try {
    await migrate(store, serverRole, () => migrateJobs(owner));
    await migrated?.(store);
  } finally {
    await store.close();
  }
}

async function roleOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ role: string }>('select current_user as role')).rows[0]!.role;
  } finally {
    await client.end();
  }
}
