import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { leaderById } from '../leader/leader.queries.js';
import { LeaderType, type LeaderRow } from '../leader/leader.type.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { actsOn, InvestmentLeadAct } from './lead.acts.js';
import { LeadStage } from './lead.entity.js';
import { addContact, endContact, moveLead, planNextStep, stagesFrom } from './lead-work.commands.js';
import { contactsOf, leadOfProject, movesOf } from './lead-parts.queries.js';
import { LeadContactInput, LeadContactType, LeadMoveType, LeadNextStepInput, LeadNextStepType, type LeadContactRow, type LeadNextStepRow } from './lead-parts.type.js';
import { leadById } from './lead.queries.js';
import { InvestmentLeadPayload, InvestmentLeadType, type LeadRow } from './lead.type.js';

/** What is said of a lead while the city works on it. */
@Resolver(() => InvestmentLeadType)
export class LeadPartsResolver {
  @FieldResolver(() => [LeadStage], { description: 'The stages to which it can be moved now: the next one, or back with a reason; none once it is closed. 可变更的阶段' })
  reachableStages(@Root() lead: LeadRow): LeadStage[] {
    return lead.status === 'OPEN' ? stagesFrom(lead.stage) : [];
  }

  @FieldResolver(() => [InvestmentLeadAct], { description: 'What this viewer may do to it now; the act itself looks again. 可办动作' })
  actions(@Root() lead: LeadRow, @Ctx() context: Context): InvestmentLeadAct[] {
    return actsOn(context.viewer, lead.status);
  }

  @FieldResolver(() => [LeadMoveType], { description: 'How it came to its stage, oldest first. 阶段变动' })
  moves(@Root() lead: LeadRow, @Ctx() context: Context): Promise<LeadMoveType[]> {
    return context.load(movesOf, lead.id);
  }

  @FieldResolver(() => LeadNextStepType, { nullable: true, description: 'What is to be done next; null where nothing is planned. 下一步工作' })
  nextStep(@Root() lead: LeadRow): LeadNextStepRow | null {
    return lead.nextStep;
  }

  @FieldResolver(() => [LeadContactType], { nullable: true, description: 'With whom to speak, those that are ended last; null for whoever does not work on it. 联系人' })
  contacts(@Root() lead: LeadRow, @Ctx() context: Context): Promise<LeadContactRow[]> {
    return context.load(contactsOf, lead.id);
  }

  @Mutation(() => InvestmentLeadPayload, { nullable: true, description: 'Moves a lead one stage on, or back to an earlier one. 变更线索阶段。' })
  async investmentLeadMove(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which lead.' }) id: string,
    @Arg('to', () => LeadStage, { description: 'To which stage: the next one, or an earlier one.' }) to: LeadStage,
    @Arg('note', () => String, { nullable: true, description: 'What was reached, at most 2,000 characters; needed where it goes back.' }) note?: string | null,
  ): Promise<unknown> {
    const lead = context.id(id, 'InvestmentLead', ['id']);
    return answer(context, await context.act('workLeads', 'investmentLeadMove', (tx) => moveLead(tx, context.sight, lead, to, note ?? '')));
  }

  @Mutation(() => InvestmentLeadPayload, { nullable: true, description: 'Says what is to be done next about a lead, in place of what was planned before. 安排下一步工作。' })
  async investmentLeadPlanNextStep(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which lead.' }) id: string,
    @Arg('input', () => LeadNextStepInput, { nullable: true, description: 'The step; null where nothing is planned any more.' }) input?: LeadNextStepInput | null,
  ): Promise<unknown> {
    const lead = context.id(id, 'InvestmentLead', ['id']);
    const step = input ? { ...input, leaderId: context.optionalId(input.leaderId, 'Leader', ['input', 'leaderId']) } : null;
    return answer(context, await context.act('workLeads', 'investmentLeadPlanNextStep', (tx) => planNextStep(tx, context.sight, lead, step)));
  }

  @Mutation(() => InvestmentLeadPayload, { nullable: true, description: 'Enters a person to speak with about a lead. 登记联系人。' })
  async leadContactAdd(
    @Ctx() context: Context,
    @Arg('leadId', () => ID, { description: 'Which lead.' }) leadId: string,
    @Arg('input', () => LeadContactInput, { description: 'The person.' }) input: LeadContactInput,
  ): Promise<unknown> {
    const lead = context.id(leadId, 'InvestmentLead', ['leadId']);
    return answer(context, await context.act('workLeads', 'leadContactAdd', (tx) => addContact(tx, context.sight, lead, input)));
  }

  @Mutation(() => InvestmentLeadPayload, { nullable: true, description: 'Ends a contact: their name and telephone are read by nobody any more. 撤销联系人。' })
  async leadContactEnd(@Ctx() context: Context, @Arg('contactId', () => ID, { description: 'Which contact.' }) contactId: string): Promise<unknown> {
    const contact = context.id(contactId, 'LeadContact', ['contactId']);
    return answer(context, await context.act('workLeads', 'leadContactEnd', (tx) => endContact(tx, context.sight, contact)));
  }
}

@Resolver(() => LeadNextStepType)
export class LeadNextStepResolver {
  @FieldResolver(() => LeaderType, { nullable: true, description: 'Who does it; null for whoever answers for the lead. 负责人' })
  leader(@Root() step: LeadNextStepRow, @Ctx() context: Context): Promise<LeaderRow | null> {
    return step.leaderId === null ? Promise.resolve(null) : context.load(leaderById, step.leaderId);
  }
}

@Resolver(() => LeadContactType)
export class LeadContactResolver {
  @FieldResolver(() => ID, { description: 'Names them when they are ended.' })
  id(@Root() contact: LeadContactRow): string {
    return toGlobalId('LeadContact', contact.id);
  }
}

@Resolver(() => ProjectType)
export class LeadOfProjectResolver {
  @FieldResolver(() => InvestmentLeadType, { nullable: true, description: 'The investment lead that became it, with its history, contacts and needs; null where it was none. 来源线索' })
  convertedFrom(@Root() project: ProjectRow, @Ctx() context: Context): Promise<LeadRow | null> {
    return context.load(leadOfProject, project.id);
  }
}

async function answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('investmentLead', outcome.refused ? outcome : done(await context.load(leadById, outcome.done)), context.language);
}
