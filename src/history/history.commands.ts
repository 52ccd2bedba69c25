import type { EntityType } from '../kernel/entity-type.js';
import { sql, type Sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { HistoryAct } from './history.entity.js';

/** Writes a line of history, in the act's own transaction. */
export function record(tx: Transaction, type: EntityType, id: number, act: HistoryAct, note: string | null = null): Promise<void> {
  return recordAll(tx, type, [id], act, note);
}

/** The same line for each of several. */
export async function recordAll({ db, actor }: Transaction, type: EntityType, ids: readonly number[], act: HistoryAct, note: string | null = null): Promise<void> {
  const lines: Sql = sql`
    insert into history (type, entity_id, act, actor_subject, actor_name, note)
    select ${type}, id, ${act}, ${actor.subject}, ${actor.name}, ${note} from unnest(${ids}::int[]) as id`;
  await lines.execute(db);
}
