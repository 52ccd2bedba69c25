import type { Day } from './days.js';
import type { Link, Network, Task } from './network.js';
import { finishOf, firstFrom, lastUpTo, startOf } from './working-calendar.js';

export interface Days {
  readonly start: Day;
  readonly finish: Day;
}

/** The day before which a link does not let its task begin. */
export function opens<K>({ kind, lag }: Link<K>, before: Days): Day {
  return kind === 'FINISH_START' ? before.finish + 1 + lag : before.start + lag;
}

/**
 * What is likely, as early as possible: what was done stands, what was begun goes on and ends today at the earliest, and
 * the rest begins today or later, when nothing keeps it.
 */
export function forwards<K>({ tasks }: Network<K>, today: Day): Map<K, Days> {
  const forecast = new Map<K, Days>();
  for (const task of tasks) forecast.set(task.key, forecastOf(task, today, forecast));
  return forecast;
}

function forecastOf<K>({ calendar, days, links, notBefore, startedOn, finishedOn }: Task<K>, today: Day, forecast: ReadonlyMap<K, Days>): Days {
  if (startedOn !== null) {
    return { start: startedOn, finish: finishedOn ?? Math.max(finishOf(calendar, startedOn, days), firstFrom(calendar, today)) };
  }
  const start = firstFrom(calendar, Math.max(today, notBefore ?? today, ...links.map((link) => opens(link, forecast.get(link.after)!))));
  return { start, finish: finishOf(calendar, start, days) };
}

/**
 * As late as possible for all to be finished on `end`. What follows and has begun keeps nobody any more, and who waits for
 * a start keeps nobody that has started.
 */
export function backwards<K>({ tasks, followers }: Network<K>, end: Day): Map<K, Days> {
  const latest = new Map<K, Days>();
  for (const { key, calendar, days, startedOn } of tasks.toReversed()) {
    const waiting = followers.get(key)!.filter(({ task }) => task.startedOn === null).map(({ task, link }) => ({ link, start: latest.get(task.key)!.start }));
    const finish = Math.min(end, ...waiting.filter(({ link }) => link.kind === 'FINISH_START').map(({ link, start }) => start - 1 - link.lag));
    if (startedOn !== null) {
      latest.set(key, { start: startOf(calendar, finish, days), finish: lastUpTo(calendar, finish) });
      continue;
    }
    const start = Math.min(startOf(calendar, finish, days), ...waiting.filter(({ link }) => link.kind === 'START_START').map(({ link, start }) => lastUpTo(calendar, start - link.lag)));
    latest.set(key, { start, finish: finishOf(calendar, start, days) });
  }
  return latest;
}
