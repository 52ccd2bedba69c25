import { LockMode } from '@mikro-orm/core';
import { visible } from '../graphql/sight.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { reaches } from '../region/region.reach.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { AgendaItem } from './agenda-item.entity.js';
import { Meeting, type MeetingStatus } from './meeting.entity.js';

/**
 * Takes a meeting to change it: locked, so that whoever acts at the same time waits and then sees what was done. It must lie
 * in the actor's own part of the tree (to see it because one of its sites stands there is not enough) and be in one of the
 * statuses.
 */
export async function takeMeeting(
  tx: Transaction, sight: Sight, id: number, statuses: readonly MeetingStatus[], path: readonly string[] = ['id'],
): Promise<Outcome<Meeting>> {
  const found = await firstRow<{ path: number[] }>(tx.db, sql`
    select r.path from meeting m join region r on r.id = m.region_id where m.id = ${id} and ${visible(sight, 'Meeting', sql`m.id`)}`);
  if (!found) return refuse('NOT_FOUND', path, { what: 'Meeting' });
  if (!reaches(sight, found.path)) return refuse('FORBIDDEN_HERE', path);
  const meeting = await tx.em.findOneOrFail(Meeting, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return statuses.includes(meeting.status) ? done(meeting) : refuse('MEETING_STATE', path, { status: meeting.status });
}

export interface Taken {
  readonly meeting: Meeting;
  readonly item: AgendaItem;
}

/** Takes an agenda item with its meeting; the meeting's lock guards its items. */
export async function takeItem(
  tx: Transaction, sight: Sight, itemId: number, statuses: readonly MeetingStatus[], path: readonly string[] = ['itemId'],
): Promise<Outcome<Taken>> {
  const missing = refuse('NOT_FOUND', path, { what: 'AgendaItem' });
  const found = await firstRow<{ meetingId: number }>(tx.db, sql`
    select g.meeting_id as "meetingId" from agenda_item g where g.id = ${itemId} and ${visible(sight, 'Meeting', sql`g.meeting_id`)}`);
  if (!found) return missing;
  const meeting = await takeMeeting(tx, sight, found.meetingId, statuses, path);
  if (meeting.refused) return meeting;
  const item = await tx.em.findOne(AgendaItem, itemId);
  return item ? done({ meeting: meeting.done, item }) : missing;
}
