import { record } from '../history/history.commands.js';
import { visible } from '../graphql/sight.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { AttendanceCorrection } from './attendance.entity.js';
import { takeMeeting } from './meeting.reach.js';

export interface AttendanceData {
  readonly siteId: number;
  /** ISO 8601, UTC; null: the site was not there. */
  readonly from: string | null;
  /** Null: until the meeting closed, or still. */
  readonly until: string | null;
  readonly reason: string;
}

/** Says instead of the screens when a site was there, also after the meeting. */
export async function correctAttendance(tx: Transaction, sight: Sight, { siteId, from, until, reason }: AttendanceData): Promise<Outcome<number>> {
  const path = ['input', 'siteId'];
  const bad = checkText(reason, ['input', 'reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const site = await firstRow<{ meetingId: number; name: string }>(tx.db, sql`
    select s.meeting_id as "meetingId", s.name from meeting_site s where s.id = ${siteId} and ${visible(sight, 'Meeting', sql`s.meeting_id`)}`);
  if (!site) return refuse('NOT_FOUND', path, { what: 'MeetingSite' });
  const taken = await takeMeeting(tx, sight, site.meetingId, ['IN_PROGRESS', 'CLOSED'], path);
  if (taken.refused) return taken;
  const [least, most] = [taken.done.startedAt!.toISOString(), (taken.done.closedAt ?? tx.now).toISOString()];
  if (from === null && until !== null) return refuse('TEXT_EMPTY', ['input', 'from']);
  if (from !== null && (from < least || from > most)) return refuse('NUMBER_OUT_OF_RANGE', ['input', 'from'], { least, most });
  if (from !== null && until !== null && (until < from || until > most)) return refuse('NUMBER_OUT_OF_RANGE', ['input', 'until'], { least: from, most });
  tx.em.create(AttendanceCorrection, {
    meetingId: site.meetingId, siteId, fromAt: from === null ? null : new Date(from), untilAt: until === null ? null : new Date(until), reason: reason.trim(), correctedBy: tx.actor.name,
  });
  await tx.em.flush();
  await record(tx, 'Meeting', site.meetingId, 'ATTENDANCE_CORRECTED', site.name);
  return done(site.meetingId);
}
