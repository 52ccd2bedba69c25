import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumeration, type Word } from '../kernel/enumeration.js';
import type { ProjectCriteria } from './project.criteria.js';
import { ProjectOrigin, ProjectStage, ProjectTier, Sector } from './project.enums.js';

export const ProjectDimension = enumeration('TIER', 'SECTOR', 'ORIGIN', 'STAGE', 'REGION');
export type ProjectDimension = Word<typeof ProjectDimension>;

registerEnumType(ProjectDimension, {
  name: 'ProjectDimension',
  description: 'By what figures are split. 统计维度。',
  valuesConfig: {
    TIER: { description: 'By tier. 按级别' },
    SECTOR: { description: 'By sector. 按领域' },
    ORIGIN: { description: 'By origin: new or continuing. 按建设性质' },
    STAGE: { description: 'By stage. 按阶段' },
    REGION: { description: 'By the very region in which a project stands. 按所在地区' },
  },
});

@ObjectType('ProjectStatsKey', { description: 'Whose figures these are; null in a dimension that was not asked for. 统计分组。' })
export class ProjectStatsKeyType {
  @Field(() => ProjectTier, { nullable: true, simple: true, description: 'Tier. 级别' })
  tier!: ProjectTier | null;

  @Field(() => Sector, { nullable: true, simple: true, description: 'Sector. 领域' })
  sector!: Sector | null;

  @Field(() => ProjectOrigin, { nullable: true, simple: true, description: 'Origin. 建设性质' })
  origin!: ProjectOrigin | null;

  @Field(() => ProjectStage, { nullable: true, simple: true, description: 'Stage. 阶段' })
  stage!: ProjectStage | null;
}

@ObjectType('ProjectStats', { description: 'Figures of the projects of one group that the viewer sees; those that left the register do not count. 项目统计。' })
export class ProjectStatsType {
  @Field(() => ProjectStatsKeyType, { simple: true, description: 'The group. 分组' })
  key!: ProjectStatsKeyType;

  @Field(() => Int, { simple: true, description: 'How many projects. 项目数' })
  count!: number;
}

export interface ProjectStatsKeyRow {
  readonly tier: ProjectTier | null;
  readonly sector: Sector | null;
  readonly origin: ProjectOrigin | null;
  readonly stage: ProjectStage | null;
  readonly regionId: number | null;
}

/** One group's figures; money is yuan. `of` says what was asked, for figures of other days. */
export interface ProjectStatsRow {
  readonly key: ProjectStatsKeyRow;
  readonly count: number;
  readonly startedCount: number;
  readonly totalInvestment: string;
  readonly annualPlan: string;
  readonly completedInvestment: string;
  readonly of: StatsWanted;
}

export interface StatsWanted {
  readonly criteria: ProjectCriteria;
  readonly by: readonly ProjectDimension[];
}
