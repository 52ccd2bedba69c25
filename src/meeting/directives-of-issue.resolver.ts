import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { IssueType, type IssueRow } from '../issue/issue.type.js';
import { directivesOfIssue } from './meeting.queries.js';
import { DirectiveType, type DirectiveRow } from './meeting.type.js';

/** What the meeting room adds to an issue: whoever sees the issue sees what was decided on it. */
@Resolver(() => IssueType)
export class DirectivesOfIssueResolver {
  @FieldResolver(() => [DirectiveType], { description: 'What meetings decided on it, newest last. 会议交办' })
  directives(@Root() issue: IssueRow, @Ctx() context: Context): Promise<DirectiveRow[]> {
    return context.load(directivesOfIssue, issue.id);
  }
}
