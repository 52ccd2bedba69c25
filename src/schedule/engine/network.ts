import type { Day } from './days.js';
import type { WorkingCalendar } from './working-calendar.js';

/** Whether what follows waits for the end of what goes before, or only for its beginning. */
export type LinkKind = 'FINISH_START' | 'START_START';

export interface Link<K> {
  /** What goes before. */
  readonly after: K;
  readonly kind: LinkKind;
  /** Days of the year, between the one and the other; below zero where they overlap. */
  readonly lag: number;
}

/** A milestone as it is reckoned with: it takes from its start to its finish, both included. */
export interface Task<K> {
  readonly key: K;
  /** At least one, of its calendar. */
  readonly days: number;
  readonly calendar: WorkingCalendar;
  readonly links: readonly Link<K>[];
  /** What it waits for beside other milestones. */
  readonly notBefore: Day | null;
  readonly startedOn: Day | null;
  readonly finishedOn: Day | null;
}

/** Tasks with what goes before ahead of what follows. */
export interface Network<K> {
  readonly tasks: readonly Task<K>[];
  readonly task: ReadonlyMap<K, Task<K>>;
  /** What waits for a task. */
  readonly followers: ReadonlyMap<K, readonly { readonly task: Task<K>; readonly link: Link<K> }[]>;
}

/** `cycle`: each waits for the one before it, and the first for the last. */
export type Ordered<K> = { readonly network: Network<K>; readonly cycle?: undefined } | { readonly cycle: readonly K[]; readonly network?: undefined };

/** Every link leads to one of the tasks. */
export function ordered<K>(tasks: readonly Task<K>[]): Ordered<K> {
  const task = new Map(tasks.map((each) => [each.key, each]));
  const followers = new Map<K, { task: Task<K>; link: Link<K> }[]>(tasks.map(({ key }) => [key, []]));
  for (const each of tasks) for (const link of each.links) followers.get(link.after)!.push({ task: each, link });

  const waits = new Map(tasks.map(({ key, links }) => [key, links.length]));
  const inOrder = tasks.filter(({ links }) => links.length === 0);
  for (let next = 0; next < inOrder.length; next += 1) {
    for (const follower of followers.get(inOrder[next]!.key)!) {
      const left = waits.get(follower.task.key)! - 1;
      waits.set(follower.task.key, left);
      if (left === 0) inOrder.push(follower.task);
    }
  }
  if (inOrder.length < tasks.length) return { cycle: cycleAmong(tasks.filter(({ key }) => waits.get(key)! > 0), task) };
  return { network: { tasks: inOrder, task, followers } };
}

/** Each of the stuck waits for one of them: going back from any leads round. */
function cycleAmong<K>(stuck: readonly Task<K>[], task: ReadonlyMap<K, Task<K>>): K[] {
  const among = new Set(stuck.map(({ key }) => key));
  const way: K[] = [];
  let at = stuck[0]!;
  while (!way.includes(at.key)) {
    way.push(at.key);
    at = task.get(at.links.find(({ after }) => among.has(after))!.after)!;
  }
  return way.slice(way.indexOf(at.key)).reverse();
}
