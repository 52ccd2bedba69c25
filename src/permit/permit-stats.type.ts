import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { PermitChannel, PermitState } from './permit.entity.js';

export const PermitDimension = enumeration('KIND', 'AUTHORITY', 'STATE', 'CHANNEL', 'REGION');
export type PermitDimension = Word<typeof PermitDimension>;

registerEnumType(PermitDimension, {
  name: 'PermitDimension',
  description: 'By what figures of permits are split. 手续统计维度。',
  valuesConfig: {
    KIND: { description: 'By kind. 按种类' },
    AUTHORITY: { description: 'By the unit that grants. 按审批单位' },
    STATE: { description: 'By state. 按状态' },
    CHANNEL: { description: 'By how they are applied for. 按渠道' },
    REGION: { description: 'By the very region in which the project stands. 按所在地区' },
  },
});

@ObjectType('PermitDays', { simpleResolvers: true, description: 'How many working days something took, over the permits of a group. 用时（工作日）。' })
export class PermitDaysType {
  @Field(() => Int, { description: 'Of how many permits. 件数' })
  count!: number;

  @Field(() => Int, { nullable: true, description: 'Half of them took no more; null of none. 中位数' })
  median!: number | null;

  @Field(() => Int, { nullable: true, description: 'The longest of them; null of none. 最长' })
  longest!: number | null;
}

@ObjectType('PermitStats', { description: 'Figures of the permits of one group, of projects that the viewer sees. 手续统计。' })
export class PermitStatsType {
  @Field(() => PermitState, { nullable: true, simple: true, description: 'State; null where it was not asked for. 状态' })
  state!: PermitState | null;

  @Field(() => PermitChannel, { nullable: true, simple: true, description: 'Channel; null where it was not asked for, and for what is not applied for yet. 渠道' })
  channel!: PermitChannel | null;

  @Field(() => Int, { simple: true, description: 'How many permits. 手续数' })
  count!: number;

  @Field(() => Int, { simple: true, description: 'How many are granted. 已批准' })
  granted!: number;

  @Field(() => Int, { simple: true, description: 'How many are neither granted nor exempted. 未办结' })
  open!: number;

  @Field(() => Int, { simple: true, description: 'How many are not answered by their legal day. 超期' })
  overdue!: number;

  @Field(() => Int, { simple: true, description: 'How many papers were to be there before today and are not. 逾期材料' })
  overduePapers!: number;

  @Field(() => Float, { nullable: true, simple: true, description: 'What part of all that were applied for by a channel are in this group, 0 to 1; null where none was. 占比' })
  share!: number | null;

  @Field(() => Float, { nullable: true, simple: true, description: 'What part is to be in it, where they are split by channel alone. 目标占比' })
  target!: number | null;

  @Field(() => PermitDaysType, { simple: true, description: 'From the application to the acceptance. 受理用时' })
  acceptance!: PermitDaysType;

  @Field(() => PermitDaysType, { simple: true, description: 'From the acceptance to the grant. 审批用时' })
  review!: PermitDaysType;

  @Field(() => PermitDaysType, { simple: true, description: 'How long those in hand are so by today. 在审等待' })
  waiting!: PermitDaysType;
}

export interface PermitStatsRow extends PermitStatsType {
  readonly kindId: number | null;
  readonly authorityId: number | null;
  readonly regionId: number | null;
}

@ObjectType('PermitProgress', { simpleResolvers: true, description: 'How far the projects that the viewer sees have come with their permits; those that left the register do not count. 手续办理进度。' })
export class PermitProgressType {
  @Field(() => Int, { description: 'How many need any permit. 需办手续项目数' })
  needing!: number;

  @Field(() => Int, { description: 'How many have a land procedure granted and none open. 用地手续办结项目数' })
  landProceduresDone!: number;

  @Field(() => Int, { description: 'How many of those that need any have all. 手续齐全项目数' })
  complete!: number;

  @Field(() => Int, { description: 'How many committed themselves (START_ON_LAND_GRANT). 承诺制项目数' })
  committed!: number;

  @Field(() => Int, { description: 'How many of those that need any may start as far as permits go. 手续上可开工项目数' })
  ready!: number;
}
