import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../graphql/connection.js';
import { Role } from '../graphql/enums.js';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import type { ScopeKeys } from '../kernel/rights.js';
import { PermitChannel, PermitState } from './permit.entity.js';
import { PermitAct } from './permit.lifecycle.js';

registerEnumType(PermitState, {
  name: 'PermitState',
  description: 'How far a permit has come. 手续状态。',
  valuesConfig: {
    PLANNED: { description: 'A day is agreed; nothing is applied for. 待办' },
    APPLIED: { description: 'Applied for, and not taken in yet. 已申请' },
    ACCEPTED: { description: 'Taken in; the legal days run. 已受理' },
    GRANTED: { description: 'Granted. 已批准' },
    REFUSED: { description: 'Refused; it can be applied for again. 不予批准' },
    EXEMPTED: { description: 'The project does without, on a ground. 已豁免' },
  },
});

registerEnumType(PermitChannel, {
  name: 'PermitChannel',
  description: 'How a permit is applied for. 办理渠道。',
  valuesConfig: {
    ONLINE_NEVER_SEEN: { description: 'Online, without a visit. 网上办（不见面）' },
    ONE_VISIT: { description: 'Online, and one visit. 只跑一次' },
    DONE_FOR_YOU: { description: 'The office does it for the company. 我帮办' },
  },
});

registerEnumType(PermitAct, {
  name: 'PermitAct',
  description: 'What can be done to a permit. 手续办理动作。',
  valuesConfig: {
    PLAN: { description: '`permitPlan`. 约定日期' }, APPLY: { description: '`permitApply`. 申请' }, ACCEPT: { description: '`permitAccept`. 受理' }, GRANT: { description: '`permitGrant`. 批准' },
    REFUSE: { description: '`permitRefuse`. 不予批准' }, EXEMPT: { description: '`permitExempt`. 豁免' }, DEFER_PAPER: { description: '`permitPaperDefer`. 容缺后补' }, DELIVER_PAPER: { description: '`permitPaperDeliver`. 补齐材料' },
  },
});

export const PermitOrder = enumeration('PLANNED_ON_ASC', 'DUE_ON_ASC', 'WAITING_SINCE_ASC');
export type PermitOrder = Word<typeof PermitOrder>;

registerEnumType(PermitOrder, {
  name: 'PermitOrder',
  description: 'What a list of permits is sorted by. 手续排序。',
  valuesConfig: {
    PLANNED_ON_ASC: { description: 'By the day agreed with the company. 按约定日期' },
    DUE_ON_ASC: { description: 'By the legal day, those without one last. 按法定时限' },
    WAITING_SINCE_ASC: { description: 'The longest in hand first. 按等待时间' },
  },
});

@ObjectType('PermitWait', { description: 'Where a permit waits now. 当前卡点。' })
export class PermitWaitType {
  @Field(() => DateScalar, { simple: true, description: 'Since when the unit has it in hand. 起始日' })
  since!: string;

  @Field(() => Int, { simple: true, description: 'How many working days that is. 已等待工作日' })
  workingDays!: number;
}

export interface PermitWaitRow extends PermitWaitType {
  readonly unitId: number;
}

@ObjectType('PermitPaper', { description: 'A paper that follows after the application. 容缺后补材料。' })
export class PermitPaperType {
  @Field(() => String, { simple: true, description: 'Which paper. 材料名称' })
  name!: string;

  @Field(() => DateScalar, { simple: true, description: 'By when it is to be there. 补齐期限' })
  dueOn!: string;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When it came; null while it is awaited. 补齐日期' })
  deliveredOn!: string | null;

  @Field(() => Boolean, { simple: true, description: 'Whether it was to be there before today and is not. 是否逾期' })
  overdue!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was reminded of, which is done once; null where it was not. 催补时间' })
  remindedAt!: string | null;

  @Field(() => String, { simple: true, description: 'Who let it follow, by name. 同意人' })
  deferredBy!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When that was. 同意时间' })
  deferredAt!: string;
}

export interface PaperRow extends PermitPaperType {
  readonly id: number;
  readonly permitId: number;
  readonly permitKindId: number | null;
}

@ObjectType('Permit', { implements: Node, description: 'One permit of a project, from the day agreed for it to its grant. 手续。' })
export class PermitType extends Node {
  @Field(() => PermitState, { simple: true, description: 'How far it has come. 状态' })
  state!: PermitState;

  @Field(() => DateScalar, { simple: true, description: 'By when it is to be granted, as agreed with the company. 约定办结日期' })
  plannedOn!: string;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When it was last applied for. 申请日期' })
  appliedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When the application was taken in. 受理日期' })
  acceptedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'By when the law wants an answer; null before the acceptance. 法定办结时限' })
  dueOn!: string | null;

  @Field(() => Boolean, { simple: true, description: 'Whether it is taken in and not answered by its legal day. 是否超期' })
  overdue!: boolean;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When it was granted. 批准日期' })
  grantedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When it was refused; null after it was applied for again. 不予批准日期' })
  refusedOn!: string | null;

  @Field(() => PermitChannel, { nullable: true, simple: true, description: 'How it was applied for; null before that. 办理渠道' })
  channel!: PermitChannel | null;

  @Field(() => Boolean, { simple: true, description: 'Whether it goes before others. 是否绿色通道' })
  greenChannel!: boolean;

  @Field(() => Boolean, { simple: true, description: 'Whether it goes by the oilfield\'s own channel, through the office of city and enterprise. 是否油田渠道（地企合作）' })
  oilfieldChannel!: boolean;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it was refused, or the ground of the exemption. 原因或依据' })
  reason!: string | null;

  @Field(() => Int, { simple: true, description: 'Rises with every change. 版本' })
  version!: number;
}

export interface PermitRow extends Row, Omit<PermitType, 'id'> {
  readonly __typename: 'Permit';
  readonly id: number;
  readonly projectId: number;
  readonly kindId: number;
  readonly authorityId: number;
  readonly waiting: PermitWaitRow | null;
  readonly scope: ScopeKeys;
}

export const PermitConnection = connectionOf('Permit', PermitType);
export const PermitPayload = payloadOf('Permit', 'permit', PermitType);

@ObjectType('PermitActRule', { simpleResolvers: true, description: 'One act on permits: by whom, from where to where. 手续办理规则项。' })
export class PermitActRuleType {
  @Field(() => PermitAct, { description: 'The act. 动作' })
  act!: PermitAct;

  @Field(() => String, { description: 'The mutation that does it. 接口' })
  mutation!: string;

  @Field(() => [PermitState], { description: 'From which states. 起始状态' })
  from!: PermitState[];

  @Field(() => PermitState, { nullable: true, description: 'To which state; null where it stays. 目标状态' })
  to!: PermitState | null;

  @Field(() => [Role], { description: 'By whom; a unit only to the permits that it grants. 角色' })
  roles!: readonly Role[];

  @Field(() => String, { description: 'In one sentence. 说明' })
  says!: string;
}

@ObjectType('StartCommitment', { simpleResolvers: true, description: 'START_ON_LAND_GRANT: the project commits itself and may start when its land is granted. 承诺制+拿地即开工。' })
export class StartCommitmentType {
  @Field(() => DateScalar, { description: 'The day of the commitment. 承诺日期' })
  on!: string;

  @Field(() => String, { description: 'What it commits itself to. 承诺内容' })
  text!: string;

  @Field(() => String, { description: 'Who recorded it, by name. 记录人' })
  recordedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded. 记录时间' })
  recordedAt!: string;
}

@InputType({ description: 'Which permits; every part narrows, and an empty list finds none. Projects that left the register have none. 手续筛选。' })
export class PermitFilter {
  @Field(() => ID, { nullable: true, description: 'Of this project. 项目' })
  projectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Granted by this unit. 审批单位' })
  authorityId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of projects in this region or below it. 地区（含下级）' })
  regionId?: string | null;

  @Field(() => [String], { nullable: true, description: 'Of one of these kinds, by code. 种类' })
  kind?: string[] | null;

  @Field(() => [PermitState], { nullable: true, description: 'In one of these states. 状态' })
  state?: PermitState[] | null;

  @Field(() => [PermitChannel], { nullable: true, description: 'By one of these channels. 渠道' })
  channel?: PermitChannel[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is a land procedure. 是否用地手续' })
  landUse?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether an authority has it in hand now. 是否在审' })
  waiting?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether its legal day has passed without an answer. 是否超期' })
  overdue?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a paper of it was to be there before today and is not. 是否有逾期材料' })
  paperOverdue?: boolean | null;
}

@ArgsType()
export class PermitsArgs extends PageArgs {
  @Field(() => PermitFilter, { nullable: true, description: 'Which permits; all that the viewer sees where it is left out.' })
  filter?: PermitFilter | null;

  @Field(() => PermitOrder, { defaultValue: 'PLANNED_ON_ASC', description: 'What the list is sorted by.' })
  orderBy!: PermitOrder;
}

@InputType({ description: 'A permit that a project needs, and the day agreed for it. 约定办理日期。' })
export class PermitPlanInput {
  @Field(() => ID, { description: 'Which project.' })
  projectId!: string;

  @Field(() => String, { description: 'The kind, by code; one that the project needs.' })
  kind!: string;

  @Field(() => DateScalar, { description: 'By when it is to be granted; not before today.' })
  plannedOn!: string;

  @Field(() => ID, { nullable: true, description: 'The unit that grants it; the kind\'s where it is left out.' })
  authorityId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it goes before others. 绿色通道' })
  greenChannel!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it goes by the oilfield\'s own channel. 油田渠道' })
  oilfieldChannel!: boolean;
}

@InputType({ description: 'How a permit is applied for. 申请。' })
export class PermitApplyInput {
  @Field(() => PermitChannel, { description: 'By which channel.' })
  channel!: PermitChannel;

  @Field(() => DateScalar, { nullable: true, description: 'On which day; today where it is left out, not later.' })
  on?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether for all of its parallel group that can be applied for, at one window. 一窗受理' })
  together!: boolean;
}

@InputType({ description: 'A paper that may follow. 容缺后补。' })
export class PermitPaperDeferInput {
  @Field(() => String, { description: 'Which paper, at most 200 characters.' })
  name!: string;

  @Field(() => DateScalar, { description: 'By when it is to be there; after today.' })
  dueOn!: string;

  @Field(() => String, { nullable: true, description: 'The kind of permit that the paper itself is, by code; never one of land use.' })
  permitKind?: string | null;
}
