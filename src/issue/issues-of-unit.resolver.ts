import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { IssuesArgs } from './issue.input.js';
import { readIssuesOf } from './issue-list.queries.js';
import { IssueConnection, type IssueRow } from './issue.type.js';

@Resolver(() => UnitType)
export class IssuesOfUnitResolver {
  @FieldResolver(() => IssueConnection, { description: 'What it leads or supports. 承办问题' })
  issues(@Root() unit: UnitRow, @Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => IssuesArgs) wanted: IssuesArgs): Promise<Page<IssueRow>> {
    return readIssuesOf(context, 'Unit', unit.id, withSelection(wanted, info));
  }
}
