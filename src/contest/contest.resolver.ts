import type { GraphQLResolveInfo } from 'graphql';
import { Args, Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { adjustmentsOf, contestById, districtsOf, readContests, withdrawalsOf } from './contest.queries.js';
import {
  ContestAdjustmentType, ContestConnection, ContestType, ContestWithdrawalType, type ContestAdjustmentRow, type ContestRow, type ContestWithdrawalRow,
} from './contest.type.js';

@Resolver(() => ContestType)
export class ContestResolver {
  @Query(() => ContestConnection, { description: 'Contests, the latest first, drafts among them: whoever races may read the rules before they stand. 竞赛。' })
  contests(@Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => PageArgs) page: PageArgs): Promise<Page<ContestRow>> {
    return readContests(context, withSelection(page, info));
  }

  @Query(() => ContestType, { nullable: true, description: 'One contest. 竞赛。' })
  contest(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<ContestRow | null> {
    return context.load(contestById, context.id(id, 'Contest', ['id']));
  }

  @FieldResolver(() => ID)
  id(@Root() contest: ContestRow): string {
    return toGlobalId('Contest', contest.id);
  }

  @FieldResolver(() => [RegionType], { description: 'The districts that take part, by code, also those that left. 参赛地区' })
  regions(@Root() contest: ContestRow, @Ctx() context: Context): Promise<RegionRow[]> {
    return context.load(districtsOf, contest.id);
  }

  @FieldResolver(() => [ContestAdjustmentType], { description: 'Corrections of points in the order in which they were decided, also those taken back. 申诉更正' })
  adjustments(@Root() contest: ContestRow, @Ctx() context: Context): Promise<ContestAdjustmentRow[]> {
    return context.load(adjustmentsOf, contest.id);
  }

  @FieldResolver(() => [ContestWithdrawalType], { description: 'Who left, also those let in again. 退赛' })
  withdrawals(@Root() contest: ContestRow, @Ctx() context: Context): Promise<ContestWithdrawalRow[]> {
    return context.load(withdrawalsOf, contest.id);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done to it, oldest first. 历史' })
  history(@Root() contest: ContestRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'Contest', id: contest.id, sight: context.sight });
  }
}

@Resolver(() => ContestAdjustmentType)
export class ContestAdjustmentResolver {
  @FieldResolver(() => ID, { description: 'Good for `contestEndAdjustment`.' })
  id(@Root() adjustment: ContestAdjustmentRow): string {
    return toGlobalId('ContestAdjustment', adjustment.id);
  }

  @FieldResolver(() => RegionType, { description: 'Which district\'s. 地区' })
  region(@Root() adjustment: ContestAdjustmentRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return context.load(regionById, adjustment.regionId);
  }
}

@Resolver(() => ContestWithdrawalType)
export class ContestWithdrawalResolver {
  @FieldResolver(() => RegionType, { description: 'Which district. 地区' })
  region(@Root() withdrawal: ContestWithdrawalRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return context.load(regionById, withdrawal.regionId);
  }
}
