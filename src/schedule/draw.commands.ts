import { checkCalendarDay } from '../calendar/calendar-span.js';
import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { changeableProject } from '../project/project.changeable.js';
import type { Project } from '../project/project.entity.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkUnit } from '../unit/unit.checks.js';
import { BackSchedule, Milestone, MilestoneLink, type WinterStop } from './back-schedule.entity.js';
import { keepBaseline } from './baseline.commands.js';
import { between, checkSteps, checkStops, most } from './milestone.checks.js';
import type { Season } from './engine/winters.js';
import { drawn, type PlanTask } from './plan.js';
import { ScheduleTemplate, type TemplateStep } from './schedule-template.entity.js';
import { readExceptions } from './schedule.queries.js';

export interface MilestoneData extends TemplateStep {
  /** The project's owner where it is left out. */
  readonly unitId: number | null;
  readonly notBefore?: string | null;
}

/** What was done of a milestone before the schedule was drawn. */
export interface DoneData {
  readonly code: string;
  readonly startedOn: string;
  readonly finishedOn?: string | null;
}

export interface DrawData {
  readonly endsOn: string;
  readonly reserveDays: number;
  /** Beside the template's winters. */
  readonly winterStops: readonly WinterStop[];
  /** Either this or milestones. */
  readonly template: string | null;
  readonly milestones: readonly MilestoneData[] | null;
  readonly done: readonly DoneData[];
}

/** Draws the schedule of a project that has none, backwards from its end. */
export async function drawSchedule(tx: Transaction, sight: Sight, projectId: number, data: DrawData): Promise<Outcome<number>> {
  const found = await changeableProject(tx, sight, projectId);
  if (found.refused) return { refused: found.refused.map((refusal) => ({ ...refusal, path: ['projectId'] })) };
  const standing = await firstRow(tx.db, sql`select from back_schedule where project_id = ${projectId} and ended_at is null`);
  if (standing) return refuse('SCHEDULE_EXISTS', ['projectId'], { what: found.done.name });
  const source = await sourceOf(tx, data);
  if (source.refused) return source;
  const { steps, season } = source.done;
  const bad = [
    ...checkCalendarDay(data.endsOn, ['input', 'endsOn']),
    ...between(data.reserveDays, 0, most.reserve, ['input', 'reserveDays']),
    ...checkStops(data.winterStops, ['input', 'winterStops']),
    ...checkSteps(steps, ['input', 'milestones']),
    ...steps.flatMap((step, index) => checkCalendarDay(step.notBefore, ['input', 'milestones', String(index), 'notBefore'])),
    ...(await checkUnits(tx, steps, found.done)),
    ...checkDone(tx, data.done, steps),
  ];
  if (bad.length > 0) return { refused: bad };

  const was = new Map(data.done.map((each) => [each.code, each]));
  const tasks = steps.map((step): PlanTask<string> => ({
    ...step, key: step.code, notBefore: step.notBefore ?? null, links: step.after.map(({ code, kind, lag }) => ({ after: code, kind, lag })),
    startedOn: was.get(step.code)?.startedOn ?? null, finishedOn: was.get(step.code)?.finishedOn ?? null,
  }));
  const planned = drawn({ endsOn: data.endsOn, season, ownStops: data.winterStops, tasks }, await readExceptions(tx.db), tx.today, { end: ['input', 'endsOn'], milestones: ['input', 'milestones'] });
  if (planned.refused) return planned;

  const schedule = tx.em.create(BackSchedule, { projectId, endsOn: data.endsOn, reserveDays: data.reserveDays, stopFrom: season?.from ?? null, stopUntil: season?.until ?? null, winterStops: data.winterStops, templateCode: data.template, drawnBy: tx.actor.name });
  await tx.em.flush();
  const milestones = tasks.map(({ key, name, days, counting, outdoors, notBefore, startedOn, finishedOn }, index) => tx.em.create(Milestone, {
    scheduleId: schedule.id, projectId, position: index + 1, code: key, name: name.trim(), days, counting, outdoors, unitId: unitOf(steps[index]!, found.done), notBefore, startedOn, finishedOn,
    plannedStart: planned.done.get(key)!.start, plannedFinish: planned.done.get(key)!.finish,
  }));
  await tx.em.flush();
  const idOf = new Map(milestones.map(({ code, id }) => [code, id]));
  for (const { key, links } of tasks) {
    for (const { after, kind, lag } of links) tx.em.create(MilestoneLink, { milestoneId: idOf.get(key)!, afterId: idOf.get(after)!, kind, lag });
  }
  await tx.em.flush();
  await keepBaseline(tx, schedule.id, '');
  await record(tx, 'Project', projectId, 'SCHEDULE_DRAWN', data.endsOn);
  return done(schedule.id);
}

function unitOf({ unitId }: MilestoneData, project: Project): number | null {
  return unitId ?? project.ownerUnitId;
}

/** The milestones and winters that the schedule is drawn with. */
async function sourceOf(tx: Transaction, { template, milestones }: DrawData): Promise<Outcome<{ steps: readonly MilestoneData[]; season: Season | null }>> {
  if ((template === null) === (milestones === null)) return refuse('SCHEDULE_SOURCE', ['input']);
  if (milestones) return done({ steps: milestones.map((each) => ({ ...each, code: each.code.trim() })), season: null });
  const found = await tx.em.findOne(ScheduleTemplate, { code: template! });
  if (!found) return refuse('NOT_FOUND', ['input', 'template'], { what: 'ScheduleTemplate' });
  if (found.endedAt) return refuse('ENDED', ['input', 'template'], { what: found.name });
  return done({ steps: found.steps.map((step) => ({ ...step, unitId: null })), season: seasonOf(found) });
}

/** Both days or none. */
export function seasonOf({ stopFrom, stopUntil }: Pick<ScheduleTemplate, 'stopFrom' | 'stopUntil'>): Season | null {
  return stopFrom === null || stopUntil === null ? null : { from: stopFrom, until: stopUntil };
}

/** Units that are named, and the owner where nobody is; kept from ending until the act is done. */
async function checkUnits(tx: Transaction, steps: readonly MilestoneData[], project: Project): Promise<readonly Refusal[]> {
  const bad: Refusal[] = [];
  const checked = new Set<number>();
  for (const [index, step] of steps.entries()) {
    const unitId = unitOf(step, project);
    if (unitId === null || checked.has(unitId)) continue;
    checked.add(unitId);
    bad.push(...(await checkUnit(tx, unitId, step.unitId === null ? ['projectId'] : ['input', 'milestones', String(index), 'unitId'])));
  }
  return bad;
}

function checkDone({ today }: Transaction, was: readonly DoneData[], steps: readonly MilestoneData[]): Refusal[] {
  const codes = new Set(steps.map(({ code }) => code));
  return was.flatMap(({ code, startedOn, finishedOn }, index) => {
    const path = ['input', 'done', String(index)];
    return [
      ...(codes.has(code) ? [] : refuse('MILESTONE_UNKNOWN', [...path, 'code'], { code }).refused),
      ...(was.findIndex((each) => each.code === code) < index ? refuse('NAMED_TWICE', [...path, 'code'], { what: code }).refused : []),
      ...checkActual(today, startedOn, finishedOn ?? null, path),
    ];
  });
}

/** Days on which something was done: in order, and none of the future. */
export function checkActual(today: string, startedOn: string | null, finishedOn: string | null, path: readonly string[]): Refusal[] {
  const later = (day: string | null, field: string): readonly Refusal[] => (day && day > today ? refuse('DAY_AFTER', [...path, field], { day, latest: today }).refused : []);
  return [
    ...checkCalendarDay(startedOn, [...path, 'startedOn']),
    ...checkCalendarDay(finishedOn, [...path, 'finishedOn']),
    ...later(startedOn, 'startedOn'),
    ...later(finishedOn, 'finishedOn'),
    ...(finishedOn && !startedOn ? refuse('MILESTONE_NOT_STARTED', [...path, 'startedOn']).refused : []),
    ...(startedOn && finishedOn && finishedOn < startedOn ? refuse('DAY_BEFORE', [...path, 'finishedOn'], { day: finishedOn, earliest: startedOn }).refused : []),
  ];
}
