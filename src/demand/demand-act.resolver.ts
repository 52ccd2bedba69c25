import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { QuantityScalar } from '../graphql/scalars.js';
import { payload } from '../graphql/user-error.js';
import { DemandInput, IssuePayload } from '../issue/issue.input.js';
import { issueById } from '../issue/issue.queries.js';
import { IssueType } from '../issue/issue.type.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { correctFulfilment, describeDemand, fulfilDemand } from './demand.commands.js';

@Resolver(() => IssueType)
export class DemandActResolver {
  @Mutation(() => IssuePayload, { nullable: true, description: 'Says what a demand needs, or says it anew; its category follows the kind, and the quantity is never less than what is fulfilled or promised. 写明需求。' })
  async demandDescribe(
    @Ctx() context: Context,
    @Arg('issueId', () => ID, { description: 'Which demand.' }) issueId: string,
    @Arg('input', () => DemandInput, { description: 'What is needed.' }) input: DemandInput,
  ): Promise<unknown> {
    const id = context.id(issueId, 'Issue', ['issueId']);
    return answer(context, await context.act('describeDemand', 'demandDescribe', (tx) => describeDemand(tx, context.sight, id, input)));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: 'A part of a demand is there: never more than what is open. All of it does not close the issue: that is to resolve and verify it, which needs all of it. 落实需求。' })
  async demandFulfil(
    @Ctx() context: Context,
    @Arg('issueId', () => ID, { description: 'Which demand.' }) issueId: string,
    @Arg('quantity', () => QuantityScalar, { description: 'How much more there is now, in the measure of the demand.' }) quantity: string,
    @Arg('note', () => String, { description: 'What was done, at most 2,000 characters.' }) note: string,
  ): Promise<unknown> {
    const id = context.id(issueId, 'Issue', ['issueId']);
    return answer(context, await context.act('fulfilDemand', 'demandFulfil', (tx) => fulfilDemand(tx, context.sight, id, quantity, note)));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: 'Corrects a step by another one: what it said stays. What a delivery falls short of its promise is to be had from the offer again. 更正落实。' })
  async demandCorrectFulfilment(
    @Ctx() context: Context,
    @Arg('stepId', () => ID, { description: 'Which step.' }) stepId: string,
    @Arg('quantity', () => QuantityScalar, { description: 'How much the step should have said; 0 where nothing was fulfilled.' }) quantity: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const id = context.id(stepId, 'DemandStep', ['stepId']);
    return answer(context, await context.act('fulfilDemand', 'demandCorrectFulfilment', (tx) => correctFulfilment(tx, context.sight, id, quantity, reason)));
  }
}

async function answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('issue', outcome.refused ? outcome : done(await context.load(issueById, outcome.done)), context.language);
}
