import { rows, sql, type Database } from '../store/database.js';

/** A site that comes back so soon was there all the time: a screen was changed, a node started anew. */
const bridged = sql`interval '1 minute'`;

/**
 * Says of locked sites whether they are online, and what follows: who comes to a meeting that runs is there from now on, who
 * leaves is so until now, and speaks no more. Only those for which that changed are written, and so logged; answers how many.
 */
export async function flipSites(tx: Database, sites: readonly number[]): Promise<number> {
  const flipped = await rows(tx, sql`
    with flipped as (
      update meeting_site s set online = not s.online
      where s.id = any(${sites}::int[]) and s.online <> exists (select from site_connection c where c.site_id = s.id)
      returning s.id, s.meeting_id, s.online
    ), silent as (
      update speaker_request q set state = 'LEFT', ended_at = business_now()
      from flipped f where q.site_id = f.id and not f.online and q.ended_at is null
    ), went as (
      update site_attendance a set until_at = greatest(a.from_at, business_now())
      from flipped f where a.site_id = f.id and not f.online and a.until_at is null
    ), came as materialized (
      select f.id, f.meeting_id, (select a.id from site_attendance a where a.site_id = f.id and a.until_at > business_now() - ${bridged} order by a.id desc limit 1) as lately
      from flipped f join meeting m on m.id = f.meeting_id and m.status = 'IN_PROGRESS' where f.online
    ), returned as (
      update site_attendance a set until_at = null from came where a.id = came.lately
    ), began as (
      insert into site_attendance (meeting_id, site_id, from_at) select meeting_id, id, business_now() from came where lately is null
    )
    select id from flipped`);
  return flipped.length;
}

/** The sites of a meeting are held, so that none comes or goes until the act is done: before it writes anything, as who sees screens does. */
export async function holdSites(db: Database, meetingId: number): Promise<void> {
  await sql`select from meeting_site s where s.meeting_id = ${meetingId} order by s.id for update`.execute(db);
}

/** Who stands in a site when its meeting starts is there from then on. */
export async function beginAttendance(db: Database, meetingId: number, at: Date): Promise<void> {
  await sql`insert into site_attendance (meeting_id, site_id, from_at) select s.meeting_id, s.id, ${at.toISOString()}::timestamptz from meeting_site s where s.meeting_id = ${meetingId} and s.online order by s.id`.execute(db);
}

/** Who is still there when the meeting closes was so until then. */
export async function endAttendance(db: Database, meetingId: number, at: Date): Promise<void> {
  await sql`update site_attendance a set until_at = greatest(a.from_at, ${at.toISOString()}::timestamptz) where a.until_at is null and a.site_id in (select s.id from meeting_site s where s.meeting_id = ${meetingId})`.execute(db);
}
