import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { clockById } from '../clock/clock.queries.js';
import { Context } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import { DateScalar } from '../graphql/scalars.js';
import { payload } from '../graphql/user-error.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { clearCalendarDay, setCalendarDay } from './calendar.commands.js';
import { calendarOfYear, workingDayAfter } from './calendar.queries.js';
import { CalendarDaySetInput, CalendarPayload, CalendarType, type CalendarRow } from './calendar.type.js';

/** Most working days that are counted at once: four years. */
const mostDays = 1_000;

@Resolver(() => CalendarType)
export class CalendarResolver {
  @Query(() => CalendarType, { nullable: true, description: 'The working days of a year; null before 2000 and after 2099. 工作日历。' })
  async calendar(
    @Ctx() context: Context,
    @Arg('year', () => Int, { nullable: true, description: 'The business year where it is left out.' }) year?: number | null,
  ): Promise<CalendarRow | null> {
    return context.load(calendarOfYear, year ?? Number((await context.load(clockById, 1))!.today.slice(0, 4)));
  }

  @Query(() => DateScalar, { description: 'The last of so many working days after a day: what a deadline of so many working days means. 推算工作日。' })
  workingDay(
    @Ctx() context: Context,
    @Arg('from', () => DateScalar, { description: 'The day from which it is counted; itself not counted.' }) from: string,
    @Arg('days', () => Int, { description: 'How many; backwards where it is below zero, at most 1,000 either way.' }) days: number,
  ): Promise<string> {
    if (Math.abs(days) > mostDays) throw failure('BAD_REQUEST', context.language, { why: `days: -${mostDays} … ${mostDays}` }, ['days']);
    return workingDayAfter(context.db, from, days);
  }

  @Mutation(() => CalendarPayload, { nullable: true, description: 'Says how a day is worked. 设定节假日或调休。' })
  async calendarDaySet(
    @Ctx() context: Context,
    @Arg('input', () => CalendarDaySetInput, { description: 'The day.' }) input: CalendarDaySetInput,
  ): Promise<unknown> {
    return answer(context, await context.act('keepCalendar', 'calendarDaySet', (tx) => setCalendarDay(tx, context.sight, input)));
  }

  @Mutation(() => CalendarPayload, { nullable: true, description: 'Lets a day be worked as its weekday says. 取消节假日或调休。' })
  async calendarDayClear(
    @Ctx() context: Context,
    @Arg('day', () => DateScalar, { description: 'A day that the calendar lists.' }) day: string,
  ): Promise<unknown> {
    return answer(context, await context.act('keepCalendar', 'calendarDayClear', (tx) => clearCalendarDay(tx, context.sight, day)));
  }

  @FieldResolver(() => ID)
  id(@Root() calendar: CalendarRow): string {
    return toGlobalId('Calendar', calendar.id);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'Which days were changed and by whom, oldest first. 历史' })
  history(@Root() calendar: CalendarRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'Calendar', id: calendar.id, sight: context.sight });
  }
}

async function answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('calendar', outcome.refused ? outcome : done(await context.load(calendarOfYear, outcome.done)), context.language);
}
