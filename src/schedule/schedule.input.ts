import { Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar } from '../graphql/scalars.js';
import { DayCounting, MilestoneLinkKind } from './schedule.enums.js';

@InputType({ description: 'A milestone that another one waits for. 前置节点。' })
export class MilestoneAfterInput {
  @Field(() => String, { description: 'Its code, of the same list.' })
  code!: string;

  @Field(() => MilestoneLinkKind, { defaultValue: 'FINISH_START', description: 'For what of it. 搭接关系' })
  kind!: MilestoneLinkKind;

  @Field(() => Int, { defaultValue: 0, description: 'Days of the year between the two, -365 to 365; below zero where they overlap. 间隔天数' })
  lag!: number;
}

@InputType({ description: 'A step of a template. 模板节点。' })
export class TemplateStepInput {
  @Field(() => String, { description: 'Unique in its list, at most 40 characters. 编码' })
  code!: string;

  @Field(() => String, { description: 'At most 200 characters. 名称' })
  name!: string;

  @Field(() => Int, { description: '1 to 2,000. 工期' })
  days!: number;

  @Field(() => DayCounting, { defaultValue: 'WORKING_DAYS', description: 'Which days are counted. 计算方式' })
  counting!: DayCounting;

  @Field(() => Boolean, { defaultValue: false, description: 'It rests in the winter stops. 是否受冬季停工影响' })
  outdoors!: boolean;

  @Field(() => [MilestoneAfterInput], { defaultValue: [], description: 'What it waits for, at most 10. 前置节点' })
  after!: MilestoneAfterInput[];
}

@InputType({ description: 'A milestone of a new schedule. 节点。' })
export class MilestoneInput extends TemplateStepInput {
  @Field(() => ID, { nullable: true, description: 'Who answers for it; the project\'s owner where it is left out. 责任单位' })
  unitId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'It cannot start before. 最早可开始日' })
  notBefore?: string | null;
}

@InputType({ description: 'Days between which nothing is built outdoors, both included. 冬季停工期。' })
export class WinterStopInput {
  @Field(() => DateScalar, { description: 'The first one. 起' })
  from!: string;

  @Field(() => DateScalar, { description: 'The last one, that day or later. 止' })
  until!: string;
}

@InputType({ description: 'What was done of a milestone before the schedule was drawn. 已有实绩。' })
export class MilestoneDoneInput {
  @Field(() => String, { description: 'Of which milestone, by its code. 编码' })
  code!: string;

  @Field(() => DateScalar, { description: 'When it started, today at the latest. 实际开始' })
  startedOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'When it was finished, today at the latest. 实际完成' })
  finishedOn?: string | null;
}

@InputType({ description: 'A schedule to be drawn, from a template or from milestones. 编制工期。' })
export class ScheduleDrawInput {
  @Field(() => DateScalar, { description: 'The day by which all is to be finished. 目标日期' })
  endsOn!: string;

  @Field(() => String, { nullable: true, description: 'The template\'s code; left out where milestones are given. 模板' })
  template?: string | null;

  @Field(() => [MilestoneInput], { nullable: true, description: '1 to 100; left out where a template is named. 节点' })
  milestones?: MilestoneInput[] | null;

  @Field(() => [WinterStopInput], { nullable: true, description: 'Beside the winters of the template, at most 20. 另行停工期' })
  winterStops?: WinterStopInput[] | null;

  @Field(() => Int, { defaultValue: 7, description: 'With fewer days to spare than these it is TIGHT, 0 to 365. 预警余量' })
  reserveDays!: number;

  @Field(() => [MilestoneDoneInput], { defaultValue: [], description: 'What was done already. 已有实绩' })
  done!: MilestoneDoneInput[];
}

@InputType({ description: 'What is to be otherwise with a milestone; what is left out stays. 节点调整。' })
export class MilestoneChangeInput {
  @Field(() => ID, { description: 'Which one; one that is not finished. 节点' })
  id!: string;

  @Field(() => Int, { nullable: true, description: '1 to 2,000. 工期' })
  days?: number | null;

  @Field(() => DateScalar, { nullable: true, description: 'It cannot start before; null takes such a day away. 最早可开始日' })
  notBefore?: string | null;
}

@InputType({ description: 'What is to be otherwise with a schedule; what is left out stays. 工期调整。' })
export class ScheduleChangesInput {
  @Field(() => DateScalar, { nullable: true, description: 'The day by which all is to be finished. 目标日期' })
  endsOn?: string | null;

  @Field(() => [WinterStopInput], { nullable: true, description: 'All of them beside the template\'s winters, at most 20. 另行停工期' })
  winterStops?: WinterStopInput[] | null;

  @Field(() => [MilestoneChangeInput], { defaultValue: [], description: 'Each milestone once. 节点' })
  milestones!: MilestoneChangeInput[];
}

@InputType({ description: 'What is said of a milestone beside its plan. 节点更正。' })
export class MilestoneCorrectInput {
  @Field(() => String, { description: 'At most 200 characters. 名称' })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'Who answers for it. 责任单位' })
  unitId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it started, today at the latest; null where it has not. 实际开始' })
  startedOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it was finished, today at the latest; null where it is not. 实际完成' })
  finishedOn?: string | null;
}

@InputType({ description: 'How projects of a kind are usually built. 工期模板。' })
export class ScheduleTemplateSetInput {
  @Field(() => String, { description: 'Unique and stable, at most 40 characters. 编码' })
  code!: string;

  @Field(() => String, { description: 'Chinese name, at most 200 characters. 名称' })
  name!: string;

  @Field(() => String, { description: 'English name, at most 200 characters. 英文名称' })
  nameEn!: string;

  @Field(() => String, { nullable: true, description: 'From which day, `MM-DD`, nothing is built outdoors; with `stopUntil` or not at all. 停工起' })
  stopFrom?: string | null;

  @Field(() => String, { nullable: true, description: 'Until which day, `MM-DD`, of the next year where it is before `stopFrom`. 停工止' })
  stopUntil?: string | null;

  @Field(() => [TemplateStepInput], { description: '1 to 100. 节点' })
  steps!: TemplateStepInput[];
}
