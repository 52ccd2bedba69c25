import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';

export const Weekday = enumeration('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY');
export type Weekday = Word<typeof Weekday>;

registerEnumType(Weekday, {
  name: 'Weekday',
  description: 'A day of the week. 星期。',
  valuesConfig: {
    MONDAY: { description: 'Monday. 星期一' }, TUESDAY: { description: 'Tuesday. 星期二' }, WEDNESDAY: { description: 'Wednesday. 星期三' }, THURSDAY: { description: 'Thursday. 星期四' },
    FRIDAY: { description: 'Friday. 星期五' }, SATURDAY: { description: 'Saturday. 星期六' }, SUNDAY: { description: 'Sunday. 星期日' },
  },
});

/** 1 Monday to 7 Sunday, as ISO 8601 counts. */
export const isoOf = (weekday: Weekday): number => wordsOf(Weekday).indexOf(weekday) + 1;
export const weekdayOf = (iso: number): Weekday => wordsOf(Weekday)[iso - 1]!;

@ObjectType('MeetingSeries', { description: 'A meeting that comes again; the next ones are made by rule, like its first. 系列会议。' })
export class MeetingSeriesType {
  @Field(() => Boolean, { simple: true, description: 'Whether it is left out on days off by the working calendar. 仅工作日' })
  workingDaysOnly!: boolean;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'The last day; null for none. 截止日期' })
  until!: string | null;

  @Field(() => Int, { simple: true, description: 'So many days ahead its meetings are scheduled. 提前排定天数' })
  aheadDays!: number;

  @Field(() => [DateScalar], { simple: true, description: 'Days on which it is left out. 例外日期' })
  skipped!: string[];

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Since when no more are made; null while they are. 终止时间' })
  endedAt!: string | null;
}

export interface SeriesRow extends MeetingSeriesType {
  readonly id: number;
  readonly modelId: number;
  /** ISO. */
  readonly days: readonly number[];
}

@InputType({ description: 'A scheduled meeting that comes again. 设为系列会议。' })
export class MeetingSeriesMakeInput {
  @Field(() => ID, { description: 'The first meeting: the others get its title, mode, hour, chair, sites and warnings, as it stands when they are made. 首次会议' })
  meetingId!: string;

  @Field(() => [Weekday], { description: 'On which days of the week; all seven for daily. 星期' })
  weekdays!: Weekday[];

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it is left out on days off by the working calendar; a worked Saturday counts as one of the weekdays named only where Saturday is named. 仅工作日' })
  workingDaysOnly!: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'The last day; no end where it is left out. 截止日期' })
  until?: string | null;

  @Field(() => Int, { defaultValue: 14, description: 'So many days ahead its meetings are scheduled, 1 to 60. 提前排定天数' })
  aheadDays!: number;
}
