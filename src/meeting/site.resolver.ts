import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { toGlobalId } from '../kernel/global-id.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { meetingAnswer } from './meeting.answer.js';
import { MeetingPayload, MeetingSiteInput } from './meeting.inputs.js';
import { meetingById } from './meeting.queries.js';
import { MeetingSiteType, MeetingType, type MeetingRow, type MeetingSiteRow } from './meeting.type.js';
import { addSite, removeSite } from './site.commands.js';
import { siteData } from './site.input.js';

@Resolver(() => MeetingSiteType)
export class MeetingSiteResolver {
  @Mutation(() => MeetingPayload, { nullable: true, description: 'Adds a site, before the meeting or during it. 增加会场。' })
  async meetingSiteAdd(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which meeting.' }) id: string,
    @Arg('input', () => MeetingSiteInput, { description: 'The site.' }) input: MeetingSiteInput,
  ): Promise<unknown> {
    const meetingId = context.id(id, 'Meeting', ['id']);
    const site = siteData(context, input, ['input']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingSiteAdd', (tx) => addSite(tx, context.sight, meetingId, site)));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Removes a site from a meeting that has not started. 删除会场。' })
  async meetingSiteRemove(@Ctx() context: Context, @Arg('siteId', () => ID, { description: 'Which site.' }) siteId: string): Promise<unknown> {
    const site = context.id(siteId, 'MeetingSite', ['siteId']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingSiteRemove', (tx) => removeSite(tx, context.sight, site)));
  }

  @FieldResolver(() => ID)
  id(@Root() site: MeetingSiteRow): string {
    return toGlobalId('MeetingSite', site.id);
  }

  @FieldResolver(() => MeetingType, { description: 'The meeting. 会议' })
  meeting(@Root() site: MeetingSiteRow, @Ctx() context: Context): Promise<MeetingRow | null> {
    return context.load(meetingById, site.meetingId);
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'Where it stands; null where that is the meeting\'s own region. 所在地区' })
  region(@Root() site: MeetingSiteRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return site.regionId === null ? Promise.resolve(null) : context.load(regionById, site.regionId);
  }
}
