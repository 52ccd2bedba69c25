import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Float, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { MoneyUnit } from '../graphql/enums.js';
import { DateScalar, MoneyScalar } from '../graphql/scalars.js';
import { fromYuan } from '../kernel/money.js';
import { criteriaOf } from '../project/project.criteria.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { changeOfReport, dailyFigures, readDaily } from './daily-dispatch.queries.js';
import { DailyDispatchConnection, DailyDispatchRowType, DailyDispatchType, DispatchFilter, type DailyDispatchRow, type DispatchAsked } from './dispatch.type.js';
import { progressReportById } from './progress-report.queries.js';
import { ProgressReportType, type ProgressReportRow } from './progress-report.type.js';

@Resolver(() => DailyDispatchType)
export class DailyDispatchResolver {
  @Query(() => DailyDispatchType, { description: 'The daily dispatch: who has not reported, what the others did, and how it adds up, for the projects that the viewer sees. 日调度。' })
  dailyDispatch(
    @Ctx() context: Context,
    @Arg('day', () => DateScalar, { description: 'Of which day. 日期' }) day: string,
    @Arg('filter', () => DispatchFilter, { nullable: true, description: 'Which projects; all where it is left out.' }) filter?: DispatchFilter | null,
  ): DispatchAsked {
    return { day, criteria: criteriaOf(filter, context) };
  }

  @FieldResolver(() => Int, { description: 'How many projects are expected to report. 应报数' })
  async expected(@Root() asked: DispatchAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(dailyFigures, asked)).expected;
  }

  @FieldResolver(() => Int, { description: 'How many of them have reported. 已报数' })
  async reportedCount(@Root() asked: DispatchAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(dailyFigures, asked)).reportedCount;
  }

  @FieldResolver(() => Int, { description: 'Workers on all sites that reported. 在场人数' })
  async workersOnSite(@Root() asked: DispatchAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(dailyFigures, asked)).workersOnSite;
  }

  @FieldResolver(() => Int, { description: 'Workers who are back, of all that reported. 返岗人数' })
  async workersBack(@Root() asked: DispatchAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(dailyFigures, asked)).workersBack;
  }

  @FieldResolver(() => Int, { description: 'How many of these are at an isolation point. 隔离人数' })
  async isolated(@Root() asked: DispatchAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(dailyFigures, asked)).isolated;
  }

  @FieldResolver(() => Int, { description: 'On how many projects work began or resumed that day. 当日开（复）工数' })
  async starts(@Root() asked: DispatchAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(dailyFigures, asked)).starts;
  }

  @FieldResolver(() => DailyDispatchConnection, { description: 'The projects expected to report: those who have not first, then by code. 应报项目' })
  rows(@Root() asked: DispatchAsked, @Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => PageArgs) page: PageArgs): Promise<Page<DailyDispatchRow>> {
    return readDaily(context, asked, withSelection(page, info));
  }
}

@Resolver(() => DailyDispatchRowType)
export class DailyDispatchRowResolver {
  @FieldResolver(() => ProjectType, { nullable: true, description: 'The project. 项目' })
  project(@Root() row: DailyDispatchRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return context.load(projectById, row.id);
  }

  @FieldResolver(() => ProgressReportType, { nullable: true, description: 'Its report of the day, the last one; null where it has not reported. 当日填报' })
  report(@Root() row: DailyDispatchRow, @Ctx() context: Context): Promise<ProgressReportRow | null> {
    return row.reportId === null ? Promise.resolve(null) : context.load(progressReportById, row.reportId);
  }

  @FieldResolver(() => MoneyScalar, { nullable: true, description: 'Completed since what was last reported before the day, in the year; null where the report names no investment. 较上次新增投资' })
  async investmentChange(
    @Root() row: DailyDispatchRow, @Ctx() context: Context,
    @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: 'In what the amount is said. 金额单位' }) unit: MoneyUnit,
  ): Promise<string | null> {
    const change = row.reportId === null ? null : (await context.load(changeOfReport, row.reportId)).investment;
    return change === null ? null : fromYuan(change, unit);
  }

  @FieldResolver(() => Float, { nullable: true, description: 'The same of the physical progress. 较上次新增形象进度' })
  async progressChange(@Root() row: DailyDispatchRow, @Ctx() context: Context): Promise<number | null> {
    return row.reportId === null ? null : (await context.load(changeOfReport, row.reportId)).progress;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Workers on site more, or less, than in the daily report before; null where either does not name them. 较上次增减人数' })
  async workersChange(@Root() row: DailyDispatchRow, @Ctx() context: Context): Promise<number | null> {
    return row.reportId === null ? null : (await context.load(changeOfReport, row.reportId)).workers;
  }
}
