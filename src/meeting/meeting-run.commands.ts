import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { AgendaItem } from './agenda-item.entity.js';
import { beginAttendance, endAttendance, holdSites } from './attendance.record.js';
import type { ItemEnding } from './meeting.enums.js';
import { takeItem, takeMeeting } from './meeting.reach.js';

export async function startMeeting(tx: Transaction, sight: Sight, id: number): Promise<Outcome<number>> {
  const taken = await takeMeeting(tx, sight, id, ['SCHEDULED']);
  if (taken.refused) return taken;
  await holdSites(tx.db, id);
  taken.done.status = 'IN_PROGRESS';
  taken.done.startedAt = tx.now;
  await tx.em.flush();
  await beginAttendance(tx.db, id, tx.now);
  await record(tx, 'Meeting', id, 'STARTED');
  return done(id);
}

export interface Call {
  /** What becomes of the item that was called before. */
  readonly previous: ItemEnding;
  /** The item that the caller takes for the current one, null for none; undefined: whichever it is. */
  readonly currentItemId?: number | null;
}

/** Calls a pending or deferred item; at most one is called at a time. */
export async function callItem(tx: Transaction, sight: Sight, itemId: number, { previous, currentItemId }: Call): Promise<Outcome<number>> {
  const taken = await takeItem(tx, sight, itemId, ['IN_PROGRESS']);
  if (taken.refused) return taken;
  const { meeting, item } = taken.done;
  const current = await tx.em.findOne(AgendaItem, { meetingId: meeting.id, status: 'CALLED' });
  if (currentItemId !== undefined && currentItemId !== (current?.id ?? null)) {
    const supposed = currentItemId === null ? current : await tx.em.findOne(AgendaItem, { id: currentItemId, meetingId: meeting.id });
    return supposed
      ? refuse('ITEM_STATE', ['currentItemId'], { status: supposed.status })
      : refuse('NOT_FOUND', ['currentItemId'], { what: 'AgendaItem' });
  }
  if (item.status !== 'PENDING' && item.status !== 'DEFERRED') return refuse('ITEM_STATE', ['itemId'], { status: item.status });
  // The database holds that one item is called: the one before goes first.
  if (current) await end(tx, current, previous);
  Object.assign(item, { status: 'CALLED', calledAt: tx.now, endedAt: null } satisfies Partial<AgendaItem>);
  await tx.em.flush();
  await record(tx, 'Meeting', meeting.id, 'ITEM_CALLED', place(item.position));
  return done(meeting.id);
}

/** Finishes or defers the called item without calling another. */
export async function endItem(tx: Transaction, sight: Sight, itemId: number, ending: ItemEnding): Promise<Outcome<number>> {
  const taken = await takeItem(tx, sight, itemId, ['IN_PROGRESS']);
  if (taken.refused) return taken;
  const { meeting, item } = taken.done;
  if (item.status !== 'CALLED') return refuse('ITEM_STATE', ['itemId'], { status: item.status });
  await end(tx, item, ending);
  return done(meeting.id);
}

/** The called item is done with the meeting; what was never called is deferred, and who asked to speak waits no longer. */
export async function closeMeeting(tx: Transaction, sight: Sight, id: number): Promise<Outcome<number>> {
  const taken = await takeMeeting(tx, sight, id, ['IN_PROGRESS']);
  if (taken.refused) return taken;
  await holdSites(tx.db, id);
  await endAttendance(tx.db, id, tx.now);
  const ended = await rows<{ position: number; status: ItemEnding }>(tx.db, sql`
    update agenda_item set status = case status when 'CALLED' then 'DONE' else 'DEFERRED' end, ended_at = ${tx.now.toISOString()}
    where meeting_id = ${id} and status in ('CALLED', 'PENDING')
    returning position, status`);
  await sql`update speaker_request set state = 'ENDED', ended_at = ${tx.now.toISOString()} where meeting_id = ${id} and ended_at is null`.execute(tx.db);
  taken.done.status = 'CLOSED';
  taken.done.closedAt = tx.now;
  await tx.em.flush();
  for (const { position } of ended.filter((item) => item.status === 'DONE')) await record(tx, 'Meeting', id, 'ITEM_DONE', place(position));
  await record(tx, 'Meeting', id, 'CLOSED');
  return done(id);
}

const endingAct = { DONE: 'ITEM_DONE', DEFERRED: 'ITEM_DEFERRED' } as const satisfies Record<ItemEnding, string>;

async function end(tx: Transaction, item: AgendaItem, ending: ItemEnding): Promise<void> {
  item.status = ending;
  item.endedAt = tx.now;
  await tx.em.flush();
  await record(tx, 'Meeting', item.meetingId, endingAct[ending], place(item.position));
}

/** What the history says of an item: whoever sees the meeting reads it, so never what the item is about. */
export function place(position: number): string {
  return `#${position}`;
}
