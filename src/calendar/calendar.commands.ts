import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { calendarYears } from './calendar-day.entity.js';

/** Days that a calendar speaks of: beyond them it is a slip of the pen. */
const span = { first: `${calendarYears.first}-01-01`, last: `${calendarYears.last}-12-31` };

export interface CalendarDayData {
  readonly day: string;
  readonly working: boolean;
  readonly name: string;
}

/** Says how a day is worked, whatever was said of it before; answers the day's year. The calendar is everybody's: an office of one region leaves it alone. */
export async function setCalendarDay(tx: Transaction, sight: Sight, { day, working, name }: CalendarDayData): Promise<Outcome<number>> {
  if (sight.kind !== 'ALL') return refuse('FORBIDDEN_HERE');
  if (day < span.first) return refuse('DAY_BEFORE', ['input', 'day'], { day, earliest: span.first });
  if (day > span.last) return refuse('DAY_AFTER', ['input', 'day'], { day, latest: span.last });
  const bad = checkText(name, ['input', 'name'], textLimit.name);
  if (bad.length > 0) return { refused: bad };
  await sql`
    insert into calendar_day (day, working, name) values (${day}, ${working}, ${name.trim()})
    on conflict (day) do update set working = excluded.working, name = excluded.name`.execute(tx.db);
  return recorded(tx, day, `${day} ${name.trim()}: ${working ? '上班' : '休息'}`);
}

/** The day is worked as its weekday says; answers its year. */
export async function clearCalendarDay(tx: Transaction, sight: Sight, day: string): Promise<Outcome<number>> {
  if (sight.kind !== 'ALL') return refuse('FORBIDDEN_HERE');
  const cleared = await firstRow<{ name: string }>(tx.db, sql`delete from calendar_day where day = ${day} returning name`);
  if (!cleared) return refuse('NOT_FOUND', ['day'], { what: 'Calendar' });
  return recorded(tx, day, `${day} ${cleared.name}: 恢复平常`);
}

async function recorded(tx: Transaction, day: string, note: string): Promise<Outcome<number>> {
  const year = Number(day.slice(0, 4));
  await record(tx, 'Calendar', year, 'CORRECTED', note);
  return done(year);
}
