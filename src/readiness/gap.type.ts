import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { DateScalar } from '../graphql/scalars.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import type { ProjectCriteria } from '../project/project.criteria.js';
import { ProjectTier, Sector } from '../project/project.enums.js';
import { ReadinessState } from '../project/readiness.criteria.js';

@InputType({ description: 'Which projects and which of what is asked of them; every part narrows. 到位情况筛选。' })
export class ReadinessFilter {
  @Field(() => ID, { nullable: true, description: 'In this region or below it. 所在地区（含下级）' })
  regionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'This leader answers for it now. 服务员' })
  leaderId?: string | null;

  @Field(() => [ProjectTier], { nullable: true, description: 'Of one of these tiers. 级别' })
  tier?: ProjectTier[] | null;

  @Field(() => [Sector], { nullable: true, description: 'Of one of these sectors. 领域' })
  sector?: Sector[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether work began on it, or resumed this year; both where it is left out. 是否已开（复）工' })
  started?: boolean | null;

  @Field(() => DateScalar, { nullable: true, description: 'Started by this day, or planned to start or resume by it. 可开（复）工截至日' })
  startableBy?: string | null;

  @Field(() => [String], { nullable: true, description: 'Only these items, by code. 条件编码' })
  item?: string[] | null;

  @Field(() => [ReadinessState], { nullable: true, description: 'Only items that stand like this. 到位情况' })
  state?: ReadinessState[] | null;
}

/** What was asked for; plain data. */
export interface ReadinessAsked {
  readonly projects: ProjectCriteria;
  readonly started: boolean | null;
  readonly item: readonly string[] | null;
  readonly state: readonly ReadinessState[] | null;
}

@ObjectType('ReadinessGap', { description: 'A project for which something lacks. 未到位项目。' })
export class ReadinessGapType {
  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When its work is planned to begin, or to resume; null where it has no plan. 计划开（复）工' })
  plannedOn!: string | null;
}

export interface ReadinessGapRow {
  /** The project's. */
  readonly id: number;
  readonly plannedOn: string | null;
}

export const ReadinessGapConnection = connectionOf('ReadinessGap', ReadinessGapType);

export const ReadinessDimension = enumeration('REGION', 'ITEM');
export type ReadinessDimension = Word<typeof ReadinessDimension>;

registerEnumType(ReadinessDimension, {
  name: 'ReadinessDimension',
  description: 'By what figures of readiness are split. 到位统计维度。',
  valuesConfig: {
    REGION: { description: 'By the very region in which the project lies. 按所在地区' },
    ITEM: { description: 'By what is asked for. 按条件' },
  },
});

@ObjectType('ReadinessStats', { description: 'Figures of the projects of one group that the viewer sees. 到位统计。' })
export class ReadinessStatsType {
  @Field(() => Int, { simple: true, description: 'Of how many projects something is asked. 项目数' })
  projects!: number;

  @Field(() => Int, { simple: true, description: 'For how many of them nothing lacks. 已到位' })
  ready!: number;

  @Field(() => Int, { simple: true, description: 'For how many something lacks. 未到位' })
  lacking!: number;

  @Field(() => Int, { simple: true, description: 'For how many something waits for the owner\'s word to be confirmed; they are among those for which something lacks. 待确认' })
  claimed!: number;
}

export interface ReadinessStatsRow extends ReadinessStatsType {
  readonly itemId: number | null;
  readonly regionId: number | null;
}
