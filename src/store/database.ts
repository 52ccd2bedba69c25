import { MikroORM, type Options } from '@mikro-orm/postgresql';
import type { Kysely, RawBuilder } from 'kysely';
import { cancellableClient, Interrupter } from './cancellable.js';
import { Numbers } from './numbers.js';
import { ormOptions } from './orm.js';

export { sql } from 'kysely';

/** Where statements go: the pool, or one transaction. Rows come as PostgreSQL says them: days, instants, numerics are strings. */
export type Database = Kysely<unknown>;

/** A composable piece of SQL; values are parameters, never text. */
export type Sql<T = unknown> = RawBuilder<T>;

export interface Store {
  readonly orm: MikroORM;
  /** The pool. */
  readonly db: Database;
  readonly numbers: Numbers;
  readonly url: string;
  close(): Promise<void>;
}

/** Opens MikroORM and its pool; whoever opens it closes it. `limit`: see `connectionOptions`. */
export async function openStore(url: string, entities: Options['entities'], limit?: number): Promise<Store> {
  const interrupter = new Interrupter(url);
  const orm = await MikroORM.init(ormOptions(url, entities, limit, cancellableClient(interrupter)));
  const db = orm.em.fork().getKysely<unknown>() as Database;
  const numbers = new Numbers(url);
  return {
    orm, db, numbers, url,
    async close() {
      await numbers.close();
      await orm.close(true);
      await interrupter.close();
    },
  };
}

/** Runs a statement and answers its rows. */
export async function rows<T>(db: Database, statement: Sql): Promise<T[]> {
  return (await statement.execute(db)).rows as T[];
}

export async function firstRow<T>(db: Database, statement: Sql): Promise<T | undefined> {
  return (await rows<T>(db, statement))[0];
}
