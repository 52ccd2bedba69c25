import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { leadById } from '../lead/lead.queries.js';
import { InvestmentLeadType, type LeadRow } from '../lead/lead.type.js';
import { itemData } from '../meeting/agenda.input.js';
import { meetingAnswer } from '../meeting/meeting.answer.js';
import { AgendaItemInput, MeetingPayload } from '../meeting/meeting.inputs.js';
import { agendaItemById, meetingById } from '../meeting/meeting.queries.js';
import { AgendaItemType, MeetingType, type AgendaItemRow, type MeetingRow } from '../meeting/meeting.type.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { meetingThatCalls } from '../signal/candidate.queries.js';
import { CandidateType, type CandidateRow } from '../signal/candidate.type.js';
import { acceptProposal } from './proposal.commands.js';
import { readProposal } from './proposal.queries.js';
import { AgendaProposalConnection, AgendaProposalType, type ProposalRow } from './proposal.type.js';

@Resolver(() => AgendaProposalType)
export class AgendaProposalResolver {
  @Query(() => AgendaProposalConnection, {
    nullable: true,
    description: 'What a meeting should take up: first what earlier meetings of its region left over, longest ago first, then the candidates of its region. Null where there is no meeting that the viewer sees. 建议议程。',
  })
  async agendaProposal(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('meetingId', () => ID, { description: 'For which meeting.' }) meetingId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<ProposalRow> | null> {
    const meeting = context.seen(await context.load(meetingById, context.id(meetingId, 'Meeting', ['meetingId'])));
    return meeting && readProposal(context, meeting, withSelection(page, info));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Puts several items at the end of the agenda in one act: all of them or none. 批量加入议程。' })
  async meetingAgendaExtend(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which meeting.' }) id: string,
    @Arg('inputs', () => [AgendaItemInput], { description: 'The items, in this order, 1 to 100; nothing that the meeting still has to call.' }) inputs: AgendaItemInput[],
  ): Promise<unknown> {
    const meetingId = context.id(id, 'Meeting', ['id']);
    const items = inputs.map((input, index) => itemData(context, input, ['inputs', String(index)]));
    return meetingAnswer(context, await context.act('runMeeting', 'meetingAgendaExtend', (tx) => acceptProposal(tx, context.sight, meetingId, items)));
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'The project to call. 项目' })
  project(@Root() { projectId }: ProposalRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return projectId === null ? Promise.resolve(null) : context.load(projectById, projectId);
  }

  @FieldResolver(() => InvestmentLeadType, { nullable: true, description: 'The investment lead to call. 线索' })
  lead(@Root() { leadId }: ProposalRow, @Ctx() context: Context): Promise<LeadRow | null> {
    return leadId === null ? Promise.resolve(null) : context.load(leadById, leadId);
  }

  @FieldResolver(() => CandidateType, { nullable: true, description: 'Why the project should be called, where it lags; also which meeting will call it first. 会办原因' })
  candidate(@Root() { candidate }: ProposalRow): CandidateRow | null {
    return candidate;
  }

  @FieldResolver(() => MeetingType, { nullable: true, description: 'The meeting that will call the project first, as far as the viewer sees it; null where none will. 已列入的会议' })
  async agenda(@Root() { projectId }: ProposalRow, @Ctx() context: Context): Promise<MeetingRow | null> {
    const found = projectId === null ? null : await context.load(meetingThatCalls, projectId);
    return found && context.load(meetingById, found.meetingId);
  }

  @FieldResolver(() => AgendaItemType, { nullable: true, description: 'The item that was left over; null where the viewer may not see its meeting. 遗留议程' })
  item(@Root() { itemId }: ProposalRow, @Ctx() context: Context): Promise<AgendaItemRow | null> {
    return itemId === null ? Promise.resolve(null) : context.load(agendaItemById, itemId);
  }
}
