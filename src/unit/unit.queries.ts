import { readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { searchConditions } from '../graphql/search.js';
import { within } from '../region/region.queries.js';
import { rows, sql, type Sql } from '../store/database.js';
import type { UnitFilter, UnitOrder, UnitRow } from './unit.type.js';

const columns: Sql = sql`
  'Unit' as "__typename", u.id, u.code, u.name, u.type, u.region_id as "regionId", u.ended_at as "endedAt", u.version`;

export const unitById = loader<number, UnitRow | null>(async (db, ids) => {
  const found = await rows<UnitRow>(db, sql`select ${columns} from unit u where u.id = any(${ids})`);
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
});

export const unitByCode = loader<string, UnitRow | null>(async (db, codes) => {
  const found = await rows<UnitRow>(db, sql`select ${columns} from unit u where u.code = any(${codes})`);
  const byCode = new Map(found.map((row) => [row.code, row]));
  return codes.map((code) => byCode.get(code) ?? null);
});

const orders = {
  CODE_ASC: { key: sql`u.code`, type: 'text' },
  CODE_DESC: { key: sql`u.code`, type: 'text', descending: true },
  NAME_ASC: { key: sql`u.name`, type: 'text' },
  NAME_DESC: { key: sql`u.name`, type: 'text', descending: true },
} satisfies Record<UnitOrder, Order>;

export function readUnits(context: Context, wanted: PageWanted, filter: UnitFilter, order: UnitOrder): Promise<Page<UnitRow>> {
  const where = [...searchConditions(sql`u.name || ' ' || u.code`, filter.search)];
  if (filter.type) where.push(sql`u.type = any(${filter.type})`);
  if (filter.regionId) where.push(within(sql`u.region_id`, context.id(filter.regionId, 'Region', ['filter', 'regionId'])));
  if (typeof filter.active === 'boolean') where.push(sql`(u.ended_at is null) = ${filter.active}`);
  return readPage(context.db, { columns, from: sql`unit u`, where, order: orders[order], id: sql`u.id` }, wanted, context.language);
}
