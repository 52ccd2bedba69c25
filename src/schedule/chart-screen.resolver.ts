import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, Resolver, Root, Subscription } from 'type-graphql';
import { clockById } from '../clock/clock.queries.js';
import { Context } from '../graphql/context.js';
import { hubOnly } from '../graphql/live-field.js';
import { DateScalar, DateTimeScalar, RevisionScalar } from '../graphql/scalars.js';
import { ProjectFilter } from '../project/project.type.js';
import { ChartScreenType, type ChartScreenSource } from './chart-screen.type.js';
import { ScheduleOrder } from './schedule.enums.js';
import { readSchedulePage } from './schedule.queries.js';
import { BackScheduleType, type ScheduleRow } from './schedule.type.js';

@Resolver(() => ChartScreenType)
export class ChartScreenResolver {
  @Subscription(() => ChartScreenType, {
    subscribe: hubOnly,
    description: 'The live wall chart: at once its present state, then the whole state again after each change, at most four times a second. A skipped state loses nothing. 挂图订阅。',
  })
  chartScreen(
    @Root() screen: ChartScreenSource,
    @Arg('filter', () => ProjectFilter, { nullable: true, description: 'Of which projects.' }) _filter?: ProjectFilter | null,
    @Arg('behind', () => Boolean, { defaultValue: false, description: 'Only those where a milestone has missed its planned day. 仅滞后' }) _behind?: boolean,
    @Arg('orderBy', () => ScheduleOrder, { defaultValue: 'BEHIND_FIRST', description: 'In which order.' }) _orderBy?: ScheduleOrder,
    @Arg('first', () => Int, { defaultValue: 60, description: 'How many at most, 0 to 200. 条数' }) _first?: number,
  ): ChartScreenSource {
    return screen;
  }

  @FieldResolver(() => RevisionScalar, { description: 'Only rises; comparable between nodes.' })
  revision(@Root() screen: ChartScreenSource, @Info() info: GraphQLResolveInfo): number {
    screen.volatile.add(info.path.key);
    return screen.revision;
  }

  @FieldResolver(() => DateTimeScalar, { description: 'Business time of this state.' })
  at(@Root() screen: ChartScreenSource, @Info() info: GraphQLResolveInfo): string {
    screen.volatile.add(info.path.key);
    return screen.at;
  }

  @FieldResolver(() => DateScalar, { description: 'The business day as of which it is reckoned. 今日' })
  async today(@Root() _: ChartScreenSource, @Ctx() context: Context): Promise<string> {
    return (await context.load(clockById, 1))!.today;
  }

  @FieldResolver(() => Int, { description: 'How many schedules fit, for this viewer and filter. 总数' })
  async totalCount(@Root() { wanted }: ChartScreenSource, @Ctx() context: Context): Promise<number> {
    return (await readSchedulePage(context, wanted, { first: 0, fields: '', counted: true })).totalCount!;
  }

  @FieldResolver(() => [BackScheduleType], { description: 'The first of them, as many as asked for. 工期' })
  async schedules(@Root() { wanted, first }: ChartScreenSource, @Ctx() context: Context): Promise<ScheduleRow[]> {
    return (await readSchedulePage(context, wanted, { first, fields: '', counted: false })).nodes;
  }
}
