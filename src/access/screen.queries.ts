import { readPage, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { within } from '../region/region.queries.js';
import { sql, type Sql } from '../store/database.js';
import type { ScreenRow } from './screen.type.js';

const region: Sql = sql`coalesce(s.region_id, t.region_id, m.region_id)`;
const columns: Sql = sql`
  s.id, s.name, s.site_id as "siteId", ${region} as "regionId", s.secret_hash is not null as entered, s.expires_at as "expiresAt",
  s.approved_at as "approvedAt", s.approved_by as "approvedBy", s.withdrawn_at as "withdrawnAt", s.withdrawn_by as "withdrawnBy"`;
const from: Sql = sql`screen s left join meeting_site t on t.id = s.site_id left join meeting m on m.id = t.meeting_id`;

export const screenById = rowBy<number, ScreenRow>((row) => row.id, (ids) => sql`select ${columns} from ${from} where s.id = any(${ids})`);

/** Newest first; those in the viewer's region. */
export function readScreens(context: Context, wanted: PageWanted, { active }: { readonly active?: boolean | null | undefined }): Promise<Page<ScreenRow>> {
  const where = typeof active === 'boolean' ? [sql`(s.withdrawn_at is null and s.expires_at > now()) = ${active}`] : [];
  if (context.sight.kind === 'REGION') where.push(within(region, context.sight.regionId));
  return readPage(context.db, { columns, from, where, order: { key: sql`s.approved_at`, type: 'timestamptz', descending: true }, id: sql`s.id` }, wanted, context.language);
}
