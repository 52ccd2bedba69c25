import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { MoneyUnit } from '../graphql/enums.js';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar, MoneyScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import type { ScopeKeys } from '../kernel/rights.js';
import { ProjectOrigin, ProjectTier, Sector } from '../project/project.enums.js';
import { LeadStage, type InvestmentLead } from './lead.entity.js';
import type { LeadNextStepRow } from './lead-parts.type.js';

export const InvestmentLeadStatus = enumeration('OPEN', 'CONVERTED', 'ENDED');
export type InvestmentLeadStatus = Word<typeof InvestmentLeadStatus>;

registerEnumType(InvestmentLeadStatus, {
  name: 'InvestmentLeadStatus',
  description: 'How far an investment lead has come. 线索状态。',
  valuesConfig: {
    OPEN: { description: 'The city follows it. 在谈' },
    CONVERTED: { description: 'It became a project. 已转为项目' },
    ENDED: { description: 'It was given up. 已终止' },
  },
});

export const ConversionStage = enumeration('RESERVE', 'PREPARING');
export type ConversionStage = Word<typeof ConversionStage>;

registerEnumType(ConversionStage, {
  name: 'ConversionStage',
  description: 'Stages in which a project can come from an investment lead: nothing is built yet. 转为项目时的阶段。',
  valuesConfig: {
    RESERVE: { description: 'An idea in reserve. 谋划储备' },
    PREPARING: { description: 'Papers, land, design. 前期' },
  },
});

export const InvestmentLeadOrder = enumeration(
  'CODE_ASC', 'CODE_DESC', 'REGISTERED_AT_ASC', 'REGISTERED_AT_DESC', 'EXPECTED_INVESTMENT_ASC', 'EXPECTED_INVESTMENT_DESC', 'NEXT_STEP_ON_ASC',
);
export type InvestmentLeadOrder = Word<typeof InvestmentLeadOrder>;

registerEnumType(InvestmentLeadOrder, {
  name: 'InvestmentLeadOrder',
  description: 'How investment leads are sorted. 线索排序。',
  valuesConfig: {
    CODE_ASC: { description: 'By code. 按编码' },
    CODE_DESC: { description: 'By code, backwards. 按编码倒序' },
    REGISTERED_AT_ASC: { description: 'Oldest first. 最早登记在前' },
    REGISTERED_AT_DESC: { description: 'Newest first. 最新登记在前' },
    EXPECTED_INVESTMENT_ASC: { description: 'Smallest first; an unknown amount counts as nothing. 投资额由小到大' },
    EXPECTED_INVESTMENT_DESC: { description: 'Largest first; an unknown amount counts as nothing. 投资额由大到小' },
    NEXT_STEP_ON_ASC: { description: 'The next step that is due first comes first; those without one last. 按下一步时限' },
  },
});

@ObjectType('InvestmentLead', { implements: Node, description: 'A possible investment that the city follows until it becomes a project or is given up. 招商线索。' })
export class InvestmentLeadType extends Node implements Pick<InvestmentLead, 'code' | 'name' | 'sector' | 'description' | 'stage' | 'endReason' | 'version'> {
  @Field(() => String, { simple: true, description: 'Unique. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'Name. 名称' })
  name!: string;

  @Field(() => Sector, { simple: true, description: 'Sector. 领域' })
  sector!: Sector;

  @Field(() => String, { simple: true, description: 'What it is about; may be empty. 说明' })
  description!: string;

  @Field(() => InvestmentLeadStatus, { simple: true, description: 'How far it has come. 状态' })
  status!: InvestmentLeadStatus;

  @Field(() => LeadStage, { simple: true, description: 'How far the talks have come; it stays once the lead is closed. 阶段' })
  stage!: LeadStage;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was entered. 登记时间' })
  registeredAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it became a project. 转为项目的时间' })
  convertedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Since when nobody follows it any more: given up or converted. 终止时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it was given up; null for a converted one. 终止原因' })
  endReason!: string | null;

  @Field(() => Int, { simple: true, description: 'Rises with every change; give it back when correcting. 版本' })
  version!: number;
}

/** An investment lead as the queries read it; the amount is yuan. */
export interface LeadRow extends Row, Pick<InvestmentLead, 'code' | 'name' | 'regionId' | 'sector' | 'description' | 'expectedInvestment' | 'projectId' | 'stage' | 'endReason' | 'version'> {
  readonly nextStep: LeadNextStepRow | null;
  readonly status: InvestmentLeadStatus;
  readonly registeredAt: string;
  readonly convertedAt: string | null;
  readonly endedAt: string | null;
  readonly scope: ScopeKeys;
}

export const InvestmentLeadConnection = connectionOf('InvestmentLead', InvestmentLeadType);

@InputType({ description: 'Which investment leads; all parts narrow together. 线索筛选。' })
export class InvestmentLeadFilter {
  @Field(() => ID, { nullable: true, description: 'In this region or below it. 地区' })
  regionId?: string | null;

  @Field(() => [Sector], { nullable: true, description: 'Of one of these sectors. 领域' })
  sector?: Sector[] | null;

  @Field(() => [InvestmentLeadStatus], { nullable: true, description: 'In one of these states. 状态' })
  status?: InvestmentLeadStatus[] | null;

  @Field(() => [LeadStage], { nullable: true, description: 'At one of these stages. 阶段' })
  stage?: LeadStage[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the next step should be done already, of an open lead. 下一步是否逾期' })
  nextStepOverdue?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'This leader is to do the next step. 下一步负责人' })
  nextStepLeaderId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether something that it needs is neither answered nor reported. 有无待落实需求' })
  hasOpenNeeds?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'This leader answers for it now, in whatever role. 服务员' })
  leaderId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a city leader answers for it now, as its general service officer. 有无总服务员' })
  hasLeader?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Part of the name or the code. 关键字' })
  search?: string | null;
}

@InputType({ description: 'A new investment lead. 登记线索。' })
export class InvestmentLeadRegisterInput {
  @Field(() => String, { description: 'Unique, at most 40 characters.' })
  code!: string;

  @Field(() => String, { description: 'Name, at most 200 characters.' })
  name!: string;

  @Field(() => ID, { description: 'Where the investment would go.' })
  regionId!: string;

  @Field(() => Sector, { description: 'Sector.' })
  sector!: Sector;

  @Field(() => String, { nullable: true, description: 'What it is about, at most 10,000 characters.' })
  description?: string | null;

  @Field(() => MoneyScalar, { nullable: true, description: 'Expected investment in `unit`; left out while nobody can say.' })
  expectedInvestment?: string | null;

  @Field(() => MoneyUnit, { defaultValue: 'WAN', description: 'In what the amount is said.' })
  unit!: MoneyUnit;
}

@InputType({ description: 'What to correct; what is left out stays. 更正线索。' })
export class InvestmentLeadCorrectInput {
  @Field(() => Int, { description: 'The version that was read; another one in between is a CONFLICT.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'New name.' })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'New region.' })
  regionId?: string | null;

  @Field(() => Sector, { nullable: true, description: 'New sector.' })
  sector?: Sector | null;

  @Field(() => String, { nullable: true, description: 'New description.' })
  description?: string | null;

  @Field(() => MoneyScalar, { nullable: true, description: 'New expected investment in `unit`; null says that nobody can tell any more.' })
  expectedInvestment?: string | null;

  @Field(() => MoneyUnit, { defaultValue: 'WAN', description: 'In what the amount is said.' })
  unit!: MoneyUnit;
}

@InputType({ description: 'The project that an investment lead becomes; what is left out is the lead\'s own. 转为项目。' })
export class InvestmentLeadConvertInput {
  @Field(() => String, { description: 'The project\'s code: unique, at most 40 characters.' })
  code!: string;

  @Field(() => ProjectTier, { description: 'The project\'s tier.' })
  tier!: ProjectTier;

  @Field(() => ConversionStage, { defaultValue: 'RESERVE', description: 'How far the project has come.' })
  stage!: ConversionStage;

  @Field(() => ProjectOrigin, { defaultValue: 'NEW', description: 'Whether the project is new or goes on with something.' })
  origin!: ProjectOrigin;

  @Field(() => MoneyScalar, { nullable: true, description: 'Total investment in `unit`; the lead\'s expected investment where it is left out.' })
  totalInvestment?: string | null;

  @Field(() => MoneyUnit, { defaultValue: 'WAN', description: 'In what the amount is said.' })
  unit!: MoneyUnit;

  @Field(() => String, { nullable: true, description: 'The project\'s name.' })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'The project\'s region.' })
  regionId?: string | null;

  @Field(() => Sector, { nullable: true, description: 'The project\'s sector.' })
  sector?: Sector | null;

  @Field(() => String, { nullable: true, description: 'The project\'s description.' })
  description?: string | null;

  @Field(() => ID, { nullable: true, description: 'The unit that owns the project.' })
  ownerUnitId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Planned start of work.' })
  plannedStartOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Planned completion.' })
  plannedCompletionOn?: string | null;
}

export const InvestmentLeadPayload = payloadOf('InvestmentLead', 'investmentLead', InvestmentLeadType);
