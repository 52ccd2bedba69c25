import { record } from '../history/history.commands.js';
import { checkLink } from '../kernel/link.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { changeableProject } from '../project/project.changeable.js';
import { isAsked } from '../project/readiness.criteria.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { ReadinessCheck } from './readiness-check.entity.js';

export interface ReadinessCheckData {
  readonly projectId: number;
  /** The item's code. */
  readonly item: string;
  readonly done: boolean;
  readonly dueOn?: string | null;
  readonly evidenceUrl?: string | null;
  readonly note?: string | null;
  /** The word of the project's owner. */
  readonly byOwner: boolean;
}

/** Says how an item stands at a project; what was said before stays on record. */
export async function checkReadiness(tx: Transaction, sight: Sight, data: ReadinessCheckData): Promise<Outcome<number>> {
  const bad = check(tx, data);
  if (bad.length > 0) return { refused: bad };
  const found = await changeableProject(tx, sight, data.projectId);
  if (found.refused) return { refused: found.refused.map((refusal) => ({ ...refusal, path: ['input', 'projectId'] })) };
  const item = await firstRow<{ id: number; name: string; ended: boolean; asked: boolean }>(tx.db, sql`
    select t.id, t.name_zh as name, t.ended_at is not null as ended, ${isAsked} as asked from readiness_item t join project p on p.id = ${data.projectId} where t.code = ${data.item}`);
  if (!item) return refuse('NOT_FOUND', ['input', 'item'], { what: 'ReadinessItem' });
  if (item.ended) return refuse('ENDED', ['input', 'item'], { what: item.name });
  if (!item.asked) return refuse('READINESS_NOT_ASKED', ['input', 'item'], { item: item.name });
  tx.em.create(ReadinessCheck, {
    projectId: data.projectId, itemId: item.id, done: data.done, dueOn: data.dueOn ?? null, evidenceUrl: data.evidenceUrl ?? null, note: data.note?.trim() ?? '',
    byOwner: data.byOwner, checkerSubject: tx.actor.subject, checkerName: tx.actor.name,
  });
  await tx.em.flush();
  await record(tx, 'Project', data.projectId, 'READINESS_CHECKED', [`${item.name}：${data.done ? '到位' : '未到位'}`, data.dueOn, data.note?.trim()].filter(Boolean).join(' '));
  return done(data.projectId);
}

/** Takes an owner's word for true. */
export async function confirmReadiness(tx: Transaction, sight: Sight, id: number): Promise<Outcome<number>> {
  const missing = refuse('NOT_FOUND', ['checkId'], { what: 'ReadinessCheck' });
  const claim = await tx.em.findOne(ReadinessCheck, id);
  if (!claim) return missing;
  const found = await changeableProject(tx, sight, claim.projectId);
  if (found.refused) return found.refused[0]?.code === 'NOT_FOUND' ? missing : { refused: found.refused.map((refusal) => ({ ...refusal, path: ['checkId'] })) };
  // Another check may have taken its place, or another confirmed it, while this waited for the project.
  await tx.em.refresh(claim);
  const later = await firstRow(tx.db, sql`select from readiness_check c where c.project_id = ${claim.projectId} and c.item_id = ${claim.itemId} and c.id > ${id}`);
  if (later || !claim.byOwner || !claim.done || claim.confirmedAt) return refuse('READINESS_NOT_CLAIMED', ['checkId']);
  claim.confirmedAt = tx.now;
  claim.confirmerSubject = tx.actor.subject;
  claim.confirmerName = tx.actor.name;
  await tx.em.flush();
  const item = await firstRow<{ name: string }>(tx.db, sql`select name_zh as name from readiness_item where id = ${claim.itemId}`);
  await record(tx, 'Project', claim.projectId, 'READINESS_CONFIRMED', item!.name);
  return done(claim.projectId);
}

function check({ today }: Transaction, { done: isDone, dueOn, evidenceUrl, note }: ReadinessCheckData): Refusal[] {
  return [
    ...(dueOn && isDone ? refuse('READINESS_DUE', ['input', 'dueOn']).refused : []),
    ...(dueOn && dueOn < today ? refuse('DAY_BEFORE', ['input', 'dueOn'], { day: dueOn, earliest: today }).refused : []),
    ...(typeof evidenceUrl === 'string' ? checkLink(evidenceUrl, ['input', 'evidenceUrl']) : []),
    ...checkText(note ?? '', ['input', 'note'], textLimit.note, { mayBeEmpty: true }),
  ];
}
