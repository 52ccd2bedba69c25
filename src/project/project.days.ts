import { refuse, type Refusal } from '../kernel/refusal.js';
import type { Project } from './project.entity.js';

/** Days of a project, in the order of the register. */
export const projectDays = [
  'plannedStartOn', 'startedOn', 'plannedResumptionOn', 'resumedOn', 'plannedCompletionOn', 'completedOn', 'launchedOn', 'enteredProductionOn', 'reachedCapacityOn',
] as const satisfies (keyof Project)[];
export type ProjectDay = (typeof projectDays)[number];

/** Days that are named: null says that there is none, undefined that nothing is said. */
export type ProjectDays = { readonly [D in ProjectDay]?: string | null };

/** Each of these is never later than the one beside it. */
const sequences: readonly (readonly [ProjectDay, ProjectDay])[] = [
  ['plannedStartOn', 'plannedCompletionOn'],
  ['plannedResumptionOn', 'plannedCompletionOn'],
  ['startedOn', 'resumedOn'],
  ['startedOn', 'completedOn'],
  ['resumedOn', 'completedOn'],
  ['completedOn', 'enteredProductionOn'],
  ['enteredProductionOn', 'reachedCapacityOn'],
];

/** What has happened did not happen after today. */
const events: readonly ProjectDay[] = ['startedOn', 'resumedOn', 'completedOn', 'enteredProductionOn', 'reachedCapacityOn'];

/** Why the days that are named make no sense, with those that stand. What stands already and is not named is not questioned. */
export function checkDays(named: ProjectDays, standing: ProjectDays, today: string, path: readonly string[]): Refusal[] {
  const all: ProjectDays = { ...standing, ...Object.fromEntries(Object.entries(named).filter(([, day]) => day !== undefined)) };
  return [
    ...events.flatMap((event) => {
      const day = named[event];
      return day && day > today ? refuse('DAY_AFTER', [...path, event], { day, latest: today }).refused : [];
    }),
    ...sequences.flatMap(([before, after]) => {
      const [earlier, later] = [all[before], all[after]];
      if (!earlier || !later || earlier <= later) return [];
      if (named[after]) return refuse('DAY_BEFORE', [...path, after], { day: later, earliest: earlier }).refused;
      return named[before] ? refuse('DAY_AFTER', [...path, before], { day: earlier, latest: later }).refused : [];
    }),
  ];
}
