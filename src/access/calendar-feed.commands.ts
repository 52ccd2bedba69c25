import type { Language } from '../kernel/language.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import type { Viewer } from '../kernel/viewer.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { MadeKey } from './api-key.commands.js';
import type { KeptSecret } from './secret.js';

/** A year and a day, so that nobody has to remember it more often than once a year. */
const lifetime = sql`interval '366 days'`;
/** Most good ones that somebody has at a time. */
const most = 10;

/** Makes an address for the viewer, as they are let in now. */
export async function makeFeed(tx: Transaction, { prefix, hash }: KeptSecret, viewer: Viewer, language: Language, name: string): Promise<Outcome<MadeKey>> {
  const bad = checkText(name, ['name'], textLimit.name);
  if (bad.length > 0) return { refused: bad };
  const { subject, credential, role, regionId, unitId, leaderId } = viewer;
  await sql`select pg_advisory_xact_lock(hashtextextended('calendar_feed ' || ${subject}::text, 0))`.execute(tx.db);
  const { good } = (await firstRow<{ good: number }>(tx.db, sql`select count(*)::int as good from calendar_feed where subject = ${subject} and withdrawn_at is null and expires_at > now()`))!;
  if (good >= most) return refuse('TOO_MANY_FEEDS', [], { most });
  const made = await firstRow<{ id: number }>(tx.db, sql`
    insert into calendar_feed (prefix, secret_hash, subject, credential, name, role, region_id, unit_id, leader_id, language, expires_at)
    values (${prefix}, ${hash}, ${subject}, ${credential ?? 'TOKEN'}, ${name.trim()}, ${role}, ${regionId}, ${unitId}, ${leaderId}, ${language}, now() + ${lifetime})
    returning id`);
  return done([made!.id, hash]);
}

/** Their own; the administrator anybody's. */
export async function withdrawFeed(tx: Transaction, { subject, role }: Viewer, id: number): Promise<Outcome<number>> {
  const withdrawn = await firstRow<{ id: number }>(tx.db, sql`
    update calendar_feed set withdrawn_at = coalesce(withdrawn_at, now()) where id = ${id} and (subject = ${subject} or ${role === 'ADMIN'}) returning id`);
  return withdrawn ? done(id) : refuse('NOT_FOUND', ['id'], { what: 'CalendarFeed' });
}
