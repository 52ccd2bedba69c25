import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars.js';
import { answerIssuePayload, step } from './issue-act.js';
import {
  addEvidence, answerIssue, approveExtension, commentOn, endEvidence, linkRecurrence, mergeIssue, refuseExtension, requestExtension, waiveAnswer, withdrawComment,
} from './issue.commands.js';
import { IssuePayload } from './issue.input.js';
import { describe } from './issue.lifecycle.js';
import { IssueType } from './issue.type.js';

/** What is done to an issue between its assignment and its end. */
@Resolver(() => IssueType)
export class IssueWorkflowResolver {
  @Mutation(() => IssuePayload, { nullable: true, description: describe('ANSWER') })
  issueAnswer(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('text', () => String, { description: 'What was done, at most 2,000 characters.' }) text: string,
    @Arg('done', () => Boolean, { description: 'Whether its part is done.' }) done: boolean,
    @Arg('unitId', () => ID, { nullable: true, description: 'Of which supporting unit; a unit answers for itself, others name one.' }) unitId?: string | null,
  ): Promise<unknown> {
    const unit = context.optionalId(unitId, 'Unit', ['unitId']);
    return step(context, 'ANSWER', 'issueAnswer', id, (tx, sight, issueId) => answerIssue(tx, sight, issueId, { unitId: unit, text, done }));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('WAIVE_ANSWER') })
  issueWaiveAnswer(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('unitId', () => ID, { description: 'Of which supporting unit.' }) unitId: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const unit = context.id(unitId, 'Unit', ['unitId']);
    return step(context, 'WAIVE_ANSWER', 'issueWaiveAnswer', id, (tx, sight, issueId) => waiveAnswer(tx, sight, issueId, unit, reason));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('REQUEST_EXTENSION') })
  issueRequestExtension(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('dueOn', () => DateScalar, { description: 'The day asked for: later than the deadline and than today.' }) dueOn: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    return step(context, 'REQUEST_EXTENSION', 'issueRequestExtension', id, (tx, sight, issueId) => requestExtension(tx, sight, issueId, dueOn, reason));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('APPROVE_EXTENSION') })
  issueApproveExtension(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('note', () => String, { nullable: true, description: 'A remark, at most 2,000 characters.' }) note?: string | null,
  ): Promise<unknown> {
    return step(context, 'APPROVE_EXTENSION', 'issueApproveExtension', id, (tx, sight, issueId) => approveExtension(tx, sight, issueId, note ?? null));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('REFUSE_EXTENSION') })
  issueRefuseExtension(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('note', () => String, { description: 'Why, at most 2,000 characters.' }) note: string,
  ): Promise<unknown> {
    return step(context, 'REFUSE_EXTENSION', 'issueRefuseExtension', id, (tx, sight, issueId) => refuseExtension(tx, sight, issueId, note));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('ADD_EVIDENCE') })
  issueAddEvidence(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('url', () => String, { description: 'An http or https address, at most 500 characters.' }) url: string,
    @Arg('title', () => String, { description: 'What is seen there, at most 200 characters.' }) title: string,
  ): Promise<unknown> {
    return step(context, 'ADD_EVIDENCE', 'issueAddEvidence', id, (tx, sight, issueId) => addEvidence(tx, sight, issueId, url, title));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('END_EVIDENCE') })
  async issueEndEvidence(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Which evidence.' }) id: string): Promise<unknown> {
    const evidence = context.id(id, 'Evidence', ['id']);
    return answerIssuePayload(context, await context.act('supplyIssue', 'issueEndEvidence', (tx) => endEvidence(tx, context.sight, evidence)));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('COMMENT') })
  issueComment(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('text', () => String, { description: 'The remark, at most 2,000 characters.' }) text: string,
  ): Promise<unknown> {
    return step(context, 'COMMENT', 'issueComment', id, (tx, sight, issueId) => commentOn(tx, sight, issueId, text));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('WITHDRAW_COMMENT') })
  async issueWithdrawComment(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Which comment.' }) id: string): Promise<unknown> {
    const comment = context.id(id, 'Comment', ['id']);
    return answerIssuePayload(context, await context.act('supplyIssue', 'issueWithdrawComment', (tx) => withdrawComment(tx, context.sight, comment)));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('LINK_RECURRENCE') })
  issueLinkRecurrence(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue has come back.' }) id: string,
    @Arg('ofId', () => ID, { description: 'The closed issue, about the same project, lead or region, that came back as it.' }) ofId: string,
  ): Promise<unknown> {
    const of = context.id(ofId, 'Issue', ['ofId']);
    return step(context, 'LINK_RECURRENCE', 'issueLinkRecurrence', id, (tx, sight, issueId) => linkRecurrence(tx, sight, issueId, of));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('MERGE') })
  issueMerge(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'The duplicate.' }) id: string,
    @Arg('intoId', () => ID, { description: 'The issue that it repeats.' }) intoId: string,
    @Arg('note', () => String, { description: 'Why, at most 2,000 characters.' }) note: string,
  ): Promise<unknown> {
    const into = context.id(intoId, 'Issue', ['intoId']);
    return step(context, 'MERGE', 'issueMerge', id, (tx, sight, issueId) => mergeIssue(tx, sight, issueId, into, note));
  }
}
