import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import { payload } from '../graphql/user-error.js';
import { done } from '../kernel/refusal.js';
import { toGlobalId } from '../kernel/global-id.js';
import { IssueType, type IssueRow } from '../issue/issue.type.js';
import { mostCandidates, offersFitting } from './candidates.queries.js';
import { setDemandKind } from './demand-kind.commands.js';
import { demandKindByCode, demandKindById, demandKinds, demandOfIssue, stepById, stepsOfDemand } from './demand.queries.js';
import { DemandKindPayload, DemandKindSetInput, DemandKindType, DemandStepType, DemandType, type DemandKindRow, type DemandRow, type DemandStepRow } from './demand.type.js';
import { matchesOfDemand, offerById } from './supply.queries.js';
import { SupplyMatchType, SupplyOfferType, type MatchRow, type OfferRow } from './supply.type.js';

@Resolver(() => DemandKindType)
export class DemandKindResolver {
  @Query(() => [DemandKindType], { description: 'What can be needed and offered, and in what it is measured. 需求种类。' })
  demandKinds(@Ctx() context: Context): Promise<DemandKindRow[]> {
    return demandKinds(context.db);
  }

  @Mutation(() => DemandKindPayload, { nullable: true, description: 'Makes a kind of demand, or says anew what one is; what was reported before stays as it was measured. 设定需求种类。' })
  async demandKindSet(
    @Ctx() context: Context,
    @Arg('input', () => DemandKindSetInput, { description: 'The kind.' }) input: DemandKindSetInput,
  ): Promise<unknown> {
    const outcome = await context.act('setDemandKinds', 'demandKindSet', (tx) => setDemandKind(tx, input));
    return payload('demandKind', outcome.refused ? outcome : done(await context.load(demandKindByCode, outcome.done)), context.language);
  }
}

@Resolver(() => IssueType)
export class DemandOfIssueResolver {
  @FieldResolver(() => DemandType, { nullable: true, description: 'What it asks for; null for a problem, and for a demand of which nobody has said so. 需求内容' })
  demand(@Root() issue: IssueRow, @Ctx() context: Context): Promise<DemandRow | null> {
    return context.load(demandOfIssue, issue.id);
  }
}

@Resolver(() => DemandType)
export class DemandResolver {
  @FieldResolver(() => DemandKindType, { description: 'What is needed. 需求种类' })
  kind(@Root() demand: DemandRow, @Ctx() context: Context): Promise<DemandKindRow | null> {
    return context.load(demandKindById, demand.kindId);
  }

  @FieldResolver(() => [DemandStepType], { description: 'In what steps it was fulfilled, with corrections, oldest first. 落实过程' })
  steps(@Root() demand: DemandRow, @Ctx() context: Context): Promise<DemandStepRow[]> {
    return context.load(stepsOfDemand, demand.issueId);
  }

  @FieldResolver(() => [SupplyMatchType], { description: 'What was promised for it, oldest first. 供需对接' })
  matches(@Root() demand: DemandRow, @Ctx() context: Context): Promise<MatchRow[]> {
    return context.load(matchesOfDemand, demand.issueId);
  }

  @FieldResolver(() => [SupplyOfferType], { description: 'The offers that the viewer sees and that fit it while something is open, best first: the nearest, the soonest, the largest. 可对接供给' })
  async candidates(
    @Root() demand: DemandRow, @Ctx() context: Context,
    @Arg('first', () => Int, { defaultValue: 5, description: 'How many at most, 0 to 50. 条数' }) first: number,
  ): Promise<(OfferRow | null)[]> {
    if (first < 0 || first > mostCandidates) throw failure('TOO_MANY', context.language, { most: mostCandidates }, ['first']);
    const ids = await context.load(offersFitting, { id: demand.issueId, first, sight: context.sight });
    return Promise.all(ids.map((id) => context.load(offerById, id)));
  }
}

@Resolver(() => DemandStepType)
export class DemandStepResolver {
  @FieldResolver(() => ID, { description: 'Names it when it is corrected.' })
  id(@Root() step: DemandStepRow): string {
    return toGlobalId('DemandStep', step.id);
  }

  @FieldResolver(() => DemandStepType, { nullable: true, description: 'The step that this one corrects; null where it is none. 所更正的记录' })
  corrects(@Root() step: DemandStepRow, @Ctx() context: Context): Promise<DemandStepRow | null> {
    return step.correctsId === null ? Promise.resolve(null) : context.load(stepById, step.correctsId);
  }
}
