import type { EntityType } from '../kernel/entity-type.js';
import { sql, type Sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { HistoryAct } from './history.entity.js';

/** Writes a line of history, in the act's own transaction. */
export function record(tx: Transaction, type: EntityType, id: number, act: HistoryAct, note: string | null = null): Promise<void> {
  return recordAll(tx, type, [id], act, note);
}

/** The same line for each of several. */
export async function recordAll(tx: Transaction, type: EntityType, ids: readonly number[], act: HistoryAct, note: string | null = null): Promise<void> {
  await recording(tx, type, sql`select id from unnest(${ids}::int[]) as id`, act, note).execute(tx.db);
}

/** The statement for it, to be a part of the one that writes the rows; `ids` selects their ids. */
export function recording({ actor }: Transaction, type: EntityType, ids: Sql, act: HistoryAct, note: string | null = null): Sql {
  return sql`
    insert into history (type, entity_id, act, actor_subject, actor_name, note)
    select ${type}, written.id, ${act}, ${actor.subject}, ${actor.name}, ${note} from (${ids}) as written(id)`;
}
