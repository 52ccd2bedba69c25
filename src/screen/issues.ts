import { daysBetween } from './city-time.js';
import type { OpenIssue } from './board.js';

/** Overdue ones first, then by deadline; those without one last. */
export function byUrgency(issues: readonly OpenIssue[]): readonly OpenIssue[] {
  const rank = (issue: OpenIssue): string => issue.dueOn ?? '9999-12-31';
  return [...issues].sort((a, b) => Number(b.overdue) - Number(a.overdue) || (rank(a) < rank(b) ? -1 : Number(rank(a) > rank(b))));
}

/** By how many days an issue is late on the city's day; 0 where it is not. */
export function daysLate(issue: Pick<OpenIssue, 'dueOn' | 'overdue'>, today: string): number {
  return issue.overdue && issue.dueOn !== null ? Math.max(1, daysBetween(issue.dueOn, today)) : 0;
}
