import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import type { Language } from '../kernel/language.js';
import type { Viewer } from '../kernel/viewer.js';
import { firstRow, sql, type Database, type Sql } from '../store/database.js';
import type { CalendarFeedRow } from './calendar-feed.type.js';

const columns: Sql = sql`f.id, f.prefix, f.name, f.subject, f.made_at as "madeAt", f.expires_at as "expiresAt", f.withdrawn_at as "withdrawnAt"`;

export const feedById = rowBy<number, CalendarFeedRow>((row) => row.id, (ids) => sql`select ${columns} from calendar_feed f where f.id = any(${ids})`);

/** Somebody's, the newest first. */
export const feedsOfSubject = rowsBy<string, CalendarFeedRow>((row) => row.subject, (subjects) => sql`select ${columns} from calendar_feed f where f.subject = any(${subjects}) order by f.id desc`);

export interface StandingFeed extends Pick<Viewer, 'subject' | 'name' | 'role' | 'regionId' | 'unitId' | 'leaderId'> {
  readonly hash: string;
  readonly language: Language;
}

/**
 * What stands behind an address now; undefined where nothing does: it was withdrawn or has expired, its owner's access was
 * withdrawn since, the grant or the screen that it was made with does not stand, or the region, unit or leader has ended. A person
 * with a grant reads by the grant of now.
 */
export function standingFeed(db: Database, prefix: string): Promise<StandingFeed | undefined> {
  return firstRow(db, sql`
    select o.* from (
      select f.secret_hash as hash, f.language, f.subject, f.name,
        case when g.id is null then f.role else g.role end as role, case when g.id is null then f.region_id else g.region_id end as "regionId",
        case when g.id is null then f.unit_id else g.unit_id end as "unitId", case when g.id is null then f.leader_id else g.leader_id end as "leaderId"
      from calendar_feed f
      left join access_grant g on f.credential = 'OIDC' and g.issuer || '#' || g.subject = f.subject and g.ended_at is null and g.valid_from <= now() and coalesce(g.valid_until > now(), true)
      where f.prefix = ${prefix} and f.withdrawn_at is null and f.expires_at > now() and (f.credential <> 'OIDC' or g.id is not null)
        and (f.credential <> 'SCREEN' or exists (select from screen s where 'screen ' || s.prefix = f.subject and s.withdrawn_at is null and s.expires_at > now()))
        and not exists (select from access_withdrawal w where w.subject = f.subject and w.before > f.made_at)
    ) o
    left join region r on r.id = o."regionId" left join unit u on u.id = o."unitId" left join leader l on l.id = o."leaderId"
    where r.ended_at is null and u.ended_at is null and l.ended_at is null`);
}
