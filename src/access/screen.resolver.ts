import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { siteById } from '../meeting/meeting.queries.js';
import { MeetingSiteType, type MeetingSiteRow } from '../meeting/meeting.type.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { approveScreen, withdrawScreen } from './screen.commands.js';
import { readScreens, screenById } from './screen.queries.js';
import { ScreenApproveInput, ScreenConnection, ScreenPayload, ScreenType, type ScreenRow } from './screen.type.js';

@Resolver(() => ScreenType)
export class ScreenResolver {
  @Query(() => ScreenConnection, { description: 'Screens that were let in, newest first; for the dispatch office, those in its region. 屏幕列表。' })
  screens(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('active', () => Boolean, { nullable: true, description: 'Only those that are let in, or only those that are not any more.' }) active?: boolean | null,
  ): Promise<Page<ScreenRow>> {
    return readScreens(context, withSelection(page, info), { active });
  }

  @Mutation(() => ScreenPayload, { nullable: true, description: 'Lets in the screen that shows a code; it goes on by itself within seconds. 批准屏幕。' })
  async screenApprove(
    @Ctx() context: Context,
    @Arg('input', () => ScreenApproveInput, { description: 'Which screen, and where it stands.' }) input: ScreenApproveInput,
  ): Promise<unknown> {
    const data = {
      ...input,
      siteId: context.optionalId(input.siteId, 'MeetingSite', ['input', 'siteId']),
      regionId: context.optionalId(input.regionId, 'Region', ['input', 'regionId']),
    };
    return this.answer(context, await context.act('keepScreens', 'screenApprove', (tx) => approveScreen(tx, context.sight, data)));
  }

  @Mutation(() => ScreenPayload, { nullable: true, description: 'Sends a screen away; what it has open is closed within a second. 撤销屏幕。' })
  async screenWithdraw(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Which screen.' }) id: string): Promise<unknown> {
    const screenId = context.id(id, 'Screen', ['id']);
    return this.answer(context, await context.act('keepScreens', 'screenWithdraw', (tx) => withdrawScreen(tx, context.sight, screenId)));
  }

  @FieldResolver(() => ID)
  id(@Root() screen: ScreenRow): string {
    return toGlobalId('Screen', screen.id);
  }

  @FieldResolver(() => MeetingSiteType, { nullable: true, description: 'The one site that it stands in; null where it is let in for a region. 会场' })
  site(@Root() { siteId }: ScreenRow, @Ctx() context: Context): Promise<MeetingSiteRow | null> {
    return siteId === null ? Promise.resolve(null) : context.load(siteById, siteId);
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'The region that it sees. 地区' })
  region(@Root() { regionId }: ScreenRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return context.load(regionById, regionId);
  }

  private async answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
    return payload('screen', outcome.refused ? outcome : done(await context.load(screenById, outcome.done)), context.language);
  }
}
