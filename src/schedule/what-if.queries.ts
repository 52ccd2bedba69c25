import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Database } from '../store/database.js';
import { changed, type ScheduleChanges } from './changes.js';
import { toDay } from './engine/days.js';
import { drawn } from './plan.js';
import { readExceptions } from './schedule.queries.js';
import type { ScheduleRow } from './schedule.type.js';
import { standingOf } from './standing.js';
import type { ScheduleWhatIfType } from './what-if.type.js';

/** What a schedule would be with some changes; an end that cannot be kept is an answer here, not a refusal. */
export async function whatIf(db: Database, schedule: ScheduleRow, changes: ScheduleChanges): Promise<Outcome<ScheduleWhatIfType>> {
  const plan = changed(schedule, changes);
  if (plan.refused) return plan;
  const exceptions = await readExceptions(db);
  const standing = standingOf(plan.done, schedule.reserveDays, exceptions, schedule.today);
  if (!standing) return refuse('NOT_FOUND', ['projectId'], { what: 'BackSchedule' });
  const saved = drawn(plan.done, exceptions, schedule.today, { end: [], milestones: [] }).done;
  const byId = new Map(schedule.milestones.map((each) => [each.id, each]));
  const { projectedEnd, lateDays, state, chain } = standing;
  return done({
    endsOn: plan.done.endsOn, projectedEnd, lateDays, state, movedDays: toDay(projectedEnd) - toDay(schedule.projectedEnd), possible: lateDays === 0,
    chain: chain.map((id) => byId.get(id)!),
    milestones: plan.done.tasks.map(({ key, days, finishedOn }) => {
      const [was, would] = [byId.get(key)!, standing.milestones.get(key)!];
      // What is finished keeps its plan; where nothing could be saved there is none.
      const planned = saved && (finishedOn === null ? saved.get(key)! : { start: was.plannedStartOn, finish: was.plannedFinishOn });
      return {
        ...would, milestone: was, days, plannedStartOn: planned?.start ?? null, plannedFinishOn: planned?.finish ?? null,
        plannedMovedDays: planned ? toDay(planned.finish) - toDay(was.plannedFinishOn) : null,
        movedDays: toDay(would.forecastFinishOn) - toDay(was.forecastFinishOn), lateDays: Math.max(0, -(would.slack ?? 0)),
      };
    }),
  });
}
