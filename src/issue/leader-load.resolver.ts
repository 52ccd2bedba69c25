import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { LeaderType, type LeaderRow } from '../leader/leader.type.js';
import { leaderLoad } from './leader-load.queries.js';
import { LeaderLoadType } from './leader-load.type.js';

@Resolver(() => LeaderType)
export class LeaderLoadResolver {
  @FieldResolver(() => LeaderLoadType, { description: 'How much this leader answers for now. 负荷' })
  load(@Root() leader: LeaderRow, @Ctx() context: Context): Promise<LeaderLoadType> {
    return context.load(leaderLoad, { leaderId: leader.id, sight: context.sight });
  }
}
