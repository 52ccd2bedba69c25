import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { IssueLevel, Severity } from '../issue/issue.enums.js';
import { ProjectTier } from '../project/project.enums.js';
import type { SignalColour } from '../signal/signal.type.js';
import { ListHappening, ListKind, ListState } from './list.enums.js';

@ObjectType('ListEntry', {
  description: 'One line of a list. Its own values are those of the moment that was read; the objects it names are read at the moment of the whole answer. 清单条目。',
})
export class ListEntryType {
  @Field(() => ListKind, { simple: true, description: 'On which list it stands. 清单' })
  kind!: ListKind;

  @Field(() => ListState, { simple: true, description: 'How it stands. 状态' })
  state!: ListState;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'The day that matters: the planned start or resumption, the planned completion, the deadline, or since when somebody answers for it. 关键日期' })
  day!: string | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When it was done: started, completed, closed, handed over; null before. 完成日期' })
  doneOn!: string | null;

  @Field(() => Int, { nullable: true, simple: true, description: 'Days past its day, until it was done or today; 0 in time; null without a day and on RESPONSIBILITY. 逾期天数' })
  lateDays!: number | null;

  @Field(() => ProjectTier, { nullable: true, simple: true, description: 'Tier of the project; null where there is none that the viewer sees. 级别' })
  tier!: ProjectTier | null;

  @Field(() => Severity, { nullable: true, simple: true, description: 'Of an issue or demand. 严重程度' })
  severity!: Severity | null;

  @Field(() => IssueLevel, { nullable: true, simple: true, description: 'Of an issue or demand. 层级' })
  level!: IssueLevel | null;
}

/** An entry as the queries read it; in yuan. */
export interface ListEntryRow extends ListEntryType {
  readonly id: number;
  readonly projectId: number | null;
  readonly leadId: number | null;
  readonly issueId: number | null;
  readonly assignmentId: number | null;
  /** Of an assignment. */
  readonly role: string | null;
  readonly regionId: number | null;
  readonly leaderId: number | null;
  readonly unitId: number | null;
  readonly planned: string | null;
  readonly expected: string | null;
  readonly completed: string | null;
  /** Of another moment than the answer's; undefined where the light is that of the answer. */
  readonly colour?: SignalColour | null;
}

export const ListEntryConnection = connectionOf('ListEntry', ListEntryType);

@ObjectType('ListProgress', { description: 'Plan against actual of the business year. 年度计划与完成。' })
export class ListProgressType {
  @Field(() => Float, { nullable: true, simple: true, description: 'Completed of the annual plan, from 0 on; null without a plan. 完成比例' })
  share!: number | null;

  @Field(() => Float, { nullable: true, simple: true, description: 'What the seasonal curve expects by the day, 0 to 1; null without a plan. 应完成比例' })
  expectedShare!: number | null;
}

/** In yuan. */
export interface ListProgressRow extends ListProgressType {
  readonly projectId: number;
  readonly planned: string;
  readonly expected: string;
  readonly completed: string;
}

@ObjectType('ListMonth', { description: 'Plan against actual, from the beginning of the year to a month\'s end. 月度累计。' })
export class ListMonthType {
  @Field(() => Int, { simple: true, description: '1 to 12. 月份' })
  month!: number;
}

export interface ListMonthRow extends ListMonthType {
  readonly projectId: number;
  readonly expected: string;
  readonly completed: string | null;
}

@ObjectType('ListStats', { description: 'Figures of one group of a list; every field but the dimension asked for is null. 清单统计。' })
export class ListStatsType {
  @Field(() => ProjectTier, { nullable: true, simple: true, description: 'Tier, where it is split by that. 级别' })
  tier!: ProjectTier | null;

  @Field(() => Int, { simple: true, description: 'How many entries. 条数' })
  count!: number;

  @Field(() => Int, { simple: true, description: 'LATE ones of them. 逾期数' })
  late!: number;

  @Field(() => Int, { simple: true, description: 'DONE ones of them. 完成数' })
  done!: number;
}

export interface ListStatsRow extends ListStatsType {
  readonly regionId: number | null;
  readonly leaderId: number | null;
  readonly unitId: number | null;
}

@ObjectType('ListDifferenceEntry', { description: 'What became of one matter of a list between two moments. 清单变化条目。' })
export class ListDifferenceEntryType {
  @Field(() => [ListHappening], { simple: true, description: 'All that happened, at least one. 变化' })
  happened!: ListHappening[];
}

export interface ListDifferenceRow extends ListDifferenceEntryType {
  readonly id: number;
  readonly before: ListEntryRow | null;
  readonly after: ListEntryRow | null;
}

export const ListDifferenceEntryConnection = connectionOf('ListDifferenceEntry', ListDifferenceEntryType);

@ObjectType('ListDifference', { description: 'A list at two moments. 清单对比。' })
export class ListDifferenceType {
  @Field(() => DateTimeScalar, { simple: true, description: 'The earlier moment as it was read. 起始时点' })
  from!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'The later moment as it was read. 截止时点' })
  to!: string;

  @Field(() => ListDifferenceEntryConnection, { simple: true, description: 'What changed; nothing of what stayed as it was. 变化' })
  entries!: object;
}

@ObjectType('ListScreen', { description: 'The whole state of a live list. 清单大屏。' })
export class ListScreenType {}

@InputType({ description: 'Which entries; all parts narrow together. 清单筛选。' })
export class ListFilter {
  @Field(() => ID, { nullable: true, description: 'What lies in this region or below it. 地区' })
  regionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'What this leader answers for; on RESPONSIBILITY in any role, elsewhere as general service officer. 包保领导' })
  leaderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'What this unit answers for: the project\'s owner, an issue\'s lead unit, the leader\'s own unit. 责任单位' })
  unitId?: string | null;

  @Field(() => [ProjectTier], { nullable: true, description: 'Of projects of one of these tiers. 级别' })
  tier?: ProjectTier[] | null;

  @Field(() => String, { nullable: true, description: 'In the name and code of the project or lead, or the title and number of the issue, upper or lower case alike. 搜索' })
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Also what is done for good: closed issues, completed projects, ended assignments. 含已办结' })
  includeClosed?: boolean | null;
}

@InputType({ description: 'A moment; exactly one part is given. 时点。' })
export class ListMoment {
  @Field(() => DateScalar, { nullable: true, description: 'The end of this day in the city\'s time zone, or now where the day is today\'s. 日终' })
  day?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'An instant, not later than now. 时刻' })
  at?: string | null;

  @Field(() => ID, { nullable: true, description: 'When this meeting was closed or cancelled, or else when it started. 会议' })
  meetingId?: string | null;
}
