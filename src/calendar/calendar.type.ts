import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import type { CalendarDay } from './calendar-day.entity.js';

@ObjectType('CalendarDay', { simpleResolvers: true, description: 'A day that is worked otherwise than its weekday says. 调休日。' })
export class CalendarDayType implements CalendarDay {
  @Field(() => DateScalar, { description: 'The day. 日期' })
  day!: string;

  @Field(() => Boolean, { description: 'Worked, though it is a Saturday or Sunday; or a day off. 是否上班' })
  working!: boolean;

  @Field(() => String, { description: 'For which holiday: 劳动节. 名称' })
  name!: string;
}

@ObjectType('Calendar', { implements: Node, description: 'The working days of a year: Monday to Friday but for the days listed. Deadlines in working days go by it. 工作日历。' })
export class CalendarType extends Node {
  @Field(() => Int, { simple: true, description: 'The year. 年份' })
  year!: number;

  @Field(() => Boolean, { simple: true, description: 'Whether any of its holidays are entered; where not, every Monday to Friday counts as worked. 是否已录入节假日' })
  known!: boolean;

  @Field(() => [CalendarDayType], { simple: true, description: 'Holidays and the weekend days that are worked for them, in order. 节假日与调休' })
  days!: CalendarDayType[];
}

export interface CalendarRow extends Row {
  readonly year: number;
  readonly known: boolean;
  readonly days: readonly CalendarDayType[];
}

@InputType({ description: 'How a day is worked; replaces what was said of it. 设定工作日。' })
export class CalendarDaySetInput {
  @Field(() => DateScalar, { description: 'From 2000 to 2099.' })
  day!: string;

  @Field(() => Boolean, { description: 'Worked or off.' })
  working!: boolean;

  @Field(() => String, { description: 'For which holiday, at most 200 characters.' })
  name!: string;
}

export const CalendarPayload = payloadOf('Calendar', 'calendar', CalendarType);
