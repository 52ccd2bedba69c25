import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { QuantityScalar } from '../graphql/scalars.js';
import { payload } from '../graphql/user-error.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { confirmMatch, matchSupply, releaseMatch } from './supply-match.commands.js';
import { correctOffer, makeOffer, withdrawOffer } from './supply.commands.js';
import { matchById, offerById } from './supply.queries.js';
import { SupplyMatchPayload, SupplyOfferCorrectInput, SupplyOfferMakeInput, SupplyOfferPayload, SupplyOfferType } from './supply.type.js';

@Resolver(() => SupplyOfferType)
export class SupplyActResolver {
  @Mutation(() => SupplyOfferPayload, { nullable: true, description: 'A unit offers something. 提供供给。' })
  async supplyOfferMake(
    @Ctx() context: Context,
    @Arg('input', () => SupplyOfferMakeInput, { description: 'What it offers.' }) { unitId, ...input }: SupplyOfferMakeInput,
  ): Promise<unknown> {
    const unit = context.id(unitId, 'Unit', ['input', 'unitId']);
    const data = { ...input, regionId: context.optionalId(input.regionId, 'Region', ['input', 'regionId']) };
    return offered(context, await context.act('offerSupply', 'supplyOfferMake', (tx) => makeOffer(tx, context.sight, unit, data)));
  }

  @Mutation(() => SupplyOfferPayload, { nullable: true, description: 'Says an offer anew; what is matched stays within it. 更正供给。' })
  async supplyOfferCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which offer.' }) id: string,
    @Arg('input', () => SupplyOfferCorrectInput, { description: 'All of it, as it should be.' }) { version, ...input }: SupplyOfferCorrectInput,
  ): Promise<unknown> {
    const offer = context.id(id, 'SupplyOffer', ['id']);
    const data = { ...input, regionId: context.optionalId(input.regionId, 'Region', ['input', 'regionId']) };
    return offered(context, await context.act('offerSupply', 'supplyOfferCorrect', (tx) => correctOffer(tx, context.sight, offer, version, data)));
  }

  @Mutation(() => SupplyOfferPayload, { nullable: true, description: 'Withdraws an offer of which nothing is promised that was not delivered. 撤回供给。' })
  async supplyOfferWithdraw(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which offer.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const offer = context.id(id, 'SupplyOffer', ['id']);
    return offered(context, await context.act('offerSupply', 'supplyOfferWithdraw', (tx) => withdrawOffer(tx, context.sight, offer, reason)));
  }

  @Mutation(() => SupplyMatchPayload, { nullable: true, description: 'Promises a part of an offer to a demand of the same kind and measure, within what is open of both. 供需对接。' })
  async supplyMatch(
    @Ctx() context: Context,
    @Arg('offerId', () => ID, { description: 'Of which offer.' }) offerId: string,
    @Arg('issueId', () => ID, { description: 'To which demand.' }) issueId: string,
    @Arg('quantity', () => QuantityScalar, { description: 'How much, in their measure.' }) quantity: string,
  ): Promise<unknown> {
    const [offer, issue] = [context.id(offerId, 'SupplyOffer', ['offerId']), context.id(issueId, 'Issue', ['issueId'])];
    return matched(context, await context.act('matchSupply', 'supplyMatch', (tx) => matchSupply(tx, context.sight, offer, issue, quantity)));
  }

  @Mutation(() => SupplyMatchPayload, { nullable: true, description: 'What was promised was delivered: it becomes a step of the demand. 确认交付。' })
  async supplyMatchConfirm(
    @Ctx() context: Context,
    @Arg('matchId', () => ID, { description: 'Which match.' }) matchId: string,
    @Arg('note', () => String, { nullable: true, description: 'A remark, at most 2,000 characters.' }) note?: string | null,
  ): Promise<unknown> {
    const match = context.id(matchId, 'SupplyMatch', ['matchId']);
    return matched(context, await context.act('matchSupply', 'supplyMatchConfirm', (tx) => confirmMatch(tx, context.sight, match, note ?? null)));
  }

  @Mutation(() => SupplyMatchPayload, { nullable: true, description: 'What was promised will not be delivered: it is open again on both sides. 解除对接。' })
  async supplyMatchRelease(
    @Ctx() context: Context,
    @Arg('matchId', () => ID, { description: 'Which match.' }) matchId: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const match = context.id(matchId, 'SupplyMatch', ['matchId']);
    return matched(context, await context.act('matchSupply', 'supplyMatchRelease', (tx) => releaseMatch(tx, context.sight, match, reason)));
  }
}

async function offered(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('offer', outcome.refused ? outcome : done(await context.load(offerById, outcome.done)), context.language);
}

async function matched(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('match', outcome.refused ? outcome : done(await context.load(matchById, outcome.done)), context.language);
}
