import { span, type Day } from './days.js';

/** Days between which nothing is built outdoors, both included. */
export interface Stop {
  readonly from: Day;
  readonly until: Day;
}

/** Which days count. */
export interface WorkingCalendar {
  isWorking(day: Day): boolean;
  /** The stop that a day lies in, to be leapt over as a whole. */
  stopAt(day: Day): Stop | undefined;
}

/** How a milestone's days are counted. */
export interface Counting {
  /** Working days; every day where it is false. */
  readonly workingDays: boolean;
  /** It rests in the winter stops. */
  readonly outdoors: boolean;
}

/** The calendars of one project: of the city's exceptions to Monday to Friday, and the project's own stops. */
export function calendarsOf(exceptions: ReadonlyMap<Day, boolean>, stops: readonly Stop[]): (counting: Counting) => WorkingCalendar {
  const everyDay = (): boolean => true;
  const worked = (day: Day): boolean => exceptions.get(day) ?? isWeekday(day);
  const calendar = (counts: (day: Day) => boolean, rests: readonly Stop[]): WorkingCalendar => ({
    // Beyond what calendars speak of every day counts, so that counting ends whatever they say.
    isWorking: (day) => day < span.first || day > span.last || (stopIn(rests, day) === undefined && counts(day)),
    stopAt: (day) => stopIn(rests, day),
  });
  const rests = merged(stops);
  const made = [calendar(everyDay, []), calendar(everyDay, rests), calendar(worked, []), calendar(worked, rests)] as const;
  return ({ workingDays, outdoors }) => made[(workingDays ? 2 : 0) + (outdoors ? 1 : 0)]!;
}

/** In order, none touching another, and none beyond what calendars speak of. */
function merged(stops: readonly Stop[]): Stop[] {
  const apart: Stop[] = [];
  for (const { from, until } of stops.toSorted((a, b) => a.from - b.from)) {
    const before = apart[apart.length - 1];
    if (before && from <= before.until + 1) apart[apart.length - 1] = { from: before.from, until: Math.max(before.until, Math.min(until, span.last)) };
    else if (until >= span.first && from <= span.last) apart.push({ from: Math.max(from, span.first), until: Math.min(until, span.last) });
  }
  return apart;
}

/** By halves: a century has many winters. */
function stopIn(rests: readonly Stop[], day: Day): Stop | undefined {
  let [low, high] = [0, rests.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rests[middle]!.until < day) low = middle + 1;
    else high = middle;
  }
  const stop = rests[low];
  return stop && stop.from <= day ? stop : undefined;
}

/** Monday to Friday: 1970-01-01 was a Thursday. */
function isWeekday(day: Day): boolean {
  return (((day + 3) % 7) + 7) % 7 < 5;
}

/** The first day that counts, from this one on. */
export function firstFrom(calendar: WorkingCalendar, day: Day): Day {
  let at = day;
  while (!calendar.isWorking(at)) at = (calendar.stopAt(at)?.until ?? at) + 1;
  return at;
}

/** The last day that counts, up to this one. */
export function lastUpTo(calendar: WorkingCalendar, day: Day): Day {
  let at = day;
  while (!calendar.isWorking(at)) at = (calendar.stopAt(at)?.from ?? at) - 1;
  return at;
}

/** The last of so many days, at least one, the first of which is the first that counts from `start` on. */
export function finishOf(calendar: WorkingCalendar, start: Day, days: number): Day {
  let at = firstFrom(calendar, start);
  for (let left = days - 1; left > 0; left -= 1) at = firstFrom(calendar, at + 1);
  return at;
}

/** The first of so many days, at least one, the last of which is the last that counts up to `finish`. */
export function startOf(calendar: WorkingCalendar, finish: Day, days: number): Day {
  let at = lastUpTo(calendar, finish);
  for (let left = days - 1; left > 0; left -= 1) at = lastUpTo(calendar, at - 1);
  return at;
}
