import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { MoneyUnit } from '../graphql/enums.js';
import { MoneyScalar } from '../graphql/scalars.js';
import { payload } from '../graphql/user-error.js';
import { toGlobalId } from '../kernel/global-id.js';
import { fromYuan } from '../kernel/money.js';
import { done } from '../kernel/refusal.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { makeReport } from './progress-report.commands.js';
import { ProgressReportMakeInput } from './progress-report.input.js';
import { progressReportById } from './progress-report.queries.js';
import { ProgressReportPayload, ProgressReportType, type ProgressReportRow } from './progress-report.type.js';

@Resolver(() => ProgressReportType)
export class ProgressReportResolver {
  @Mutation(() => ProgressReportPayload, { nullable: true, description: 'Reports a project\'s progress of a day or a week, or corrects such a report by a later one. 填报日报、周报。' })
  async progressReportMake(
    @Ctx() context: Context,
    @Arg('input', () => ProgressReportMakeInput, { description: 'What is reported.' }) input: ProgressReportMakeInput,
  ): Promise<unknown> {
    const data = { ...input, projectId: context.id(input.projectId, 'Project', ['input', 'projectId']) };
    const outcome = await context.act('reportProgress', 'progressReportMake', (tx) => makeReport(tx, context.sight, data));
    return payload('progressReport', outcome.refused ? outcome : done(await context.load(progressReportById, outcome.done)), context.language);
  }

  @FieldResolver(() => ID)
  id(@Root() report: ProgressReportRow): string {
    return toGlobalId('ProgressReport', report.id);
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'Of which it speaks. 项目' })
  project(@Root() report: ProgressReportRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return context.load(projectById, report.projectId);
  }

  @FieldResolver(() => MoneyScalar, { nullable: true, description: 'All that was completed in the day\'s year so far. 年度累计完成投资' })
  completedInvestment(
    @Root() report: ProgressReportRow,
    @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: 'In what the amount is said. 金额单位' }) unit: MoneyUnit,
  ): string | null {
    return report.completedInvestment === null ? null : fromYuan(report.completedInvestment, unit);
  }

  @FieldResolver(() => ProgressReportType, { nullable: true, description: 'The report of the same day and kind whose place it takes. 更正的原填报' })
  supersedes(@Root() report: ProgressReportRow, @Ctx() context: Context): Promise<ProgressReportRow | null> {
    return report.supersedesId === null ? Promise.resolve(null) : context.load(progressReportById, report.supersedesId);
  }

  @FieldResolver(() => ProgressReportType, { nullable: true, description: 'The report of the same day and kind that took its place; null where it counts. 更正后的填报' })
  supersededBy(@Root() report: ProgressReportRow, @Ctx() context: Context): Promise<ProgressReportRow | null> {
    return report.supersededById === null ? Promise.resolve(null) : context.load(progressReportById, report.supersededById);
  }
}
