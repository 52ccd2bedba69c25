import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { done, refuse, within } from '../kernel/refusal.js';
import { acknowledgeIssue, assignIssue, assignIssues, correctIssue, escalateIssue, mostAssigned, mostReports, remindIssue, reportIssue, reportIssues, resolveIssue, returnIssue, verifyIssue, type AssignData, type ReportData } from './issue.commands.js';
import { IssueLevel } from './issue.enums.js';
import { IssueAssignInput, IssueAssignManyPayload, IssueCorrectInput, IssuePayload, IssueReportInput, IssueReportManyPayload } from './issue.input.js';
import { answerIssuePayload as answer, step } from './issue-act.js';
import { describe } from './issue.lifecycle.js';
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

  @Mutation(() => IssuePayload, { nullable: true, description: describe('CORRECT') })
  issueCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('input', () => IssueCorrectInput, { description: 'What to correct.' }) input: IssueCorrectInput,
  ): Promise<unknown> {
    return step(context, 'CORRECT', 'issueCorrect', id, (tx, sight, issueId) => correctIssue(tx, sight, issueId, input));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('ASSIGN') })
  issueAssign(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('input', () => IssueAssignInput, { description: 'To whom, by when.' }) input: IssueAssignInput,
  ): Promise<unknown> {
    const data = assignmentOf(context, input);
    return step(context, 'ASSIGN', 'issueAssign', id, (tx, sight, issueId) => assignIssue(tx, sight, issueId, data));
  }

  @Mutation(() => IssueAssignManyPayload, { nullable: true, description: `${describe('ASSIGN')} Many at once, at most ${mostAssigned}, in one act: what is wrong with one keeps none of the others from being given. 批量交办。` })
  async issueAssignMany(
    @Ctx() context: Context,
    @Arg('ids', () => [ID], { description: 'Which issues, each once.' }) ids: string[],
    @Arg('input', () => IssueAssignInput, { description: 'To whom, by when: the same for all.' }) input: IssueAssignInput,
  ): Promise<unknown> {
    const issueIds = ids.map((id, index) => context.id(id, 'Issue', ['ids', String(index)]));
    const data = assignmentOf(context, input);
    const outcome = await context.act('directIssue', 'issueAssignMany', async (tx) => {
      if (issueIds.length > mostAssigned) return refuse('NUMBER_OUT_OF_RANGE', ['ids'], { least: 0, most: mostAssigned });
      return done(await assignIssues(tx, context.sight, issueIds, data));
    });
    if (outcome.refused) return payload('results', outcome, context.language);
    return payload('results', done(await Promise.all(outcome.done.map((each) => answer(context, each)))), context.language);
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('ACKNOWLEDGE') })
  issueAcknowledge(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Which issue.' }) id: string): Promise<unknown> {
    return step(context, 'ACKNOWLEDGE', 'issueAcknowledge', id, acknowledgeIssue);
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('RESOLVE') })
  issueResolve(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('note', () => String, { description: 'How it was resolved, at most 2,000 characters.' }) note: string,
  ): Promise<unknown> {
    return step(context, 'RESOLVE', 'issueResolve', id, (tx, sight, issueId) => resolveIssue(tx, sight, issueId, note));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('VERIFY') })
  issueVerify(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('note', () => String, { nullable: true, description: 'A remark, at most 2,000 characters.' }) note?: string | null,
  ): Promise<unknown> {
    return step(context, 'VERIFY', 'issueVerify', id, (tx, sight, issueId) => verifyIssue(tx, sight, issueId, note ?? null));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('RETURN') })
  issueReturn(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('note', () => String, { description: 'Why, at most 2,000 characters.' }) note: string,
  ): Promise<unknown> {
    return step(context, 'RETURN', 'issueReturn', id, (tx, sight, issueId) => returnIssue(tx, sight, issueId, note));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('REMIND') })
  issueRemind(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('note', () => String, { description: 'What is expected, at most 2,000 characters.' }) note: string,
  ): Promise<unknown> {
    return step(context, 'REMIND', 'issueRemind', id, (tx, sight, issueId) => remindIssue(tx, sight, issueId, note));
  }

  @Mutation(() => IssuePayload, { nullable: true, description: describe('ESCALATE') })
  issueEscalate(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which issue.' }) id: string,
    @Arg('to', () => IssueLevel, { description: 'A higher level than now.' }) to: IssueLevel,
    @Arg('note', () => String, { description: 'Why, at most 2,000 characters.' }) note: string,
  ): Promise<unknown> {
    return step(context, 'ESCALATE', 'issueEscalate', id, (tx, sight, issueId) => escalateIssue(tx, sight, issueId, to, note));
  }
}

function reportOf(context: Context, input: IssueReportInput, path: readonly string[]): ReportData {
  return {
    ...input,
    projectId: context.optionalId(input.projectId, 'Project', [...path, 'projectId']),
    leadId: context.optionalId(input.leadId, 'InvestmentLead', [...path, 'leadId']),
    regionId: context.optionalId(input.regionId, 'Region', [...path, 'regionId']),
    recurrenceOf: context.optionalId(input.recurrenceOf, 'Issue', [...path, 'recurrenceOf']),
  };
}

function assignmentOf(context: Context, input: IssueAssignInput): AssignData {
  return {
    ...input,
    leadUnitId: context.id(input.leadUnitId, 'Unit', ['input', 'leadUnitId']),
    supportingUnitIds: input.supportingUnitIds?.map((unit, index) => context.id(unit, 'Unit', ['input', 'supportingUnitIds', String(index)])) ?? [],
  };
}
