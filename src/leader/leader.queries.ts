import { readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { searchConditions } from '../graphql/search.js';
import { sql, type Sql } from '../store/database.js';
import type { LeaderFilter, LeaderOrder, LeaderRow } from './leader.type.js';

/** Of alias l. */
export const leaderColumns: Sql = sql`
  'Leader' as "__typename", l.id, l.code, l.name, l.title, l.unit_id as "unitId", l.ended_at as "endedAt", l.version`;

export const leaderById = rowBy<number, LeaderRow>((row) => row.id, (ids) => sql`select ${leaderColumns} from leader l where l.id = any(${ids})`);

export const leaderByCode = rowBy<string, LeaderRow>((row) => row.code, (codes) => sql`select ${leaderColumns} from leader l where l.code = any(${codes})`);

const orders = {
  CODE_ASC: { key: sql`l.code`, type: 'text' },
  CODE_DESC: { key: sql`l.code`, type: 'text', descending: true },
  NAME_ASC: { key: sql`l.name`, type: 'text' },
  NAME_DESC: { key: sql`l.name`, type: 'text', descending: true },
} satisfies Record<LeaderOrder, Order>;

export function readLeaders(context: Context, wanted: PageWanted, filter: LeaderFilter, order: LeaderOrder): Promise<Page<LeaderRow>> {
  const where = [...searchConditions(sql`l.name || ' ' || l.title`, filter.search)];
  if (typeof filter.active === 'boolean') where.push(sql`(l.ended_at is null) = ${filter.active}`);
  return readPage(context.db, { columns: leaderColumns, from: sql`leader l`, where, order: orders[order], id: sql`l.id` }, wanted, context.language);
}
