import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import type { RegionRow } from './region.type.js';

const columns: Sql = sql`
  'Region' as "__typename", r.id, r.code, r.name, r.level, r.parent_id as "parentId", r.ended_at as "endedAt", r.version`;

export const regionById = rowBy<number, RegionRow>((row) => row.id, (ids) => sql`select ${columns} from region r where r.id = any(${ids})`);

export const regionByCode = rowBy<string, RegionRow>((row) => row.code, (codes) => sql`select ${columns} from region r where r.code = any(${codes})`);

/** The regions directly below, by code. */
export const childRegions = rowsBy<number, RegionRow & { parentId: number }>((row) => row.parentId, (parents) =>
  sql`select ${columns} from region r where r.parent_id = any(${parents}) order by r.code`);

/** The whole tree, each region after its parent. */
export function allRegions(db: Database): Promise<RegionRow[]> {
  return rows(db, sql`select ${columns} from region r order by cardinality(r.path), r.code`);
}

/** A condition: the region of this column is `regionId` or lies below it. */
export function within(regionColumn: Sql, regionId: number): Sql {
  return sql`${regionColumn} in (select below.id from region below where below.path @> array[${regionId}::int])`;
}
