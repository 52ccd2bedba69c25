import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars.js';
import { LeaderType, type LeaderRow } from '../leader/leader.type.js';
import { directiveById } from '../meeting/meeting.queries.js';
import { DirectiveType, type DirectiveRow } from '../meeting/meeting.type.js';
import { portfolioOf } from './portfolio.queries.js';
import { LeaderPortfolioType, type PortfolioRow } from './portfolio.type.js';

@Resolver(() => LeaderType)
export class PortfolioOfLeaderResolver {
  @FieldResolver(() => LeaderPortfolioType, { description: 'What they answer for, what they were told, and what came of it. 包保台账' })
  portfolio(
    @Root() leader: LeaderRow,
    @Ctx() context: Context,
    @Arg('from', () => DateScalar, { nullable: true, description: 'Handovers on this day or after it. 移交起日' }) from?: string | null,
    @Arg('until', () => DateScalar, { nullable: true, description: 'Handovers on this day or before it. 移交止日' }) until?: string | null,
  ): Promise<PortfolioRow> {
    return context.load(portfolioOf, { leaderId: leader.id, sight: context.sight, from: from ?? null, until: until ?? null });
  }
}

@Resolver(() => LeaderPortfolioType)
export class LeaderPortfolioResolver {
  @FieldResolver(() => [DirectiveType], { description: 'Directives whose issue is not closed, the newest first, 50 at most. 未销号交办' })
  async openDirectives(@Root() portfolio: PortfolioRow, @Ctx() context: Context): Promise<DirectiveRow[]> {
    const found = await Promise.all(portfolio.openDirectiveIds.map((id) => context.load(directiveById, id)));
    return found.filter((directive) => directive !== null);
  }
}
