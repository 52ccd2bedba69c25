import { refuse, type Refusal } from '../kernel/refusal.js';
import { calendarYears } from './calendar-day.entity.js';

/** The days that the calendar speaks of. */
export const calendarSpan = { first: `${calendarYears.first}-01-01`, last: `${calendarYears.last}-12-31` } as const;

/** What is wrong with a day that calendars are to reckon with; nothing where none is given. */
export function checkCalendarDay(day: string | null | undefined, path: readonly string[]): readonly Refusal[] {
  if (!day) return [];
  if (day < calendarSpan.first) return refuse('DAY_BEFORE', path, { day, earliest: calendarSpan.first }).refused;
  return day > calendarSpan.last ? refuse('DAY_AFTER', path, { day, latest: calendarSpan.last }).refused : [];
}
