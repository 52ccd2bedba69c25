import type { EntityType } from '../kernel/entity-type.js';
import { never } from '../kernel/invariant.js';
import type { Sight } from '../kernel/rights.js';
import { sql, type Sql } from '../store/database.js';

/** The SQL twin of `sees`: a condition that holds for the rows of a type that a sight reaches. `id` is a column: `sql\`p.id\``, and `type` may be one. */
export function visible(sight: Sight, type: EntityType | Sql, id: Sql): Sql<boolean> {
  switch (sight.kind) {
    case 'ALL':
      return sql`true`;
    case 'REGION':
      return withKeys(type, id, sql`(seen.keys).regions @> array[${sight.regionId}]::int[]`);
    case 'LEADER':
      return withKeys(type, id, sql`(seen.keys).leaders @> array[${sight.leaderId}]::int[]`);
    case 'UNIT':
      return withKeys(type, id, sql`(seen.keys).units @> array[${sight.unitId}]::int[]`);
    case 'OWNER':
      return withKeys(type, id, sql`(seen.keys).owners @> array[${sight.unitId}]::int[]`);
    case 'SYSTEM':
      return withKeys(type, id, sql`(seen.keys).systems @> array[${sight.system}]::text[]${sight.within ? sql` and (seen.keys).regions && ${sight.within}::int[]` : sql``}`);
    case 'NOTHING':
      return sql`false`;
    default:
      return never(sight);
  }
}

function withKeys(type: EntityType | Sql, id: Sql, condition: Sql): Sql<boolean> {
  return sql`exists (select from entity_scope seen where seen.type = ${type} and seen.entity_id = ${id} and ${condition})`;
}

/** The scope keys of a row as JSON, to be selected as "scope": what `Context.sees` decides on. */
export function scopeColumn(type: EntityType, id: Sql): Sql {
  return sql`(select to_jsonb(kept.keys) from entity_scope kept where kept.type = ${type} and kept.entity_id = ${id}) as scope`;
}
