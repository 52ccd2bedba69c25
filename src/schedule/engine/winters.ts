import { span, toDate, toDay } from './days.js';
import type { Stop } from './working-calendar.js';

/** Between which days of every year nothing is built outdoors, MM-DD; over the turn of the year where `until` is before `from`. */
export interface Season {
  readonly from: string;
  readonly until: string;
}

/** Every winter that touches these years, in order: all that calendars speak of where none are named. */
export function wintersOf(season: Season | null, first = yearOf(toDate(span.first)), last = yearOf(toDate(span.last))): Stop[] {
  if (season === null) return [];
  const over = season.until < season.from ? 1 : 0;
  return Array.from({ length: last - first + 1 + over }, (_, index) => {
    const year = first - over + index;
    return { from: toDay(`${year}-${season.from}`), until: toDay(`${year + over}-${season.until}`) };
  });
}

export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}
