import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { ProjectOrigin, ProjectTier, Sector } from '../project/project.enums.js';
import type { Contest, ContestRule } from './contest.entity.js';
import { ContestMeasure, ContestStatus, ContestUnit } from './contest.enums.js';

registerEnumType(ContestStatus, {
  name: 'ContestStatus',
  description: 'How far a contest has come. 竞赛状态。',
  valuesConfig: {
    DRAFT: { description: 'Drawn up; its rules may change, and nothing is reckoned. 草案' },
    RUNNING: { description: 'Announced: days, districts and rules stand. 进行中' },
    ENDED: { description: 'The final table stands. 已结束' },
    CANCELLED: { description: 'Called off. 已取消' },
  },
});

registerEnumType(ContestMeasure, {
  name: 'ContestMeasure',
  description: 'What a rule counts in a district; the rate is the first of the two beside the second. 计分指标。',
  valuesConfig: {
    START_RATE: { description: 'Projects started or resumed this year, beside those that are startable by the day. 开（复）工率' },
    STARTED_IN_PERIOD: { description: 'Projects started or resumed since the first day, beside those that were to be by the last and had not been before. 赛期开（复）工率' },
    INVESTMENT_OF_PLAN: { description: 'The year\'s completed investment, beside the annual plan. 年度投资完成率' },
    INVESTMENT_OF_CURVE: { description: 'The year\'s completed investment, beside what the seasonal curve expects by the day. 投资进度（对照季节曲线）' },
    ISSUES_CLOSED_IN_TIME: { description: 'Issues of projects closed by their deadline, beside those whose deadline fell from the first day to the day; merged ones do not count. 问题按期销号率' },
    NOT_RED: { description: 'Projects whose light is not red, beside all. 非红灯率' },
  },
});

registerEnumType(ContestUnit, {
  name: 'ContestUnit',
  description: 'What is counted. 计量。',
  valuesConfig: { PROJECTS: { description: 'Projects. 个' }, YUAN: { description: 'Yuan. 元' }, ISSUES: { description: 'Issues. 件' } },
});

@ObjectType('ContestRule', { simpleResolvers: true, description: 'What a contest counts, and what it is worth. 计分规则。' })
export class ContestRuleType implements ContestRule {
  @Field(() => String, { description: 'Unique in its contest. 编码' })
  code!: string;

  @Field(() => String, { description: 'Its name, as the city says it. 名称' })
  name!: string;

  @Field(() => ContestMeasure, { description: 'What is counted. 指标' })
  measure!: ContestMeasure;

  @Field(() => Int, { description: 'Its share of the whole, in percent; those of a contest that runs make 100. 权重' })
  weight!: number;

  @Field(() => Float, { description: 'The rate that is worth nothing: 0.5 is a half. 零分起点' })
  zeroAt!: number;

  @Field(() => Float, { description: 'The rate that is worth 100 points; between the two points rise evenly. 满分线' })
  fullAt!: number;

  @Field(() => Int, { description: 'Most points, also beyond the rate of 100. 封顶分' })
  cap!: number;

  @Field(() => [ProjectTier], { nullable: true, description: 'Only projects of these tiers; all where it is null. 级别' })
  tiers!: ProjectTier[] | null;

  @Field(() => [Sector], { nullable: true, description: 'Only projects of these sectors; all where it is null. 领域' })
  sectors!: Sector[] | null;

  @Field(() => [ProjectOrigin], { nullable: true, description: 'Only new or continuing projects; all where it is null. 建设性质' })
  origins!: ProjectOrigin[] | null;

  @Field(() => Int, { nullable: true, description: 'In which place its points decide between districts of equal points; null: not. Where nothing decides, they share the rank. 同分排序' })
  tieBreak!: number | null;
}

@ObjectType('ContestWithdrawal', { description: 'A district left the contest; it stays in the table without a rank. 退赛。' })
export class ContestWithdrawalType {
  @Field(() => DateScalar, { simple: true, description: 'From this day on. 退赛日' })
  on!: string;

  @Field(() => String, { simple: true, description: 'Why. 原因' })
  reason!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was recorded. 记录时间' })
  madeAt!: string;

  @Field(() => String, { simple: true, description: 'By whom, by name. 记录人' })
  madeBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When the district was let in again; null while it is out. 恢复时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'By whom, by name. 恢复人' })
  endedBy!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it was let in again. 恢复原因' })
  endReason!: string | null;
}

export interface ContestWithdrawalRow extends ContestWithdrawalType {
  readonly contestId: number;
  readonly regionId: number;
}

@ObjectType('ContestAdjustment', { description: 'Points of one rule that a district got or lost by hand, as an appeal was decided; never deleted. 申诉更正。' })
export class ContestAdjustmentType {
  @Field(() => String, { simple: true, description: 'Code of the rule. 计分规则' })
  rule!: string;

  @Field(() => Float, { simple: true, description: 'How many points of that rule, before its weight; below zero where they are taken. 分值' })
  points!: number;

  @Field(() => DateScalar, { simple: true, description: 'From which day on it counts. 起算日' })
  from!: string;

  @Field(() => String, { simple: true, description: 'Why. 理由' })
  reason!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was decided. 更正时间' })
  madeAt!: string;

  @Field(() => String, { simple: true, description: 'By whom, by name. 更正人' })
  madeBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was taken back; null while it counts. 撤销时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'By whom, by name. 撤销人' })
  endedBy!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it was taken back. 撤销原因' })
  endReason!: string | null;
}

export interface ContestAdjustmentRow extends ContestAdjustmentType {
  readonly id: number;
  readonly contestId: number;
  readonly regionId: number;
}

@ObjectType('Contest', { implements: Node, description: 'A race of districts by rules, over some days; everybody may read it. 竞赛。' })
export class ContestType extends Node implements Pick<Contest, 'name' | 'startsOn' | 'endsOn' | 'status' | 'version'> {
  @Field(() => String, { simple: true, description: 'Name. 名称' })
  name!: string;

  @Field(() => DateScalar, { simple: true, description: 'Its first day. 开赛日' })
  startsOn!: string;

  @Field(() => DateScalar, { simple: true, description: 'Its last day. 结束日' })
  endsOn!: string;

  @Field(() => Int, { simple: true, description: 'How many days, the first and the last included. 天数' })
  days!: number;

  @Field(() => ContestStatus, { simple: true, description: 'How far it has come. 状态' })
  status!: ContestStatus;

  @Field(() => [ContestRuleType], { simple: true, description: 'What counts, in the order in which it is shown. 计分规则' })
  rules!: ContestRuleType[];

  @Field(() => Int, { simple: true, description: 'Sum of the weights; 100 where it is whole. 权重合计' })
  weight!: number;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was drawn up. 拟定时间' })
  drawnAt!: string;

  @Field(() => String, { simple: true, description: 'By whom, by name. 拟定人' })
  drawnBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Since when days and rules stand; null in a draft. 启动时间' })
  startedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was ended or called off. 结束时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it was called off. 取消原因' })
  cancelReason!: string | null;

  @Field(() => Int, { simple: true, description: 'Rises with each change of it; corrections of points are none. 版本' })
  version!: number;
}

export interface ContestRow extends Row {
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly days: number;
  readonly status: ContestStatus;
  readonly rules: readonly ContestRule[];
}

export const ContestConnection = connectionOf('Contest', ContestType);
export const ContestPayload = payloadOf('Contest', 'contest', ContestType);
