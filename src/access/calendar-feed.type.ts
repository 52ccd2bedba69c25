import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';

@ObjectType('CalendarFeed', { description: 'An address at which a calendar fetches its owner\'s meetings (iCalendar). 日历订阅。' })
export class CalendarFeedType {
  @Field(() => String, { simple: true, description: 'The part of the address that is no secret, by which it is recognised. 前缀' })
  prefix!: string;

  @Field(() => String, { simple: true, description: 'For which calendar, in the owner\'s words. 名称' })
  name!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was made. 创建时间' })
  madeAt!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'Until when it is good, real time: 366 days. 失效时间' })
  expiresAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was withdrawn; null while it was not. 吊销时间' })
  withdrawnAt!: string | null;
}

export interface CalendarFeedRow extends CalendarFeedType {
  readonly id: number;
  readonly subject: string;
}

export const CalendarFeedPayload = payloadOf('CalendarFeed', 'calendarFeed', CalendarFeedType);

@ObjectType({ simpleResolvers: true, description: 'The feed, and its address for this once. 办理结果。' })
export class CalendarFeedSecretPayload extends CalendarFeedPayload {
  @Field(() => String, { nullable: true, description: 'Where the calendar fetches it, below the address of this server. It is shown this once and kept nowhere: null in the answer to a retry, who then makes another.' })
  path!: string | null;
}
