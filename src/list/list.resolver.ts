import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { readListDifference, type ListDifferenceRead } from './list-difference.queries.js';
import { readListStats } from './list-stats.queries.js';
import { ListDimension, ListKind, ListOrder } from './list.enums.js';
import { listWanted, readList } from './list.queries.js';
import { ListDifferenceType, ListEntryConnection, ListFilter, ListMoment, ListStatsType, type ListEntryRow, type ListStatsRow } from './list.type.js';

const which = 'Which list.';
const what = 'Which of its entries; all that are not done for good where it is left out.';

@Resolver()
export class ListResolver {
  @Query(() => ListEntryConnection, { description: 'One of the lists that dispatch works by, as far as the viewer sees it; with `@asOf`, as it stood. 清单。' })
  list(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('kind', () => ListKind, { description: which }) kind: ListKind,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ListFilter, { nullable: true, description: what }) filter?: ListFilter | null,
    @Arg('orderBy', () => ListOrder, { defaultValue: 'DAY_ASC', description: 'In which order.' }) orderBy?: ListOrder,
  ): Promise<Page<ListEntryRow>> {
    return readList(context, listWanted(context, kind, filter), orderBy!, withSelection(page, info));
  }

  @Query(() => [ListStatsType], { description: 'Figures of a list, split by one dimension, in the order of codes; what is in no group comes last. 清单统计。' })
  listStats(
    @Ctx() context: Context,
    @Arg('kind', () => ListKind, { description: which }) kind: ListKind,
    @Arg('by', () => ListDimension, { description: 'By what to split.' }) by: ListDimension,
    @Arg('filter', () => ListFilter, { nullable: true, description: what }) filter?: ListFilter | null,
  ): Promise<ListStatsRow[]> {
    return readListStats(context, listWanted(context, kind, filter), by);
  }

  @Query(() => ListDifferenceType, { description: 'What became of a list between two moments. Not asked with `@asOf`. 清单对比。' })
  listDifference(
    @Ctx() context: Context,
    @Arg('kind', () => ListKind, { description: which }) kind: ListKind,
    @Arg('from', () => ListMoment, { description: 'The earlier moment.' }) from: ListMoment,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('to', () => ListMoment, { nullable: true, description: 'The later moment; now where it is left out.' }) to?: ListMoment | null,
    @Arg('filter', () => ListFilter, { nullable: true, description: 'Which of its entries, as they stood at each moment.' }) filter?: ListFilter | null,
  ): Promise<ListDifferenceRead> {
    return readListDifference(context, listWanted(context, kind, filter), { from, to: to ?? null }, page);
  }
}
