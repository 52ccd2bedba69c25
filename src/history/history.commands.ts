import type { EntityType, HistoryType } from '../kernel/entity-type.js';
import { sql, type Sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { HistoryAct } from './history.entity.js';

/** A row that a note names. */
export interface Named {
  readonly type: EntityType;
  readonly id: number;
}

/** Writes a line of history, in the act's own transaction. A note that names another row is read by who sees that row. */
export async function record(tx: Transaction, type: HistoryType, id: number, act: HistoryAct, note: string | null = null, names: Named | null = null): Promise<void> {
  await recording(tx, type, sql`select ${id}::int`, act, note, names).execute(tx.db);
}

/** The statement that writes a line for each of the rows that `ids` selects: also to be a part of the one that writes them. Notes of their own are selected beside the ids, and given as `written.note`. */
export function recording({ actor }: Transaction, type: HistoryType, ids: Sql, act: HistoryAct, note: string | Sql | null = null, names: Named | null = null): Sql {
  return sql`
    insert into history (type, entity_id, act, actor_subject, actor_name, automatic, note, names_type, names_id)
    select ${type}, written.id, ${act}, ${actor.subject}, ${actor.name}, ${actor.automatic ?? false}, ${note}, ${names?.type ?? null}, ${names?.id ?? null}::int from (${ids}) as written(id)`;
}
