import { sql, type Database } from '../store/database.js';

type Records = readonly object[];

/** Inserts rows of an entity's table in one statement; properties are named as the entity names them, and every row has the same. */
export async function insertInto(db: Database, table: string, records: Records): Promise<void> {
  const columns = sql.join(Object.keys(records[0] ?? {}).map((property) => sql.ref(columnOf(property))));
  const json = JSON.stringify(records.map((record) => Object.fromEntries(Object.entries(record).map(([property, value]) => [columnOf(property), value]))));
  await sql`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${json}::jsonb)
  `.execute(db);
}

/** Ids were given by hand: the sequence goes on after the last. */
export async function continueIds(db: Database, table: string): Promise<void> {
  await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))`.execute(db);
}

export function columnOf(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
