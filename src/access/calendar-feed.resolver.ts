import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done } from '../kernel/refusal.js';
import { makeFeed, withdrawFeed } from './calendar-feed.commands.js';
import { feedById, feedsOfSubject } from './calendar-feed.queries.js';
import { CalendarFeedPayload, CalendarFeedSecretPayload, CalendarFeedType, type CalendarFeedRow } from './calendar-feed.type.js';
import { isKept, newPrefix, newSecret } from './secret.js';

@Resolver(() => CalendarFeedType)
export class CalendarFeedResolver {
  @Query(() => [CalendarFeedType], { description: 'The viewer\'s own calendar feeds, newest first. 我的日历订阅。' })
  calendarFeeds(@Ctx() context: Context): Promise<CalendarFeedRow[]> {
    return context.load(feedsOfSubject, context.viewer.subject);
  }

  @Mutation(() => CalendarFeedSecretPayload, { nullable: true, description: 'Makes an address at which a calendar fetches the meetings that the viewer may see, at most ten at a time. 创建日历订阅。' })
  async calendarFeedMake(@Ctx() context: Context, @Arg('name', () => String, { description: 'For which calendar, at most 200 characters.' }) name: string): Promise<unknown> {
    const secret = newSecret('ddc', newPrefix());
    const outcome = await context.act('keepCalendarFeed', 'calendarFeedMake', (tx) => makeFeed(tx, secret, context.viewer, context.language, name));
    if (outcome.refused) return { ...payload('calendarFeed', outcome, context.language), path: null };
    const [id, hash] = outcome.done;
    return { ...payload('calendarFeed', done(await context.load(feedById, id)), context.language), path: isKept(secret, hash) ? `/calendar/${secret.text}.ics` : null };
  }

  @Mutation(() => CalendarFeedPayload, { nullable: true, description: 'Withdraws an address of one\'s own; the administrator any. 吊销日历订阅。' })
  async calendarFeedWithdraw(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Which feed.' }) id: string): Promise<unknown> {
    const feedId = context.id(id, 'CalendarFeed', ['id']);
    const outcome = await context.act('keepCalendarFeed', 'calendarFeedWithdraw', (tx) => withdrawFeed(tx, context.viewer, feedId));
    return payload('calendarFeed', outcome.refused ? outcome : done(await context.load(feedById, outcome.done)), context.language);
  }

  @FieldResolver(() => ID, { description: 'For the acts on it.' })
  id(@Root() feed: CalendarFeedRow): string {
    return toGlobalId('CalendarFeed', feed.id);
  }
}
