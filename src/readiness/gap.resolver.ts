import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { readGaps, readinessAsked, readReadinessStats } from './gap.queries.js';
import { ReadinessDimension, ReadinessFilter, ReadinessGapConnection, ReadinessGapType, ReadinessStatsType, type ReadinessGapRow, type ReadinessStatsRow } from './gap.type.js';
import { readinessItemById, readinessOf } from './readiness.queries.js';
import { ProjectReadinessType, ReadinessItemType, type ProjectReadinessRow, type ReadinessItemRow } from './readiness.type.js';

@ArgsType()
class ReadinessGapsArgs extends PageArgs {
  @Field(() => ReadinessFilter, { nullable: true, description: 'Which projects and items; all that are not completed where it is left out.' })
  filter?: ReadinessFilter | null;
}

@Resolver(() => ReadinessGapType)
export class ReadinessGapResolver {
  @Query(() => ReadinessGapConnection, { description: 'Who is missing what: the projects that the viewer sees for which something lacks, in the order in which they are planned to start. 未到位清单。' })
  readinessGaps(@Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => ReadinessGapsArgs) { filter, ...page }: ReadinessGapsArgs): Promise<Page<ReadinessGapRow>> {
    return readGaps(context, readinessAsked(filter, context), withSelection(page, info));
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'The project. 项目' })
  project(@Root() gap: ReadinessGapRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return context.load(projectById, gap.id);
  }

  @FieldResolver(() => [ProjectReadinessType], { description: 'All that lacks, in the order of the list. 未到位条件' })
  async lacking(@Root() gap: ReadinessGapRow, @Ctx() context: Context): Promise<ProjectReadinessRow[]> {
    return (await context.load(readinessOf, gap.id)).filter(({ state }) => state !== 'DONE');
  }
}

@Resolver(() => ReadinessStatsType)
export class ReadinessStatsResolver {
  @Query(() => [ReadinessStatsType], {
    description: 'For how many of the projects that the viewer sees something lacks, split by any dimensions; by none, one row of the whole. Groups without a project are left out. 到位统计。',
  })
  readinessStats(
    @Ctx() context: Context,
    @Arg('by', () => [ReadinessDimension], { description: 'By what to split.' }) by: ReadinessDimension[],
    @Arg('filter', () => ReadinessFilter, { nullable: true, description: 'Which projects and items count; all that are not completed where it is left out.' }) filter?: ReadinessFilter | null,
  ): Promise<ReadinessStatsRow[]> {
    return readReadinessStats(context.db, readinessAsked(filter, context), [...new Set(by)]);
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'Region; null where it was not asked for. 地区' })
  region(@Root() stats: ReadinessStatsRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return stats.regionId === null ? Promise.resolve(null) : context.load(regionById, stats.regionId);
  }

  @FieldResolver(() => ReadinessItemType, { nullable: true, description: 'What is asked for; null where it was not split by it. 条件' })
  item(@Root() stats: ReadinessStatsRow, @Ctx() context: Context): Promise<ReadinessItemRow | null> {
    return stats.itemId === null ? Promise.resolve(null) : context.load(readinessItemById, stats.itemId);
  }
}
