import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { done, refuse, within, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import type { Transaction } from '../store/unit-of-work.js';
import { acknowledgeIssue, assignIssue, correctIssue, escalateIssue, mostReports, remindIssue, reportIssue, reportIssues, resolveIssue, returnIssue, verifyIssue, type ReportData } from './issue.commands.js';
import { IssueLevel } from './issue.enums.js';
import { IssueAssignInput, IssueCorrectInput, IssuePayload, IssueReportInput, IssueReportManyPayload } from './issue.input.js';
import { lifecycle, type IssueAct, type IssueMutation } from './issue.lifecycle.js';
import { issueById } from './issue.queries.js';
import { IssueType } from './issue.type.js';

@Resolver(() => IssueType)
export class IssueActResolver {
  @Mutation(() => IssuePayload, { nullable: true, description: 'Reports an issue or a demand. With an external reference seen before it answers the issue that stands, unchanged, and reports no second one. 上报问题。' })
  async issueReport(
    @Ctx() context: Context,
    @Arg('input', () => IssueReportInput, { description: 'The issue.' }) input: IssueReportInput,
  ): Promise<unknown> {
    const data = reportOf(context, input, ['input']);
    return answer(context, await context.act('reportIssue', 'issueReport', (tx) => reportIssue(tx, context.sight, data)));
  }

  @Mutation(() => IssueReportManyPayload, {
    nullable: true,
    description: 'Reports issues and demands together, each as by issueReport: what is wrong with one keeps none of the others from being reported. All of it is one act: after an error none was reported, and the same request may be sent again. 批量上报。',
  })
  async issueReportMany(
    @Ctx() context: Context,
    @Arg('inputs', () => [IssueReportInput], { description: 'The issues, at most 5,000; other limits of a request hold, too.' }) inputs: IssueReportInput[],
  ): Promise<unknown> {
    const reports = inputs.map((input, index) => reportOf(context, input, ['inputs', String(index)]));
    const outcome = await context.act('reportIssue', 'issueReportMany', async (tx) => {
      if (reports.length > mostReports) return refuse('NUMBER_OUT_OF_RANGE', ['inputs'], { least: 0, most: mostReports });
      return done(await reportIssues(tx, context.sight, reports));
    });
    if (outcome.refused) return payload('results', outcome, context.language);
    const results = await Promise.all(outcome.done.map((each, index) => answer(context, within(each, ['inputs', String(index)]))));
    return payload('results', done(results), context.language);
  }

  @Mutation(() => IssuePayload, { nullable: true, description: 'Corrects an open issue. 更正问题。' })
  issueCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('input', () => IssueCorrectInput, { description: 'What to correct.' }) input: IssueCorrectInput,
  ): Promise<unknown> {
    return step(context, 'correct', 'issueCorrect', id, (tx, sight, issueId) => correctIssue(tx, sight, issueId, input));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: 'Gives an issue that is not resolved to a unit with a deadline, or to another unit than before. 交办。' })
  issueAssign(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('input', () => IssueAssignInput, { description: 'To whom, by when.' }) input: IssueAssignInput,
  ): Promise<unknown> {
    const data = {
      ...input,
      leadUnitId: context.id(input.leadUnitId, 'Unit', ['input', 'leadUnitId']),
      supportingUnitIds: input.supportingUnitIds?.map((unit, index) => context.id(unit, 'Unit', ['input', 'supportingUnitIds', String(index)])) ?? [],
    };
    return step(context, 'assign', 'issueAssign', id, (tx, sight, issueId) => assignIssue(tx, sight, issueId, data));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: 'A unit that leads or supports an issue signs for it. 签收。' })
  issueAcknowledge(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Which issue.' }) id: string): Promise<unknown> {
    return step(context, 'acknowledge', 'issueAcknowledge', id, acknowledgeIssue);
  }

  @Mutation(() => IssuePayload, { nullable: true, description: 'Calls an issue resolved: the handler\'s word, which somebody else has to verify. 办结。' })
  issueResolve(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('note', () => String, { description: 'How it was resolved, at most 2,000 characters.' }) note: string,
  ): Promise<unknown> {
    return step(context, 'resolve', 'issueResolve', id, (tx, sight, issueId) => resolveIssue(tx, sight, issueId, note));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: 'Verifies a resolution and so closes the issue; not by who resolved it. 核查销号。' })
  issueVerify(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('note', () => String, { nullable: true, description: 'A remark, at most 2,000 characters.' }) note?: string | null,
  ): Promise<unknown> {
    return step(context, 'verify', 'issueVerify', id, (tx, sight, issueId) => verifyIssue(tx, sight, issueId, note ?? null));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: 'Does not accept a resolution: the issue goes back to its unit and the return is counted; not by who resolved it. 退办。' })
  issueReturn(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('note', () => String, { description: 'Why, at most 2,000 characters.' }) note: string,
  ): Promise<unknown> {
    return step(context, 'return', 'issueReturn', id, (tx, sight, issueId) => returnIssue(tx, sight, issueId, note));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: 'Tells the unit again that it has to act, and counts it. 催办。' })
  issueRemind(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('note', () => String, { description: 'What is expected, at most 2,000 characters.' }) note: string,
  ): Promise<unknown> {
    return step(context, 'remind', 'issueRemind', id, (tx, sight, issueId) => remindIssue(tx, sight, issueId, note));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: 'Raises an open issue to a higher level. 提级办。' })
  issueEscalate(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('to', () => IssueLevel, { description: 'A higher level than now.' }) to: IssueLevel,
    @Arg('note', () => String, { description: 'Why, at most 2,000 characters.' }) note: string,
  ): Promise<unknown> {
    return step(context, 'escalate', 'issueEscalate', id, (tx, sight, issueId) => escalateIssue(tx, sight, issueId, to, note));
  }
}

function reportOf(context: Context, input: IssueReportInput, path: readonly string[]): ReportData {
  return {
    ...input,
    projectId: context.optionalId(input.projectId, 'Project', [...path, 'projectId']),
    leadId: context.optionalId(input.leadId, 'InvestmentLead', [...path, 'leadId']),
    regionId: context.optionalId(input.regionId, 'Region', [...path, 'regionId']),
  };
}

type Command = (tx: Transaction, sight: Sight, issueId: number) => Promise<Outcome<number>>;

async function step(context: Context, act: IssueAct, mutation: IssueMutation, id: string, command: Command): Promise<unknown> {
  const issueId = context.id(id, 'Issue', ['id']);
  return answer(context, await context.act(lifecycle[act].right, mutation, (tx) => command(tx, context.sight, issueId)));
}

async function answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
  const issue = outcome.refused ? outcome : done(await context.load(issueById, outcome.done));
  return payload('issue', issue, context.language);
}
