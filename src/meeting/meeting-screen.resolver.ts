import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../graphql/context.js';
import { hubOnly } from '../graphql/live-field.js';
import { DateTimeScalar, RevisionScalar } from '../graphql/scalars.js';
import { meetingById } from './meeting.queries.js';
import type { MeetingScreenSource } from './meeting-screen.live.js';
import { MeetingScreenType } from './meeting-screen.type.js';
import { MeetingType, type MeetingRow } from './meeting.type.js';

@Resolver(() => MeetingScreenType)
export class MeetingScreenResolver {
  @Subscription(() => MeetingScreenType, {
    subscribe: hubOnly,
    description: 'The live board of a meeting: at once its present state, then the whole state again after each change. A skipped state loses nothing. 会议大屏订阅。',
  })
  meetingScreen(
    @Root() screen: MeetingScreenSource,
    @Arg('meetingId', () => ID, { description: 'Which meeting.' }) _meetingId: string,
  ): MeetingScreenSource {
    return screen;
  }

  @FieldResolver(() => RevisionScalar, { description: 'Only rises; comparable between nodes.' })
  revision(@Root() screen: MeetingScreenSource, @Info() info: GraphQLResolveInfo): number {
    screen.volatile.add(info.path.key);
    return screen.revision;
  }

  @FieldResolver(() => DateTimeScalar, { description: 'Business time of this state: count timers from here.' })
  at(@Root() screen: MeetingScreenSource, @Info() info: GraphQLResolveInfo): string {
    screen.volatile.add(info.path.key);
    return screen.at;
  }

  @FieldResolver(() => MeetingType, { nullable: true, description: 'The meeting; null where there is none that the viewer may see.' })
  meeting(@Root() screen: MeetingScreenSource, @Ctx() context: Context): Promise<MeetingRow | null> {
    return context.load(meetingById, screen.meetingId);
  }
}
