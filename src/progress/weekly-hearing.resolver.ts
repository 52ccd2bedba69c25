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
import { DispatchFilter, WeeklyHearingConnection, WeeklyHearingRowType, WeeklyHearingType, type DispatchAsked, type WeeklyHearingRow } from './dispatch.type.js';
import { sundayOf } from './progress-report.checks.js';
import { progressReportById } from './progress-report.queries.js';
import { ProgressReportType, type ProgressReportRow } from './progress-report.type.js';
import { hearingFigures, readHearing } from './weekly-hearing.queries.js';

const inUnit = 'In what the amount is said. 金额单位';

@Resolver(() => WeeklyHearingType)
export class WeeklyHearingResolver {
  @Query(() => WeeklyHearingType, { description: 'The weekly hearing of the first-batch projects that the viewer sees, against plan. 首批项目周调度。' })
  weeklyHearing(
    @Ctx() context: Context,
    @Arg('week', () => DateScalar, { description: 'Any day of the week. 周内任一日' }) week: string,
    @Arg('filter', () => DispatchFilter, { nullable: true, description: 'Which projects; all of the first batch where it is left out.' }) filter?: DispatchFilter | null,
  ): DispatchAsked {
    return { day: sundayOf(week), criteria: criteriaOf(filter, context) };
  }

  @FieldResolver(() => Int, { description: 'How many projects of the first batch there are. 首批项目数' })
  async projectCount(@Root() asked: DispatchAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(hearingFigures, asked)).projectCount;
  }

  @FieldResolver(() => Int, { description: 'How many of them made a weekly report. 已报数' })
  async reportedCount(@Root() asked: DispatchAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(hearingFigures, asked)).reportedCount;
  }

  @FieldResolver(() => Float, { description: 'The share of a year\'s plan that the seasonal curve expects by the end of the week. 计划比例' })
  async plannedShare(@Root() asked: DispatchAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(hearingFigures, asked)).plannedShare;
  }

  @FieldResolver(() => WeeklyHearingConnection, { description: 'The projects, the one furthest behind first. 项目' })
  rows(@Root() asked: DispatchAsked, @Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => PageArgs) page: PageArgs): Promise<Page<WeeklyHearingRow>> {
    return readHearing(context, asked, withSelection(page, info));
  }
}

@Resolver(() => WeeklyHearingRowType)
export class WeeklyHearingRowResolver {
  @FieldResolver(() => ProjectType, { nullable: true, description: 'The project. 项目' })
  project(@Root() row: WeeklyHearingRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return context.load(projectById, row.id);
  }

  @FieldResolver(() => ProgressReportType, { nullable: true, description: 'Its weekly report, the last one; null where it made none. 周报' })
  report(@Root() row: WeeklyHearingRow, @Ctx() context: Context): Promise<ProgressReportRow | null> {
    return row.reportId === null ? Promise.resolve(null) : context.load(progressReportById, row.reportId);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Planned for the year. 年度计划投资' })
  planned(@Root() row: WeeklyHearingRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(row.planned, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Completed in the year by the end of the week. 年度完成投资' })
  completed(@Root() row: WeeklyHearingRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(row.completed, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Of this, completed in the week itself. 本周完成投资' })
  inTheWeek(@Root() row: WeeklyHearingRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(row.inTheWeek, unit);
  }
}
