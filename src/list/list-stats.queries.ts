import { all } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { wordsOf } from '../kernel/enumeration.js';
import { ProjectTier } from '../project/project.enums.js';
import { rows, sql, type Sql } from '../store/database.js';
import type { ListDimension } from './list.enums.js';
import { listFor, type ListWanted } from './list.queries.js';
import type { ListStatsRow } from './list.type.js';

const dimensions = {
  REGION: { key: 'regionId', place: sql`(select r.code from region r where r.id = counted.key)` },
  LEADER: { key: 'leaderId', place: sql`(select r.code from leader r where r.id = counted.key)` },
  UNIT: { key: 'unitId', place: sql`(select r.code from unit r where r.id = counted.key)` },
  TIER: { key: 'tier', place: sql`array_position(${wordsOf(ProjectTier)}::text[], counted.key)` },
} satisfies Record<ListDimension, { key: keyof ListStatsRow; place: Sql }>;

/** One row a group, in the order of codes or tiers; what is in no group comes last. */
export async function readListStats(context: Context, wanted: ListWanted, by: ListDimension): Promise<ListStatsRow[]> {
  const { source, where } = listFor(context, wanted);
  const { key, place } = dimensions[by];
  const found = await rows<{ key: never; count: number; late: number; done: number }>(context.db, sql`
    select counted.* from (
      select listed.key, count(*)::int as count, count(*) filter (where listed.state = 'LATE')::int as late, count(*) filter (where listed.state = 'DONE')::int as done
      from (select ${source[key]} as key, ${source.state} as state from ${source.from} where ${all(where)}) listed group by listed.key
    ) counted order by ${place} nulls last`);
  const nothing = { tier: null, regionId: null, leaderId: null, unitId: null };
  return found.map(({ key: group, ...figures }) => ({ ...nothing, ...figures, [key]: group }));
}
