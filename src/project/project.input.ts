import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { MoneyUnit } from '../graphql/enums.js';
import { DateScalar, MoneyScalar } from '../graphql/scalars.js';
import { ChainRole, ProjectOrigin, ProjectStage, ProjectTier, Sector } from './project.enums.js';

/** Fields that every change of a project may name. */
@InputType()
abstract class EventsInput {
  @Field(() => ProjectStage, { nullable: true, description: 'How far it has come. 阶段' })
  stage?: ProjectStage | null;

  @Field(() => DateScalar, { nullable: true, description: 'First start of work; not after today. 开工' })
  startedOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Resumption of work; not after today. 复工' })
  resumedOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Completion; not before the start, not after today. 竣工' })
  completedOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day of the joint launch ceremony. 集中开工' })
  launchedOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When production began; not before completion, not after today. 投产' })
  enteredProductionOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When full capacity was reached; not before production, not after today. 达产' })
  reachedCapacityOn?: string | null;

  @Field(() => Float, { nullable: true, description: 'Share of the physical work that is done, 0 to 1, kept to four places. 形象进度' })
  physicalProgress?: number | null;

  @Field(() => MoneyUnit, { defaultValue: 'WAN', description: 'In what the amount is said. 金额单位' })
  unit!: MoneyUnit;
}

@InputType()
abstract class DataInput extends EventsInput {
  @Field(() => ID, { nullable: true, description: 'The unit that owns it. 业主单位' })
  ownerUnitId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Planned start of work. 计划开工' })
  plannedStartOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Planned resumption. 计划复工' })
  plannedResumptionOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Planned completion; not before the planned start or resumption. 计划竣工' })
  plannedCompletionOn?: string | null;

  @Field(() => String, { nullable: true, description: 'What is built, at most 10,000 characters. 建设内容' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the industry chain that it belongs to. 产业链' })
  industryChain?: string | null;

  @Field(() => ChainRole, { nullable: true, description: 'What it does for its chain; only with one. 延链、补链、强链' })
  chainRole?: ChainRole | null;

  @Field(() => String, { nullable: true, description: 'What it is to make a year: a plain decimal above 0 with at most three places, in `capacityMeasure`. 设计产能' })
  expectedCapacity?: string | null;

  @Field(() => String, { nullable: true, description: 'In what the capacity is said, at most 40 characters: 万吨/年. 产能单位' })
  capacityMeasure?: string | null;

  @Field(() => MoneyScalar, { nullable: true, description: 'What it is to sell a year, in `unit`. 预计年销售收入' })
  expectedAnnualSales?: string | null;
}

@InputType({ description: 'A new project. Without a stage it is completed, under construction or preparing, as its days say. 登记项目。' })
export class ProjectRegisterInput extends DataInput {
  @Field(() => String, { description: 'Unique, at most 40 characters. 编码' })
  code!: string;

  @Field(() => String, { description: 'At most 200 characters. 名称' })
  name!: string;

  @Field(() => ProjectTier, { description: 'On whose list it stands. 级别' })
  tier!: ProjectTier;

  @Field(() => Sector, { description: 'What it is for. 领域' })
  sector!: Sector;

  @Field(() => ProjectOrigin, { description: 'Whether it begins or goes on. 建设性质' })
  origin!: ProjectOrigin;

  @Field(() => ID, { description: 'Where it is built; within the region that the actor answers for. 所在地区' })
  regionId!: string;

  @Field(() => MoneyScalar, { description: 'Total investment in `unit`, at most 10^14 yuan. 总投资' })
  totalInvestment!: string;
}

@InputType({ description: 'What to correct; what is left out stays, null clears a day or the owner. A correction may put any stage. 更正项目。' })
export class ProjectCorrectInput extends DataInput {
  @Field(() => Int, { description: 'The version that was read; another one in between is a CONFLICT. 版本' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'New code. 编码' })
  code?: string | null;

  @Field(() => String, { nullable: true, description: 'New name. 名称' })
  name?: string | null;

  @Field(() => ProjectTier, { nullable: true, description: 'New tier. 级别' })
  tier?: ProjectTier | null;

  @Field(() => Sector, { nullable: true, description: 'New sector. 领域' })
  sector?: Sector | null;

  @Field(() => ProjectOrigin, { nullable: true, description: 'New origin. 建设性质' })
  origin?: ProjectOrigin | null;

  @Field(() => ID, { nullable: true, description: 'New region, within the one that the actor answers for. 所在地区' })
  regionId?: string | null;

  @Field(() => MoneyScalar, { nullable: true, description: 'New total investment in `unit`. 总投资' })
  totalInvestment?: string | null;
}

@InputType({
  description: 'What has happened on a project; what is left out or null stays. A day of start, resumption or completion moves the project to the stage that begins there; '
    + 'a stage that is named without its day began today. 填报进度。',
})
export class ProjectProgressInput extends EventsInput {
  @Field(() => Int, { description: 'The version that was read; another one in between is a CONFLICT. 版本' })
  version!: number;

  @Field(() => MoneyScalar, { nullable: true, description: 'All that was completed in the year so far, in `unit`; takes the place of what was reported before. 年度累计完成投资' })
  completedInvestment?: string | null;

  @Field(() => Int, { nullable: true, description: 'The year of the completed investment, 2000 to the business year; the business year where it is left out. 年度' })
  year?: number | null;

  @Field(() => String, { nullable: true, description: 'A remark for the history, at most 2,000 characters. 备注' })
  note?: string | null;
}

@InputType({ description: 'The money that a project plans for a year. 年度计划。' })
export class ProjectYearPlanInput {
  @Field(() => Int, { description: 'The version that was read; another one in between is a CONFLICT. 版本' })
  version!: number;

  @Field(() => Int, { description: 'The year, 2000 to 2100. 年度' })
  year!: number;

  @Field(() => MoneyScalar, { description: 'The plan in `unit`; takes the place of an earlier one. 年度计划投资' })
  planned!: string;

  @Field(() => MoneyUnit, { defaultValue: 'WAN', description: 'In what the amount is said. 金额单位' })
  unit!: MoneyUnit;
}
