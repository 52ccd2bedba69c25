import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { MoneyUnit } from '../graphql/enums.js';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar, MoneyScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import type { ScopeKeys } from '../kernel/rights.js';
import { PortfolioPart, ProjectEventKind } from './launch.entity.js';

registerEnumType(ProjectEventKind, {
  name: 'ProjectEventKind',
  description: 'What happens to a project on a day. 项目节点。',
  valuesConfig: {
    LAUNCHED: { description: 'Launched in a joint ceremony; not the start of work. 集中开工' },
    STARTED: { description: 'Work started for the first time. 开工' },
    RESUMED: { description: 'Work went on after the winter or a halt. 复工' },
    SUSPENDED: { description: 'Work stopped. 停工' },
    COMPLETED: { description: 'Completed. 竣工' },
    ENTERED_PRODUCTION: { description: 'Production began. 投产' },
    REACHED_CAPACITY: { description: 'Full capacity was reached. 达产' },
  },
});

registerEnumType(PortfolioPart, {
  name: 'PortfolioPart',
  description: 'Of which part of the register figures speak. 统计口径。',
  valuesConfig: {
    ALL: { description: 'All key projects. 全部' },
    INDUSTRY: { description: 'Its industry projects. 产业项目' },
    PROVINCIAL_TOP_100: { description: 'Those of the province\'s hundred. 省百大' },
  },
});

@ObjectType('IndustryChain', { simpleResolvers: true, description: 'An industry chain of the city. 产业链。' })
export class IndustryChainType {
  @Field(() => String, { description: 'Unique and stable. 编码' })
  code!: string;

  @Field(() => String, { description: 'Its Chinese name. 名称' })
  name!: string;

  @Field(() => String, { description: 'Its English name. 英文名称' })
  nameEn!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was ended: no project is put into it any more. 终止时间' })
  endedAt!: string | null;
}

@ObjectType('ProjectEvent', { description: 'Something that happened to a project on a day; written with the project\'s days. 项目节点记录。' })
export class ProjectEventType {
  @Field(() => ProjectEventKind, { simple: true, description: 'What happened. 节点' })
  kind!: ProjectEventKind;

  @Field(() => DateScalar, { simple: true, description: 'On which day. 日期' })
  on!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was recorded. 记录时间' })
  recordedAt!: string;

  @Field(() => String, { simple: true, description: 'By whom, by name. 记录人' })
  recordedBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it turned out to be a mistake; null while it counts. 更正时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Who corrected it, by name. 更正人' })
  endedBy!: string | null;
}

export interface ProjectEventRow extends ProjectEventType {
  readonly id: number;
  readonly projectId: number;
}

export const ProjectEventConnection = connectionOf('ProjectEvent', ProjectEventType);

@InputType({ description: 'Which events; every part narrows. 节点筛选。' })
export class ProjectEventFilter {
  @Field(() => [ProjectEventKind], { nullable: true, description: 'Of one of these kinds. 节点' })
  kind?: ProjectEventKind[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'On this day or later. 起始日' })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'On this day or earlier. 截止日' })
  to?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of projects in this region or below it. 地区' })
  regionId?: string | null;
}

@ObjectType('JointLaunch', { implements: Node, description: 'One ceremony in which many projects were launched. 集中开工仪式。' })
export class JointLaunchType extends Node {
  @Field(() => String, { simple: true, description: 'Name. 名称' })
  name!: string;

  @Field(() => DateScalar, { simple: true, description: 'The day. 日期' })
  on!: string;

  @Field(() => String, { simple: true, description: 'A remark; may be empty. 备注' })
  note!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was recorded. 记录时间' })
  recordedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was taken back; null while it stands. 撤销时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it was taken back. 撤销原因' })
  endReason!: string | null;
}

export interface JointLaunchRow extends Row {
  readonly name: string;
  readonly on: string;
  readonly regionId: number;
}

export const JointLaunchPayload = payloadOf('JointLaunch', 'jointLaunch', JointLaunchType);

@InputType({ description: 'A ceremony and the projects that it launched: all of them or none. 记录集中开工。' })
export class JointLaunchRecordInput {
  @Field(() => String, { description: 'At most 200 characters.' })
  name!: string;

  @Field(() => DateScalar, { description: 'The day; not after today.' })
  on!: string;

  @Field(() => ID, { description: 'Where it was held; within the region that the actor answers for.' })
  regionId!: string;

  @Field(() => String, { nullable: true, description: 'A remark, at most 2,000 characters.' })
  note?: string | null;

  @Field(() => [ID], { description: 'The projects, 1 to 500, none of them launched before.' })
  projectIds!: string[];
}

@ObjectType('SubProject', { implements: Node, description: 'A part of a project; its money is within the project\'s and counts in no figure by itself. 子项目。' })
export class SubProjectType extends Node {
  @Field(() => String, { simple: true, description: 'Name. 名称' })
  name!: string;

  @Field(() => String, { simple: true, description: 'What is built; may be empty. 建设内容' })
  content!: string;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'Start of work. 开工' })
  startedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'Completion. 竣工' })
  completedOn!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was ended; null while it stands. 终止时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it was ended. 终止原因' })
  endReason!: string | null;

  @Field(() => Int, { simple: true, description: 'Rises with every change; give it back when correcting. 版本' })
  version!: number;
}

export interface SubProjectRow extends Row {
  readonly projectId: number;
  readonly investment: string | null;
  readonly scope: ScopeKeys;
}

export const SubProjectPayload = payloadOf('SubProject', 'subProject', SubProjectType);

@InputType({ description: 'A part of a project. 子项目。' })
export class SubProjectInput {
  @Field(() => String, { description: 'At most 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What is built, at most 2,000 characters.' })
  content?: string | null;

  @Field(() => MoneyScalar, { nullable: true, description: 'Its share of the project\'s total investment, in `unit`.' })
  investment?: string | null;

  @Field(() => MoneyUnit, { defaultValue: 'WAN', description: 'In what the amount is said.' })
  unit!: MoneyUnit;

  @Field(() => DateScalar, { nullable: true, description: 'Start of work; not after today.' })
  startedOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Completion; not before the start, not after today.' })
  completedOn?: string | null;
}

@ObjectType('PortfolioYear', { description: 'What the register held in an earlier year. 历年盘子。' })
export class PortfolioYearType {
  @Field(() => Int, { simple: true, description: 'The year. 年度' })
  year!: number;

  @Field(() => PortfolioPart, { simple: true, description: 'Of which part. 口径' })
  part!: PortfolioPart;

  @Field(() => Int, { nullable: true, simple: true, description: 'How many projects; null where it is not known. 项目数' })
  projects!: number | null;

  @Field(() => String, { simple: true, description: 'Where the figures come from. 来源' })
  source!: string;
}

/** Yuan. */
export interface PortfolioYearRow extends PortfolioYearType {
  readonly totalInvestment: string;
  readonly annualPlan: string;
  readonly completed: string | null;
}

export const PortfolioYearPayload = payloadOf('PortfolioYear', 'portfolioYear', PortfolioYearType);
export const IndustryChainPayload = payloadOf('IndustryChain', 'industryChain', IndustryChainType);

@InputType({ description: 'What the register held in an earlier year; replaces what was said of it. 录入历年盘子。' })
export class PortfolioYearSetInput {
  @Field(() => Int, { description: 'A year before the business year, from 2000.' })
  year!: number;

  @Field(() => PortfolioPart, { description: 'Of which part.' })
  part!: PortfolioPart;

  @Field(() => Int, { nullable: true, description: 'How many projects; null where it is not known.' })
  projects?: number | null;

  @Field(() => MoneyScalar, { description: 'Their total investment in `unit`.' })
  totalInvestment!: string;

  @Field(() => MoneyScalar, { description: 'What they planned for the year in `unit`.' })
  annualPlan!: string;

  @Field(() => MoneyScalar, { nullable: true, description: 'What they completed in the year in `unit`; null where it is not known.' })
  completed?: string | null;

  @Field(() => MoneyUnit, { defaultValue: 'YI', description: 'In what the amounts are said.' })
  unit!: MoneyUnit;

  @Field(() => String, { description: 'Where the figures come from, at most 200 characters.' })
  source!: string;
}

@InputType({ description: 'An industry chain, a new one or one that stands. 设定产业链。' })
export class IndustryChainSetInput {
  @Field(() => String, { description: 'Unique and stable, at most 40 characters.' })
  code!: string;

  @Field(() => String, { description: 'Chinese name, at most 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'English name, at most 200 characters.' })
  nameEn!: string;
}

@ObjectType('PortfolioGrowth', { description: 'A part of the register this year beside the last: growth is (this - last) / last, null where the last is not known. 同比增长。' })
export class PortfolioGrowthType {
  @Field(() => PortfolioPart, { simple: true, description: 'Of which part. 口径' })
  part!: PortfolioPart;

  @Field(() => Int, { simple: true, description: 'Projects that the viewer sees, this year. 项目数' })
  projects!: number;

  @Field(() => Float, { nullable: true, simple: true, description: 'Of the number of projects. 项目数增长' })
  projectsGrowth!: number | null;

  @Field(() => Float, { nullable: true, simple: true, description: 'Of the total investment: 1 is twice as much. 总投资增长' })
  totalInvestmentGrowth!: number | null;

  @Field(() => Float, { nullable: true, simple: true, description: 'Of the year\'s plan: 2.403 is +240.3 %. 年度计划增长' })
  annualPlanGrowth!: number | null;

  @Field(() => Float, { nullable: true, simple: true, description: 'Of what was completed, this year so far beside the whole of last year. 完成投资增长' })
  completedGrowth!: number | null;
}

/** Yuan. */
export interface PortfolioGrowthRow extends PortfolioGrowthType {
  readonly totalInvestment: string;
  readonly annualPlan: string;
  readonly completedInvestment: string;
  readonly lastYear: PortfolioYearRow | null;
}
