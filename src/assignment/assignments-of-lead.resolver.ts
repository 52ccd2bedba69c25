import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { LeaderType, type LeaderRow } from '../leader/leader.type.js';
import { InvestmentLeadType, type LeadRow } from '../lead/lead.type.js';
import { assignmentsOfLead, leaderOfLead } from './assignment.queries.js';
import { AssignmentType, type AssignmentRow } from './assignment.type.js';

@Resolver(() => InvestmentLeadType)
export class AssignmentsOfLeadResolver {
  @FieldResolver(() => LeaderType, { nullable: true, description: 'The city leader who answers for it now: its general service officer. 总服务员' })
  leader(@Root() lead: LeadRow, @Ctx() context: Context): Promise<LeaderRow | null> {
    return context.load(leaderOfLead, lead.id);
  }

  @FieldResolver(() => [AssignmentType], { description: 'Who answers, or answered, for it; oldest first. 包保关系' })
  assignments(
    @Root() lead: LeadRow,
    @Ctx() context: Context,
    @Arg('active', () => Boolean, { nullable: true, description: 'Only those held now (true) or ended (false).' }) active: boolean | null,
  ): Promise<AssignmentRow[]> {
    return context.load(assignmentsOfLead, { owner: lead.id, sight: context.sight, active: active ?? null });
  }
}
