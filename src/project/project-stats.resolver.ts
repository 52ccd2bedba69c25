import { Arg, Ctx, FieldResolver, Float, Int, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { MoneyUnit } from '../graphql/enums.js';
import { DateScalar, MoneyScalar } from '../graphql/scalars.js';
import { fromYuan } from '../kernel/money.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { criteriaOf } from './project.criteria.js';
import { forecastsOf, groupOf, readProjectStats } from './project-stats.queries.js';
import { ProjectDimension, ProjectStatsKeyType, ProjectStatsType, type ProjectStatsKeyRow, type ProjectStatsRow } from './project-stats.type.js';
import { ProjectFilter } from './project.type.js';

const inUnit = 'In what the amount is said. 金额单位';

@Resolver(() => ProjectStatsType)
export class ProjectStatsResolver {
  @Query(() => [ProjectStatsType], {
    description: 'Figures of the projects that the viewer sees, split by any dimensions; by none, one row of the whole. Groups without a project are left out. 项目统计。',
  })
  projectStats(
    @Ctx() context: Context,
    @Arg('by', () => [ProjectDimension], { description: 'By what to split.' }) by: ProjectDimension[],
    @Arg('filter', () => ProjectFilter, { nullable: true, description: 'Which projects count; all in the register where it is left out.' }) filter?: ProjectFilter | null,
  ): Promise<ProjectStatsRow[]> {
    return readProjectStats(context.db, { criteria: criteriaOf(filter, context), by: [...new Set(by)] });
  }

  @FieldResolver(() => Int, { description: 'How many of them work began on this year, on or before the business day. 已开（复）工数' })
  startedCount(@Root() stats: ProjectStatsRow): number {
    return stats.startedCount;
  }

  @FieldResolver(() => Float, { description: 'Started ones among all, 0 to 1; 0 where there are none. 开（复）工率' })
  startRate(@Root() { startedCount, count }: ProjectStatsRow): number {
    return count === 0 ? 0 : startedCount / count;
  }

  @FieldResolver(() => Int, { description: 'How many of them started by a day, or are planned to start or resume by it. 预计开（复）工数' })
  async forecastStartedCount(@Root() stats: ProjectStatsRow, @Ctx() context: Context, @Arg('on', () => DateScalar, { description: 'The day. 截至日' }) on: string): Promise<number> {
    return (await context.load(forecastsOf, { ...stats.of, on })).get(groupOf(stats.key)) ?? 0;
  }

  @FieldResolver(() => MoneyScalar, { description: 'Their total investment. 总投资' })
  totalInvestment(@Root() stats: ProjectStatsRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(stats.totalInvestment, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'What they plan for the business year. 年度计划投资' })
  annualPlan(@Root() stats: ProjectStatsRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(stats.annualPlan, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'What they completed in the business year so far. 本年完成投资' })
  completedInvestment(@Root() stats: ProjectStatsRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(stats.completedInvestment, unit);
  }
}

@Resolver(() => ProjectStatsKeyType)
export class ProjectStatsKeyResolver {
  @FieldResolver(() => RegionType, { nullable: true, description: 'Region. 地区' })
  region(@Root() key: ProjectStatsKeyRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return key.regionId === null ? Promise.resolve(null) : context.load(regionById, key.regionId);
  }
}
