import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkUnit } from '../unit/unit.checks.js';
import type { AgendaItem, AgendaItemStatus } from './agenda-item.entity.js';
import { MeetingDecision, type SaidKind } from './meeting-decision.entity.js';
import { place } from './meeting-run.commands.js';
import { takeItem, type Taken } from './meeting.reach.js';

/** Most units that one agreement names. */
const mostParties = 20;
/** A meeting beyond it is a slip of the pen. */
const latestDay = '2099-12-31';

const said = { AGREEMENT: 'AGREED', NOTE: 'NOTED', POSTPONED: 'POSTPONED' } as const satisfies Record<SaidKind, string>;

export interface Words {
  readonly itemId: number;
  readonly text: string;
}

/** What the meeting notes on an item that it has called. */
export async function recordNote(tx: Transaction, sight: Sight, words: Words): Promise<Outcome<number>> {
  const taken = await takeSpoken(tx, sight, words, ['CALLED', 'DONE']);
  return taken.refused ? taken : write(tx, taken.done, words, { kind: 'NOTE', partyIds: [], untilDay: null });
}

/** What units agreed on over an item that the meeting has called. */
export async function recordAgreement(tx: Transaction, sight: Sight, agreed: Words & { readonly partyIds: readonly number[] }): Promise<Outcome<number>> {
  const taken = await takeSpoken(tx, sight, agreed, ['CALLED', 'DONE']);
  if (taken.refused) return taken;
  const partyIds = [...new Set(agreed.partyIds)];
  if (partyIds.length === 0) return refuse('TEXT_EMPTY', ['input', 'partyIds']);
  if (partyIds.length > mostParties) return refuse('NUMBER_OUT_OF_RANGE', ['input', 'partyIds'], { least: 1, most: mostParties });
  for (const [index, unitId] of partyIds.entries()) {
    const bad = await checkUnit(tx, unitId, ['input', 'partyIds', String(index)]);
    if (bad.length > 0) return { refused: bad };
  }
  return write(tx, taken.done, agreed, { kind: 'AGREEMENT', partyIds, untilDay: null });
}

/** Leaves an item to a later meeting, whether it was called or not; in this one it is put off. */
export async function postponeItem(tx: Transaction, sight: Sight, postponed: Words & { readonly untilDay: string | null }): Promise<Outcome<number>> {
  const { untilDay } = postponed;
  if (untilDay !== null && untilDay <= tx.today) return refuse('DAY_BEFORE', ['input', 'until'], { day: untilDay, earliest: await dayAfter(tx) });
  if (untilDay !== null && untilDay > latestDay) return refuse('DAY_AFTER', ['input', 'until'], { day: untilDay, latest: latestDay });
  const taken = await takeSpoken(tx, sight, postponed, ['PENDING', 'CALLED', 'DEFERRED']);
  if (taken.refused) return taken;
  Object.assign(taken.done.item, { status: 'DEFERRED', endedAt: tx.now } satisfies Partial<AgendaItem>);
  return write(tx, taken.done, postponed, { kind: 'POSTPONED', partyIds: [], untilDay });
}

async function dayAfter({ db }: Transaction): Promise<string> {
  return (await firstRow<{ day: string }>(db, sql`select business_today() + 1 as day`))!.day;
}

async function takeSpoken(tx: Transaction, sight: Sight, { itemId, text }: Words, statuses: readonly AgendaItemStatus[]): Promise<Outcome<Taken>> {
  const bad = checkText(text, ['input', 'text'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const taken = await takeItem(tx, sight, itemId, ['IN_PROGRESS'], ['input', 'itemId']);
  if (taken.refused) return taken;
  const { status } = taken.done.item;
  return statuses.includes(status) ? taken : refuse('ITEM_STATE', ['input', 'itemId'], { status });
}

async function write(tx: Transaction, { meeting, item }: Taken, { text }: Words, more: Pick<MeetingDecision, 'kind' | 'partyIds' | 'untilDay'>): Promise<Outcome<number>> {
  const decision = tx.em.create(MeetingDecision, { meetingId: meeting.id, itemId: item.id, text: text.trim(), ...more });
  await tx.em.flush();
  await record(tx, 'Meeting', meeting.id, said[more.kind], place(item.position));
  return done(decision.id);
}
