import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { MoneyUnit } from '../graphql/enums.js';
import { MoneyScalar } from '../graphql/scalars.js';
import { payload } from '../graphql/user-error.js';
import { toGlobalId } from '../kernel/global-id.js';
import { fromYuan } from '../kernel/money.js';
import { done, refuse, within, type Outcome } from '../kernel/refusal.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { makeReport, makeReports, mostReports } from './progress-report.commands.js';
import { ProgressReportMakeInput } from './progress-report.input.js';
import { progressReportById } from './progress-report.queries.js';
import { ProgressReportMakeManyPayload, ProgressReportPayload, ProgressReportType, type ProgressReportRow } from './progress-report.type.js';

@Resolver(() => ProgressReportType)
export class ProgressReportResolver {
  @Mutation(() => ProgressReportPayload, { nullable: true, description: 'Reports a project\'s progress of a day or a week, or corrects such a report by a later one. 填报日报、周报。' })
  async progressReportMake(
    @Ctx() context: Context,
    @Arg('input', () => ProgressReportMakeInput, { description: 'What is reported.' }) input: ProgressReportMakeInput,
  ): Promise<unknown> {
    const data = { ...input, projectId: context.id(input.projectId, 'Project', ['input', 'projectId']) };
    const outcome = await context.act('reportProgress', 'progressReportMake', (tx) => makeReport(tx, context.sight, data));
    return answer(context, outcome);
  }

  @Mutation(() => ProgressReportMakeManyPayload, {
    nullable: true,
    description: `Makes reports together, at most ${mostReports}, in their order, each as by progressReportMake: what is wrong with one keeps none of the others from being made. All of it is one act: after an error none was made, and the same request may be sent again. 批量填报。`,
  })
  async progressReportMakeMany(
    @Ctx() context: Context,
    @Arg('inputs', () => [ProgressReportMakeInput], { description: 'What is reported, of whichever projects and days.' }) inputs: ProgressReportMakeInput[],
  ): Promise<unknown> {
    const reports = inputs.map((input, index) => ({ ...input, projectId: context.id(input.projectId, 'Project', ['inputs', String(index), 'projectId']) }));
    const outcome = await context.act('reportProgress', 'progressReportMakeMany', async (tx) => {
      if (reports.length > mostReports) return refuse('NUMBER_OUT_OF_RANGE', ['inputs'], { least: 0, most: mostReports });
      return done(await makeReports(tx, context.sight, reports));
    });
    if (outcome.refused) return payload('results', outcome, context.language);
    return payload('results', done(await Promise.all(outcome.done.map((each, index) => answer(context, within(each, ['inputs', String(index)]))))), context.language);
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

async function answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('progressReport', outcome.refused ? outcome : done(await context.load(progressReportById, outcome.done)), context.language);
}
