import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import type { ScopeKeys } from '../kernel/rights.js';
import type { WinterStop } from './back-schedule.entity.js';
import type { Season } from './engine/winters.js';
import { DayCounting, MilestoneLinkKind, ScheduleOrder, ScheduleState } from './schedule.enums.js';
import type { MilestoneStanding, Standing } from './standing.js';

registerEnumType(DayCounting, {
  name: 'DayCounting',
  description: 'How a milestone\'s days are counted. 工期计算方式。',
  valuesConfig: {
    WORKING_DAYS: { description: 'By the city\'s working calendar. 工作日' },
    CALENDAR_DAYS: { description: 'Every day. 日历天' },
  },
});
registerEnumType(MilestoneLinkKind, {
  name: 'MilestoneLinkKind',
  description: 'What a milestone waits for. 搭接关系。',
  valuesConfig: {
    FINISH_START: { description: 'That the other one is finished. 完成后开始' },
    START_START: { description: 'That the other one has started. 开始后开始' },
  },
});
registerEnumType(ScheduleState, {
  name: 'ScheduleState',
  description: 'How a schedule stands today. 工期状态。',
  valuesConfig: {
    LATE: { description: 'Its end will be missed unless something is done. 滞后' },
    TIGHT: { description: 'The end can be kept, with less to spare than the reserve. 紧张' },
    ON_TIME: { description: 'With enough to spare. 正常' },
    FINISHED: { description: 'Every milestone is finished. 完成' },
  },
});
registerEnumType(ScheduleOrder, {
  name: 'ScheduleOrder',
  description: 'Order of schedules. 排序。',
  valuesConfig: {
    BEHIND_FIRST: { description: 'Those that have missed a planned day for longest first; the others by nothing but their id.' },
    ENDS_ON_ASC: { description: 'The earliest end first.' },
    CODE_ASC: { description: 'By the project\'s code.' },
  },
});

@ObjectType('WinterStop', { simpleResolvers: true, description: 'Days between which nothing is built outdoors, both included. 冬季停工期。' })
export class WinterStopType implements WinterStop {
  @Field(() => DateScalar, { description: 'The first one. 起' })
  from!: string;

  @Field(() => DateScalar, { description: 'The last one. 止' })
  until!: string;
}

@ObjectType('Milestone', { implements: Node, description: 'A step of a back-schedule that takes from its start to its finish, both included. 工期节点。' })
export class MilestoneType extends Node {
  @Field(() => Int, { simple: true, description: 'Its place in the schedule, from 1. 序号' })
  position!: number;

  @Field(() => String, { simple: true, description: 'Unique in its schedule. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'Name. 名称' })
  name!: string;

  @Field(() => Int, { simple: true, description: 'How many days it takes. 工期' })
  days!: number;

  @Field(() => DayCounting, { simple: true, description: 'Which days are counted. 计算方式' })
  counting!: DayCounting;

  @Field(() => Boolean, { simple: true, description: 'It rests in the winter stops. 是否受冬季停工影响' })
  outdoors!: boolean;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'It cannot start before, whatever else is finished; null without such a day. 最早可开始日' })
  notBefore!: string | null;

  @Field(() => DateScalar, { simple: true, description: 'When it is to start at the latest, by the last plan. 计划开始' })
  plannedStartOn!: string;

  @Field(() => DateScalar, { simple: true, description: 'When it is to be finished at the latest, by the last plan. 计划完成' })
  plannedFinishOn!: string;

  @Field(() => DateScalar, { simple: true, description: 'When it was to start by the first plan. 基线开始' })
  baselineStartOn!: string;

  @Field(() => DateScalar, { simple: true, description: 'When it was to be finished by the first plan. 基线完成' })
  baselineFinishOn!: string;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When it did start. 实际开始' })
  startedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When it was finished. 实际完成' })
  finishedOn!: string | null;

  @Field(() => DateScalar, { simple: true, description: 'When it is likely to start; the actual day where it has. 预测开始' })
  forecastStartOn!: string;

  @Field(() => DateScalar, { simple: true, description: 'When it is likely to be finished; the actual day where it is. 预测完成' })
  forecastFinishOn!: string;

  @Field(() => Int, { nullable: true, simple: true, description: 'Days by which its finish may still slip; below zero, by so many it endangers the end. Null where it is finished. 机动天数' })
  slack!: number | null;

  @Field(() => Boolean, { simple: true, description: 'Whether it is on the chain that decides when the project is finished. 是否关键' })
  critical!: boolean;

  @Field(() => Int, { simple: true, description: 'Days by which its likely or actual finish is past the planned one; 0 in time. 滞后天数' })
  lateDays!: number;

  @Field(() => Int, { nullable: true, simple: true, description: 'Days until its planned start; below zero where that is past. Null where it has started. 距开始天数' })
  daysToStart!: number | null;

  @Field(() => Int, { simple: true, description: 'Rises with every change; corrections name the one that was read. 版本' })
  version!: number;
}

export interface MilestoneRow extends Row, MilestoneStanding {
  readonly scheduleId: number;
  readonly projectId: number;
  readonly position: number;
  readonly code: string;
  readonly name: string;
  readonly days: number;
  readonly counting: DayCounting;
  readonly outdoors: boolean;
  readonly unitId: number | null;
  readonly notBefore: string | null;
  readonly plannedStartOn: string;
  readonly plannedFinishOn: string;
  readonly baselineStartOn: string;
  readonly baselineFinishOn: string;
  readonly startedOn: string | null;
  readonly finishedOn: string | null;
  readonly links: readonly { readonly after: number; readonly kind: MilestoneLinkKind; readonly lag: number }[];
  readonly lateDays: number;
  readonly daysToStart: number | null;
  readonly version: number;
  readonly scope: ScopeKeys;
}

@ObjectType('MilestoneAfter', { simpleResolvers: true, description: 'A milestone that another one waits for. 前置节点。' })
export class MilestoneAfterType {
  @Field(() => MilestoneType, { description: 'Which one. 节点' })
  milestone!: MilestoneRow;

  @Field(() => MilestoneLinkKind, { description: 'For what of it. 搭接关系' })
  kind!: MilestoneLinkKind;

  @Field(() => Int, { description: 'Days of the year between the two; below zero where they overlap. 间隔天数' })
  lag!: number;
}

@ObjectType('ScheduleContradiction', { simpleResolvers: true, description: 'A milestone that started though what it waits for was not so far. 逻辑矛盾。' })
export class ScheduleContradictionType {
  @Field(() => MilestoneType, { description: 'What it waits for. 前置节点' })
  before!: MilestoneRow;

  @Field(() => MilestoneType, { description: 'The one that started. 节点' })
  after!: MilestoneRow;

  @Field(() => Int, { description: 'By how many days too early. 提前天数' })
  days!: number;
}

@ObjectType('BackSchedule', { implements: Node, description: 'A project\'s schedule from its end backwards, reckoned as of today. 倒排工期。' })
export class BackScheduleType extends Node {
  @Field(() => DateScalar, { simple: true, description: 'The day by which all is to be finished. 目标日期' })
  endsOn!: string;

  @Field(() => Int, { simple: true, description: 'With fewer days to spare than these it is TIGHT. 预警余量' })
  reserveDays!: number;

  @Field(() => [WinterStopType], { simple: true, description: 'When nothing is built outdoors, in order: from the winter of its first day to that of its last, and the stops of its own. 冬季停工期' })
  winterStops!: WinterStopType[];

  @Field(() => [MilestoneType], { simple: true, description: 'Its milestones, in their order. 节点' })
  milestones!: MilestoneRow[];

  @Field(() => DateScalar, { simple: true, description: 'When all is likely to be finished. 预计完成' })
  projectedEnd!: string;

  @Field(() => Int, { simple: true, description: 'Days by which that is past the end; 0 in time. 滞后天数' })
  lateDays!: number;

  @Field(() => Int, { nullable: true, simple: true, description: 'The least slack of its open milestones; null where all are finished. 机动天数' })
  slack!: number | null;

  @Field(() => ScheduleState, { simple: true, description: 'How it stands. 状态' })
  state!: ScheduleState;

  @Field(() => Int, { simple: true, description: 'How many milestones are or will be late. 滞后节点数' })
  lateCount!: number;

  @Field(() => Int, { simple: true, description: 'How many open milestones decide the end. 关键节点数' })
  criticalCount!: number;

  @Field(() => Int, { nullable: true, simple: true, description: 'Days until the first milestone is to start; below zero where that is past. Null where one has started. 距开工天数' })
  daysToStart!: number | null;

  @Field(() => Int, { simple: true, description: 'Days until the end; below zero where it is past. 距完成天数' })
  daysToEnd!: number;

  @Field(() => [MilestoneType], { simple: true, description: 'The milestones that decide the end, each waiting for the one before. 关键线路' })
  chain!: MilestoneRow[];

  @Field(() => [ScheduleContradictionType], { simple: true, description: 'Where what was reported contradicts what waits for what. 逻辑矛盾' })
  contradictions!: ScheduleContradictionType[];

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was first drawn. 编制时间' })
  drawnAt!: string;

  @Field(() => String, { simple: true, description: 'By whom, by name. 编制人' })
  drawnBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was ended; null while it stands. 终止时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it was ended. 终止原因' })
  endReason!: string | null;

  @Field(() => Int, { simple: true, description: 'Rises with every new plan; a new plan names the one that was read. 版本' })
  version!: number;
}

export interface ScheduleRow extends Row, Omit<Standing<number>, 'milestones' | 'chain' | 'contradictions'> {
  readonly projectId: number;
  readonly endsOn: string;
  readonly reserveDays: number;
  /** With the winters that it touches. */
  readonly winterStops: readonly WinterStop[];
  readonly season: Season | null;
  /** Beside the winters. */
  readonly ownStops: readonly WinterStop[];
  readonly templateCode: string | null;
  readonly drawnAt: string;
  readonly drawnBy: string;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly version: number;
  readonly scope: ScopeKeys;
  /** The day as of which it is reckoned. */
  readonly today: string;
  readonly milestones: readonly MilestoneRow[];
  readonly chain: readonly MilestoneRow[];
  readonly contradictions: readonly ScheduleContradictionType[];
  readonly lateCount: number;
  readonly criticalCount: number;
  readonly daysToStart: number | null;
  readonly daysToEnd: number;
}

export const BackScheduleConnection = connectionOf('BackSchedule', BackScheduleType);
export const BackSchedulePayload = payloadOf('BackSchedule', 'schedule', BackScheduleType);
export const MilestonePayload = payloadOf('Milestone', 'milestone', MilestoneType);
