import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import type { TemplateStep } from './schedule-template.entity.js';
import { DayCounting, MilestoneLinkKind } from './schedule.enums.js';

@ObjectType('TemplateAfter', { simpleResolvers: true, description: 'A step that another one waits for. 前置节点。' })
export class TemplateAfterType {
  @Field(() => String, { description: 'Its code. 编码' })
  code!: string;

  @Field(() => MilestoneLinkKind, { description: 'For what of it. 搭接关系' })
  kind!: MilestoneLinkKind;

  @Field(() => Int, { description: 'Days of the year between the two; below zero where they overlap. 间隔天数' })
  lag!: number;
}

@ObjectType('TemplateStep', { simpleResolvers: true, description: 'A milestone as a template has it. 模板节点。' })
export class TemplateStepType {
  @Field(() => String, { description: 'Unique in its template. 编码' })
  code!: string;

  @Field(() => String, { description: 'Name. 名称' })
  name!: string;

  @Field(() => Int, { description: 'How many days it takes. 工期' })
  days!: number;

  @Field(() => DayCounting, { description: 'Which days are counted. 计算方式' })
  counting!: DayCounting;

  @Field(() => Boolean, { description: 'It rests in the winter stops. 是否受冬季停工影响' })
  outdoors!: boolean;

  @Field(() => [TemplateAfterType], { description: 'What it waits for. 前置节点' })
  after!: TemplateAfterType[];
}

@ObjectType('ScheduleTemplate', { simpleResolvers: true, description: 'How projects of a kind are usually built. 工期模板。' })
export class ScheduleTemplateType {
  @Field(() => String, { description: 'Unique and stable. 编码' })
  code!: string;

  @Field(() => String, { description: 'Chinese name. 名称' })
  name!: string;

  @Field(() => String, { description: 'English name. 英文名称' })
  nameEn!: string;

  @Field(() => String, { nullable: true, description: 'From which day, `MM-DD`, nothing is built outdoors; null without winter stops. 停工起' })
  stopFrom!: string | null;

  @Field(() => String, { nullable: true, description: 'Until which day, `MM-DD`. 停工止' })
  stopUntil!: string | null;

  @Field(() => [TemplateStepType], { description: 'Its steps, in their order. 节点' })
  steps!: readonly TemplateStep[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was ended: no schedule is drawn by it any more. 终止时间' })
  endedAt!: string | null;
}

export const ScheduleTemplatePayload = payloadOf('ScheduleTemplate', 'template', ScheduleTemplateType);
