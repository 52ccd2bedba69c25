import type { Language } from '../../../kernel/language.js';
import { spokenMonth } from '../../city-time.js';

/** A year as the server says it. */
export interface Year {
  readonly year: number;
  readonly known: boolean;
  readonly days: readonly ListedDay[];
  readonly history: readonly { readonly at: string; readonly note: string | null; readonly actor: { readonly name: string } | null }[];
}

/** A day that is worked otherwise than its weekday says, or has a name. */
export interface ListedDay {
  readonly day: string;
  readonly working: boolean;
  readonly name: string;
}

export interface Month {
  readonly name: string;
  /** Places of the first week that belong to the month before. */
  readonly before: number;
  /** YYYY-MM-DD, the whole month. */
  readonly days: readonly string[];
}

export function monthsOf(year: number, language: Language): Month[] {
  return Array.from({ length: 12 }, (_, month) => {
    const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const days = Array.from({ length }, (__, day) => new Date(Date.UTC(year, month, day + 1)).toISOString().slice(0, 10));
    return { name: spokenMonth(days[0]!, language), before: weekdayOf(days[0]!), days };
  });
}

/** 0 is Monday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
