import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars.js';
import { payload } from '../graphql/user-error.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { projectById } from '../project/project.queries.js';
import { ProjectPayload } from '../project/project.type.js';
import type { Transaction } from '../store/unit-of-work.js';
import { setPermitKind, setPermitRules } from './permit-kind.commands.js';
import { PermitKindPayload, PermitKindSetInput, PermitRulesPayload, PermitRulesSetInput } from './permit-kind.type.js';
import { deferPaper, deliverPaper } from './permit-paper.commands.js';
import { acceptPermit, applyForPermit, exemptPermit, grantPermit, planPermit, refusePermit } from './permit.commands.js';
import { describe, lifecycle, type PermitAct, type PermitMutation } from './permit.lifecycle.js';
import { kindsOf, permitById, readPermitRules } from './permit.queries.js';
import { PermitApplyInput, PermitPaperDeferInput, PermitPayload, PermitPlanInput, PermitType } from './permit.type.js';
import { commitToStart } from './start-commitment.commands.js';

const which = 'Which permit.';
const onDay = 'On which day; today where it is left out, not later and not before the step before.';

/** Every act of the permit room. */
@Resolver(() => PermitType)
export class PermitActResolver {
  @Mutation(() => PermitPayload, { nullable: true, description: describe('PLAN') })
  permitPlan(@Ctx() context: Context, @Arg('input', () => PermitPlanInput, { description: 'The permit and its day.' }) input: PermitPlanInput): Promise<unknown> {
    const data = { ...input, projectId: context.id(input.projectId, 'Project', ['input', 'projectId']), authorityId: context.optionalId(input.authorityId, 'Unit', ['input', 'authorityId']) };
    return act(context, 'PLAN', 'permitPlan', (tx) => planPermit(tx, context.sight, data));
  }

  @Mutation(() => PermitPayload, { nullable: true, description: describe('APPLY') })
  permitApply(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: which }) id: string,
    @Arg('input', () => PermitApplyInput, { description: 'How it is applied for.' }) input: PermitApplyInput,
  ): Promise<unknown> {
    const permit = context.id(id, 'Permit', ['id']);
    return act(context, 'APPLY', 'permitApply', (tx) => applyForPermit(tx, context.sight, permit, input));
  }

  @Mutation(() => PermitPayload, { nullable: true, description: describe('ACCEPT') })
  permitAccept(@Ctx() context: Context, @Arg('id', () => ID, { description: which }) id: string, @Arg('on', () => DateScalar, { nullable: true, description: onDay }) on?: string | null): Promise<unknown> {
    const permit = context.id(id, 'Permit', ['id']);
    return act(context, 'ACCEPT', 'permitAccept', (tx) => acceptPermit(tx, context.sight, permit, on));
  }

  @Mutation(() => PermitPayload, { nullable: true, description: describe('GRANT') })
  permitGrant(@Ctx() context: Context, @Arg('id', () => ID, { description: which }) id: string, @Arg('on', () => DateScalar, { nullable: true, description: onDay }) on?: string | null): Promise<unknown> {
    const permit = context.id(id, 'Permit', ['id']);
    return act(context, 'GRANT', 'permitGrant', (tx) => grantPermit(tx, context.sight, permit, on));
  }

  @Mutation(() => PermitPayload, { nullable: true, description: describe('REFUSE') })
  permitRefuse(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: which }) id: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
    @Arg('on', () => DateScalar, { nullable: true, description: onDay }) on?: string | null,
  ): Promise<unknown> {
    const permit = context.id(id, 'Permit', ['id']);
    return act(context, 'REFUSE', 'permitRefuse', (tx) => refusePermit(tx, context.sight, permit, reason, on));
  }

  @Mutation(() => PermitPayload, { nullable: true, description: describe('EXEMPT') })
  permitExempt(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: which }) id: string,
    @Arg('ground', () => String, { description: 'On which ground, at most 2,000 characters.' }) ground: string,
  ): Promise<unknown> {
    const permit = context.id(id, 'Permit', ['id']);
    return act(context, 'EXEMPT', 'permitExempt', (tx) => exemptPermit(tx, context.sight, permit, ground));
  }

  @Mutation(() => PermitPayload, { nullable: true, description: describe('DEFER_PAPER') })
  permitPaperDefer(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: which }) id: string,
    @Arg('input', () => PermitPaperDeferInput, { description: 'The paper.' }) input: PermitPaperDeferInput,
  ): Promise<unknown> {
    const permit = context.id(id, 'Permit', ['id']);
    return act(context, 'DEFER_PAPER', 'permitPaperDefer', (tx) => deferPaper(tx, context.sight, permit, input));
  }

  @Mutation(() => PermitPayload, { nullable: true, description: describe('DELIVER_PAPER') })
  permitPaperDeliver(
    @Ctx() context: Context,
    @Arg('paperId', () => ID, { description: 'Which paper.' }) paperId: string,
    @Arg('on', () => DateScalar, { nullable: true, description: 'On which day; today where it is left out, not later.' }) on?: string | null,
  ): Promise<unknown> {
    const paper = context.id(paperId, 'PermitPaper', ['paperId']);
    return act(context, 'DELIVER_PAPER', 'permitPaperDeliver', (tx) => deliverPaper(tx, context.sight, paper, on));
  }

  @Mutation(() => ProjectPayload, {
    nullable: true, description: 'START_ON_LAND_GRANT: an industry project of at least the amount of `permitRules` commits itself, and may start when its land is granted though other permits are open. 承诺制+拿地即开工。',
  })
  async projectCommitToStart(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'Which project.' }) projectId: string,
    @Arg('on', () => DateScalar, { description: 'The day of the commitment; not after today.' }) on: string,
    @Arg('text', () => String, { description: 'What it commits itself to, at most 2,000 characters.' }) text: string,
  ): Promise<unknown> {
    const project = context.id(projectId, 'Project', ['projectId']);
    const outcome = await context.act('applyForPermit', 'projectCommitToStart', (tx) => commitToStart(tx, context.sight, project, on, text));
    return payload('project', outcome.refused ? outcome : done(await context.load(projectById, outcome.done)), context.language);
  }

  @Mutation(() => PermitKindPayload, { nullable: true, description: 'Makes a kind of permit, or says anew what one is; permits that stand keep their authority and days. 设定手续种类。' })
  async permitKindSet(@Ctx() context: Context, @Arg('input', () => PermitKindSetInput, { description: 'The kind.' }) input: PermitKindSetInput): Promise<unknown> {
    const data = { ...input, authorityId: context.optionalId(input.authorityId, 'Unit', ['input', 'authorityId']) };
    const outcome = await context.act('setPermitRules', 'permitKindSet', (tx) => setPermitKind(tx, data));
    const made = async (code: string) => [...(await kindsOf(context)).values()].find((kind) => kind.code === code)!;
    return payload('permitKind', outcome.refused ? outcome : done(await made(outcome.done)), context.language);
  }

  @Mutation(() => PermitRulesPayload, { nullable: true, description: 'Sets what holds for all permits. 设定手续办理规则。' })
  async permitRulesSet(@Ctx() context: Context, @Arg('input', () => PermitRulesSetInput, { description: 'The rules.' }) input: PermitRulesSetInput): Promise<unknown> {
    const outcome = await context.act('setPermitRules', 'permitRulesSet', (tx) => setPermitRules(tx, input));
    return payload('permitRules', outcome.refused ? outcome : done(await readPermitRules(context.db)), context.language);
  }
}

/** Takes a step and answers the permit as it stands then. */
async function act(context: Context, step: PermitAct, mutation: PermitMutation, command: (tx: Transaction) => Promise<Outcome<number>>): Promise<unknown> {
  const outcome = await context.act(lifecycle[step].right, mutation, command);
  return payload('permit', outcome.refused ? outcome : done(await context.load(permitById, outcome.done)), context.language);
}
