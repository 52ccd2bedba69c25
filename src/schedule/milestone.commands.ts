import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { changeableProject } from '../project/project.changeable.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkUnit } from '../unit/unit.checks.js';
import { Milestone } from './back-schedule.entity.js';
import { checkActual } from './draw.commands.js';

/** Reports that a milestone started, or is finished; what was reported before stands. */
export async function reportMilestone(tx: Transaction, sight: Sight, id: number, reported: { readonly startedOn: string | null; readonly finishedOn: string | null }): Promise<Outcome<number>> {
  const found = await changeable(tx, sight, id);
  if (found.refused) return found;
  const milestone = found.done;
  if (!reported.startedOn && !reported.finishedOn) return refuse('TEXT_EMPTY', ['startedOn']);
  for (const field of ['startedOn', 'finishedOn'] as const) {
    if (reported[field] && milestone[field] && reported[field] !== milestone[field]) return refuse('MILESTONE_REPORTED', [field], { what: milestone.name, day: milestone[field] });
  }
  const startedOn = reported.startedOn ?? milestone.startedOn;
  const finishedOn = reported.finishedOn ?? milestone.finishedOn;
  const bad = checkActual(tx.today, startedOn, finishedOn, []);
  if (bad.length > 0) return { refused: bad };
  if (startedOn === milestone.startedOn && finishedOn === milestone.finishedOn) return done(id); // said again
  Object.assign(milestone, { startedOn, finishedOn });
  await tx.em.flush();
  await record(tx, 'Project', milestone.projectId, 'MILESTONE_REPORTED', `${milestone.name}: ${startedOn}${finishedOn ? ` … ${finishedOn}` : ''}`);
  return done(id);
}

export interface MilestoneCorrection {
  readonly name: string;
  readonly unitId: number | null;
  readonly startedOn: string | null;
  readonly finishedOn: string | null;
}

/** Replaces what is said of a milestone beside its plan, at the version that was read. */
export async function correctMilestone(tx: Transaction, sight: Sight, id: number, version: number, correction: MilestoneCorrection, reason: string): Promise<Outcome<number>> {
  const found = await changeable(tx, sight, id);
  if (found.refused) return found;
  const milestone = found.done;
  if (milestone.version !== version) return refuse('CONFLICT', ['version'], { version: milestone.version });
  const { name, unitId, startedOn, finishedOn } = correction;
  const bad = [
    ...checkText(reason, ['reason'], textLimit.note),
    ...checkText(name, ['input', 'name'], textLimit.name),
    ...(unitId === null || unitId === milestone.unitId ? [] : await checkUnit(tx, unitId, ['input', 'unitId'])),
    ...checkActual(tx.today, startedOn, finishedOn, ['input']),
  ];
  if (bad.length > 0) return { refused: bad };
  Object.assign(milestone, { name: name.trim(), unitId, startedOn, finishedOn });
  await tx.em.flush();
  await record(tx, 'Project', milestone.projectId, 'MILESTONE_CORRECTED', `${milestone.name}: ${reason.trim()}`);
  return done(id);
}

/** The project's lock is held; one of a schedule that has ended stays as it is. */
async function changeable(tx: Transaction, sight: Sight, id: number): Promise<Outcome<Milestone>> {
  const missing = refuse('NOT_FOUND', ['id'], { what: 'Milestone' });
  const milestone = await tx.em.findOne(Milestone, id);
  if (!milestone) return missing;
  const project = await changeableProject(tx, sight, milestone.projectId);
  if (project.refused) return project.refused[0]?.code === 'NOT_FOUND' ? missing : project;
  await tx.em.refresh(milestone);
  const standing = await firstRow(tx.db, sql`select from back_schedule where id = ${milestone.scheduleId} and ended_at is null`);
  return standing ? done(milestone) : refuse('ENDED', ['id'], { what: milestone.name });
}
