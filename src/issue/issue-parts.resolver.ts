import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { wordsOf } from '../kernel/enumeration.js';
import { toGlobalId } from '../kernel/global-id.js';
import { may, rolesOf } from '../kernel/rights.js';
import { unitById } from '../unit/unit.queries.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { IssueAct, lifecycle, statusesOf } from './issue.lifecycle.js';
import { actFacts, answersOf, duplicateIdsOf, evidenceOf, extensionRequestsOf, readComments, recurrenceIdsOf, returnReasonsOf, type ActFacts } from './issue-parts.queries.js';
import { CommentConnection, CommentType, EvidenceType, ExtensionRequestType, IssueActRuleType, IssueAnswerType, IssueReturnType, type CommentRow, type EvidenceRow } from './issue-parts.type.js';
import { issueById } from './issue.queries.js';
import { IssueType, type IssueRow } from './issue.type.js';

@Resolver(() => IssueType)
export class IssuePartsResolver {
  @Query(() => [IssueActRuleType], { description: 'Everything that can be done to an issue: by whom, from which status, to which. 问题办理规则。' })
  issueActs(): IssueActRuleType[] {
    return wordsOf(IssueAct).map((act) => {
      const { mutation, leads, right, unit, says } = lifecycle[act];
      const from = statusesOf(act);
      const moved = [...new Set(from.map((status) => leads[status]))];
      return { act, mutation, from, to: moved.length === 1 ? moved[0]! : null, roles: rolesOf(right), unit, says };
    });
  }

  @FieldResolver(() => [IssueAct], { description: 'What this viewer may do to it now; the act itself looks again. 可办动作' })
  async actions(@Root() issue: IssueRow, @Ctx() context: Context): Promise<IssueAct[]> {
    const facts = await context.load(actFacts, issue.id);
    return facts ? wordsOf(IssueAct).filter((act) => may(context.viewer, lifecycle[act].right) && isOpen(act, facts, context)) : [];
  }

  @FieldResolver(() => [ExtensionRequestType], { description: 'Requests for a later deadline, oldest first. 延期申请' })
  extensionRequests(@Root() issue: IssueRow, @Ctx() context: Context): Promise<ExtensionRequestType[]> {
    return context.load(extensionRequestsOf, issue.id);
  }

  @FieldResolver(() => [IssueAnswerType], { description: 'What supporting units said, oldest first; the last of each counts. 协办反馈' })
  answers(@Root() issue: IssueRow, @Ctx() context: Context): Promise<IssueAnswerType[]> {
    return context.load(answersOf, issue.id);
  }

  @FieldResolver(() => [IssueReturnType], { description: 'Resolutions that were not accepted, oldest first: as many as `returns` counts. 退办记录' })
  returnReasons(@Root() issue: IssueRow, @Ctx() context: Context): Promise<IssueReturnType[]> {
    return context.load(returnReasonsOf, issue.id);
  }

  @FieldResolver(() => [EvidenceType], { description: 'Links to what shows how it stands, its duplicates\' as well, oldest first; those taken away are among them. 佐证' })
  evidence(@Root() issue: IssueRow, @Ctx() context: Context): Promise<EvidenceRow[]> {
    return context.load(evidenceOf, issue.id);
  }

  @FieldResolver(() => CommentConnection, { description: 'Remarks, its duplicates\' as well, newest first. 留言' })
  comments(@Root() issue: IssueRow, @Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => PageArgs) page: PageArgs): Promise<Page<CommentRow>> {
    return readComments(context, issue.id, withSelection(page, info));
  }

  @FieldResolver(() => IssueType, { nullable: true, description: 'The closed issue that has come back as this one; null where it is new. 复发自' })
  recurrenceOf(@Root() issue: IssueRow, @Ctx() context: Context): Promise<IssueRow | null> {
    return issue.recurrenceOfId === null ? Promise.resolve(null) : context.load(issueById, issue.recurrenceOfId);
  }

  @FieldResolver(() => [IssueType], { description: 'Issues as which it came back. 复发问题' })
  async recurrences(@Root() issue: IssueRow, @Ctx() context: Context): Promise<(IssueRow | null)[]> {
    return Promise.all((await context.load(recurrenceIdsOf, issue.id)).map((id) => context.load(issueById, id)));
  }

  @FieldResolver(() => IssueType, { nullable: true, description: 'The issue that this one was a duplicate of; null where it is none. 并入' })
  mergedInto(@Root() issue: IssueRow, @Ctx() context: Context): Promise<IssueRow | null> {
    return issue.mergedIntoId === null ? Promise.resolve(null) : context.load(issueById, issue.mergedIntoId);
  }

  @FieldResolver(() => [IssueType], { description: 'Duplicates that were closed into it. 并入的重复问题' })
  async duplicates(@Root() issue: IssueRow, @Ctx() context: Context): Promise<(IssueRow | null)[]> {
    return Promise.all((await context.load(duplicateIdsOf, issue.id)).map((id) => context.load(issueById, id)));
  }
}

/** Whether the commands would find the issue in a state for it. What hangs on one piece of evidence or one comment they find out. */
function isOpen(act: IssueAct, { status, level, leadUnitId, supporting, resolvedBy, askedBy }: ActFacts, { sight, viewer }: Context): boolean {
  const { leads, unit } = lifecycle[act];
  if (leads[status] === null) return false;
  if (sight.kind === 'UNIT' && unit === 'LEAD' && leadUnitId !== sight.unitId) return false;
  if (sight.kind === 'UNIT' && unit === 'SUPPORTING' && !supporting.includes(sight.unitId)) return false;
  switch (act) {
    case 'ANSWER':
    case 'WAIVE_ANSWER':
      return supporting.length > 0;
    case 'REQUEST_EXTENSION':
      return askedBy === null;
    case 'APPROVE_EXTENSION':
    case 'REFUSE_EXTENSION':
      return askedBy !== null && askedBy !== viewer.subject;
    case 'VERIFY':
    case 'RETURN':
      return resolvedBy !== viewer.subject;
    case 'ESCALATE':
      return level !== 'PROVINCE';
    default:
      return true;
  }
}

@Resolver(() => IssueAnswerType)
export class IssueAnswerResolver {
  @FieldResolver(() => UnitType, { nullable: true, description: 'Which unit. 单位' })
  unit(@Root() answer: IssueAnswerType & { unitId: number }, @Ctx() context: Context): Promise<UnitRow | null> {
    return context.load(unitById, answer.unitId);
  }
}

@Resolver(() => EvidenceType)
export class EvidenceResolver {
  @FieldResolver(() => ID)
  id(@Root() evidence: EvidenceRow): string {
    return toGlobalId('Evidence', evidence.id);
  }

  @FieldResolver(() => IssueType, { nullable: true, description: 'Of which issue. 所属问题' })
  issue(@Root() evidence: EvidenceRow, @Ctx() context: Context): Promise<IssueRow | null> {
    return context.load(issueById, evidence.issueId);
  }
}

@Resolver(() => CommentType)
export class CommentResolver {
  @FieldResolver(() => ID)
  id(@Root() comment: CommentRow): string {
    return toGlobalId('Comment', comment.id);
  }

  @FieldResolver(() => IssueType, { nullable: true, description: 'On which issue. 所属问题' })
  issue(@Root() comment: CommentRow, @Ctx() context: Context): Promise<IssueRow | null> {
    return context.load(issueById, comment.issueId);
  }
}
