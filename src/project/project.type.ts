import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar, MoneyScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import type { ScopeKeys } from '../kernel/rights.js';
import type { Project } from './project.entity.js';
import { ChainRole, ProjectOrigin, ProjectStage, ProjectTier, Sector } from './project.enums.js';

type Day =
  | 'plannedStartOn' | 'startedOn' | 'plannedResumptionOn' | 'resumedOn' | 'plannedCompletionOn' | 'completedOn'
  | 'launchedOn' | 'enteredProductionOn' | 'reachedCapacityOn';
type Plain = 'code' | 'name' | 'tier' | 'sector' | 'origin' | 'stage' | 'description' | 'endReason' | 'version' | 'chainRole' | 'expectedCapacity' | 'capacityMeasure';

@ObjectType('Project', { implements: Node, description: 'A key project of the register. Money is CNY, days are the city\'s. 重点项目。' })
export class ProjectType extends Node implements Pick<Project, Plain | Day> {
  @Field(() => String, { simple: true, description: 'Unique. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'Name. 名称' })
  name!: string;

  @Field(() => ProjectTier, { simple: true, description: 'On whose list it stands. 级别' })
  tier!: ProjectTier;

  @Field(() => Sector, { simple: true, description: 'What it is for. 领域' })
  sector!: Sector;

  @Field(() => ProjectOrigin, { simple: true, description: 'Whether it begins or goes on. 建设性质' })
  origin!: ProjectOrigin;

  @Field(() => ProjectStage, { simple: true, description: 'How far it has come. 阶段' })
  stage!: ProjectStage;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'Planned start of work. 计划开工' })
  plannedStartOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'First start of work. 开工' })
  startedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'Planned resumption, after the winter or after a halt. 计划复工' })
  plannedResumptionOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'Last resumption of work. 复工' })
  resumedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'Planned completion. 计划竣工' })
  plannedCompletionOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'Completion. 竣工' })
  completedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'Day of the joint launch ceremony, which is not the start of work. 集中开工' })
  launchedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When production began. 投产' })
  enteredProductionOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When full capacity was reached. 达产' })
  reachedCapacityOn!: string | null;

  @Field(() => ChainRole, { nullable: true, simple: true, description: 'What it does for its industry chain. 延链、补链、强链' })
  chainRole!: ChainRole | null;

  @Field(() => String, { nullable: true, simple: true, description: 'What it is to make a year, exact, in `capacityMeasure`; null where it is not known. 设计产能' })
  expectedCapacity!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'In what the capacity is said: 万吨/年. 产能单位' })
  capacityMeasure!: string | null;

  @Field(() => Float, { simple: true, description: 'Share of the physical work that is done, 0 to 1. 形象进度' })
  physicalProgress!: number;

  @Field(() => String, { simple: true, description: 'What is built; may be empty. 建设内容' })
  description!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was entered into the register. 登记时间' })
  registeredAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it left the register; null while it stands there. 终止时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it left the register. 终止原因' })
  endReason!: string | null;

  @Field(() => Int, { simple: true, description: 'Rises with every change; give it back when changing. 版本' })
  version!: number;
}

/** A project as the queries read it; money is yuan. */
export interface ProjectRow extends Row, Pick<Project, Plain | Day | 'regionId' | 'ownerUnitId' | 'totalInvestment' | 'industryChainId' | 'jointLaunchId' | 'expectedAnnualSales'> {
  readonly physicalProgress: number;
  readonly registeredAt: string;
  readonly endedAt: string | null;
  /** The business year, of which `annualPlan` and `completedInvestment` speak. */
  readonly year: number;
  readonly annualPlan: string;
  readonly completedInvestment: string;
  readonly completedToDate: string;
  readonly scope: ScopeKeys;
}

@ObjectType('ProjectYear', { description: 'A project\'s money in one year. 年度投资。' })
export class ProjectYearType {
  @Field(() => Int, { simple: true, description: 'The year. 年度' })
  year!: number;
}

/** A year of a project as the queries read it; yuan. */
export interface ProjectYearRow {
  readonly year: number;
  readonly planned: string;
  readonly completed: string;
}

export const ProjectConnection = connectionOf('Project', ProjectType);
export const ProjectPayload = payloadOf('Project', 'project', ProjectType);

@InputType({ description: 'Which projects; every part narrows, and an empty list finds none. 项目筛选。' })
export class ProjectFilter {
  @Field(() => [ProjectTier], { nullable: true, description: 'Of one of these tiers. 级别' })
  tier?: ProjectTier[] | null;

  @Field(() => [Sector], { nullable: true, description: 'Of one of these sectors. 领域' })
  sector?: Sector[] | null;

  @Field(() => [ProjectOrigin], { nullable: true, description: 'New or continuing. 建设性质' })
  origin?: ProjectOrigin[] | null;

  @Field(() => [ProjectStage], { nullable: true, description: 'In one of these stages. 阶段' })
  stage?: ProjectStage[] | null;

  @Field(() => ID, { nullable: true, description: 'In this region or below it. 所在地区（含下级）' })
  regionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'This leader answers for it now, in whatever role. 服务员' })
  leaderId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a city leader answers for it now, as its general service officer. 有无总服务员' })
  hasLeader?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'Of one of these industry chains, by code. 产业链' })
  industryChain?: string[] | null;

  @Field(() => [ChainRole], { nullable: true, description: 'With one of these roles in its chain. 延链、补链、强链' })
  chainRole?: ChainRole[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Launched in the joint ceremony of this day. 集中开工日' })
  launchedOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Started, or planned to start or resume, by this day. 可开（复）工截止日' })
  startableBy?: string | null;

  @Field(() => MoneyScalar, { nullable: true, description: 'Total investment of at least so many `WAN`. 总投资下限（万元）' })
  totalInvestmentAtLeast?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the name or code. 名称或编码的一部分' })
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether projects that left the register are listed as well; they never count in figures. 含已终止' })
  includeEnded?: boolean | null;
}

export * from './project.enums.js';
