import { span, type Day } from './days.js';

/** Which days count. */
export interface WorkingCalendar {
  isWorking(day: Day): boolean;
}

/** Days between which nothing is built outdoors, both included. */
export interface Stop {
  readonly from: Day;
  readonly until: Day;
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
    isWorking: (day) => day < span.first || day > span.last || (counts(day) && !rests.some((stop) => stop.from <= day && day <= stop.until)),
  });
  const made = [calendar(everyDay, []), calendar(everyDay, stops), calendar(worked, []), calendar(worked, stops)] as const;
  return ({ workingDays, outdoors }) => made[(workingDays ? 2 : 0) + (outdoors ? 1 : 0)]!;
}

/** Monday to Friday: 1970-01-01 was a Thursday. */
function isWeekday(day: Day): boolean {
  return (((day + 3) % 7) + 7) % 7 < 5;
}

/** The first day that counts, from this one on. */
export function firstFrom(calendar: WorkingCalendar, day: Day): Day {
  let at = day;
  while (!calendar.isWorking(at)) at += 1;
  return at;
}

/** The last day that counts, up to this one. */
export function lastUpTo(calendar: WorkingCalendar, day: Day): Day {
  let at = day;
  while (!calendar.isWorking(at)) at -= 1;
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
