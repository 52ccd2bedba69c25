import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { visible } from '../graphql/sight.js';
import { checkText, textLimit } from '../kernel/text.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { AgendaItem } from './agenda-item.entity.js';
import { takeItem, takeMeeting } from './meeting.reach.js';

const longestMinutes = 480;

export interface AgendaItemData {
  readonly projectId: number | null;
  readonly leadId: number | null;
  readonly topic: string | null;
  readonly minutes: number;
}

/** What is wrong with items that somebody wants on an agenda; `pathOf` names the input of the n-th. */
export async function checkItems(tx: Transaction, sight: Sight, items: readonly AgendaItemData[], pathOf: (index: number) => readonly string[]): Promise<readonly Refusal[]> {
  const subjects = await rows<{ type: string; id: number; name: string; ended: boolean; converted: boolean }>(tx.db, sql`
    select 'Project' as type, p.id, p.name, p.ended_at is not null as ended, false as converted
    from project p where p.id = any(${idsOf(items, 'projectId')}::int[]) and ${visible(sight, 'Project', sql`p.id`)}
    union all
    select 'InvestmentLead', l.id, l.name, l.ended_at is not null, l.project_id is not null
    from investment_lead l where l.id = any(${idsOf(items, 'leadId')}::int[]) and ${visible(sight, 'InvestmentLead', sql`l.id`)}`);

  const checkSubject = (type: 'Project' | 'InvestmentLead', id: number, path: readonly string[]): readonly Refusal[] => {
    const subject = subjects.find((it) => it.type === type && it.id === id);
    if (!subject) return refuse('NOT_FOUND', path, { what: type }).refused;
    if (subject.converted) return refuse('ALREADY_CONVERTED', path).refused;
    return subject.ended ? refuse('ENDED', path, { what: subject.name }).refused : [];
  };

  return items.flatMap(({ projectId, leadId, topic, minutes }, index) => {
    const path = pathOf(index);
    if ([projectId, leadId, topic].filter((it) => it !== null).length !== 1) return refuse('ONE_SUBJECT', path).refused;
    return [
      ...(minutes >= 1 && minutes <= longestMinutes ? [] : refuse('NUMBER_OUT_OF_RANGE', [...path, 'minutes'], { least: 1, most: longestMinutes }).refused),
      ...(projectId === null ? [] : checkSubject('Project', projectId, [...path, 'projectId'])),
      ...(leadId === null ? [] : checkSubject('InvestmentLead', leadId, [...path, 'leadId'])),
      ...(topic === null ? [] : checkText(topic, [...path, 'topic'], textLimit.title)),
    ];
  });
}

function idsOf(items: readonly AgendaItemData[], key: 'projectId' | 'leadId'): number[] {
  return items.flatMap((item) => item[key] ?? []);
}

/** To be flushed by the caller. */
export function createItem({ em }: Transaction, meetingId: number, position: number, item: AgendaItemData): void {
  em.create(AgendaItem, { ...item, topic: item.topic?.trim() ?? null, meetingId, position, calledAt: null, endedAt: null });
}

/** Puts an item at the end of the agenda, also while the meeting runs. */
export async function addItem(tx: Transaction, sight: Sight, meetingId: number, item: AgendaItemData): Promise<Outcome<number>> {
  const meeting = await takeMeeting(tx, sight, meetingId, ['SCHEDULED', 'IN_PROGRESS']);
  if (meeting.refused) return meeting;
  return addItems(tx, sight, meetingId, [item], () => ['input']);
}

/** Puts items at the end of the agenda of a meeting that was taken; `pathOf` names the input of the n-th. */
export async function addItems(tx: Transaction, sight: Sight, meetingId: number, items: readonly AgendaItemData[], pathOf: (index: number) => readonly string[]): Promise<Outcome<number>> {
  const bad = await checkItems(tx, sight, items, pathOf);
  if (bad.length > 0) return { refused: bad };
  const before = await tx.em.count(AgendaItem, { meetingId });
  items.forEach((item, index) => createItem(tx, meetingId, before + index + 1, item));
  return agendaChanged(tx, meetingId);
}

/** Takes an item from the agenda of a meeting that has not started; what a meeting has seen stays. */
export async function removeItem(tx: Transaction, sight: Sight, itemId: number): Promise<Outcome<number>> {
  const taken = await takeItem(tx, sight, itemId, ['SCHEDULED']);
  if (taken.refused) return taken;
  const { meeting, item } = taken.done;
  if (item.status !== 'PENDING') return refuse('ITEM_STATE', ['itemId'], { status: item.status });
  const rest = (await agendaInOrder(tx, meeting.id)).filter((other) => other.id !== itemId);
  tx.em.remove(item);
  renumber(rest);
  return agendaChanged(tx, meeting.id);
}

/** Moves a pending item to a position; the others make room. */
export async function moveItem(tx: Transaction, sight: Sight, itemId: number, position: number): Promise<Outcome<number>> {
  const taken = await takeItem(tx, sight, itemId, ['SCHEDULED', 'IN_PROGRESS']);
  if (taken.refused) return taken;
  const { meeting, item } = taken.done;
  if (item.status !== 'PENDING') return refuse('ITEM_STATE', ['itemId'], { status: item.status });
  const agenda = await agendaInOrder(tx, meeting.id);
  if (position < 1 || position > agenda.length) return refuse('NUMBER_OUT_OF_RANGE', ['position'], { least: 1, most: agenda.length });
  const order = agenda.filter((other) => other.id !== itemId);
  order.splice(position - 1, 0, item);
  renumber(order);
  return agendaChanged(tx, meeting.id);
}

function agendaInOrder({ em }: Transaction, meetingId: number): Promise<AgendaItem[]> {
  return em.find(AgendaItem, { meetingId }, { orderBy: { position: 'asc', id: 'asc' } });
}

function renumber(agenda: readonly AgendaItem[]): void {
  agenda.forEach((item, index) => {
    item.position = index + 1;
  });
}

async function agendaChanged(tx: Transaction, meetingId: number): Promise<Outcome<number>> {
  await tx.em.flush();
  await record(tx, 'Meeting', meetingId, 'AGENDA_CHANGED');
  return done(meetingId);
}
