import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { readAudit } from './audit.queries.js';
import { AuditEntryConnection, AuditEntryType, AuditFilter } from './audit.type.js';

@Resolver(() => AuditEntryType)
export class AuditResolver {
  @Query(() => AuditEntryConnection, {
    description: 'The audit, newest first: every row that was written, by whomever and by whatever way, and every act that was refused. For administrators. 审计。',
  })
  auditEntries(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => AuditFilter, { nullable: true, description: 'Which ones; all where it is left out.' }) filter?: AuditFilter | null,
  ): Promise<Page<AuditEntryType>> {
    return readAudit(context, withSelection(page, info), filter ?? {});
  }
}
