import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { DateScalar } from '../graphql/scalars.js';
import type { ProjectCriteria } from '../project/project.criteria.js';
import { ProjectTier } from '../project/project.enums.js';

@InputType({ description: 'Which projects; every part narrows. 调度范围。' })
export class DispatchFilter {
  @Field(() => ID, { nullable: true, description: 'In this region or below it. 所在地区（含下级）' })
  regionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'This leader answers for it now. 服务员' })
  leaderId?: string | null;

  @Field(() => [ProjectTier], { nullable: true, description: 'Of one of these tiers. 级别' })
  tier?: ProjectTier[] | null;
}

/** What a view was asked for; plain data, good for a loader's key. */
export interface DispatchAsked {
  readonly day: string;
  readonly criteria: ProjectCriteria;
}

@ObjectType('DailyDispatch', {
  description: 'Who reported of a day and what it comes to. A project is expected to report while it is under construction, and from the day on which it was to start or resume, until it is completed or leaves the register. 日调度。',
})
export class DailyDispatchType {
  @Field(() => DateScalar, { simple: true, description: 'The day. 日期' })
  day!: string;
}

@ObjectType('DailyDispatchRow', { description: 'A project that is expected to report of the day. 日调度项目。' })
export class DailyDispatchRowType {
  @Field(() => Boolean, { simple: true, description: 'Whether it has reported. 是否已报' })
  reported!: boolean;
}

export interface DailyDispatchRow {
  /** The project's. */
  readonly id: number;
  readonly reported: boolean;
  readonly reportId: number | null;
}

export const DailyDispatchConnection = connectionOf('DailyDispatchRow', DailyDispatchRowType);

@ObjectType('WeeklyHearing', { description: 'The first-batch projects (launched together) against the plan that the seasonal curve makes of their year. 首批项目周调度。' })
export class WeeklyHearingType {
  @Field(() => DateScalar, { simple: true, description: 'The Sunday that ends the week. 周末日' })
  day!: string;
}

@ObjectType('WeeklyHearingRow', { description: 'A first-batch project in the week. 周调度项目。' })
export class WeeklyHearingRowType {
  @Field(() => Boolean, { simple: true, description: 'Whether it made a weekly report. 是否已报周报' })
  reported!: boolean;

  @Field(() => Float, { nullable: true, simple: true, description: 'Completed by the end of the week, as a share of the year\'s plan; null where the year has none. 完成比例' })
  actualShare!: number | null;

  @Field(() => Float, { nullable: true, simple: true, description: 'By how much it is less than the planned share; below 0 where it is ahead, null where the year has no plan. 差距' })
  gap!: number | null;
}

export interface WeeklyHearingRow {
  /** The project's. */
  readonly id: number;
  readonly reported: boolean;
  readonly reportId: number | null;
  readonly actualShare: number | null;
  readonly gap: number | null;
  /** Yuan, like what follows. */
  readonly planned: string;
  readonly completed: string;
  readonly inTheWeek: string;
}

export const WeeklyHearingConnection = connectionOf('WeeklyHearingRow', WeeklyHearingRowType);
