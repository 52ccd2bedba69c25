import type { EntityType } from '../kernel/entity-type.js';
import { loader } from '../graphql/context.js';
import { rows, sql } from '../store/database.js';
import type { HistoryEntryType } from './history.type.js';

/** The history of rows, oldest first; most lists have a handful of lines. */
export const historyOf = loader<{ type: EntityType; id: number }, HistoryEntryType[]>(async (db, keys) => {
  const found = await rows<{ at: string; act: HistoryEntryType['act']; actorName: string | null; note: string | null; place: number }>(db, sql`
    select h.at, h.act, h.actor_name as "actorName", h.note, wanted.place::int as place
    from unnest(${keys.map((key) => key.type)}::text[], ${keys.map((key) => key.id)}::int[]) with ordinality as wanted(type, id, place)
    join history h on h.type = wanted.type and h.entity_id = wanted.id
    order by h.id`);
  const byPlace = Map.groupBy(found, (row) => row.place);
  return keys.map((_, index) => (byPlace.get(index + 1) ?? []).map(({ at, act, actorName, note }) => ({
    at, act, note, actor: actorName === null ? null : { name: actorName },
  })));
});
