import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { leadById } from '../lead/lead.queries.js';
import { leaderById } from '../leader/leader.queries.js';
import { LeaderType, type LeaderRow } from '../leader/leader.type.js';
import { projectById } from '../project/project.queries.js';
import { endAssignment, makeAssignment } from './assignment.commands.js';
import { assignmentById, readAssignments } from './assignment.queries.js';
import {
  AssignmentConnection, AssignmentFilter, AssignmentMakeInput, AssignmentOrder, AssignmentPayload, AssignmentType, SubjectType,
  type AssignmentRow, type SubjectRow,
} from './assignment.type.js';

@Resolver(() => AssignmentType)
export class AssignmentResolver {
  @Query(() => AssignmentConnection, { description: 'Who answers, or answered, for what. 包保关系。' })
  assignments(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => AssignmentFilter, { nullable: true, description: 'Which; all where it is left out.' }) filter: AssignmentFilter | null,
    @Arg('orderBy', () => AssignmentOrder, { defaultValue: 'SINCE_ASC', description: 'In which order.' }) orderBy: AssignmentOrder,
  ): Promise<Page<AssignmentRow>> {
    return readAssignments(context, withSelection(page, info), filter ?? {}, orderBy);
  }

  @Query(() => AssignmentType, { nullable: true, description: 'One assignment. 某一包保关系。' })
  assignment(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<AssignmentRow | null> {
    return context.load(assignmentById, context.id(id, 'Assignment', ['id']));
  }

  @Mutation(() => AssignmentPayload, { nullable: true, description: 'Lets a leader answer for a project or an investment lead; the earlier holder of the role hands over. 指派。' })
  async assignmentMake(
    @Ctx() context: Context,
    @Arg('input', () => AssignmentMakeInput, { description: 'Who, for what.' }) input: AssignmentMakeInput,
  ): Promise<unknown> {
    const leaderId = context.id(input.leaderId, 'Leader', ['input', 'leaderId']);
    const subject = context.idOf(input.subjectId, ['Project', 'InvestmentLead'], ['input', 'subjectId']);
    const data = { leaderId, subject, role: input.role, duty: input.duty ?? '', reason: input.reason ?? null };
    return this.answer(context, await context.act('assign', 'assignmentMake', (tx) => makeAssignment(tx, context.sight, data)));
  }

  @Mutation(() => AssignmentPayload, { nullable: true, description: 'Ends an assignment without a successor. 解除包保。' })
  async assignmentEnd(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which assignment.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const assignmentId = context.id(id, 'Assignment', ['id']);
    return this.answer(context, await context.act('assign', 'assignmentEnd', (tx) => endAssignment(tx, context.sight, assignmentId, reason)));
  }

  @FieldResolver(() => ID)
  id(@Root() assignment: AssignmentRow): string {
    return toGlobalId('Assignment', assignment.id);
  }

  @FieldResolver(() => LeaderType, { description: 'Who answers. 包保人' })
  leader(@Root() assignment: AssignmentRow, @Ctx() context: Context): Promise<LeaderRow | null> {
    return context.load(leaderById, assignment.leaderId);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why it ended; for a hand-over without a word the successor\'s name, for a converted lead the project\'s code, where the viewer may see the project. 结束原因' })
  async endReason(@Root() { leadId, until, endReason }: AssignmentRow, @Ctx() context: Context): Promise<string | null> {
    const lead = leadId === null || until === null ? null : await context.load(leadById, leadId);
    const byConversion = lead?.convertedAt && Date.parse(until!) >= Date.parse(lead.convertedAt);
    if (!byConversion || lead.projectId === null) return endReason;
    return context.seen(await context.load(projectById, lead.projectId)) && endReason;
  }

  @FieldResolver(() => SubjectType, { nullable: true, description: 'For what. 包保对象' })
  subject(@Root() { projectId, leadId }: AssignmentRow, @Ctx() context: Context): Promise<SubjectRow | null> {
    if (projectId !== null) return context.load(projectById, projectId);
    return leadId === null ? Promise.resolve(null) : context.load(leadById, leadId);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done to it, oldest first. 历史' })
  history(@Root() assignment: AssignmentRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'Assignment', id: assignment.id, sight: context.sight });
  }

  private async answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
    return payload('assignment', outcome.refused ? outcome : done(await context.load(assignmentById, outcome.done)), context.language);
  }
}
