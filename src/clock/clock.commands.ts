import { record } from '../history/history.commands.js';
import { invariant } from '../kernel/invariant.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** Between these the city's days make sense; a slip of the pen beyond them would turn every light. */
const earliest = '2000-01-01T00:00:00.000Z';
const latest = '2099-12-31T00:00:00.000Z';

/** Sets business time to an instant, or back to real time (null). The database turns the day where the day changes. */
export async function setClock(tx: Transaction, to: string | null): Promise<Outcome<number>> {
  if (to !== null && (to < earliest || to > latest)) return refuse('NUMBER_OUT_OF_RANGE', ['input', 'to'], { least: earliest, most: latest });
  // An interval of seconds: one of days would be a different span in a session whose time zone has summer time.
  const ahead = to === null ? sql`interval '0'` : sql`make_interval(secs => extract(epoch from ${to}::timestamptz - now())::float8)`;
  const set = await firstRow<{ id: number; now: string }>(tx.db, sql`update business_clock set ahead = ${ahead} returning id, now() + ahead as now`);
  invariant(set, 'there is a business clock');
  await record(tx, 'Clock', set.id, 'CORRECTED', `${tx.now.toISOString()} → ${new Date(set.now).toISOString()}`);
  return done(set.id);
}
