import { openStore, type Store } from '../store/database.js';
import { migrate } from '../store/migrate.js';
import { entities } from './entities.js';

/** Brings the tables up to date, then does `migrated`. Its statements may take their time, as none may while requests are served. */
export async function makeReady(databaseUrl: string, migrated?: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(databaseUrl, entities);
  try {
    await migrate(store);
    await migrated?.(store);
  } finally {
    await store.close();
  }
}
