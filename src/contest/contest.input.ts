import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { DateScalar } from '../graphql/scalars.js';
import { ProjectOrigin, ProjectTier, Sector } from '../project/project.enums.js';
import { ContestMeasure } from './contest.enums.js';

@InputType({ description: 'A rule of a contest. 计分规则。' })
export class ContestRuleInput {
  @Field(() => String, { description: 'Unique in its contest, at most 40 characters. 编码' })
  code!: string;

  @Field(() => String, { description: 'At most 200 characters. 名称' })
  name!: string;

  @Field(() => ContestMeasure, { description: 'What is counted. 指标' })
  measure!: ContestMeasure;

  @Field(() => Int, { description: 'Percent of the whole, 1 to 100. 权重' })
  weight!: number;

  @Field(() => Float, { defaultValue: 0, description: 'The rate that is worth nothing, 0 to 100; 1 is the whole. 零分起点' })
  zeroAt!: number;

  @Field(() => Float, { defaultValue: 1, description: 'The rate that is worth 100 points, more than `zeroAt`. 满分线' })
  fullAt!: number;

  @Field(() => Int, { defaultValue: 100, description: 'Most points, 1 to 200. 封顶分' })
  cap!: number;

  @Field(() => [ProjectTier], { nullable: true, description: 'Only projects of these tiers. 级别' })
  tiers?: ProjectTier[] | null;

  @Field(() => [Sector], { nullable: true, description: 'Only projects of these sectors. 领域' })
  sectors?: Sector[] | null;

  @Field(() => [ProjectOrigin], { nullable: true, description: 'Only new or continuing projects. 建设性质' })
  origins?: ProjectOrigin[] | null;

  @Field(() => Int, { nullable: true, description: 'In which place its points decide between equal districts, 1 to 12, each place once; not where it is left out. 同分排序' })
  tieBreak?: number | null;
}

@InputType({ description: 'A contest as it is drawn up. 拟定竞赛。' })
export class ContestInput {
  @Field(() => String, { description: 'At most 200 characters. 名称' })
  name!: string;

  @Field(() => DateScalar, { description: 'Its first day. 开赛日' })
  startsOn!: string;

  @Field(() => DateScalar, { description: 'Its last day, at most 400 days in all. 结束日' })
  endsOn!: string;

  @Field(() => [ID], { description: 'The districts that take part, 2 to 60, none within another. 参赛地区' })
  regionIds!: string[];

  @Field(() => [ContestRuleInput], { description: 'What counts, 1 to 12 rules. 计分规则' })
  rules!: ContestRuleInput[];
}

@InputType({ description: 'Points of one rule for one district. 申诉更正。' })
export class ContestAdjustInput {
  @Field(() => ID, { description: 'In which contest; it runs. 竞赛' })
  contestId!: string;

  @Field(() => ID, { description: 'Which district. 地区' })
  regionId!: string;

  @Field(() => String, { description: 'Code of the rule. 计分规则' })
  rule!: string;

  @Field(() => Float, { description: 'How many points of that rule, before its weight: -100 to 100, not 0, at most two decimals. 分值' })
  points!: number;

  @Field(() => DateScalar, { description: 'From which of its days on. 起算日' })
  from!: string;

  @Field(() => String, { description: 'Why, at most 2,000 characters. 理由' })
  reason!: string;
}
