import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { IssueLevel, IssueStatus, Severity } from '../issue/issue.enums.js';
import type { ScopeKeys } from '../kernel/rights.js';
import { ProjectStage } from '../project/project.enums.js';
import { ScheduleState } from '../schedule/schedule.enums.js';
import { SignalColour } from '../signal/signal.enums.js';
import type { FiredRule } from '../signal/signal.type.js';

@ObjectType('PinnedIssue', { description: 'An issue as it stood when the meeting called its project. 点到时的问题。' })
export class PinnedIssueType {
  @Field(() => String, { simple: true, description: 'Number. 编号' })
  number!: string;

  @Field(() => String, { simple: true, description: 'Title then. 标题' })
  title!: string;

  @Field(() => IssueStatus, { simple: true, description: 'Where it stood. 状态' })
  status!: IssueStatus;

  @Field(() => Severity, { simple: true, description: 'How hard it hit. 严重程度' })
  severity!: Severity;

  @Field(() => IssueLevel, { simple: true, description: 'At which level it stood. 层级' })
  level!: IssueLevel;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'The deadline then. 办理期限' })
  dueOn!: string | null;

  @Field(() => Boolean, { simple: true, description: 'Whether the deadline had passed. 是否逾期' })
  overdue!: boolean;
}

export interface PinnedIssue extends PinnedIssueType {
  readonly id: number;
  readonly leadUnitId: number | null;
}

@ObjectType('PinnedMilestone', { description: 'A milestone that was late when the meeting called its project. 点到时滞后的节点。' })
export class PinnedMilestoneType {
  @Field(() => String, { simple: true, description: 'Name. 名称' })
  name!: string;

  @Field(() => DateScalar, { simple: true, description: 'Planned to be finished. 计划完成日' })
  plannedFinishOn!: string;

  @Field(() => DateScalar, { simple: true, description: 'Forecast to be finished, or finished. 预计完成日' })
  forecastFinishOn!: string;

  @Field(() => Int, { simple: true, description: 'Days behind the plan. 滞后天数' })
  lateDays!: number;
}

export interface PinnedMilestone extends PinnedMilestoneType {
  readonly unitId: number | null;
}

@ObjectType('PinnedSchedule', { description: 'The back-schedule as it stood when the meeting called its project. 点到时的倒排工期。' })
export class PinnedScheduleType {
  @Field(() => DateScalar, { simple: true, description: 'The end that was to be kept. 目标日期' })
  endsOn!: string;

  @Field(() => DateScalar, { simple: true, description: 'The end that was forecast. 预计完成日' })
  projectedEnd!: string;

  @Field(() => Int, { simple: true, description: 'Days by which the end would have been missed. 滞后天数' })
  lateDays!: number;

  @Field(() => ScheduleState, { simple: true, description: 'How it stood. 状态' })
  state!: ScheduleState;

  @Field(() => [PinnedMilestoneType], { simple: true, description: 'The milestones that were late, in their order. 滞后节点' })
  late!: PinnedMilestone[];
}

export type PinnedSchedule = PinnedScheduleType;

@ObjectType('AgendaSnapshot', {
  description: 'What stood of a project when a meeting called it, whatever became of it since. Seen by whoever sees the project now, and each issue by whoever sees that. 点到时快照。',
})
export class AgendaSnapshotType {
  @Field(() => DateTimeScalar, { simple: true, description: 'When it was called. 点到时间' })
  calledAt!: string;

  @Field(() => ProjectStage, { simple: true, description: 'Stage. 项目阶段' })
  stage!: ProjectStage;

  @Field(() => Float, { simple: true, description: 'Physical progress, 0 to 1. 形象进度' })
  physicalProgress!: number;

  @Field(() => SignalColour, { simple: true, description: 'Its light. 灯色' })
  colour!: SignalColour;

  @Field(() => PinnedScheduleType, { nullable: true, simple: true, description: 'Its back-schedule; null without one. 倒排工期' })
  schedule!: PinnedSchedule | null;
}

export interface SnapshotRow extends AgendaSnapshotType {
  readonly itemId: number;
  readonly totalInvestment: string;
  readonly annualPlan: string;
  readonly completedInvestment: string;
  readonly fired: readonly FiredRule[];
  readonly pinned: readonly PinnedIssue[];
  /** Of the project; null where it has lost it. */
  readonly scope: ScopeKeys | null;
}
