import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { MoneyUnit } from '../graphql/enums.js';
import { MoneyScalar } from '../graphql/scalars.js';
import { wordsOf } from '../kernel/enumeration.js';
import { fromYuan } from '../kernel/money.js';
import { may } from '../kernel/rights.js';
import { ProjectConnection, ProjectType, type ProjectRow } from '../project/project.type.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { fieldById, readReserve, readReserveStats, readTerms, reserveOf, ripeningOf, stepById } from './reserve.queries.js';
import {
  ProjectReserveType, ReserveAct, ReserveDimension, ReserveFieldType, ReserveFilter, ReserveProjectsArgs, ReserveStatsType, RipeningStepType, RipeningType,
  type ProjectReserveRow, type ReserveStatsRow, type ReserveTermRow, type RipeningRow,
} from './reserve.type.js';

@Resolver(() => ProjectType)
export class ReserveResolver {
  @Query(() => [ReserveFieldType], { description: 'In what the reserve would invest, in order; what is used no more comes last. 谋划方向。' })
  reserveFields(@Ctx() context: Context): Promise<ReserveTermRow[]> {
    return readTerms(context.db, 'reserve_field');
  }

  @Query(() => [RipeningStepType], { description: 'What a project in reserve goes through, in order; what is asked for no more comes last. 储备项目成熟步骤。' })
  ripeningSteps(@Ctx() context: Context): Promise<ReserveTermRow[]> {
    return readTerms(context.db, 'ripening_step');
  }

  @Query(() => ProjectConnection, { description: 'Projects in reserve that the viewer sees. 谋划储备项目。' })
  reserveProjects(@Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => ReserveProjectsArgs) wanted: ReserveProjectsArgs): Promise<Page<ProjectRow>> {
    return readReserve(context, withSelection(wanted, info));
  }

  @Query(() => [ReserveStatsType], { description: 'Figures of the reserve, split by any dimensions; by none, one row of the whole. Groups without a project are left out. 储备统计。' })
  reserveStats(
    @Ctx() context: Context,
    @Arg('by', () => [ReserveDimension], { description: 'By what to split.' }) by: ReserveDimension[],
    @Arg('filter', () => ReserveFilter, { nullable: true, description: 'Which projects count; all in reserve where it is left out.' }) filter?: ReserveFilter | null,
  ): Promise<ReserveStatsRow[]> {
    return readReserveStats(context, [...new Set(by)], filter);
  }

  @FieldResolver(() => ProjectReserveType, { nullable: true, description: 'How far it ripened in reserve; null where it never was in it. 储备情况' })
  reserve(@Root() project: ProjectRow, @Ctx() context: Context): Promise<ProjectReserveRow | null> {
    return context.load(reserveOf, project.id);
  }
}

@Resolver(() => ProjectReserveType)
export class ProjectReserveResolver {
  @FieldResolver(() => ReserveFieldType, { nullable: true, description: 'In what it would invest; null where nobody said. 谋划方向' })
  field(@Root() reserve: ProjectReserveRow, @Ctx() context: Context): Promise<ReserveTermRow | null> {
    return reserve.fieldId === null ? Promise.resolve(null) : context.load(fieldById, reserve.fieldId);
  }

  @FieldResolver(() => RipeningStepType, { nullable: true, description: 'The furthest step that it reached; null where it reached none. 成熟度' })
  reached(@Root() reserve: ProjectReserveRow, @Ctx() context: Context): Promise<ReserveTermRow | null> {
    return reserve.reachedId === null ? Promise.resolve(null) : context.load(stepById, reserve.reachedId);
  }

  @FieldResolver(() => [ReserveAct], { description: 'What this viewer may do to it now; the act itself looks again. 可办动作' })
  actions(@Root() reserve: ProjectReserveRow, @Ctx() { viewer }: Context): ReserveAct[] {
    return reserve.stands ? wordsOf(ReserveAct).filter((act) => may(viewer, act === 'SET_FIELD' ? 'keepReserve' : 'ripenReserve')) : [];
  }

  @FieldResolver(() => [RipeningType], { description: 'How each step stands, in the order of the list. 各步骤进展' })
  steps(@Root() reserve: ProjectReserveRow, @Ctx() context: Context): Promise<RipeningRow[]> {
    return context.load(ripeningOf, reserve.projectId);
  }

  @FieldResolver(() => [RipeningStepType], { description: 'Steps that it lacks, in the order of the list. 尚缺步骤' })
  async lacking(@Root() reserve: ProjectReserveRow, @Ctx() context: Context): Promise<ReserveTermRow[]> {
    const steps = (await context.load(ripeningOf, reserve.projectId)).filter(({ reachedOn }) => reachedOn === null);
    return (await Promise.all(steps.map(({ stepId }) => context.load(stepById, stepId)))).filter((step) => step !== null);
  }
}

@Resolver(() => RipeningType)
export class RipeningResolver {
  @FieldResolver(() => RipeningStepType, { description: 'Which step. 步骤' })
  step(@Root() ripening: RipeningRow, @Ctx() context: Context): Promise<ReserveTermRow | null> {
    return context.load(stepById, ripening.stepId);
  }
}

@Resolver(() => ReserveStatsType)
export class ReserveStatsResolver {
  @FieldResolver(() => ReserveFieldType, { nullable: true, description: 'Field; null where it was not split by it, and for projects without one. 谋划方向' })
  field(@Root() stats: ReserveStatsRow, @Ctx() context: Context): Promise<ReserveTermRow | null> {
    return stats.fieldId === null ? Promise.resolve(null) : context.load(fieldById, stats.fieldId);
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'Region; null where it was not split by it. 地区' })
  region(@Root() stats: ReserveStatsRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return stats.regionId === null ? Promise.resolve(null) : context.load(regionById, stats.regionId);
  }

  @FieldResolver(() => RipeningStepType, { nullable: true, description: 'The furthest step reached; null where it was not split by it, and for projects that reached none. 成熟度' })
  step(@Root() stats: ReserveStatsRow, @Ctx() context: Context): Promise<ReserveTermRow | null> {
    return stats.stepId === null ? Promise.resolve(null) : context.load(stepById, stats.stepId);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Total investment of these projects. 总投资' })
  totalInvestment(@Root() stats: ReserveStatsRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: 'In what it is said.' }) unit: MoneyUnit): string {
    return fromYuan(stats.totalInvestment, unit);
  }
}
