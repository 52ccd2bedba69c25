import type { Role } from '../kernel/viewer.js';
import { firstRow, rows, sql, type Database, type Sql } from '../store/database.js';
import type { KeyAct } from './api-key.entity.js';

/** What stands behind a credential now, by the database's clock; undefined where nothing does. Instants are milliseconds since 1970. */

const milliseconds = (instant: Sql): Sql => sql`(extract(epoch from ${instant}) * 1000)::float8`;

export interface StandingGrant {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly regionId: number | null;
  readonly unitId: number | null;
  readonly leaderId: number | null;
  readonly until: number | null;
}

/** One whose region, unit or leader has ended does not stand. */
export function standingGrant(db: Database, issuer: string, subject: string): Promise<StandingGrant | undefined> {
  return firstRow(db, sql`
    select g.id, g.name, g.role, g.region_id as "regionId", g.unit_id as "unitId", g.leader_id as "leaderId", ${milliseconds(sql`g.valid_until`)} as until
    from access_grant g
    left join region r on r.id = g.region_id left join unit u on u.id = g.unit_id left join leader l on l.id = g.leader_id
    where g.issuer = ${issuer} and g.subject = ${subject} and g.ended_at is null and g.valid_from <= now() and coalesce(g.valid_until > now(), true)
      and r.ended_at is null and u.ended_at is null and l.ended_at is null`);
}

export interface StandingKey {
  readonly id: number;
  readonly name: string;
  readonly system: string;
  readonly acts: readonly KeyAct[];
  readonly regionIds: readonly number[];
  readonly hash: string;
  readonly expiresAt: number;
  /** The secret before the last rotation, while it is good. */
  readonly previousHash: string | null;
  readonly previousUntil: number | null;
}

export function standingKey(db: Database, prefix: string): Promise<StandingKey | undefined> {
  return firstRow(db, sql`
    select id, name, system, acts, region_ids as "regionIds", secret_hash as hash, ${milliseconds(sql`expires_at`)} as "expiresAt",
           case when previous_until > now() then previous_hash end as "previousHash", ${milliseconds(sql`previous_until`)} as "previousUntil"
    from api_key where prefix = ${prefix} and withdrawn_at is null and expires_at > now()`);
}

/** That a key was used: written at most once a minute, whichever node it shows itself to. */
export async function noteUse(db: Database, keyId: number): Promise<void> {
  await sql`update api_key set last_used_at = now() where id = ${keyId} and coalesce(last_used_at < now() - interval '1 minute', true)`.execute(db);
}

export interface StandingScreen {
  readonly id: number;
  readonly name: string;
  readonly siteId: number | null;
  readonly regionId: number;
  readonly hash: string | null;
  readonly expiresAt: number;
}

/** One whose region has ended does not stand. */
export function standingScreen(db: Database, prefix: string): Promise<StandingScreen | undefined> {
  return firstRow(db, sql`
    select s.id, s.name, s.site_id as "siteId", r.id as "regionId", s.secret_hash as hash, ${milliseconds(sql`s.expires_at`)} as "expiresAt"
    from screen s left join meeting_site t on t.id = s.site_id left join meeting m on m.id = t.meeting_id
    join region r on r.id = coalesce(s.region_id, t.region_id, m.region_id) and r.ended_at is null
    where s.prefix = ${prefix} and s.withdrawn_at is null and s.expires_at > now()`);
}

/** From when on tokens of a subject are good, by subject; few, since only who was withdrawn is there. */
export async function withdrawals(db: Database): Promise<ReadonlyMap<string, number>> {
  const found = await rows<{ subject: string; before: number }>(db, sql`select subject, ${milliseconds(sql`before`)} as before from access_withdrawal`);
  return new Map(found.map(({ subject, before }) => [subject, before]));
}

export async function withdrawnSubjects(db: Database, ids: readonly number[]): Promise<string[]> {
  return (await rows<{ subject: string }>(db, sql`select subject from access_withdrawal where id = any(${ids}::int[])`)).map(({ subject }) => subject);
}

/** The id behind a code that is in use. */
export async function idByCode(db: Database, table: 'region' | 'unit' | 'leader', code: string): Promise<number | undefined> {
  return (await firstRow<{ id: number }>(db, sql`select id from ${sql.table(table)} where code = ${code} and ended_at is null`))?.id;
}
