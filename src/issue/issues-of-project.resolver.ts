import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { IssuesArgs } from './issue.input.js';
import { readIssuesOf } from './issue-list.queries.js';
import { IssueConnection, type IssueRow } from './issue.type.js';

@Resolver(() => ProjectType)
export class IssuesOfProjectResolver {
  @FieldResolver(() => IssueConnection, { description: 'What stands in its way, and what it needs. 问题与需求' })
  issues(@Root() project: ProjectRow, @Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => IssuesArgs) wanted: IssuesArgs): Promise<Page<IssueRow>> {
    return readIssuesOf(context, 'Project', project.id, withSelection(wanted, info));
  }
}
