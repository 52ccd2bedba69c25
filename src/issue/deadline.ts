import { done, refuse, type Outcome } from '../kernel/refusal.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** By when something is to be settled: a day, or so many working days from today. Neither says nothing. */
export interface Deadline {
  readonly dueOn?: string | null;
  readonly dueInWorkingDays?: number | null;
}

const bounds = { least: 0, most: 250 } as const;

/** The days that deadlines mean, none before today; null for one that says nothing. In one statement, however many they are. */
export async function daysOf(tx: Transaction, deadlines: readonly Deadline[]): Promise<Outcome<string | null>[]> {
  const counts = [...new Set(deadlines.flatMap(({ dueInWorkingDays }) => dueInWorkingDays ?? []))].filter(isInBounds);
  const days = counts.length === 0 ? [] : await rows<{ count: number; day: string }>(tx.db, sql`
    select count, add_working_days(${tx.today}, count) as day from unnest(${counts}::int[]) as count`);
  const byCount = new Map(days.map(({ count, day }) => [count, day]));
  return deadlines.map(({ dueOn, dueInWorkingDays }) => {
    if (typeof dueInWorkingDays !== 'number') return dueOn && dueOn < tx.today ? refuse('DAY_BEFORE', ['dueOn'], { day: dueOn, earliest: tx.today }) : done(dueOn ?? null);
    if (dueOn) return refuse('ONE_DEADLINE', ['dueInWorkingDays']);
    return isInBounds(dueInWorkingDays) ? done(byCount.get(dueInWorkingDays)!) : refuse('NUMBER_OUT_OF_RANGE', ['dueInWorkingDays'], bounds);
  });
}

function isInBounds(count: number): boolean {
  return count >= bounds.least && count <= bounds.most;
}
