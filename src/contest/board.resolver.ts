import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { placeBefore, readScoreboard, standingsOf } from './board.queries.js';
import {
  ContestPlaceType, ContestScoreboardType, ContestScoreType, ContestStandingType, type ScoreboardRow, type ScoreRow, type StandingRow,
} from './board.type.js';
import type { ContestRule } from './contest.entity.js';
import { adjustmentsOf, contestById, withdrawalsOf } from './contest.queries.js';
import {
  ContestAdjustmentType, ContestRuleType, ContestType, ContestWithdrawalType, type ContestAdjustmentRow, type ContestRow, type ContestWithdrawalRow,
} from './contest.type.js';

@Resolver(() => ContestScoreboardType)
export class ContestScoreboardResolver {
  @Query(() => ContestScoreboardType, { nullable: true, description: 'The table of a day; null where there is no such contest or it has not begun. 积分榜。' })
  async contestScoreboard(
    @Ctx() context: Context,
    @Arg('contestId', () => ID, { description: 'Of which contest.' }) contestId: string,
    @Arg('on', () => DateScalar, { nullable: true, description: 'Which of its days; the last one that has come where it is left out. 日期' }) on?: string | null,
  ): Promise<ScoreboardRow | null> {
    const contest = await context.load(contestById, context.id(contestId, 'Contest', ['contestId']));
    return contest && readScoreboard(context, contest, on ?? null);
  }

  @FieldResolver(() => ContestType, { description: 'Of which contest. 竞赛' })
  contest(@Root() board: ScoreboardRow): ContestRow {
    return board.contest;
  }

  @FieldResolver(() => [ContestStandingType], { description: 'Its districts by rank, then those without one. 排名' })
  standings(@Root() { contest, on }: ScoreboardRow, @Ctx() context: Context): Promise<StandingRow[]> {
    return context.load(standingsOf, { id: contest.id, on });
  }
}

@Resolver(() => ContestStandingType)
export class ContestStandingResolver {
  @FieldResolver(() => RegionType, { description: 'The district. 地区' })
  region(@Root() standing: StandingRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return context.load(regionById, standing.regionId);
  }

  @FieldResolver(() => [ContestScoreType], { description: 'What it has of each rule, in the order of the rules. 各项得分' })
  scores(@Root() standing: StandingRow): readonly ScoreRow[] {
    return standing.scores;
  }

  @FieldResolver(() => ContestWithdrawalType, { nullable: true, description: 'That it had left by the day; null while it races. 退赛' })
  async withdrawal(@Root() { contest, regionId, on }: StandingRow, @Ctx() context: Context): Promise<ContestWithdrawalRow | null> {
    return (await context.load(withdrawalsOf, contest.id)).find((each) => each.regionId === regionId && each.on <= on && each.endedAt === null) ?? null;
  }

  @FieldResolver(() => ContestPlaceType, { nullable: true, description: 'Where it stood a week before, or on the first day where that was later; null on the first day, and where no versions are kept of that day. 一周前' })
  weekBefore(@Root() standing: StandingRow, @Ctx() context: Context): Promise<ContestPlaceType | null> {
    return placeBefore(context, standing);
  }
}

@Resolver(() => ContestScoreType)
export class ContestScoreResolver {
  @FieldResolver(() => ContestRuleType, { description: 'By which rule. 计分规则' })
  rule(@Root() score: ScoreRow): ContestRule {
    return score.rule;
  }

  @FieldResolver(() => [ContestAdjustmentType], { description: 'The corrections that count on the day. 申诉更正' })
  async adjustments(@Root() { contestId, regionId, rule, on }: ScoreRow, @Ctx() context: Context): Promise<ContestAdjustmentRow[]> {
    return (await context.load(adjustmentsOf, contestId)).filter((each) => each.regionId === regionId && each.rule === rule.code && each.from <= on && each.endedAt === null);
  }
}
