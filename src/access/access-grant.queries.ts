import { readPage, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { sql, type Sql } from '../store/database.js';
import type { AccessGrantRow } from './access-grant.type.js';

const columns: Sql = sql`
  g.id, g.issuer, g.subject, g.name, g.role, g.region_id as "regionId", g.unit_id as "unitId", g.leader_id as "leaderId",
  g.valid_from as "from", g.valid_until as "until", g.made_at as "madeAt", g.made_by as "madeBy", g.ended_at as "endedAt", g.ended_by as "endedBy"`;

export const grantById = rowBy<number, AccessGrantRow>((row) => row.id, (ids) => sql`select ${columns} from access_grant g where g.id = any(${ids})`);

/** Newest first. */
export function readGrants(context: Context, wanted: PageWanted, { active }: { readonly active?: boolean | null | undefined }): Promise<Page<AccessGrantRow>> {
  const where = typeof active === 'boolean' ? [sql`(g.ended_at is null and coalesce(g.valid_until > now(), true)) = ${active}`] : [];
  return readPage(context.db, { columns, from: sql`access_grant g`, where, order: { key: sql`g.made_at`, type: 'timestamptz', descending: true }, id: sql`g.id` }, wanted, context.language);
}
