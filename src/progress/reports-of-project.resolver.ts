import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { ProgressReportsArgs } from './progress-report.input.js';
import { latestReportOf, readReportsOf } from './progress-report.queries.js';
import { ProgressReportConnection, ProgressReportType, type ProgressReportRow } from './progress-report.type.js';

@Resolver(() => ProjectType)
export class ReportsOfProjectResolver {
  @FieldResolver(() => ProgressReportConnection, { description: 'What was reported of it, the latest day first; also reports that others took the place of. 进度填报' })
  progressReports(@Root() project: ProjectRow, @Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => ProgressReportsArgs) wanted: ProgressReportsArgs): Promise<Page<ProgressReportRow>> {
    return readReportsOf(context, project.id, withSelection(wanted, info));
  }

  @FieldResolver(() => ProgressReportType, { nullable: true, description: 'The report that speaks last of it, of whatever kind. 最近填报' })
  latestReport(@Root() project: ProjectRow, @Ctx() context: Context): Promise<ProgressReportRow | null> {
    return context.load(latestReportOf, project.id);
  }
}
