import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { addItems, type AgendaItemData } from '../meeting/agenda.commands.js';
import { takeMeeting } from '../meeting/meeting.reach.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** Most items that are taken over in one act. */
const mostAtOnce = 100;

/** Puts what was proposed on an agenda. The meeting's lock has others wait: of two who accept the same, one does. */
export async function acceptProposal(tx: Transaction, sight: Sight, meetingId: number, items: readonly AgendaItemData[]): Promise<Outcome<number>> {
  const meeting = await takeMeeting(tx, sight, meetingId, ['SCHEDULED', 'IN_PROGRESS']);
  if (meeting.refused) return meeting;
  if (items.length === 0 || items.length > mostAtOnce) return refuse('NUMBER_OUT_OF_RANGE', ['inputs'], { least: 1, most: mostAtOnce });
  const waiting = await rows<Omit<AgendaItemData, 'minutes'>>(tx.db, sql`
    select project_id as "projectId", lead_id as "leadId", topic from agenda_item where meeting_id = ${meetingId} and status in ('PENDING', 'CALLED')`);
  const taken = new Set(waiting.map(subjectOf));
  for (const [index, item] of items.entries()) {
    const subject = subjectOf(item);
    if (taken.has(subject)) return refuse('ALREADY_LISTED', ['inputs', String(index)]);
    taken.add(subject);
  }
  const added = await addItems(tx, sight, meetingId, items, (index) => ['inputs', String(index)]);
  return added.refused ? added : done(meetingId);
}

function subjectOf({ projectId, leadId, topic }: Omit<AgendaItemData, 'minutes'>): string {
  return JSON.stringify([projectId, leadId, topic?.trim() ?? null]);
}
