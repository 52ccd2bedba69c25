import { rows, type Sql } from '../store/database.js';
import { loader, type Loader } from './context.js';

/** The one row of each key, or null where there is none: one statement for all keys. */
export function rowBy<K extends string | number, T>(keyOf: (row: T) => K, statement: (keys: readonly K[]) => Sql): Loader<K, T | null> {
  return loader(async (db, keys) => {
    const found = new Map((await rows<T>(db, statement(keys))).map((row) => [keyOf(row), row]));
    return keys.map((key) => found.get(key) ?? null);
  });
}

/** The rows of each owner, in the statement's order: one statement for all owners. */
export function rowsBy<K extends string | number, T>(ownerOf: (row: T) => K, statement: (owners: readonly K[]) => Sql): Loader<K, T[]> {
  return loader(async (db, owners) => {
    const found = Map.groupBy(await rows<T>(db, statement(owners)), ownerOf);
    return owners.map((owner) => found.get(owner) ?? []);
  });
}
