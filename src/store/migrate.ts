import { readdir } from 'node:fs/promises';
import pg from 'pg';
import { sql, type Store } from './database.js';
import { sqlState } from './errors.js';
import { grantTo } from './grants.js';

const migrationLock = 4_174_001;

/**
 * Brings the database up to date; nodes that start together wait for each other. Then gives the server's role, where it is
 * another one than the store's, what it needs. `others`: tables of libraries, made in between.
 */
export async function migrate(store: Store, serverRole?: string, others: () => Promise<void> = async () => {}): Promise<void> {
  const client = new pg.Client({ connectionString: store.url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    // A role that owns nothing may not even try.
    if ((await store.orm.migrator.getPending()).length > 0) await store.orm.migrator.up();
    await others();
    if (serverRole !== undefined) await grantTo(client, serverRole);
  } catch (error) {
    throw sqlState(error) === '42501' ? notAllowed(error as Error) : error;
  } finally {
    await client.end();
  }
}

/** Migrations that the database lacks, and those that it had and this program does not know. */
export async function migrationsOf({ orm, db }: Store): Promise<{ pending: readonly string[]; unknown: readonly string[] }> {
  const { rows: [table] } = await sql<{ made: boolean }>`select to_regclass('mikro_orm_migrations') is not null as made`.execute(db);
  const known = (await readdir(orm.config.get('migrations').path!)).flatMap((file) => /^(Migration\w+)\.(?:js|ts)$/.exec(file)?.[1] ?? []);
  const executed = table!.made ? (await sql<{ name: string }>`select name from mikro_orm_migrations`.execute(db)).rows.map(({ name }) => name) : [];
  return { pending: known.filter((name) => !executed.includes(name)).toSorted(), unknown: executed.filter((name) => !known.includes(name)).toSorted() };
}

function notAllowed(cause: Error): Error {
  return new Error(`The tables of the database are not up to date, and the role that the server uses may not change them (${cause.message}).\n`
    + 'Without them nothing is served. Name their owner in MIGRATION_DATABASE_URL and start again; or run `npm run migration:up` and `npm run db:grant -- --role ROLE` as the owner.', { cause });
}
