import type { HistoryType } from '../kernel/entity-type.js';
import { loader } from '../graphql/context.js';
import { visible } from '../graphql/sight.js';
import type { Sight } from '../kernel/rights.js';
import { rows, sql, type Database } from '../store/database.js';
import type { HistoryEntryType } from './history.type.js';

interface Key {
  readonly type: HistoryType;
  readonly id: number;
  /** With whose eyes notes are read that name other rows. */
  readonly sight: Sight;
}

/** The history of rows, oldest first; most lists have a handful of lines. */
export const historyOf = loader<Key, HistoryEntryType[]>(async (db, keys) => {
  const answers = new Map<Key, HistoryEntryType[]>();
  for (const group of Map.groupBy(keys, ({ sight }) => JSON.stringify(sight)).values()) {
    const found = await histories(db, group, group[0]!.sight);
    group.forEach((key, index) => answers.set(key, found.get(index + 1) ?? []));
  }
  return keys.map((key) => answers.get(key)!);
});

async function histories(db: Database, keys: readonly Key[], sight: Sight): Promise<Map<number, HistoryEntryType[]>> {
  const found = await rows<{ at: string; act: HistoryEntryType['act']; actorName: string | null; automatic: boolean; note: string | null; place: number }>(db, sql`
    select h.at, h.act, h.actor_name as "actorName", h.automatic, wanted.place::int as place,
           case when h.names_type is null or ${visible(sight, sql`h.names_type`, sql`h.names_id`)} then h.note end as note
    from unnest(${keys.map((key) => key.type)}::text[], ${keys.map((key) => key.id)}::int[]) with ordinality as wanted(type, id, place)
    join history h on h.type = wanted.type and h.entity_id = wanted.id
    order by h.id`);
  return new Map([...Map.groupBy(found, (row) => row.place)].map(([place, lines]) => [place, lines.map(({ at, act, actorName, automatic, note }) => ({
    at, act, automatic, note, actor: actorName === null ? null : { name: actorName },
  }))]));
}
