import { checkCalendarDay } from '../calendar/calendar-span.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { WinterStop } from './back-schedule.entity.js';
import { between, checkStops, most } from './milestone.checks.js';
import type { Plan, PlanTask } from './plan.js';
import type { MilestoneRow, ScheduleRow } from './schedule.type.js';

/** What is left out stays. */
export interface MilestoneChange {
  readonly id: number;
  readonly days?: number | null;
  /** Null takes the day away. */
  readonly notBefore?: string | null;
}

export interface ScheduleChanges {
  readonly endsOn?: string | null;
  /** In the place of those beside the winters. */
  readonly winterStops?: readonly WinterStop[] | null;
  readonly milestones: readonly MilestoneChange[];
}

/** A schedule's plan as it would be with some changes. */
export function changed(schedule: ScheduleRow, { endsOn, winterStops, milestones }: ScheduleChanges): Outcome<Plan<number>> {
  const own = new Map(schedule.milestones.map((each) => [each.id, each]));
  const bad: Refusal[] = [
    ...checkCalendarDay(endsOn, ['changes', 'endsOn']),
    ...checkStops(winterStops ?? [], ['changes', 'winterStops']),
    ...between(milestones.length, 0, most.milestones, ['changes', 'milestones']),
    ...milestones.flatMap((change, index) => checkChange(change, own.get(change.id), ['changes', 'milestones', String(index)])),
    ...milestones.flatMap(({ id }, index) => {
      const isSecond = milestones.findIndex((each) => each.id === id) < index;
      return isSecond ? refuse('NAMED_TWICE', ['changes', 'milestones', String(index), 'id'], { what: own.get(id)?.name ?? '' }).refused : [];
    }),
  ];
  if (bad.length > 0) return { refused: bad };
  const changes = new Map(milestones.map((change) => [change.id, change]));
  return done({
    endsOn: endsOn ?? schedule.endsOn,
    season: schedule.season,
    ownStops: winterStops ?? schedule.ownStops,
    tasks: schedule.milestones.map((each): PlanTask<number> => {
      const change = changes.get(each.id);
      return { ...each, key: each.id, days: change?.days ?? each.days, notBefore: change?.notBefore === undefined ? each.notBefore : change.notBefore };
    }),
  });
}

function checkChange({ days, notBefore }: MilestoneChange, milestone: MilestoneRow | undefined, path: readonly string[]): readonly Refusal[] {
  if (!milestone) return refuse('NOT_FOUND', [...path, 'id'], { what: 'Milestone' }).refused;
  if (milestone.finishedOn) return refuse('MILESTONE_DONE', [...path, 'id'], { what: milestone.name, day: milestone.finishedOn }).refused;
  return [...(typeof days === 'number' ? between(days, 1, most.days, [...path, 'days']) : []), ...checkCalendarDay(notBefore, [...path, 'notBefore'])];
}
