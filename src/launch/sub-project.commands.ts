import { record } from '../history/history.commands.js';
import type { MoneyUnit } from '../kernel/money.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkAmount } from '../project/project.amounts.js';
import { changeableProject } from '../project/project.changeable.js';
import type { Transaction } from '../store/unit-of-work.js';
import { SubProject } from './launch.entity.js';

export interface SubProjectData {
  readonly name: string;
  readonly content?: string | null;
  /** In `unit`. */
  readonly investment?: string | null;
  readonly unit: MoneyUnit;
  readonly startedOn?: string | null;
  readonly completedOn?: string | null;
}

/** A part of a project. */
export async function registerSubProject(tx: Transaction, sight: Sight, projectId: number, data: SubProjectData): Promise<Outcome<number>> {
  const project = await changeableProject(tx, sight, projectId);
  if (project.refused) return { refused: project.refused.map((refusal) => ({ ...refusal, path: ['projectId'] })) };
  const checked = check(tx, data);
  if (checked.refused) return checked;
  const part = tx.em.create(SubProject, { projectId, ...checked.done });
  await tx.em.flush();
  await record(tx, 'Project', projectId, 'CORRECTED', part.name);
  return done(part.id);
}

/** Replaces what is said of a part, at the version that was read. */
export async function correctSubProject(tx: Transaction, sight: Sight, id: number, data: SubProjectData, version: number): Promise<Outcome<number>> {
  const found = await changeable(tx, sight, id);
  if (found.refused) return found;
  if (found.done.version !== version) return refuse('CONFLICT', ['version'], { version: found.done.version });
  const checked = check(tx, data);
  if (checked.refused) return checked;
  Object.assign(found.done, checked.done);
  await tx.em.flush();
  await record(tx, 'Project', found.done.projectId, 'CORRECTED', found.done.name);
  return done(id);
}

export async function endSubProject(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const found = await changeable(tx, sight, id);
  if (found.refused) return found;
  found.done.endedAt = tx.now;
  found.done.endReason = reason.trim();
  await tx.em.flush();
  await record(tx, 'Project', found.done.projectId, 'CORRECTED', `${found.done.name}: ${reason.trim()}`);
  return done(id);
}

/** The project's lock is held. */
async function changeable(tx: Transaction, sight: Sight, id: number): Promise<Outcome<SubProject>> {
  const missing = refuse('NOT_FOUND', ['id'], { what: 'SubProject' });
  const part = await tx.em.findOne(SubProject, id);
  if (!part) return missing;
  const project = await changeableProject(tx, sight, part.projectId);
  if (project.refused) return project.refused[0]?.code === 'NOT_FOUND' ? missing : project;
  await tx.em.refresh(part);
  return part.endedAt ? refuse('ENDED', ['id'], { what: part.name }) : done(part);
}

function check({ today }: Transaction, { name, content, investment, unit, startedOn = null, completedOn = null }: SubProjectData): Outcome<Pick<SubProject, 'name' | 'content' | 'investment' | 'startedOn' | 'completedOn'>> {
  const amount = typeof investment === 'string' ? checkAmount(investment, unit, ['input', 'investment']) : done(null);
  const later = (day: string | null, field: string): readonly Refusal[] => (day && day > today ? refuse('DAY_AFTER', ['input', field], { day, latest: today }).refused : []);
  const bad = [
    ...checkText(name, ['input', 'name'], textLimit.name),
    ...checkText(content ?? '', ['input', 'content'], textLimit.note, { mayBeEmpty: true }),
    ...later(startedOn, 'startedOn'),
    ...later(completedOn, 'completedOn'),
    ...(startedOn && completedOn && completedOn < startedOn ? refuse('DAY_BEFORE', ['input', 'completedOn'], { day: completedOn, earliest: startedOn }).refused : []),
  ];
  if (amount.refused || bad.length > 0) return { refused: [...bad, ...(amount.refused ?? [])] };
  return done({ name: name.trim(), content: content?.trim() ?? '', investment: amount.done, startedOn, completedOn });
}
