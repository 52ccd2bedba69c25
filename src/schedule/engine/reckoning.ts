import type { Day } from './days.js';
import type { Network, Task } from './network.js';
import { backwards, forwards, opens, type Days } from './passes.js';
import { firstFrom } from './working-calendar.js';

/** How a milestone stands. */
export interface Standing<K> {
  readonly key: K;
  readonly forecast: Days;
  /** Days by which its finish may still slip; below zero, by so many it endangers the end. Null where it is finished. */
  readonly slack: number | null;
  /** Whether it is on the chain that decides when all is finished. */
  readonly critical: boolean;
}

/** A milestone that began though what it waits for was not so far. */
export interface Contradiction<K> {
  readonly before: K;
  readonly after: K;
  /** By how many days it was too early. */
  readonly days: number;
}

export interface Reckoning<K> {
  readonly standings: ReadonlyMap<K, Standing<K>>;
  /** When all is likely to be finished. */
  readonly end: Day;
  /** Which milestones decide the end, each waiting for the one before. */
  readonly chain: readonly K[];
  readonly contradictions: readonly Contradiction<K>[];
}

/** Reckons a project from today forwards and from the end backwards. At least one task. */
export function reckon<K>(network: Network<K>, today: Day, endsOn: Day): Reckoning<K> {
  const forecast = forwards(network, today);
  const latest = backwards(network, endsOn);
  const end = Math.max(...network.tasks.map(({ key }) => forecast.get(key)!.finish));
  const critical = decidingEnd(network, forecast, end);
  const standings = network.tasks.map(({ key, finishedOn }): Standing<K> => {
    const days = forecast.get(key)!;
    return { key, forecast: days, slack: finishedOn === null ? latest.get(key)!.finish - days.finish : null, critical: critical.has(key) };
  });
  return {
    standings: new Map(standings.map((standing) => [standing.key, standing])),
    end,
    chain: chainOf(network, forecast, critical, end),
    contradictions: contradictionsIn(network, forecast),
  };
}

/** What keeps a task from beginning a day of its calendar earlier; nothing does where it has begun. */
function keptBy<K>({ startedOn, calendar, links }: Task<K>, start: Day, forecast: ReadonlyMap<K, Days>): K[] {
  if (startedOn !== null) return [];
  return links.filter((link) => firstFrom(calendar, opens(link, forecast.get(link.after)!)) === start).map(({ after }) => after);
}

function decidingEnd<K>({ tasks, task }: Network<K>, forecast: ReadonlyMap<K, Days>, end: Day): Set<K> {
  const open = tasks.filter(({ finishedOn }) => finishedOn === null);
  const critical = new Set(open.filter(({ key }) => forecast.get(key)!.finish === end).map(({ key }) => key));
  for (const key of critical) {
    for (const before of keptBy(task.get(key)!, forecast.get(key)!.start, forecast)) if (task.get(before)!.finishedOn === null) critical.add(before);
  }
  return critical;
}

/** One way through the critical ones, from the first to the last. */
function chainOf<K>({ tasks, task }: Network<K>, forecast: ReadonlyMap<K, Days>, critical: ReadonlySet<K>, end: Day): K[] {
  const chain: K[] = [];
  let at = tasks.find(({ key }) => critical.has(key) && forecast.get(key)!.finish === end)?.key;
  while (at !== undefined) {
    chain.push(at);
    at = keptBy(task.get(at)!, forecast.get(at)!.start, forecast).find((before) => critical.has(before));
  }
  return chain.reverse();
}

function contradictionsIn<K>({ tasks }: Network<K>, forecast: ReadonlyMap<K, Days>): Contradiction<K>[] {
  return tasks.flatMap(({ key, startedOn, links }) => (startedOn === null ? [] : links.flatMap((link) => {
    const days = opens(link, forecast.get(link.after)!) - startedOn;
    return days > 0 ? [{ before: link.after, after: key, days }] : [];
  })));
}
