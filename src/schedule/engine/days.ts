import { calendarYears } from '../../calendar/calendar-day.entity.js';

/** A day as the number of days since 1970-01-01: what is reckoned with. */
export type Day = number;

const inDay = 86_400_000;

export function toDay(date: string): Day {
  return Date.parse(`${date}T00:00:00Z`) / inDay;
}

export function toDate(day: Day): string {
  return new Date(day * inDay).toISOString().slice(0, 10);
}

/** The days that calendars speak of. */
export const span = { first: toDay(`${calendarYears.first}-01-01`), last: toDay(`${calendarYears.last}-12-31`) } as const;
