import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Resolver, Root, Subscription } from 'type-graphql';
import { clockById } from '../clock/clock.queries.js';
import { Context } from '../graphql/context.js';
import { hubOnly } from '../graphql/live-field.js';
import { DateScalar, DateTimeScalar, RevisionScalar } from '../graphql/scalars.js';
import { readScoreboard } from './board.queries.js';
import { ContestScoreboardType, ContestScreenType, type ContestScreenSource, type ScoreboardRow } from './board.type.js';
import { contestById, presentContest } from './contest.queries.js';
import { ContestType, type ContestRow } from './contest.type.js';

@Resolver(() => ContestScreenType)
export class ContestScreenResolver {
  @Subscription(() => ContestScreenType, {
    subscribe: hubOnly,
    description: 'A live contest: at once its present state, then the whole state again after each change, at most four times a second. A skipped state loses nothing. 竞赛画面订阅。',
  })
  contestScreen(
    @Root() screen: ContestScreenSource,
    @Arg('contestId', () => ID, { nullable: true, description: 'Which contest; the one that runs, else the one that ended last, where it is left out.' }) _contestId?: string | null,
  ): ContestScreenSource {
    return screen;
  }

  @FieldResolver(() => RevisionScalar, { description: 'Only rises; comparable between nodes.' })
  revision(@Root() screen: ContestScreenSource, @Info() info: GraphQLResolveInfo): number {
    screen.volatile.add(info.path.key);
    return screen.revision;
  }

  @FieldResolver(() => DateTimeScalar, { description: 'Business time of this state.' })
  at(@Root() screen: ContestScreenSource, @Info() info: GraphQLResolveInfo): string {
    screen.volatile.add(info.path.key);
    return screen.at;
  }

  @FieldResolver(() => DateScalar, { description: 'The business day as of which it is reckoned. 今日' })
  async today(@Root() _: ContestScreenSource, @Ctx() context: Context): Promise<string> {
    return (await context.load(clockById, 1))!.today;
  }

  @FieldResolver(() => ContestType, { nullable: true, description: 'The contest; null where there is none. 竞赛' })
  contest(@Root() screen: ContestScreenSource, @Ctx() context: Context): Promise<ContestRow | null> {
    return shownOn(screen, context);
  }

  @FieldResolver(() => ContestScoreboardType, { nullable: true, description: 'Its table of the last day that has come; null where it has not begun. 积分榜' })
  async scoreboard(@Root() screen: ContestScreenSource, @Ctx() context: Context): Promise<ScoreboardRow | null> {
    const contest = await shownOn(screen, context);
    return contest && readScoreboard(context, contest, null);
  }
}

function shownOn({ contestId }: ContestScreenSource, context: Context): Promise<ContestRow | null> {
  return contestId === null ? context.load(presentContest, 'PRESENT') : context.load(contestById, contestId);
}
