import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { toGlobalId } from '../kernel/global-id.js';
import { leadById } from '../lead/lead.queries.js';
import { InvestmentLeadType, type LeadRow } from '../lead/lead.type.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { addItem, moveItem, removeItem } from './agenda.commands.js';
import { itemData } from './agenda.input.js';
import { meetingAnswer } from './meeting.answer.js';
import { AgendaItemInput, MeetingPayload } from './meeting.inputs.js';
import { directivesOfItem, meetingById } from './meeting.queries.js';
import { AgendaItemType, DirectiveType, MeetingType, type AgendaItemRow, type DirectiveRow, type MeetingRow } from './meeting.type.js';

@Resolver(() => AgendaItemType)
export class AgendaItemResolver {
  @Mutation(() => MeetingPayload, { nullable: true, description: 'Puts an item at the end of the agenda, before the meeting or during it. 增加议程。' })
  async meetingAgendaAdd(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which meeting.' }) id: string,
    @Arg('input', () => AgendaItemInput, { description: 'The item.' }) input: AgendaItemInput,
  ): Promise<unknown> {
    const meetingId = context.id(id, 'Meeting', ['id']);
    const item = itemData(context, input, ['input']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingAgendaAdd', (tx) => addItem(tx, context.sight, meetingId, item)));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Takes an item from the agenda of a meeting that has not started. 删除议程。' })
  async meetingAgendaRemove(@Ctx() context: Context, @Arg('itemId', () => ID, { description: 'Which item.' }) itemId: string): Promise<unknown> {
    const item = context.id(itemId, 'AgendaItem', ['itemId']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingAgendaRemove', (tx) => removeItem(tx, context.sight, item)));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Moves a pending item; the others make room. 调整议程顺序。' })
  async meetingAgendaMove(
    @Ctx() context: Context,
    @Arg('itemId', () => ID, { description: 'Which item.' }) itemId: string,
    @Arg('position', () => Int, { description: 'Where to, from 1. 新序号' }) position: number,
  ): Promise<unknown> {
    const item = context.id(itemId, 'AgendaItem', ['itemId']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingAgendaMove', (tx) => moveItem(tx, context.sight, item, position)));
  }

  @FieldResolver(() => ID)
  id(@Root() item: AgendaItemRow): string {
    return toGlobalId('AgendaItem', item.id);
  }

  @FieldResolver(() => MeetingType, { description: 'The meeting. 会议' })
  meeting(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<MeetingRow | null> {
    return context.load(meetingById, item.meetingId);
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'The project that is called; null for a lead or a topic, and where the viewer may not see it. 项目' })
  project(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return item.projectId === null ? Promise.resolve(null) : context.load(projectById, item.projectId);
  }

  @FieldResolver(() => InvestmentLeadType, { nullable: true, description: 'The investment lead that is called; null for a project or a topic, and where the viewer may not see it. 线索' })
  lead(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<LeadRow | null> {
    return item.leadId === null ? Promise.resolve(null) : context.load(leadById, item.leadId);
  }

  @FieldResolver(() => [DirectiveType], { description: 'What was decided on it, newest last, as far as the viewer sees the issues. 交办' })
  directives(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<DirectiveRow[]> {
    return context.load(directivesOfItem, item.id);
  }
}
