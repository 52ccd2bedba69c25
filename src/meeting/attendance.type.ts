import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars.js';

@ObjectType('AttendanceSpan', { description: 'A time in which a site was there. 在会时段。' })
export class AttendanceSpanType {
  @Field(() => DateTimeScalar, { simple: true, description: 'From then on. 起' })
  from!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Until then; null while it lasts. 止' })
  until!: string | null;
}

@ObjectType('AttendanceCorrection', { description: 'That the office said otherwise than the screens. 参会更正。' })
export class AttendanceCorrectionType {
  @Field(() => String, { simple: true, description: 'Why. 原因' })
  reason!: string;

  @Field(() => String, { simple: true, description: 'Who, by name. 更正人' })
  by!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When. 更正时间' })
  at!: string;
}

@ObjectType('SiteAttendance', { description: 'When a site was there while its meeting ran: from its screens, unless the office corrected it. 会场参会情况。' })
export class SiteAttendanceType {
  @Field(() => [AttendanceSpanType], { simple: true, description: 'When it was there, in order; a gap of less than a minute is none. 在会时段' })
  spans!: AttendanceSpanType[];

  @Field(() => Boolean, { simple: true, description: 'Whether it is there now, or was when the meeting closed. 是否在会（散会时）' })
  present!: boolean;

  @Field(() => AttendanceCorrectionType, { nullable: true, simple: true, description: 'The correction that stands; null where the screens are believed. 更正' })
  correction!: AttendanceCorrectionType | null;
}

export interface AttendanceRow extends SiteAttendanceType {
  readonly siteId: number;
  readonly meetingId: number;
}

@InputType({ description: 'When a site was there, said by the office. 更正参会情况。' })
export class AttendanceCorrectInput {
  @Field(() => ID, { description: 'Which site, of a meeting that runs or has closed. 会场' })
  siteId!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From then on, within the meeting; the site was not there where it is left out. 起' })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until then; to the end where it is left out. 止' })
  until?: string | null;

  @Field(() => String, { description: 'Why, at most 2,000 characters. 原因' })
  reason!: string;
}
