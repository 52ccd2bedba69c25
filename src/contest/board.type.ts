import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { StateSource } from '../graphql/live-field.js';
import { DateScalar, QuantityScalar } from '../graphql/scalars.js';
import type { ContestRule } from './contest.entity.js';
import type { ContestRow } from './contest.type.js';
import { ContestUnit } from './contest.enums.js';

@ObjectType('ContestScore', { description: 'What a district has of one rule, and what that comes of. 单项得分。' })
export class ContestScoreType {
  @Field(() => ContestUnit, { simple: true, description: 'In what the two figures are counted. 计量' })
  unit!: ContestUnit;

  @Field(() => QuantityScalar, { simple: true, description: 'What was done: see the rule\'s measure. 分子' })
  numerator!: string;

  @Field(() => QuantityScalar, { simple: true, description: 'Of what. 分母' })
  denominator!: string;

  @Field(() => Float, { nullable: true, simple: true, description: 'The first beside the second; null of nothing. 比率' })
  rate!: number | null;

  @Field(() => Float, { nullable: true, simple: true, description: 'Points by the rate: 0 at the rule\'s `zeroAt`, 100 at its `fullAt`, two decimals, never beyond its cap; null where there is nothing to measure. 按比率得分' })
  measured!: number | null;

  @Field(() => Float, { simple: true, description: 'Sum of the corrections that count on the day. 更正分' })
  adjusted!: number;

  @Field(() => Float, { nullable: true, simple: true, description: 'The two together, from 0 to the cap; null where there is neither: then the other rules share its weight. 单项得分' })
  points!: number | null;

  @Field(() => Float, { nullable: true, simple: true, description: 'What it adds to the district\'s points: the points by its weight of the weights that count, two decimals. 计入总分' })
  contribution!: number | null;
}

@ObjectType('ContestPlace', { simpleResolvers: true, description: 'Where a district stood on another day. 名次。' })
export class ContestPlaceType {
  @Field(() => DateScalar, { description: 'On which day. 日期' })
  on!: string;

  @Field(() => Int, { nullable: true, description: 'Its rank. 名次' })
  rank!: number | null;

  @Field(() => Float, { nullable: true, description: 'Its points. 总分' })
  points!: number | null;
}

@ObjectType('ContestStanding', { description: 'A district in the table of a day. 排名。' })
export class ContestStandingType {
  @Field(() => Int, { nullable: true, simple: true, description: 'From 1 on; districts that nothing tells apart share a rank, and the next one is left out. Null where it has left, or nothing of it could be measured. 名次' })
  rank!: number | null;

  @Field(() => Float, { nullable: true, simple: true, description: 'Sum of the contributions; null where nothing could be measured. 总分' })
  points!: number | null;
}

@ObjectType('ContestScoreboard', {
  description: 'The table of a day. Districts are measured by what was known of them at its end, or now on today\'s; it never changes by itself later. Rules, withdrawals and corrections are those known now, so that a correction that counts from an earlier day shows in that day\'s table: with `@asOf` of the day the table is as it was told then. 积分榜。',
})
export class ContestScoreboardType {
  @Field(() => DateScalar, { simple: true, description: 'Of which day. 日期' })
  on!: string;

  @Field(() => Int, { simple: true, description: 'Which day of the contest, from 1 on. 第几天' })
  dayNumber!: number;
}

@ObjectType('ContestScreen', { description: 'A contest at one moment, for a wall. 竞赛画面。' })
export class ContestScreenType {}

/** A contest at a tick; everything is read through the tick's loaders. */
export interface ContestScreenSource extends StateSource {
  readonly revision: number;
  readonly at: string;
  /** Null: whichever runs. */
  readonly contestId: number | null;
}

export interface ScoreRow extends ContestScoreType {
  readonly rule: ContestRule;
  readonly contestId: number;
  readonly regionId: number;
  readonly on: string;
}

export interface StandingRow extends ContestStandingType {
  readonly contest: ContestRow;
  readonly on: string;
  readonly regionId: number;
  readonly scores: readonly ScoreRow[];
}

export interface ScoreboardRow extends ContestScoreboardType {
  readonly contest: ContestRow;
}

/** A table, by the contest and the day. */
export interface BoardKey {
  readonly id: number;
  readonly on: string;
}
