import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { criteriaOf } from '../issue/issue.criteria.js';
import { IssueFilter } from '../issue/issue.type.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { readDemandStats } from './demand-stats.queries.js';
import { DemandDimension, DemandStatsType, type DemandStatsRow } from './demand-stats.type.js';
import { demandKindById } from './demand.queries.js';
import { DemandKindType, type DemandKindRow } from './demand.type.js';

@Resolver(() => DemandStatsType)
export class DemandStatsResolver {
  @Query(() => [DemandStatsType], {
    description: 'Figures of the described demands that the viewer sees, always split by their measure, and by any dimensions besides. Groups without a demand are left out. 需求统计。',
  })
  demandStats(
    @Ctx() context: Context,
    @Arg('by', () => [DemandDimension], { description: 'By what to split.' }) by: DemandDimension[],
    @Arg('filter', () => IssueFilter, { nullable: true, description: 'Which demands count; all where it is left out.' }) filter?: IssueFilter | null,
  ): Promise<DemandStatsRow[]> {
    return readDemandStats(context.db, criteriaOf(filter, context), [...new Set(by)]);
  }

  @FieldResolver(() => DemandKindType, { nullable: true, description: 'Kind; null where it was not asked for. 种类' })
  kind(@Root() stats: DemandStatsRow, @Ctx() context: Context): Promise<DemandKindRow | null> {
    return stats.kindId === null ? Promise.resolve(null) : context.load(demandKindById, stats.kindId);
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'Region; null where it was not asked for. 地区' })
  region(@Root() stats: DemandStatsRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return stats.regionId === null ? Promise.resolve(null) : context.load(regionById, stats.regionId);
  }
}
