import { loader } from '../graphql/context.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import type { RegionRow } from './region.type.js';

const columns: Sql = sql`
  'Region' as "__typename", r.id, r.code, r.name, r.level, r.parent_id as "parentId", r.ended_at as "endedAt", r.version`;

export const regionById = loader<number, RegionRow | null>(async (db, ids) => {
  const found = await rows<RegionRow>(db, sql`select ${columns} from region r where r.id = any(${ids})`);
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
});

export const regionByCode = loader<string, RegionRow | null>(async (db, codes) => {
  const found = await rows<RegionRow>(db, sql`select ${columns} from region r where r.code = any(${codes})`);
  const byCode = new Map(found.map((row) => [row.code, row]));
  return codes.map((code) => byCode.get(code) ?? null);
});

/** The regions directly below, by code. */
export const childRegions = loader<number, RegionRow[]>(async (db, parents) => {
  const found = await rows<RegionRow & { parentId: number }>(db, sql`select ${columns} from region r where r.parent_id = any(${parents}) order by r.code`);
  const byParent = Map.groupBy(found, (row) => row.parentId);
  return parents.map((parent) => byParent.get(parent) ?? []);
});

/** The whole tree, each region after its parent. */
export function allRegions(db: Database): Promise<RegionRow[]> {
  return rows(db, sql`select ${columns} from region r order by cardinality(r.path), r.code`);
}

/** A condition: the region of this column is `regionId` or lies below it. */
export function within(regionColumn: Sql, regionId: number): Sql {
  return sql`${regionColumn} in (select below.id from region below where below.path @> array[${regionId}::int])`;
}
