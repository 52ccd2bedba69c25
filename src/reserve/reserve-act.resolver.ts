import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars.js';
import { payload } from '../graphql/user-error.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { projectById } from '../project/project.queries.js';
import { ProjectPayload } from '../project/project.type.js';
import { fieldById, stepById } from './reserve.queries.js';
import { ReserveFieldPayload, ReserveTermInput, RipeningReachInput, RipeningStepPayload } from './reserve.type.js';
import { endTerm, setTerm } from './reserve-term.commands.js';
import { planStep, reachStep, setField, takeStepBack } from './ripening.commands.js';

const whichProject = 'Which project in reserve.';
const whichStep = 'The step\'s code.';

/** Every act of the reserve. */
@Resolver()
export class ReserveActResolver {
  @Mutation(() => ReserveFieldPayload, { nullable: true, description: 'Sets in what the reserve may invest. 设定谋划方向。' })
  async reserveFieldSet(@Ctx() context: Context, @Arg('input', () => ReserveTermInput, { description: 'The field.' }) input: ReserveTermInput): Promise<unknown> {
    return field(context, await context.act('setReserve', 'reserveFieldSet', (tx) => setTerm(tx, 'ReserveField', input)));
  }

  @Mutation(() => ReserveFieldPayload, { nullable: true, description: 'Ends a field: no project is put there any more, and those that were stay. 停用谋划方向。' })
  async reserveFieldEnd(@Ctx() context: Context, @Arg('code', () => String, { description: 'Which field.' }) code: string): Promise<unknown> {
    return field(context, await context.act('setReserve', 'reserveFieldEnd', (tx) => endTerm(tx, 'ReserveField', code)));
  }

  @Mutation(() => RipeningStepPayload, { nullable: true, description: 'Sets a step by which projects in reserve ripen. 设定成熟步骤。' })
  async ripeningStepSet(@Ctx() context: Context, @Arg('input', () => ReserveTermInput, { description: 'The step.' }) input: ReserveTermInput): Promise<unknown> {
    return step(context, await context.act('setReserve', 'ripeningStepSet', (tx) => setTerm(tx, 'RipeningStep', input)));
  }

  @Mutation(() => RipeningStepPayload, { nullable: true, description: 'Ends a step: it is asked for no more, and where it was reached it stays. 停用成熟步骤。' })
  async ripeningStepEnd(@Ctx() context: Context, @Arg('code', () => String, { description: whichStep }) code: string): Promise<unknown> {
    return step(context, await context.act('setReserve', 'ripeningStepEnd', (tx) => endTerm(tx, 'RipeningStep', code)));
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: 'Puts a project in reserve under a field. 归入谋划方向。' })
  async reserveSetField(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: whichProject }) projectId: string,
    @Arg('field', () => String, { description: 'The field\'s code.' }) code: string,
  ): Promise<unknown> {
    const id = context.id(projectId, 'Project', ['projectId']);
    return project(context, await context.act('keepReserve', 'reserveSetField', (tx) => setField(tx, context.sight, id, code)));
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: 'Plans a step of a project in reserve for a day. 安排步骤计划日。' })
  async ripeningPlan(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: whichProject }) projectId: string,
    @Arg('step', () => String, { description: whichStep }) code: string,
    @Arg('on', () => DateScalar, { nullable: true, description: 'By when; today or later. Null takes the day away.' }) on?: string | null,
  ): Promise<unknown> {
    const id = context.id(projectId, 'Project', ['projectId']);
    return project(context, await context.act('ripenReserve', 'ripeningPlan', (tx) => planStep(tx, context.sight, id, code, on ?? null)));
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: 'Says that a project in reserve has reached a step. 填报步骤完成。' })
  async ripeningReach(@Ctx() context: Context, @Arg('input', () => RipeningReachInput, { description: 'The step, and when.' }) input: RipeningReachInput): Promise<unknown> {
    const data = { ...input, projectId: context.id(input.projectId, 'Project', ['input', 'projectId']) };
    return project(context, await context.act('ripenReserve', 'ripeningReach', (tx) => reachStep(tx, context.sight, data)));
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: 'Says that a step was not reached after all. 撤回步骤完成。' })
  async ripeningTakeBack(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: whichProject }) projectId: string,
    @Arg('step', () => String, { description: whichStep }) code: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const id = context.id(projectId, 'Project', ['projectId']);
    return project(context, await context.act('ripenReserve', 'ripeningTakeBack', (tx) => takeStepBack(tx, context.sight, id, code, reason)));
  }
}

async function field(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('reserveField', outcome.refused ? outcome : done(await context.load(fieldById, outcome.done)), context.language);
}

async function step(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('ripeningStep', outcome.refused ? outcome : done(await context.load(stepById, outcome.done)), context.language);
}

async function project(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('project', outcome.refused ? outcome : done(await context.load(projectById, outcome.done)), context.language);
}
