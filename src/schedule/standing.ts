import type { ScheduleState } from './schedule.enums.js';
import { toDate, toDay } from './engine/days.js';
import { reckon } from './engine/reckoning.js';
import { orderedPlan, type Exceptions, type Plan } from './plan.js';

/** How a milestone stands today; days are YYYY-MM-DD. */
export interface MilestoneStanding {
  readonly forecastStartOn: string;
  readonly forecastFinishOn: string;
  readonly slack: number | null;
  readonly critical: boolean;
}

export interface Standing<K> {
  readonly milestones: ReadonlyMap<K, MilestoneStanding>;
  readonly projectedEnd: string;
  /** Days by which the end is missed; 0 in time. */
  readonly lateDays: number;
  /** The least of those that are not finished; null where all are. */
  readonly slack: number | null;
  readonly state: ScheduleState;
  readonly chain: readonly K[];
  readonly contradictions: readonly { readonly before: K; readonly after: K; readonly days: number }[];
}

/** Null where milestones wait in a circle: only who writes past the rules can make one. */
export function standingOf<K>(plan: Plan<K>, reserveDays: number, exceptions: Exceptions, today: string): Standing<K> | null {
  const { network } = orderedPlan(plan, exceptions);
  if (!network) return null;
  const { standings, end, chain, contradictions } = reckon(network, toDay(today), toDay(plan.endsOn));
  const milestones = new Map([...standings].map(([key, { forecast, slack, critical }]) =>
    [key, { forecastStartOn: toDate(forecast.start), forecastFinishOn: toDate(forecast.finish), slack, critical }]));
  const slacks = [...milestones.values()].flatMap(({ slack }) => (slack === null ? [] : [slack]));
  const slack = slacks.length === 0 ? null : Math.min(...slacks);
  return { milestones, projectedEnd: toDate(end), lateDays: Math.max(0, end - toDay(plan.endsOn)), slack, state: stateOf(slack, reserveDays), chain, contradictions };
}

function stateOf(slack: number | null, reserveDays: number): ScheduleState {
  if (slack === null) return 'FINISHED';
  if (slack < 0) return 'LATE';
  return slack < reserveDays ? 'TIGHT' : 'ON_TIME';
}
