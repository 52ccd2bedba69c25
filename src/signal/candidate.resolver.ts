import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { meetingById } from '../meeting/meeting.queries.js';
import { MeetingType, type MeetingRow } from '../meeting/meeting.type.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { meetingThatCalls, readCandidates } from './candidate.queries.js';
import { reasonsOf } from './candidate.told.js';
import { CandidateConnection, CandidateFilter, CandidateReasonType, CandidateType, type CandidateRow } from './candidate.type.js';

@Resolver(() => CandidateType)
export class CandidateResolver {
  @Query(() => CandidateConnection, { description: 'Projects that the next joint-handling meeting should take up, the most urgent first; among equals who has waited longest. 建议会办项目。' })
  candidates(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => CandidateFilter, { nullable: true, description: 'Which ones.' }) filter?: CandidateFilter | null,
  ): Promise<Page<CandidateRow>> {
    return readCandidates(context, filter ?? {}, withSelection(page, info));
  }

  @FieldResolver(() => ProjectType, { description: 'The project. 项目' })
  project(@Root() candidate: CandidateRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return context.load(projectById, candidate.id);
  }

  @FieldResolver(() => [CandidateReasonType], { description: 'Why, the most pressing first. 原因' })
  reasons(@Root() candidate: CandidateRow, @Ctx() context: Context): CandidateReasonType[] {
    return reasonsOf(candidate, context.language);
  }

  @FieldResolver(() => MeetingType, { nullable: true, description: 'The meeting that will call it first, as far as the viewer sees it; null where none will. 已列入的会议' })
  async agenda(@Root() candidate: CandidateRow, @Ctx() context: Context): Promise<MeetingRow | null> {
    const found = await context.load(meetingThatCalls, candidate.id);
    return found && context.seen(await context.load(meetingById, found.meetingId));
  }
}
