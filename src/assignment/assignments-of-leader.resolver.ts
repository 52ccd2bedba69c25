import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { LeaderType, type LeaderRow } from '../leader/leader.type.js';
import { assignmentsOfLeader } from './assignment.queries.js';
import { AssignmentType, type AssignmentRow } from './assignment.type.js';

@Resolver(() => LeaderType)
export class AssignmentsOfLeaderResolver {
  @FieldResolver(() => [AssignmentType], { description: 'For what they answer, or answered; oldest first. 包保关系' })
  assignments(
    @Root() leader: LeaderRow,
    @Ctx() context: Context,
    @Arg('active', () => Boolean, { nullable: true, description: 'Only those held now (true) or ended (false).' }) active: boolean | null,
  ): Promise<AssignmentRow[]> {
    return context.load(assignmentsOfLeader, { owner: leader.id, sight: context.sight, active: active ?? null });
  }
}
