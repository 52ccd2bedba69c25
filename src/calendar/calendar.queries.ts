import { loader } from '../graphql/context.js';
import { firstRow, rows, sql, type Database } from '../store/database.js';
import { calendarYears } from './calendar-day.entity.js';
import type { CalendarDayType, CalendarRow } from './calendar.type.js';

/** The calendars of years; null for one without. */
export const calendarOfYear = loader<number, CalendarRow | null>(async (db, years) => {
  const days = await rows<CalendarDayType>(db, sql`
    select day, working, name from calendar_day where extract(year from day)::int = any(${years}::int[]) order by day`);
  const byYear = Map.groupBy(days, ({ day }) => Number(day.slice(0, 4)));
  return years.map((year) => (year < calendarYears.first || year > calendarYears.last ? null : { __typename: 'Calendar', id: year, year, known: byYear.has(year), days: byYear.get(year) ?? [] }));
});

/** The last of so many working days after a day; before it where the number is below zero. */
export async function workingDayAfter(db: Database, from: string, days: number): Promise<string> {
  return (await firstRow<{ day: string }>(db, sql`select add_working_days(${from}::date, ${days}::int) as day`))!.day;
}
