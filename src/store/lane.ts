import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { answerWithin, connectionOptions } from './connect.js';
import type { Database, Store } from './database.js';
import { PreparingClient } from './prepared.js';

/** Longest that one statement may take there, milliseconds. */
const patience = 15_000;

/** A few connections apart from the pool: who runs on them never waits for requests that hold all of it. */
export interface Lane {
  readonly db: Database;
  close(): Promise<void>;
}

/** Values come as they come from the pool. */
export async function openLane({ orm, url }: Store, connections: number): Promise<Lane> {
  const { types } = (await orm.em.getConnection().getNativeClient() as unknown as pg.Pool).options;
  const pool = new pg.Pool({ ...connectionOptions(url, answerWithin), types, max: connections, statement_timeout: patience, Client: PreparingClient });
  // A connection that breaks while idle is replaced by the next statement.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return { db, close: () => db.destroy() };
}
