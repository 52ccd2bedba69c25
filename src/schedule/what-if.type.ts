import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { MilestoneType, type MilestoneRow } from './schedule.type.js';
import { ScheduleState } from './schedule.enums.js';

@ObjectType('MilestoneWhatIf', { simpleResolvers: true, description: 'A milestone as it would be. 节点推演结果。' })
export class MilestoneWhatIfType {
  @Field(() => MilestoneType, { description: 'As it is. 节点' })
  milestone!: MilestoneRow;

  @Field(() => Int, { description: 'How many days it would take. 工期' })
  days!: number;

  @Field(() => DateScalar, { nullable: true, description: 'When it would have to start at the latest by the plan that would be saved; null where the end cannot be kept. 计划开始' })
  plannedStartOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it would have to be finished at the latest by that plan; null where the end cannot be kept. 计划完成' })
  plannedFinishOn!: string | null;

  @Field(() => Int, { nullable: true, description: 'Days by which its planned finish moves; below zero where it is earlier, null where the end cannot be kept. 计划变动天数' })
  plannedMovedDays!: number | null;

  @Field(() => DateScalar, { description: 'When it would be likely to start. 预测开始' })
  forecastStartOn!: string;

  @Field(() => DateScalar, { description: 'When it would be likely to be finished. 预测完成' })
  forecastFinishOn!: string;

  @Field(() => Int, { description: 'Days by which its likely finish moves; below zero where it is earlier. 变动天数' })
  movedDays!: number;

  @Field(() => Int, { nullable: true, description: 'Days by which its finish might still slip; null where it is finished. 机动天数' })
  slack!: number | null;

  @Field(() => Int, { description: 'Days by which it would endanger the end; 0 where it does not. 滞后天数' })
  lateDays!: number;

  @Field(() => Boolean, { description: 'Whether it would be on the chain that decides the end. 是否关键' })
  critical!: boolean;
}

@ObjectType('ScheduleWhatIf', { description: 'What some changes of a schedule would lead to; nothing is written. 工期推演。' })
export class ScheduleWhatIfType {
  @Field(() => DateScalar, { simple: true, description: 'The day by which all would have to be finished. 目标日期' })
  endsOn!: string;

  @Field(() => DateScalar, { simple: true, description: 'When all would be likely to be finished. 预计完成' })
  projectedEnd!: string;

  @Field(() => Int, { simple: true, description: 'Days by which that moves; below zero where it is earlier. 变动天数' })
  movedDays!: number;

  @Field(() => Int, { simple: true, description: 'Days by which the end would be missed; 0 in time. 滞后天数' })
  lateDays!: number;

  @Field(() => ScheduleState, { simple: true, description: 'How the schedule would stand. 状态' })
  state!: ScheduleState;

  @Field(() => Boolean, { simple: true, description: 'Whether it could be saved as a plan: the end can be kept. 是否可行' })
  possible!: boolean;

  @Field(() => [MilestoneWhatIfType], { simple: true, description: 'Every milestone, in their order. 节点' })
  milestones!: MilestoneWhatIfType[];

  @Field(() => [MilestoneType], { simple: true, description: 'Which milestones would decide the end. 关键线路' })
  chain!: readonly MilestoneRow[];
}

export const ScheduleWhatIfPayload = payloadOf('ScheduleWhatIf', 'consequences', ScheduleWhatIfType);
