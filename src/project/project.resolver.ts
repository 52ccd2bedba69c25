import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { MoneyUnit } from '../graphql/enums.js';
import { DateScalar, MoneyScalar } from '../graphql/scalars.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { fromYuan } from '../kernel/money.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { unitById } from '../unit/unit.queries.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { projectByCode, projectById, readProjects, startedOn, yearsOfProject } from './project.queries.js';
import { ProjectConnection, ProjectFilter, ProjectOrder, ProjectType, ProjectYearType, type ProjectRow, type ProjectYearRow } from './project.type.js';

const inUnit = 'In what the amount is said. 金额单位';

@Resolver(() => ProjectType)
export class ProjectResolver {
  @Query(() => ProjectConnection, { description: 'Key projects that the viewer sees, page by page. 重点项目列表。' })
  projects(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ProjectFilter, { nullable: true, description: 'Which ones; all that stand in the register where it is left out.' }) filter?: ProjectFilter | null,
    @Arg('orderBy', () => ProjectOrder, { defaultValue: 'CODE_ASC', description: 'In which order.' }) orderBy?: ProjectOrder,
  ): Promise<Page<ProjectRow>> {
    return readProjects(context, withSelection(page, info), filter, orderBy!);
  }

  @Query(() => ProjectType, { nullable: true, description: 'One project by id or by code, also one that left the register. 重点项目。' })
  project(
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string | null,
    @Arg('code', () => String, { nullable: true, description: 'Its code, where no id is given.' }) code?: string | null,
  ): Promise<ProjectRow | null> {
    if (typeof id === 'string') return context.load(projectById, context.id(id, 'Project', ['id']));
    return typeof code === 'string' ? context.load(projectByCode, code) : Promise.resolve(null);
  }

  @FieldResolver(() => ID)
  id(@Root() project: ProjectRow): string {
    return toGlobalId('Project', project.id);
  }

  @FieldResolver(() => RegionType, { description: 'Where it is built. 所在地区' })
  region(@Root() project: ProjectRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return context.load(regionById, project.regionId);
  }

  @FieldResolver(() => UnitType, { nullable: true, description: 'The unit that owns it. 业主单位' })
  ownerUnit(@Root() project: ProjectRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return project.ownerUnitId === null ? Promise.resolve(null) : context.load(unitById, project.ownerUnitId);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Total investment. 总投资' })
  totalInvestment(@Root() project: ProjectRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(project.totalInvestment, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'What is planned for a year; "0" where nothing is. 年度计划投资' })
  async annualPlan(
    @Root() project: ProjectRow,
    @Ctx() context: Context,
    @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit,
    @Arg('year', () => Int, { nullable: true, description: 'Which year; the business year where it is left out. 年度' }) year?: number | null,
  ): Promise<string> {
    const planned = isOther(project, year) ? (await this.yearOf(project, year, context))?.planned : project.annualPlan;
    return fromYuan(planned ?? '0', unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'What was completed in a year so far; "0" where nothing was. 年度完成投资' })
  async completedInvestment(
    @Root() project: ProjectRow,
    @Ctx() context: Context,
    @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit,
    @Arg('year', () => Int, { nullable: true, description: 'Which year; the business year where it is left out. 年度' }) year?: number | null,
  ): Promise<string> {
    const completed = isOther(project, year) ? (await this.yearOf(project, year, context))?.completed : project.completedInvestment;
    return fromYuan(completed ?? '0', unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'All that was ever completed. 累计完成投资' })
  completedToDate(@Root() project: ProjectRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(project.completedToDate, unit);
  }

  @FieldResolver(() => [ProjectYearType], { description: 'Its money, year by year, the earliest first. 分年度投资' })
  years(@Root() project: ProjectRow, @Ctx() context: Context): Promise<ProjectYearRow[]> {
    return context.load(yearsOfProject, project.id);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether work began in the year of a day, on or before that day: a new project\'s start, a continuing one\'s resumption. 是否开（复）工',
  })
  started(
    @Root() project: ProjectRow,
    @Ctx() context: Context,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; the business day where it is left out. 截至日' }) on?: string | null,
  ): Promise<boolean> {
    return context.load(startedOn, { id: project.id, on: on ?? null });
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done to it, oldest first. 历史' })
  history(@Root() project: ProjectRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'Project', id: project.id, sight: context.sight });
  }

  private async yearOf(project: ProjectRow, year: number, context: Context): Promise<ProjectYearRow | undefined> {
    return (await context.load(yearsOfProject, project.id)).find((row) => row.year === year);
  }
}

@Resolver(() => ProjectYearType)
export class ProjectYearResolver {
  @FieldResolver(() => MoneyScalar, { description: 'Planned for the year. 计划投资' })
  planned(@Root() year: ProjectYearRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(year.planned, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Completed in the year so far. 完成投资' })
  completed(@Root() year: ProjectYearRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(year.completed, unit);
  }
}

/** The year that the row itself speaks of needs no other statement. */
function isOther(project: ProjectRow, year: number | null | undefined): year is number {
  return typeof year === 'number' && year !== project.year;
}
