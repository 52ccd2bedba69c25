import { visible } from '../graphql/sight.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkRegion, reaches } from '../region/region.reach.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { userHash } from './device-code.js';
import { checkLater } from './instants.js';
import { newPrefix } from './secret.js';

export interface ApprovalData {
  readonly userCode: string;
  readonly siteId: number | null;
  readonly regionId: number | null;
  readonly name: string;
  /** An instant, ISO 8601; a year from now where it is left out. */
  readonly expiresAt?: string | null;
}

/** Lets in the screen that shows the code: a code is good once. */
export async function approveScreen(tx: Transaction, sight: Sight, data: ApprovalData): Promise<Outcome<number>> {
  const { siteId, regionId, expiresAt } = data;
  if ((siteId === null) === (regionId === null)) return refuse('ONE_PLACE', ['input']);
  const place = siteId === null ? { regionId: regionId!, path: ['input', 'regionId'] } : { regionId: await regionOfSite(tx, sight, siteId), path: ['input', 'siteId'] };
  if (place.regionId === null) return refuse('NOT_FOUND', place.path, { what: 'MeetingSite' });
  const bad = [
    ...checkText(data.name, ['input', 'name'], textLimit.name),
    ...(await checkRegion(tx, sight, place.regionId, place.path)),
    ...(await checkLater(tx, expiresAt, null, ['input', 'expiresAt'])),
  ];
  if (bad.length > 0) return { refused: bad };
  const asked = await firstRow<{ deviceHash: string }>(tx.db, sql`
    select device_hash as "deviceHash" from device_code where user_hash = ${userHash(data.userCode)} and expires_at > now() and not approved for update`);
  if (!asked) return refuse('NOT_FOUND', ['input', 'userCode'], { what: 'Screen' });
  const screen = await firstRow<{ id: number }>(tx.db, sql`
    insert into screen (prefix, name, site_id, region_id, expires_at, approved_by)
    values (${newPrefix()}, ${data.name.trim()}, ${siteId}, ${regionId}, coalesce(${expiresAt ?? null}::timestamptz, now() + interval '1 year'), ${tx.actor.name})
    returning id`);
  await sql`update device_code set approved = true, screen_id = ${screen!.id} where device_hash = ${asked.deviceHash}`.execute(tx.db);
  return done(screen!.id);
}

/** Where a site stands; null where there is none, or the actor may not see its meeting. */
async function regionOfSite(tx: Transaction, sight: Sight, siteId: number): Promise<number | null> {
  const site = await firstRow<{ regionId: number }>(tx.db, sql`
    select coalesce(s.region_id, m.region_id) as "regionId" from meeting_site s join meeting m on m.id = s.meeting_id
    where s.id = ${siteId} and ${visible(sight, 'Meeting', sql`m.id`)} for share of s`);
  return site?.regionId ?? null;
}

export async function withdrawScreen(tx: Transaction, sight: Sight, id: number): Promise<Outcome<number>> {
  const screen = await firstRow<{ name: string; ended: boolean; path: number[] }>(tx.db, sql`
    select s.name, s.withdrawn_at is not null as ended, r.path
    from screen s left join meeting_site t on t.id = s.site_id left join meeting m on m.id = t.meeting_id
    join region r on r.id = coalesce(s.region_id, t.region_id, m.region_id)
    where s.id = ${id} for update of s`);
  if (!screen || !reaches(sight, screen.path)) return refuse('NOT_FOUND', ['id'], { what: 'Screen' });
  if (screen.ended) return refuse('ENDED', ['id'], { what: screen.name });
  await sql`update screen set withdrawn_at = now(), withdrawn_by = ${tx.actor.name} where id = ${id}`.execute(tx.db);
  return done(id);
}
