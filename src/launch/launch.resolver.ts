import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { MoneyUnit } from '../graphql/enums.js';
import { MoneyScalar } from '../graphql/scalars.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { fromYuan } from '../kernel/money.js';
import { projectById, readProjectsOf } from '../project/project.queries.js';
import { ProjectConnection, ProjectType, type ProjectRow } from '../project/project.type.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { chainById, eventsOfProject, figuresOfLaunch, jointLaunchById, readChains, readEvents, readGrowth, readJointLaunches, readPortfolioYears, subProjectsOf } from './launch.queries.js';
import {
  IndustryChainType, JointLaunchType, PortfolioGrowthType, PortfolioYearType, ProjectEventConnection, ProjectEventFilter, ProjectEventType, SubProjectType,
  type JointLaunchRow, type PortfolioGrowthRow, type PortfolioYearRow, type ProjectEventRow, type SubProjectRow,
} from './launch.type.js';

const inUnit = 'In what the amount is said. 金额单位';

/** What the launch room adds to a project. */
@Resolver(() => ProjectType)
export class LaunchOfProjectResolver {
  @FieldResolver(() => [ProjectEventType], { description: 'What happened to it, by day; corrected entries are among them. 项目节点' })
  events(@Root() project: ProjectRow, @Ctx() context: Context): Promise<ProjectEventRow[]> {
    return context.load(eventsOfProject, project.id);
  }

  @FieldResolver(() => JointLaunchType, { nullable: true, description: 'The ceremony in which it was launched; null without one. 集中开工仪式' })
  jointLaunch(@Root() project: ProjectRow, @Ctx() context: Context): Promise<JointLaunchRow | null> {
    return project.jointLaunchId === null ? Promise.resolve(null) : context.load(jointLaunchById, project.jointLaunchId);
  }

  @FieldResolver(() => IndustryChainType, { nullable: true, description: 'The industry chain that it belongs to. 产业链' })
  industryChain(@Root() project: ProjectRow, @Ctx() context: Context): Promise<IndustryChainType | null> {
    return project.industryChainId === null ? Promise.resolve(null) : context.load(chainById, project.industryChainId);
  }

  @FieldResolver(() => [SubProjectType], { description: 'Its parts, also those that ended. 子项目' })
  subProjects(@Root() project: ProjectRow, @Ctx() context: Context): Promise<SubProjectRow[]> {
    return context.load(subProjectsOf, project.id);
  }

  @FieldResolver(() => MoneyScalar, { nullable: true, description: 'What it is to sell a year; null where it is not known. 预计年销售收入' })
  expectedAnnualSales(@Root() project: ProjectRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string | null {
    return project.expectedAnnualSales === null ? null : fromYuan(project.expectedAnnualSales, unit);
  }
}

@Resolver(() => JointLaunchType)
export class JointLaunchResolver {
  @Query(() => [JointLaunchType], { description: 'Joint launches, the latest first, also those that were taken back. 集中开工。' })
  jointLaunches(@Ctx() context: Context): Promise<JointLaunchRow[]> {
    return readJointLaunches(context.db);
  }

  @Query(() => JointLaunchType, { nullable: true, description: 'One joint launch. 集中开工。' })
  jointLaunch(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<JointLaunchRow | null> {
    return context.load(jointLaunchById, context.id(id, 'JointLaunch', ['id']));
  }

  @Query(() => [IndustryChainType], { description: 'The industry chains, those that ended last. 产业链。' })
  industryChains(@Ctx() context: Context): Promise<IndustryChainType[]> {
    return readChains(context.db);
  }

  @Query(() => ProjectEventConnection, { description: 'What happened to the projects that the viewer sees, the latest day first. 项目节点时间线。' })
  projectEvents(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ProjectEventFilter, { nullable: true, description: 'Which ones.' }) filter?: ProjectEventFilter | null,
  ): Promise<Page<ProjectEventRow>> {
    return readEvents(context, withSelection(page, info), filter);
  }

  @FieldResolver(() => ID)
  id(@Root() launch: JointLaunchRow): string {
    return toGlobalId('JointLaunch', launch.id);
  }

  @FieldResolver(() => RegionType, { description: 'Where it was held. 地区' })
  region(@Root() launch: JointLaunchRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return context.load(regionById, launch.regionId);
  }

  @FieldResolver(() => ProjectConnection, { description: 'Its projects that the viewer sees, by code. 项目' })
  projects(@Root() launch: JointLaunchRow, @Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => PageArgs) page: PageArgs): Promise<Page<ProjectRow>> {
    return readProjectsOf(context, launch.id, withSelection(page, info));
  }

  @FieldResolver(() => Int, { description: 'How many of its projects the viewer sees. 项目数' })
  async count(@Root() launch: JointLaunchRow, @Ctx() context: Context): Promise<number> {
    return (await context.load(figuresOfLaunch, { launch: launch.id, sight: context.sight })).count;
  }

  @FieldResolver(() => MoneyScalar, { description: 'Their total investment. 总投资' })
  async totalInvestment(@Root() launch: JointLaunchRow, @Ctx() context: Context, @Arg('unit', () => MoneyUnit, { defaultValue: 'YI', description: inUnit }) unit: MoneyUnit): Promise<string> {
    return fromYuan((await context.load(figuresOfLaunch, { launch: launch.id, sight: context.sight })).totalInvestment, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'What they plan for the business year. 年度计划投资' })
  async annualPlan(@Root() launch: JointLaunchRow, @Ctx() context: Context, @Arg('unit', () => MoneyUnit, { defaultValue: 'YI', description: inUnit }) unit: MoneyUnit): Promise<string> {
    return fromYuan((await context.load(figuresOfLaunch, { launch: launch.id, sight: context.sight })).annualPlan, unit);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done to it, oldest first. 历史' })
  history(@Root() launch: JointLaunchRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'JointLaunch', id: launch.id, sight: context.sight });
  }
}

@Resolver(() => ProjectEventType)
export class ProjectEventResolver {
  @FieldResolver(() => ProjectType, { nullable: true, description: 'Of which project. 项目' })
  project(@Root() event: ProjectEventRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return context.load(projectById, event.projectId);
  }
}

@Resolver(() => SubProjectType)
export class SubProjectResolver {
  @FieldResolver(() => ID)
  id(@Root() part: SubProjectRow): string {
    return toGlobalId('SubProject', part.id);
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'Of which project. 所属项目' })
  project(@Root() part: SubProjectRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return context.load(projectById, part.projectId);
  }

  @FieldResolver(() => MoneyScalar, { nullable: true, description: 'Its share of the project\'s total investment; null where it is not known. 投资' })
  investment(@Root() part: SubProjectRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string | null {
    return part.investment === null ? null : fromYuan(part.investment, unit);
  }
}

@Resolver(() => PortfolioYearType)
export class PortfolioYearResolver {
  @Query(() => [PortfolioYearType], { description: 'What the register held in earlier years, the latest first. 历年盘子。' })
  portfolioYears(@Ctx() context: Context): Promise<PortfolioYearRow[]> {
    return readPortfolioYears(context.db);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Total investment. 总投资' })
  totalInvestment(@Root() row: PortfolioYearRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'YI', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(row.totalInvestment, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Planned for the year. 年度计划投资' })
  annualPlan(@Root() row: PortfolioYearRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'YI', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(row.annualPlan, unit);
  }

  @FieldResolver(() => MoneyScalar, { nullable: true, description: 'Completed in the year; null where it is not known. 年度完成投资' })
  completed(@Root() row: PortfolioYearRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'YI', description: inUnit }) unit: MoneyUnit): string | null {
    return row.completed === null ? null : fromYuan(row.completed, unit);
  }
}

@Resolver(() => PortfolioGrowthType)
export class PortfolioGrowthResolver {
  @Query(() => [PortfolioGrowthType], { description: 'The parts of the register, this year beside the last. 同比增长。' })
  portfolioGrowth(@Ctx() context: Context): Promise<PortfolioGrowthRow[]> {
    return readGrowth(context);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Total investment. 总投资' })
  totalInvestment(@Root() row: PortfolioGrowthRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'YI', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(row.totalInvestment, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Planned for the business year. 年度计划投资' })
  annualPlan(@Root() row: PortfolioGrowthRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'YI', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(row.annualPlan, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Completed in the business year so far. 年度完成投资' })
  completedInvestment(@Root() row: PortfolioGrowthRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'YI', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(row.completedInvestment, unit);
  }

  @FieldResolver(() => PortfolioYearType, { nullable: true, description: 'The last year\'s; null where nobody entered it. 上年' })
  lastYear(@Root() row: PortfolioGrowthRow): PortfolioYearRow | null {
    return row.lastYear;
  }
}
