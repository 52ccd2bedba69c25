import type { Random } from './random.js';

/** The day of the report, and the instant at which the demonstration's clock is set. */
export const today = '2020-04-16';
export const setAt = new Date('2020-04-16T09:00:00+08:00');

/** From this day on the rules count: the day before, what was late was late already. */
export const watchedFrom = '2020-04-14';
export const remindedOn = '2020-04-15';

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A day from the first to the last, both included. */
export function dayBetween(first: string, last: string, random: Random): string {
  return daysAfter(first, random.whole(0, (Date.parse(last) - Date.parse(first)) / 86_400_000));
}

/** An instant of a city day; China has one time zone, without summer time. */
export function instant(day: string, minuteOfDay: number): Date {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + minuteOfDay * 60_000);
}

/** A minute between 8:30 and 17:30. */
export function inOfficeHours(day: string, random: Random): Date {
  return instant(day, random.whole(8 * 60 + 30, 17 * 60 + 30));
}

/** "4月16日" */
export function spoken(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}
