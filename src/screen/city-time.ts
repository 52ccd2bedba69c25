import type { Language } from '../kernel/language.js';

/** Where the server has not said otherwise yet. */
export const usualTimeZone = 'Asia/Shanghai';

const locales = { zh: 'zh-CN', en: 'en-GB' } as const satisfies Record<Language, string>;

function said(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions): (instant: string | number) => string {
  const format = new Intl.DateTimeFormat(locales[language], { timeZone, ...options });
  return (instant) => format.format(new Date(instant));
}

/** Says instants in the city's time, in the page's language. */
export function cityTime(language: Language, timeZone: string) {
  const day = said(language, timeZone, { month: 'long', day: 'numeric' });
  const date = said(language, timeZone, { year: 'numeric', month: 'long', day: 'numeric' });
  const weekday = said(language, timeZone, { weekday: language === 'zh' ? 'long' : 'short' });
  const clock = said(language, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const seconds = said(language, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const iso = new Intl.DateTimeFormat('sv-SE', { timeZone });
  /** The city's day of an instant, YYYY-MM-DD. */
  const isoDay = (instant: string | number): string => iso.format(new Date(instant));
  return { day, date, weekday, clock, seconds, isoDay };
}

export type CityTime = ReturnType<typeof cityTime>;

/** Whole days from one YYYY-MM-DD to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

const spoken = {
  zh: said('zh', 'UTC', { month: 'long', day: 'numeric' }),
  en: said('en', 'UTC', { month: 'long', day: 'numeric' }),
} satisfies Record<Language, (instant: string) => string>;

/** A day of the calendar (YYYY-MM-DD) as it is said: 4月30日, 30 April. */
export function spokenDay(day: string, language: Language): string {
  return spoken[language](`${day}T00:00:00Z`);
}

/** The instant of a city's wall clock reading (YYYY-MM-DDTHH:mm), ISO in UTC. */
export function instantOf(reading: string, timeZone: string): string {
  const asIfUtc = Date.parse(`${reading}:00Z`);
  // Twice: the offset may change between the first guess and the instant.
  const guess = asIfUtc - offsetAt(asIfUtc, timeZone);
  return new Date(asIfUtc - offsetAt(guess, timeZone)).toISOString();
}

/** How a city's wall clock reads at an instant, for a datetime-local field. */
export function readingAt(instant: string | number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant)).replace(' ', 'T');
}

function offsetAt(instant: number, timeZone: string): number {
  const minute = Math.floor(instant / 60_000) * 60_000;
  return Date.parse(`${readingAt(minute, timeZone)}:00Z`) - minute;
}

const months = {
  zh: said('zh', 'UTC', { month: 'long' }),
  en: said('en', 'UTC', { month: 'long' }),
} satisfies Record<Language, (instant: string) => string>;

/** The month of a day: 四月, April. */
export function spokenMonth(day: string, language: Language): string {
  return months[language](`${day}T00:00:00Z`);
}

const weekdays = {
  zh: said('zh', 'UTC', { weekday: 'short' }),
  en: said('en', 'UTC', { weekday: 'short' }),
} satisfies Record<Language, (instant: string) => string>;

/** The weekdays from Monday: 周一, Mon. */
export function spokenWeekdays(language: Language): string[] {
  return Array.from({ length: 7 }, (_, day) => weekdays[language](Date.UTC(2024, 0, 1 + day)));
}
