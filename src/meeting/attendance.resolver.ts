import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { correctAttendance } from './attendance.commands.js';
import { attendanceOfMeeting } from './attendance.queries.js';
import { AttendanceCorrectInput, SiteAttendanceType, type AttendanceRow } from './attendance.type.js';
import { meetingAnswer } from './meeting.answer.js';
import { MeetingPayload } from './meeting.inputs.js';
import { siteById } from './meeting.queries.js';
import { MeetingSiteType, MeetingType, type MeetingRow, type MeetingSiteRow } from './meeting.type.js';

@Resolver(() => SiteAttendanceType)
export class SiteAttendanceResolver {
  @Mutation(() => MeetingPayload, { nullable: true, description: 'Says when a site was there, instead of its screens: while the meeting runs or afterwards. 更正参会情况。' })
  async attendanceCorrect(@Ctx() context: Context, @Arg('input', () => AttendanceCorrectInput, { description: 'The correction.' }) input: AttendanceCorrectInput): Promise<unknown> {
    const data = { siteId: context.id(input.siteId, 'MeetingSite', ['input', 'siteId']), from: input.from ?? null, until: input.until ?? null, reason: input.reason };
    return meetingAnswer(context, await context.act('runMeeting', 'attendanceCorrect', (tx) => correctAttendance(tx, context.sight, data)));
  }

  @FieldResolver(() => MeetingSiteType, { nullable: true, description: 'The site. 会场' })
  site(@Root() { siteId }: AttendanceRow, @Ctx() context: Context): Promise<MeetingSiteRow | null> {
    return context.load(siteById, siteId);
  }
}

@Resolver(() => MeetingType)
export class AttendanceOfMeetingResolver {
  @FieldResolver(() => [SiteAttendanceType], { description: 'Who was there, site by site; empty before the meeting starts. 参会情况' })
  attendance(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<AttendanceRow[]> {
    return context.load(attendanceOfMeeting, meeting.id);
  }
}
