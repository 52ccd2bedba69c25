import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars.js';
import { LeaderConnection, LeaderType, type LeaderRow } from '../leader/leader.type.js';
import { directiveById } from '../meeting/meeting.queries.js';
import { DirectiveType, type DirectiveRow } from '../meeting/meeting.type.js';
import { readPortfolios } from './portfolio-list.queries.js';
import { portfolioOf } from './portfolio.queries.js';
import { LeaderPortfolioType, PortfolioOrder, type PortfolioRow } from './portfolio.type.js';

@Resolver(() => LeaderType)
export class PortfolioOfLeaderResolver {
  @Query(() => LeaderConnection, { description: 'Leaders who answer for something that the viewer sees, to be compared by the office. 领导包保台账对比。' })
  portfolios(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('orderBy', () => PortfolioOrder, { defaultValue: 'OVERDUE_RATE_DESC', description: 'By what they are compared.' }) orderBy?: PortfolioOrder,
  ): Promise<Page<LeaderRow>> {
    return readPortfolios(context, withSelection(page, info), orderBy!);
  }

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
