import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars.js';
import { payload } from '../graphql/user-error.js';
import { done, type Outcome } from '../kernel/refusal.js';
import type { ScheduleChanges } from './changes.js';
import { drawSchedule } from './draw.commands.js';
import { correctMilestone, reportMilestone } from './milestone.commands.js';
import { endSchedule, rebaseSchedule } from './rebase.commands.js';
import { ScheduleTemplatePayload } from './schedule-template.type.js';
import { MilestoneCorrectInput, ScheduleChangesInput, ScheduleDrawInput, ScheduleTemplateSetInput } from './schedule.input.js';
import { milestoneById, scheduleById } from './schedule.queries.js';
import { BackSchedulePayload, MilestonePayload } from './schedule.type.js';
import { endTemplate, setTemplate } from './template.commands.js';
import { templateByCode } from './template.queries.js';

const why = 'Why, at most 2,000 characters.';

/** Every act of the schedule room. */
@Resolver()
export class ScheduleActsResolver {
  @Mutation(() => BackSchedulePayload, { nullable: true, description: 'Draws the schedule of a project that has none, from its end backwards. 编制倒排工期。' })
  async scheduleDraw(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'Of which project.' }) projectId: string,
    @Arg('input', () => ScheduleDrawInput, { description: 'The schedule.' }) input: ScheduleDrawInput,
  ): Promise<unknown> {
    const project = context.id(projectId, 'Project', ['projectId']);
    const data = {
      ...input, template: input.template ?? null, winterStops: input.winterStops ?? [],
      milestones: input.milestones?.map((each, index) => ({ ...each, unitId: context.optionalId(each.unitId, 'Unit', ['input', 'milestones', String(index), 'unitId']) })) ?? null,
    };
    return schedule(context, await context.act('drawSchedule', 'scheduleDraw', (tx) => drawSchedule(tx, context.sight, project, data)));
  }

  @Mutation(() => BackSchedulePayload, { nullable: true, description: 'Draws the standing schedule anew with some changes; the plan before stays as a baseline. 调整工期。' })
  async scheduleRebase(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'Of which project.' }) projectId: string,
    @Arg('version', () => Int, { description: 'The schedule\'s version that was read; another one in between is a CONFLICT.' }) version: number,
    @Arg('changes', () => ScheduleChangesInput, { description: 'What is to be otherwise.' }) changes: ScheduleChangesInput,
    @Arg('reason', () => String, { description: why }) reason: string,
  ): Promise<unknown> {
    const project = context.id(projectId, 'Project', ['projectId']);
    const wanted = changesOf(context, changes);
    return schedule(context, await context.act('drawSchedule', 'scheduleRebase', (tx) => rebaseSchedule(tx, context.sight, project, version, wanted, reason)));
  }

  @Mutation(() => BackSchedulePayload, { nullable: true, description: 'Ends the standing schedule; another one may be drawn then. 终止工期。' })
  async scheduleEnd(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'Of which project.' }) projectId: string,
    @Arg('reason', () => String, { description: why }) reason: string,
  ): Promise<unknown> {
    const project = context.id(projectId, 'Project', ['projectId']);
    return schedule(context, await context.act('drawSchedule', 'scheduleEnd', (tx) => endSchedule(tx, context.sight, project, reason)));
  }

  @Mutation(() => MilestonePayload, { nullable: true, description: 'Reports that a milestone started, or is finished. 填报节点实绩。' })
  async milestoneReport(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Arg('startedOn', () => DateScalar, { nullable: true, description: 'When it started, today at the latest; left out where it was reported before. 实际开始' }) startedOn?: string | null,
    @Arg('finishedOn', () => DateScalar, { nullable: true, description: 'When it was finished, today at the latest. 实际完成' }) finishedOn?: string | null,
  ): Promise<unknown> {
    const which = context.id(id, 'Milestone', ['id']);
    const reported = { startedOn: startedOn ?? null, finishedOn: finishedOn ?? null };
    return milestone(context, await context.act('reportMilestone', 'milestoneReport', (tx) => reportMilestone(tx, context.sight, which, reported)));
  }

  @Mutation(() => MilestonePayload, { nullable: true, description: 'Replaces what is said of a milestone beside its plan. 更正节点。' })
  async milestoneCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Arg('version', () => Int, { description: 'The version that was read; another one in between is a CONFLICT.' }) version: number,
    @Arg('input', () => MilestoneCorrectInput, { description: 'The milestone as it is.' }) input: MilestoneCorrectInput,
    @Arg('reason', () => String, { description: why }) reason: string,
  ): Promise<unknown> {
    const which = context.id(id, 'Milestone', ['id']);
    const correction = { name: input.name, unitId: context.optionalId(input.unitId, 'Unit', ['input', 'unitId']), startedOn: input.startedOn ?? null, finishedOn: input.finishedOn ?? null };
    return milestone(context, await context.act('drawSchedule', 'milestoneCorrect', (tx) => correctMilestone(tx, context.sight, which, version, correction, reason)));
  }

  @Mutation(() => ScheduleTemplatePayload, { nullable: true, description: 'Sets a template, a new one or in the place of what it was. 设定工期模板。' })
  async scheduleTemplateSet(@Ctx() context: Context, @Arg('input', () => ScheduleTemplateSetInput, { description: 'The template.' }) input: ScheduleTemplateSetInput): Promise<unknown> {
    const data = { ...input, stopFrom: input.stopFrom ?? null, stopUntil: input.stopUntil ?? null };
    return template(context, await context.act('keepTemplates', 'scheduleTemplateSet', (tx) => setTemplate(tx, context.sight, data)));
  }

  @Mutation(() => ScheduleTemplatePayload, { nullable: true, description: 'Ends a template: no schedule is drawn by it any more. 终止工期模板。' })
  async scheduleTemplateEnd(@Ctx() context: Context, @Arg('code', () => String, { description: 'Which one.' }) code: string): Promise<unknown> {
    return template(context, await context.act('keepTemplates', 'scheduleTemplateEnd', (tx) => endTemplate(tx, context.sight, code)));
  }
}

/** With ids as the rows have them. */
export function changesOf(context: Context, { endsOn, winterStops, milestones }: ScheduleChangesInput): ScheduleChanges {
  return { endsOn, winterStops, milestones: milestones.map((each, index) => ({ ...each, id: context.id(each.id, 'Milestone', ['changes', 'milestones', String(index), 'id']) })) };
}

async function schedule(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('schedule', outcome.refused ? outcome : done(await context.load(scheduleById, outcome.done)), context.language);
}

async function milestone(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('milestone', outcome.refused ? outcome : done(await context.load(milestoneById, outcome.done)), context.language);
}

async function template(context: Context, outcome: Outcome<string>): Promise<unknown> {
  return payload('template', outcome.refused ? outcome : done(await context.load(templateByCode, outcome.done)), context.language);
}
