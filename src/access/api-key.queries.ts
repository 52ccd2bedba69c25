import { readPage, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { sql, type Sql } from '../store/database.js';
import type { ApiKeyRow } from './api-key.type.js';

const columns: Sql = sql`
  k.id, k.prefix, k.name, k.system, k.acts, k.region_ids as "regionIds", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt",
  case when k.previous_until > now() then k.previous_until end as "previousUntil",
  k.made_at as "madeAt", k.made_by as "madeBy", k.withdrawn_at as "withdrawnAt", k.withdrawn_by as "withdrawnBy"`;

export const keyById = rowBy<number, ApiKeyRow>((row) => row.id, (ids) => sql`select ${columns} from api_key k where k.id = any(${ids})`);

/** Newest first. */
export function readKeys(context: Context, wanted: PageWanted, { active }: { readonly active?: boolean | null | undefined }): Promise<Page<ApiKeyRow>> {
  const where = typeof active === 'boolean' ? [sql`(k.withdrawn_at is null and k.expires_at > now()) = ${active}`] : [];
  return readPage(context.db, { columns, from: sql`api_key k`, where, order: { key: sql`k.made_at`, type: 'timestamptz', descending: true }, id: sql`k.id` }, wanted, context.language);
}
