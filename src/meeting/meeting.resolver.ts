import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { leaderById } from '../leader/leader.queries.js';
import { LeaderType, type LeaderRow } from '../leader/leader.type.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { itemData } from './agenda.input.js';
import { meetingAnswer } from './meeting.answer.js';
import { cancelMeeting, correctMeeting, scheduleMeeting } from './meeting.commands.js';
import { MeetingOrder } from './meeting.enums.js';
import { MeetingCorrectInput, MeetingFilter, MeetingPayload, MeetingScheduleInput } from './meeting.inputs.js';
import { readMeetings } from './meeting-list.queries.js';
import { agendaOfMeeting, directivesOfMeeting, meetingById, sitesOfMeeting } from './meeting.queries.js';
import {
  AgendaItemType, DirectiveType, MeetingConnection, MeetingSiteType, MeetingType, type AgendaItemRow, type DirectiveRow, type MeetingRow, type MeetingSiteRow,
} from './meeting.type.js';
import { siteData } from './site.input.js';

@Resolver(() => MeetingType)
export class MeetingResolver {
  @Query(() => MeetingConnection, { description: 'Dispatch meetings. 调度会。' })
  meetings(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => MeetingFilter, { nullable: true, description: 'Which ones; all that the viewer sees where it is left out.' }) filter?: MeetingFilter | null,
    @Arg('orderBy', () => MeetingOrder, { defaultValue: 'STARTS_AT_DESC', description: 'What they are sorted by.' }) orderBy: MeetingOrder = 'STARTS_AT_DESC',
  ): Promise<Page<MeetingRow>> {
    return readMeetings(context, withSelection(page, info), filter, orderBy);
  }

  @Query(() => MeetingType, { nullable: true, description: 'One meeting; null where there is none that the viewer sees. 会议。' })
  meeting(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<MeetingRow | null> {
    return context.load(meetingById, context.id(id, 'Meeting', ['id']));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Schedules a meeting with its agenda and its sites. 排定会议。' })
  async meetingSchedule(
    @Ctx() context: Context,
    @Arg('input', () => MeetingScheduleInput, { description: 'The meeting.' }) input: MeetingScheduleInput,
  ): Promise<unknown> {
    const data = {
      ...input,
      chairId: context.optionalId(input.chairId, 'Leader', ['input', 'chairId']),
      regionId: context.id(input.regionId, 'Region', ['input', 'regionId']),
      agenda: input.agenda.map((item, index) => itemData(context, item, ['input', 'agenda', String(index)])),
      sites: input.sites.map((site, index) => siteData(context, site, ['input', 'sites', String(index)])),
    };
    return meetingAnswer(context, await context.act('runMeeting', 'meetingSchedule', (tx) => scheduleMeeting(tx, context.sight, data)));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Corrects a meeting that has not started. 更正会议。' })
  async meetingCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which meeting.' }) id: string,
    @Arg('input', () => MeetingCorrectInput, { description: 'What to correct.' }) input: MeetingCorrectInput,
  ): Promise<unknown> {
    const meetingId = context.id(id, 'Meeting', ['id']);
    const chairId = input.chairId === undefined ? undefined : context.optionalId(input.chairId, 'Leader', ['input', 'chairId']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingCorrect', (tx) => correctMeeting(tx, context.sight, meetingId, { ...input, chairId })));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Calls off a meeting that has not started. 取消会议。' })
  async meetingCancel(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which meeting.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const meetingId = context.id(id, 'Meeting', ['id']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingCancel', (tx) => cancelMeeting(tx, context.sight, meetingId, reason)));
  }

  @FieldResolver(() => ID)
  id(@Root() meeting: MeetingRow): string {
    return toGlobalId('Meeting', meeting.id);
  }

  @FieldResolver(() => LeaderType, { nullable: true, description: 'Who is in the chair. 主持人' })
  chair(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<LeaderRow | null> {
    return meeting.chairId === null ? Promise.resolve(null) : context.load(leaderById, meeting.chairId);
  }

  @FieldResolver(() => RegionType, { description: 'The region that holds it. 召开地区' })
  region(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return context.load(regionById, meeting.regionId);
  }

  @FieldResolver(() => AgendaItemType, { nullable: true, description: 'The item that is called; null where none is. 当前议程' })
  async currentItem(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<AgendaItemRow | null> {
    return (await context.load(agendaOfMeeting, meeting.id)).find((item) => item.status === 'CALLED') ?? null;
  }

  @FieldResolver(() => [AgendaItemType], { description: 'What it takes up, by position. 议程' })
  agenda(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<AgendaItemRow[]> {
    return context.load(agendaOfMeeting, meeting.id);
  }

  @FieldResolver(() => [MeetingSiteType], { description: 'Who takes part. 会场' })
  sites(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<MeetingSiteRow[]> {
    return context.load(sitesOfMeeting, meeting.id);
  }

  @FieldResolver(() => [DirectiveType], { description: 'What was decided so far, newest last, as far as the viewer sees the issues. 交办' })
  directives(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<DirectiveRow[]> {
    return context.load(directivesOfMeeting, meeting.id);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done to it, oldest first; `#3` is the item at position 3. 历史' })
  history(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'Meeting', id: meeting.id, sight: context.sight });
  }
}
