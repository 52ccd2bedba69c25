import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { issueById } from '../issue/issue.queries.js';
import { IssueType, type IssueRow } from '../issue/issue.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { unitById } from '../unit/unit.queries.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { demandsFitting, mostCandidates } from './candidates.queries.js';
import { demandKindById } from './demand.queries.js';
import { DemandKindType, type DemandKindRow } from './demand.type.js';
import { matchesOfOffer, offerById, readOffers } from './supply.queries.js';
import { SupplyMatchType, SupplyOfferConnection, SupplyOfferFilter, SupplyOfferType, type MatchRow, type OfferRow } from './supply.type.js';

@ArgsType()
class SupplyOffersArgs extends PageArgs {
  @Field(() => SupplyOfferFilter, { nullable: true, description: 'Which offers; all that the viewer sees where it is left out.' })
  filter?: SupplyOfferFilter | null;
}

@Resolver(() => SupplyOfferType)
export class SupplyOfferResolver {
  @Query(() => SupplyOfferConnection, { description: 'The offers that the viewer sees, newest first. 供给清单。' })
  supplyOffers(@Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => SupplyOffersArgs) { filter, ...page }: SupplyOffersArgs): Promise<Page<OfferRow>> {
    return readOffers(context, withSelection(page, info), filter);
  }

  @Query(() => SupplyOfferType, { nullable: true, description: 'One offer; null where there is none that the viewer may see. 供给。' })
  supplyOffer(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<OfferRow | null> {
    return context.load(offerById, context.id(id, 'SupplyOffer', ['id']));
  }

  @FieldResolver(() => ID)
  id(@Root() offer: OfferRow): string {
    return toGlobalId('SupplyOffer', offer.id);
  }

  @FieldResolver(() => UnitType, { description: 'Who offers it. 单位' })
  unit(@Root() offer: OfferRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return context.load(unitById, offer.unitId);
  }

  @FieldResolver(() => DemandKindType, { description: 'What is offered. 种类' })
  kind(@Root() offer: OfferRow, @Ctx() context: Context): Promise<DemandKindRow | null> {
    return context.load(demandKindById, offer.kindId);
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'Where it is to be had; null is the whole city. 地区' })
  region(@Root() offer: OfferRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return offer.regionId === null ? Promise.resolve(null) : context.load(regionById, offer.regionId);
  }

  @FieldResolver(() => [SupplyMatchType], { description: 'What of it was promised, oldest first. 供需对接' })
  matches(@Root() offer: OfferRow, @Ctx() context: Context): Promise<MatchRow[]> {
    return context.load(matchesOfOffer, offer.id);
  }

  @FieldResolver(() => [IssueType], { description: 'The demands that the viewer sees and that it fits while something is to be had, best first: the nearest, the most pressing, the largest. 可对接需求' })
  async candidates(
    @Root() offer: OfferRow, @Ctx() context: Context,
    @Arg('first', () => Int, { defaultValue: 5, description: 'How many at most, 0 to 50. 条数' }) first: number,
  ): Promise<(IssueRow | null)[]> {
    if (first < 0 || first > mostCandidates) throw failure('TOO_MANY', context.language, { most: mostCandidates }, ['first']);
    const ids = await context.load(demandsFitting, { id: offer.id, first, sight: context.sight });
    return Promise.all(ids.map((id) => context.load(issueById, id)));
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done with it, oldest first. 办理过程' })
  history(@Root() offer: OfferRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'SupplyOffer', id: offer.id, sight: context.sight });
  }
}

@Resolver(() => SupplyMatchType)
export class SupplyMatchResolver {
  @FieldResolver(() => ID, { description: 'Names it when it is confirmed or released.' })
  id(@Root() match: MatchRow): string {
    return toGlobalId('SupplyMatch', match.id);
  }

  @FieldResolver(() => SupplyOfferType, { nullable: true, description: 'Of which offer; null where the viewer does not see it. 供给' })
  offer(@Root() match: MatchRow, @Ctx() context: Context): Promise<OfferRow | null> {
    return context.load(offerById, match.offerId);
  }

  @FieldResolver(() => UnitType, { description: 'Whose offer it is of. 供给单位' })
  unit(@Root() match: MatchRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return context.load(unitById, match.unitId);
  }

  @FieldResolver(() => IssueType, { nullable: true, description: 'For which demand; null where the viewer does not see it. 需求' })
  issue(@Root() match: MatchRow, @Ctx() context: Context): Promise<IssueRow | null> {
    return context.load(issueById, match.issueId);
  }
}
