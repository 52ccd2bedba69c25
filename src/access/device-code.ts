import { randomBytes, randomInt } from 'node:crypto';
import { firstRow, sql, type Database } from '../store/database.js';
import { hashOf, newSecret } from './secret.js';

/** Of a code, seconds; and how often its screen may ask, seconds: whoever asks sooner waits longer from then on. */
export const deviceCode = { lifetime: 600, pause: 2, penalty: 5 } as const;
/** No vowels, which could make words, and nothing that looks like something else. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
/** More screens do not ask at a time. */
const most = 10_000;

export interface DeviceCode {
  /** The screen's own secret, to ask with. */
  readonly device: string;
  /** What the screen shows: `BCDF-GHJK`. */
  readonly user: string;
}

/** Enters a screen that asks to be let in; null where too many ask. */
export async function makeDeviceCode(db: Database): Promise<DeviceCode | null> {
  const device = randomBytes(32).toString('base64url');
  const user = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  await sql`delete from device_code where expires_at <= now()`.execute(db);
  const made = await firstRow(db, sql`
    insert into device_code (device_hash, user_hash, expires_at, pause)
    select ${hashOf(device)}, ${hashOf(user)}, now() + make_interval(secs => ${deviceCode.lifetime}), ${deviceCode.pause}
    where (select count(*) from device_code) < ${most}
    returning device_hash`);
  return made ? { device, user: `${user.slice(0, 4)}-${user.slice(4)}` } : null;
}

/** The hash of a code as a person typed it. */
export function userHash(typed: string): string {
  return hashOf(typed.toUpperCase().replace(/[^A-Z]/g, ''));
}

/** What a screen that asks is told, in the words of RFC 8628; or its credential, once. */
export type Polled =
  | { readonly error: 'authorization_pending' | 'slow_down' | 'expired_token' | 'access_denied' }
  | { readonly credential: string; readonly expiresIn: number; readonly siteId: number | null; readonly meetingId: number | null };

interface Asked {
  readonly early: boolean;
  readonly approved: boolean;
}

export function pollDeviceCode(db: Database, device: string): Promise<Polled> {
  return db.transaction().execute(async (tx): Promise<Polled> => {
    const hash = hashOf(device);
    const code = await firstRow<Asked>(tx, sql`
      select coalesce(polled_at + make_interval(secs => pause) > clock_timestamp(), false) as early, approved
      from device_code where device_hash = ${hash} and expires_at > now() for update`);
    if (!code) return { error: 'expired_token' };
    if (code.early || !code.approved) {
      await sql`update device_code set polled_at = clock_timestamp(), pause = pause + ${code.early ? deviceCode.penalty : 0} where device_hash = ${hash}`.execute(tx);
      return { error: code.early ? 'slow_down' : 'authorization_pending' };
    }
    const screen = await firstRow<{ id: number; prefix: string; siteId: number | null; meetingId: number | null; expiresIn: number }>(tx, sql`
      with asked as (delete from device_code where device_hash = ${hash} returning screen_id)
      select s.id, s.prefix, s.site_id as "siteId", t.meeting_id as "meetingId", extract(epoch from s.expires_at - now())::int as "expiresIn"
      from asked join screen s on s.id = asked.screen_id left join meeting_site t on t.id = s.site_id
      where s.withdrawn_at is null and s.expires_at > now()`);
    if (!screen) return { error: 'access_denied' };
    const { text, hash: secretHash } = newSecret('dds', screen.prefix);
    await sql`update screen set secret_hash = ${secretHash} where id = ${screen.id}`.execute(tx);
    return { credential: text, expiresIn: screen.expiresIn, siteId: screen.siteId, meetingId: screen.meetingId };
  });
}
