import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars.js';
import { meetingAnswer } from './meeting.answer.js';
import { MeetingPayload } from './meeting.inputs.js';
import { MeetingType, type MeetingRow } from './meeting.type.js';
import { endSeries, makeSeries, skipDay } from './series.commands.js';
import { meetingsToCome, seriesById } from './series.queries.js';
import { isoOf, MeetingSeriesMakeInput, MeetingSeriesType, Weekday, weekdayOf, type SeriesRow } from './series.type.js';

@Resolver(() => MeetingSeriesType)
export class MeetingSeriesResolver {
  @Mutation(() => MeetingPayload, { nullable: true, description: 'Makes a scheduled meeting come again; the next ones are scheduled at once, and later ones by rule. 设为系列会议。' })
  async meetingSeriesMake(@Ctx() context: Context, @Arg('input', () => MeetingSeriesMakeInput, { description: 'The series.' }) input: MeetingSeriesMakeInput): Promise<unknown> {
    const data = { ...input, meetingId: context.id(input.meetingId, 'Meeting', ['input', 'meetingId']), weekdays: input.weekdays.map(isoOf), until: input.until ?? null };
    return meetingAnswer(context, await context.act('runMeeting', 'meetingSeriesMake', (tx) => makeSeries(tx, context.sight, data)));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Leaves a day out of a series; the meeting that was made for it is cancelled. 系列会议例外。' })
  async meetingSeriesSkip(
    @Ctx() context: Context,
    @Arg('meetingId', () => ID, { description: 'Any meeting of the series.' }) meetingId: string,
    @Arg('day', () => DateScalar, { description: 'Which day, today or later. 日期' }) day: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters. 原因' }) reason: string,
  ): Promise<unknown> {
    const id = context.id(meetingId, 'Meeting', ['meetingId']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingSeriesSkip', (tx) => skipDay(tx, context.sight, id, day, reason)));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Ends a series after one of its meetings; those that were made and start later are cancelled. 终止系列会议。' })
  async meetingSeriesEnd(
    @Ctx() context: Context,
    @Arg('meetingId', () => ID, { description: 'The last meeting that stays.' }) meetingId: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters. 原因' }) reason: string,
  ): Promise<unknown> {
    const id = context.id(meetingId, 'Meeting', ['meetingId']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingSeriesEnd', (tx) => endSeries(tx, context.sight, id, reason)));
  }

  @FieldResolver(() => [Weekday], { description: 'On which days of the week. 星期' })
  weekdays(@Root() { days }: SeriesRow): Weekday[] {
    return days.map(weekdayOf);
  }

  @FieldResolver(() => [MeetingType], { description: 'Those that are scheduled, the next one first, as far as the viewer sees them. 已排定的会议' })
  meetings(@Root() { id }: SeriesRow, @Ctx() context: Context): Promise<MeetingRow[]> {
    return context.load(meetingsToCome, id);
  }
}

@Resolver(() => MeetingType)
export class SeriesOfMeetingResolver {
  @FieldResolver(() => MeetingSeriesType, { nullable: true, description: 'The series that it belongs to; null for a single meeting. 系列会议' })
  series(@Root() { seriesId }: MeetingRow, @Ctx() context: Context): Promise<SeriesRow | null> {
    return seriesId === null ? Promise.resolve(null) : context.load(seriesById, seriesId);
  }
}
