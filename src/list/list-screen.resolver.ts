import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../graphql/context.js';
import { hubOnly } from '../graphql/live-field.js';
import { DateTimeScalar, RevisionScalar } from '../graphql/scalars.js';
import { ListKind, ListOrder } from './list.enums.js';
import { readList } from './list.queries.js';
import type { ListScreenSource } from './list-screen.live.js';
import { ListEntryType, ListFilter, ListScreenType, type ListEntryRow } from './list.type.js';

@Resolver(() => ListScreenType)
export class ListScreenResolver {
  @Subscription(() => ListScreenType, {
    subscribe: hubOnly,
    description: 'A live list: at once its present state, then the whole state again after each change, at most four times a second. A skipped state loses nothing. 清单订阅。',
  })
  listFollow(
    @Root() screen: ListScreenSource,
    @Arg('kind', () => ListKind, { description: 'Which list.' }) _kind: ListKind,
    @Arg('filter', () => ListFilter, { nullable: true, description: 'Which of its entries.' }) _filter?: ListFilter | null,
    @Arg('orderBy', () => ListOrder, { defaultValue: 'DAY_ASC', description: 'In which order.' }) _orderBy?: ListOrder,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many at most, 0 to 200. 条数' }) _first?: number,
  ): ListScreenSource {
    return screen;
  }

  @FieldResolver(() => RevisionScalar, { description: 'Only rises; comparable between nodes.' })
  revision(@Root() screen: ListScreenSource, @Info() info: GraphQLResolveInfo): number {
    screen.volatile.add(info.path.key);
    return screen.revision;
  }

  @FieldResolver(() => DateTimeScalar, { description: 'Business time of this state.' })
  at(@Root() screen: ListScreenSource, @Info() info: GraphQLResolveInfo): string {
    screen.volatile.add(info.path.key);
    return screen.at;
  }

  @FieldResolver(() => Int, { description: 'How many entries the whole list has, for this viewer and filter. 总条数' })
  async totalCount(@Root() { wanted }: ListScreenSource, @Ctx() context: Context): Promise<number> {
    return (await readList(context, wanted, 'DAY_ASC', { first: 0, fields: '', counted: true })).totalCount!;
  }

  @FieldResolver(() => [ListEntryType], { description: 'The first of them, as many as asked for. 条目' })
  async entries(@Root() { wanted, orderBy, first }: ListScreenSource, @Ctx() context: Context): Promise<ListEntryRow[]> {
    return (await readList(context, wanted, orderBy, { first, fields: '', counted: false })).nodes;
  }
}
