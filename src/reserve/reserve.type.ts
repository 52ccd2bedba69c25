import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs } from '../graphql/connection.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { enumeration, type Word } from '../kernel/enumeration.js';

export const ReserveDimension = enumeration('FIELD', 'REGION', 'STEP');
export type ReserveDimension = Word<typeof ReserveDimension>;

registerEnumType(ReserveDimension, {
  name: 'ReserveDimension',
  description: 'By what the figures of the reserve are split. 储备统计维度。',
  valuesConfig: {
    FIELD: { description: 'By field. 按谋划方向' },
    REGION: { description: 'By the very region in which a project stands. 按所在地区' },
    STEP: { description: 'By the furthest step that was reached. 按成熟度' },
  },
});

export const ReserveOrder = enumeration('CODE_ASC', 'TOTAL_INVESTMENT_DESC', 'NEXT_PLANNED_ASC');
export type ReserveOrder = Word<typeof ReserveOrder>;

registerEnumType(ReserveOrder, {
  name: 'ReserveOrder',
  description: 'How projects in reserve are sorted. 储备项目排序。',
  valuesConfig: {
    CODE_ASC: { description: 'By code. 按编码' },
    TOTAL_INVESTMENT_DESC: { description: 'Largest first. 投资额由大到小' },
    NEXT_PLANNED_ASC: { description: 'The step that is planned first comes first; those without one last. 按下一步计划日' },
  },
});

export const ReserveAct = enumeration('SET_FIELD', 'PLAN', 'REACH', 'TAKE_BACK');
export type ReserveAct = Word<typeof ReserveAct>;

registerEnumType(ReserveAct, {
  name: 'ReserveAct',
  description: 'What can be done to a project in reserve. 储备项目可办动作。',
  valuesConfig: {
    SET_FIELD: { description: '`reserveSetField`. 归入谋划方向' },
    PLAN: { description: '`ripeningPlan`. 安排步骤' },
    REACH: { description: '`ripeningReach`. 填报步骤完成' },
    TAKE_BACK: { description: '`ripeningTakeBack`. 撤回步骤' },
  },
});

@ObjectType('ReserveField', { description: 'In what projects in reserve would invest; data of the city. 谋划方向。' })
export class ReserveFieldType {
  @Field(() => String, { simple: true, description: 'Stable; acts and filters name it. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'In Chinese. 中文名称' })
  nameZh!: string;

  @Field(() => String, { simple: true, description: 'In English. 英文名称' })
  nameEn!: string;

  @Field(() => Int, { simple: true, description: 'In the order of the list, 1 to 1,000. 顺序' })
  place!: number;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Since when no project is put there any more; null while any may. 停用时间' })
  endedAt!: string | null;
}

@ObjectType('RipeningStep', { description: 'What a project in reserve goes through until it can be prepared; data of the city. 储备项目成熟步骤。' })
export class RipeningStepType {
  @Field(() => String, { simple: true, description: 'Stable; acts and filters name it. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'In Chinese. 中文名称' })
  nameZh!: string;

  @Field(() => String, { simple: true, description: 'In English. 英文名称' })
  nameEn!: string;

  @Field(() => Int, { simple: true, description: 'In the order of the list, 1 to 1,000. 顺序' })
  place!: number;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Since when it is asked for no more; null while it is. 停用时间' })
  endedAt!: string | null;
}

export interface ReserveTermRow extends ReserveFieldType {
  readonly id: number;
}

@ObjectType('Ripening', { description: 'How a step stands at a project in reserve. 步骤进展。' })
export class RipeningType {
  @Field(() => DateScalar, { nullable: true, simple: true, description: 'By when it is planned; null where nobody said. 计划日' })
  plannedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When it was reached; null where it lacks. 完成日' })
  reachedOn!: string | null;

  @Field(() => Boolean, { simple: true, description: 'Whether its planned day has passed without it, in the reserve. 是否逾期' })
  late!: boolean;

  @Field(() => String, { simple: true, description: 'What was said of it last; may be empty. 说明' })
  note!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When something was said of it last; null where nothing was. 填报时间' })
  recordedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Who said it, as the token named them. 填报人' })
  recordedBy!: string | null;
}

export interface RipeningRow extends RipeningType {
  readonly projectId: number;
  readonly stepId: number;
}

@ObjectType('ProjectReserve', { description: 'How far a project in reserve has ripened. What it lacks beside its steps are its open demands and problems: `Project.issues`. 储备情况。' })
export class ProjectReserveType {}

export interface ProjectReserveRow {
  readonly projectId: number;
  readonly fieldId: number | null;
  readonly reachedId: number | null;
  readonly stands: boolean;
}

@ObjectType('ReserveStats', { description: 'Figures of projects in reserve that the viewer sees. 储备统计。' })
export class ReserveStatsType {
  @Field(() => Int, { simple: true, description: 'How many projects. 项目数' })
  count!: number;

  @Field(() => Int, { simple: true, description: 'For how many of them a planned step is late. 逾期项目数' })
  late!: number;
}

export interface ReserveStatsRow extends ReserveStatsType {
  readonly fieldId: number | null;
  readonly regionId: number | null;
  readonly stepId: number | null;
  /** Yuan. */
  readonly totalInvestment: string;
}

@InputType({ description: 'Which projects in reserve; all parts narrow together. 储备项目筛选。' })
export class ReserveFilter {
  @Field(() => ID, { nullable: true, description: 'In this region or below it. 地区' })
  regionId?: string | null;

  @Field(() => [String], { nullable: true, description: 'Of one of these fields, by code. 谋划方向' })
  field?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it was put under a field. 是否已归类' })
  hasField?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'One of these is the furthest step that it reached, by code. 成熟度' })
  reached?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'It lacks one of these steps, by code. 尚缺步骤' })
  lacking?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a planned step is late. 是否逾期' })
  late?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a demand or problem that the viewer sees is open. 有无未销号问题、需求' })
  hasOpenIssues?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'This leader answers for it now, in whatever role. 服务员' })
  leaderId?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the name or the code. 关键字' })
  search?: string | null;
}

@ArgsType()
export class ReserveProjectsArgs extends PageArgs {
  @Field(() => ReserveFilter, { nullable: true, description: 'Which; all in reserve where it is left out.' })
  filter?: ReserveFilter | null;

  @Field(() => ReserveOrder, { defaultValue: 'CODE_ASC', description: 'In which order.' })
  orderBy!: ReserveOrder;
}

@InputType({ description: 'A field or a step: made where there is none with this code, else said anew. 设定谋划方向或成熟步骤。' })
export class ReserveTermInput {
  @Field(() => String, { description: 'Stable, at most 40 characters. 编码' })
  code!: string;

  @Field(() => String, { description: 'In Chinese, at most 200 characters. 中文名称' })
  nameZh!: string;

  @Field(() => String, { description: 'In English, at most 200 characters. 英文名称' })
  nameEn!: string;

  @Field(() => Int, { description: 'In the order of the list, 1 to 1,000. 顺序' })
  place!: number;
}

@InputType({ description: 'A step of a project in reserve that was reached. 填报步骤完成。' })
export class RipeningReachInput {
  @Field(() => ID, { description: 'Which project. 项目' })
  projectId!: string;

  @Field(() => String, { description: 'The step\'s code. 步骤编码' })
  step!: string;

  @Field(() => DateScalar, { nullable: true, description: 'On which day; today where it is left out, not later. 完成日' })
  on?: string | null;

  @Field(() => String, { nullable: true, description: 'Remark, at most 2,000 characters. 说明' })
  note?: string | null;
}

export const ReserveFieldPayload = payloadOf('ReserveField', 'reserveField', ReserveFieldType);
export const RipeningStepPayload = payloadOf('RipeningStep', 'ripeningStep', RipeningStepType);
