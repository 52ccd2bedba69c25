import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { MilestoneType, type MilestoneRow } from './schedule.type.js';

@ObjectType('BaselineDays', { simpleResolvers: true, description: 'A milestone as a plan had it. 基线节点。' })
export class BaselineDaysType {
  @Field(() => MilestoneType, { description: 'Which one. 节点' })
  milestone!: MilestoneRow;

  @Field(() => Int, { description: 'How many days it was to take. 工期' })
  days!: number;

  @Field(() => DateScalar, { description: 'When it was to start. 计划开始' })
  startOn!: string;

  @Field(() => DateScalar, { description: 'When it was to be finished. 计划完成' })
  finishOn!: string;
}

@ObjectType('ScheduleBaseline', { description: 'A plan as it was when it was made; never changed. 基线。' })
export class ScheduleBaselineType {
  @Field(() => Int, { simple: true, description: 'From 1. 版次' })
  number!: number;

  @Field(() => DateScalar, { simple: true, description: 'The end that it kept. 目标日期' })
  endsOn!: string;

  @Field(() => String, { simple: true, description: 'Why it was made; empty in the first one. 原因' })
  reason!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When. 时间' })
  madeAt!: string;

  @Field(() => String, { simple: true, description: 'By whom, by name. 编制人' })
  madeBy!: string;
}

export interface BaselineRow extends ScheduleBaselineType {
  readonly id: number;
  readonly scheduleId: number;
}
