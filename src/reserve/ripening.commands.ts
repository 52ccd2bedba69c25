import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { changeableProject } from '../project/project.changeable.js';
import type { Transaction } from '../store/unit-of-work.js';
import { ReserveField, RipeningStep } from './reserve-term.entity.js';
import { ProjectReserve, Ripening } from './ripening.entity.js';

/** Puts a project in reserve under a field. */
export async function setField(tx: Transaction, sight: Sight, projectId: number, code: string): Promise<Outcome<number>> {
  const found = await inReserve(tx, sight, projectId, ['projectId']);
  if (found.refused) return found;
  const field = await tx.em.findOne(ReserveField, { code });
  if (!field) return refuse('NOT_FOUND', ['field'], { what: 'ReserveField' });
  if (field.endedAt) return refuse('ENDED', ['field'], { what: field.nameZh });
  const standing = await tx.em.findOne(ProjectReserve, { projectId });
  if (standing) standing.fieldId = field.id;
  else tx.em.create(ProjectReserve, { projectId, fieldId: field.id });
  await tx.em.flush();
  await record(tx, 'Project', projectId, 'RESERVE_FIELD_SET', field.nameZh);
  return done(projectId);
}

/** Plans a step for a day; null takes the day away. */
export async function planStep(tx: Transaction, sight: Sight, projectId: number, code: string, on: string | null): Promise<Outcome<number>> {
  if (on !== null && on < tx.today) return refuse('DAY_BEFORE', ['on'], { day: on, earliest: tx.today });
  const found = await stepOf(tx, sight, projectId, code, { projectId: ['projectId'], step: ['step'] });
  if (found.refused) return found;
  const { step, ripening } = found.done;
  if (ripening.reachedOn) return refuse('RIPENING_REACHED', ['step'], { step: step.nameZh, day: ripening.reachedOn });
  await say(tx, ripening, { plannedOn: on });
  await record(tx, 'Project', projectId, 'RIPENING_PLANNED', [step.nameZh, on].filter(Boolean).join(' '));
  return done(projectId);
}

export interface ReachData {
  readonly projectId: number;
  readonly step: string;
  readonly on?: string | null;
  readonly note?: string | null;
}

/** Steps may be reached in any order: funds are found before an approval, or after it. */
export async function reachStep(tx: Transaction, sight: Sight, { projectId, step: code, on, note }: ReachData): Promise<Outcome<number>> {
  const day = on ?? tx.today;
  const bad = [
    ...checkText(note ?? '', ['input', 'note'], textLimit.note, { mayBeEmpty: true }),
    ...(day > tx.today ? refuse('DAY_AFTER', ['input', 'on'], { day, latest: tx.today }).refused : []),
  ];
  if (bad.length > 0) return { refused: bad };
  const found = await stepOf(tx, sight, projectId, code, { projectId: ['input', 'projectId'], step: ['input', 'step'] });
  if (found.refused) return found;
  const { step, ripening } = found.done;
  if (ripening.reachedOn) return refuse('RIPENING_REACHED', ['input', 'step'], { step: step.nameZh, day: ripening.reachedOn });
  await say(tx, ripening, { reachedOn: day, note: note?.trim() ?? '' });
  await record(tx, 'Project', projectId, 'RIPENING_REACHED', [step.nameZh, day, note?.trim()].filter(Boolean).join(' '));
  return done(projectId);
}

/** What was not reached after all; why stands in the history and with the step. */
export async function takeStepBack(tx: Transaction, sight: Sight, projectId: number, code: string, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const found = await stepOf(tx, sight, projectId, code, { projectId: ['projectId'], step: ['step'] });
  if (found.refused) return found;
  const { step, ripening } = found.done;
  if (!ripening.reachedOn) return refuse('RIPENING_NOT_REACHED', ['step'], { step: step.nameZh });
  await say(tx, ripening, { reachedOn: null, note: reason.trim() });
  await record(tx, 'Project', projectId, 'RIPENING_TAKEN_BACK', `${step.nameZh} ${reason.trim()}`);
  return done(projectId);
}

async function say(tx: Transaction, ripening: Ripening, what: Partial<Ripening>): Promise<void> {
  Object.assign(ripening, what, { recordedAt: tx.now, recordedBy: tx.actor.name });
  await tx.em.flush();
}

/** The project, locked, if it is in reserve. */
async function inReserve(tx: Transaction, sight: Sight, id: number, path: readonly string[]): Promise<Outcome<number>> {
  const found = await changeableProject(tx, sight, id);
  if (found.refused) return { refused: found.refused.map((refusal) => ({ ...refusal, path })) };
  return found.done.stage === 'RESERVE' ? done(id) : refuse('NOT_RESERVE', path, { name: found.done.name });
}

/** How the step stands there; one that nobody spoke of is new. An ended step can be taken back, and no more. */
async function stepOf(
  tx: Transaction, sight: Sight, projectId: number, code: string, path: Record<'projectId' | 'step', readonly string[]>,
): Promise<Outcome<{ step: RipeningStep; ripening: Ripening }>> {
  const found = await inReserve(tx, sight, projectId, path.projectId);
  if (found.refused) return found;
  const step = await tx.em.findOne(RipeningStep, { code });
  if (!step) return refuse('NOT_FOUND', path.step, { what: 'RipeningStep' });
  const standing = await tx.em.findOne(Ripening, { projectId, stepId: step.id });
  if (step.endedAt && !standing?.reachedOn) return refuse('ENDED', path.step, { what: step.nameZh });
  return done({ step, ripening: standing ?? tx.em.create(Ripening, { projectId, stepId: step.id, plannedOn: null, reachedOn: null, recordedBy: tx.actor.name }) });
}
