import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';

@ObjectType('Clock', { implements: Node, description: 'The one business clock: real time plus an offset that a test or a demonstration may set. 业务时钟。' })
export class ClockType extends Node {
  @Field(() => DateTimeScalar, { simple: true, description: 'Business time; it ticks on from where it was set. 业务时间' })
  now!: string;

  @Field(() => DateScalar, { simple: true, description: 'The city\'s day of business time: what is overdue and which lights are on go by it. 业务日期' })
  today!: string;

  @Field(() => String, { simple: true, description: 'IANA name of the time zone whose days are the city\'s days. 时区' })
  timeZone!: string;

  @Field(() => Float, { simple: true, description: 'How far business time is ahead of real time, seconds; below zero where it is behind. 与实际时间之差（秒）' })
  offsetSeconds!: number;
}

export interface ClockRow extends Row {
  readonly now: string;
  readonly today: string;
  readonly timeZone: string;
  readonly offsetSeconds: number;
}

@InputType({ description: 'Where to set the clock. 设定时钟。' })
export class ClockSetInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Business time from now on; back to real time where it is null or left out. 业务时间' })
  to?: string | null;
}

export const ClockPayload = payloadOf('Clock', 'clock', ClockType);
