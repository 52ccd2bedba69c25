import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { WinterStop } from './back-schedule.entity.js';
import { toDate, toDay, type Day } from './engine/days.js';
import { ordered, type Network, type Ordered, type Task } from './engine/network.js';
import { backwards, type Days } from './engine/passes.js';
import { reckon } from './engine/reckoning.js';
import { wintersOf, type Season } from './engine/winters.js';
import { calendarsOf } from './engine/working-calendar.js';
import type { DayCounting, MilestoneLinkKind } from './schedule.enums.js';

/** A milestone as it is kept and asked for; days are YYYY-MM-DD. */
export interface PlanTask<K> {
  readonly key: K;
  readonly name: string;
  readonly days: number;
  readonly counting: DayCounting;
  readonly outdoors: boolean;
  readonly links: readonly { readonly after: K; readonly kind: MilestoneLinkKind; readonly lag: number }[];
  readonly notBefore: string | null;
  readonly startedOn: string | null;
  readonly finishedOn: string | null;
}

export interface Plan<K> {
  readonly endsOn: string;
  /** Of every winter; null where it is built through the winters. */
  readonly season: Season | null;
  /** Beside the winters. */
  readonly ownStops: readonly WinterStop[];
  readonly tasks: readonly PlanTask<K>[];
}

/** Days of the city's calendar that are worked otherwise than their weekday says. */
export type Exceptions = ReadonlyMap<Day, boolean>;

export function orderedPlan<K>({ season, ownStops, tasks }: Plan<K>, exceptions: Exceptions): Ordered<K> {
  const calendarOf = calendarsOf(exceptions, [...wintersOf(season), ...ownStops.map(({ from, until }) => ({ from: toDay(from), until: toDay(until) }))]);
  const optional = (date: string | null): Day | null => (date === null ? null : toDay(date));
  return ordered(tasks.map(({ key, days, counting, outdoors, links, notBefore, startedOn, finishedOn }): Task<K> => ({
    key, days, links, calendar: calendarOf({ workingDays: counting === 'WORKING_DAYS', outdoors }),
    notBefore: optional(notBefore), startedOn: optional(startedOn), finishedOn: optional(finishedOn),
  })));
}

export interface PlannedDays {
  readonly start: string;
  readonly finish: string;
}

/** Draws a plan from its end backwards; refused where milestones wait in a circle, or where the end is before all can be finished. `to` leads to what says the end. */
export function drawn<K>(plan: Plan<K>, exceptions: Exceptions, today: string, to: { readonly end: readonly string[]; readonly milestones: readonly string[] }): Outcome<Map<K, PlannedDays>> {
  const names = new Map(plan.tasks.map(({ key, name }) => [key, name]));
  const told = (keys: readonly K[]): string => keys.map((key) => names.get(key)!).join(' → ');
  const { network, cycle } = orderedPlan(plan, exceptions);
  if (!network) return refuse('SCHEDULE_CYCLE', to.milestones, { chain: told([...cycle, cycle[0]!]) });
  const { end, chain } = reckon(network, toDay(today), toDay(plan.endsOn));
  const over = end - toDay(plan.endsOn);
  if (over > 0) return refuse('SCHEDULE_IMPOSSIBLE', to.end, { chain: told(chain), end: toDate(end), days: over });
  // What is finished was to be done as if nothing had been; what is open is planned by what is still to come, so never into the past.
  const [finished, open] = [backwards(asIfUntouched(network), toDay(plan.endsOn)), backwards(network, toDay(plan.endsOn))];
  return done(new Map(network.tasks.map(({ key, finishedOn }) => [key, dated((finishedOn === null ? open : finished).get(key)!)])));
}


function asIfUntouched<K>({ tasks }: Network<K>): Network<K> {
  return ordered(tasks.map((task) => ({ ...task, startedOn: null, finishedOn: null }))).network!;
}

function dated({ start, finish }: Days): PlannedDays {
  return { start: toDate(start), finish: toDate(finish) };
}
