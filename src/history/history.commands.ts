import type { EntityType } from '../kernel/entity-type.js';
import { sql, type Sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { HistoryAct } from './history.entity.js';

/** Writes a line of history, in the act's own transaction. */
export async function record({ db, actor }: Transaction, type: EntityType, id: number, act: HistoryAct, note: string | null = null): Promise<void> {
  const line: Sql = sql`
    insert into history (type, entity_id, act, actor_subject, actor_name, note)
    values (${type}, ${id}, ${act}, ${actor.subject}, ${actor.name}, ${note})`;
  await line.execute(db);
}
