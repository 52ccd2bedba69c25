import { readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { searchConditions } from '../graphql/search.js';
import { within } from '../region/region.queries.js';
import { sql, type Sql } from '../store/database.js';
import type { UnitFilter, UnitOrder, UnitRow } from './unit.type.js';

const columns: Sql = sql`
  'Unit' as "__typename", u.id, u.code, u.name, u.type, u.region_id as "regionId", u.ended_at as "endedAt", u.version`;

export const unitById = rowBy<number, UnitRow>((row) => row.id, (ids) => sql`select ${columns} from unit u where u.id = any(${ids})`);

export const unitByCode = rowBy<string, UnitRow>((row) => row.code, (codes) => sql`select ${columns} from unit u where u.code = any(${codes})`);

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
