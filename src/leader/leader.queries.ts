import { readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { searchConditions } from '../graphql/search.js';
import { rows, sql, type Sql } from '../store/database.js';
import type { LeaderFilter, LeaderOrder, LeaderRow } from './leader.type.js';

const columns: Sql = sql`
  'Leader' as "__typename", l.id, l.code, l.name, l.title, l.unit_id as "unitId", l.ended_at as "endedAt", l.version`;

export const leaderById = loader<number, LeaderRow | null>(async (db, ids) => {
  const found = await rows<LeaderRow>(db, sql`select ${columns} from leader l where l.id = any(${ids})`);
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
});

export const leaderByCode = loader<string, LeaderRow | null>(async (db, codes) => {
  const found = await rows<LeaderRow>(db, sql`select ${columns} from leader l where l.code = any(${codes})`);
  const byCode = new Map(found.map((row) => [row.code, row]));
  return codes.map((code) => byCode.get(code) ?? null);
});

const orders = {
  CODE_ASC: { key: sql`l.code`, type: 'text' },
  CODE_DESC: { key: sql`l.code`, type: 'text', descending: true },
  NAME_ASC: { key: sql`l.name`, type: 'text' },
  NAME_DESC: { key: sql`l.name`, type: 'text', descending: true },
} satisfies Record<LeaderOrder, Order>;

export function readLeaders(context: Context, wanted: PageWanted, filter: LeaderFilter, order: LeaderOrder): Promise<Page<LeaderRow>> {
  const where = [...searchConditions(sql`l.name || ' ' || l.title`, filter.search)];
  if (typeof filter.active === 'boolean') where.push(sql`(l.ended_at is null) = ${filter.active}`);
  return readPage(context.db, { columns, from: sql`leader l`, where, order: orders[order], id: sql`l.id` }, wanted, context.language);
}
