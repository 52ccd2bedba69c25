import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { ProjectFilter } from '../project/project.type.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { unitById } from '../unit/unit.queries.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { PermitKindType, type PermitKindRow } from './permit-kind.type.js';
import { criteriaOf } from './permit.criteria.js';
import { readPermitProgress } from './permit-standing.queries.js';
import { readPermitStats } from './permit-stats.queries.js';
import { PermitDimension, PermitProgressType, PermitStatsType, type PermitStatsRow } from './permit-stats.type.js';
import { kindsOf } from './permit.queries.js';
import { PermitFilter } from './permit.type.js';

@Resolver(() => PermitStatsType)
export class PermitStatsResolver {
  @Query(() => [PermitStatsType], { description: 'Figures of the permits of the projects that the viewer sees, split by any dimensions; by none, one row of the whole. Groups without a permit are left out. 手续统计。' })
  permitStats(
    @Ctx() context: Context,
    @Arg('by', () => [PermitDimension], { description: 'By what to split.' }) by: PermitDimension[],
    @Arg('filter', () => PermitFilter, { nullable: true, description: 'Which permits count; all where it is left out.' }) filter?: PermitFilter | null,
  ): Promise<PermitStatsRow[]> {
    return readPermitStats(context.db, criteriaOf(filter, context), [...new Set(by)]);
  }

  @Query(() => PermitProgressType, { description: 'How far the projects that the viewer sees have come with their permits. 手续办理进度。' })
  permitProgress(@Ctx() context: Context, @Arg('filter', () => ProjectFilter, { nullable: true, description: 'Which projects count; all in the register where it is left out.' }) filter?: ProjectFilter | null): Promise<PermitProgressType> {
    return readPermitProgress(context, filter);
  }

  @FieldResolver(() => PermitKindType, { nullable: true, description: 'Kind; null where it was not asked for. 种类' })
  async kind(@Root() stats: PermitStatsRow, @Ctx() context: Context): Promise<PermitKindRow | null> {
    return stats.kindId === null ? null : (await kindsOf(context)).get(stats.kindId)!;
  }

  @FieldResolver(() => UnitType, { nullable: true, description: 'The unit that grants; null where it was not asked for. 审批单位' })
  authority(@Root() stats: PermitStatsRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return stats.authorityId === null ? Promise.resolve(null) : context.load(unitById, stats.authorityId);
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'Region; null where it was not asked for. 地区' })
  region(@Root() stats: PermitStatsRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return stats.regionId === null ? Promise.resolve(null) : context.load(regionById, stats.regionId);
  }
}
