import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { demandKindById } from '../demand/demand.queries.js';
import { DemandKindType, type DemandKindRow } from '../demand/demand.type.js';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { Severity } from '../issue/issue.enums.js';
import { issueById } from '../issue/issue.queries.js';
import { IssueType, type IssueRow } from '../issue/issue.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { leadById } from '../lead/lead.queries.js';
import { InvestmentLeadPayload, InvestmentLeadType, type LeadRow } from '../lead/lead.type.js';
import { addNeed, answerNeed, reportNeed } from './need.commands.js';
import { needsOf } from './need.queries.js';
import { LeadNeedInput, LeadNeedType, type LeadNeedRow } from './need.type.js';

@Resolver(() => InvestmentLeadType)
export class LeadNeedsResolver {
  @FieldResolver(() => [LeadNeedType], { description: 'What it needs, in the order in which it was said. 需求' })
  needs(@Root() lead: LeadRow, @Ctx() context: Context): Promise<LeadNeedRow[]> {
    return context.load(needsOf, lead.id);
  }

  @Mutation(() => InvestmentLeadPayload, { nullable: true, description: 'Says what an investment needs. 登记线索需求。' })
  async leadNeedAdd(
    @Ctx() context: Context,
    @Arg('leadId', () => ID, { description: 'Which lead.' }) leadId: string,
    @Arg('input', () => LeadNeedInput, { description: 'What it needs.' }) input: LeadNeedInput,
  ): Promise<unknown> {
    const lead = context.id(leadId, 'InvestmentLead', ['leadId']);
    return answer(context, await context.act('workLeads', 'leadNeedAdd', (tx) => addNeed(tx, context.sight, lead, input)));
  }

  @Mutation(() => InvestmentLeadPayload, { nullable: true, description: 'Answers a need in words, also after the lead became a project. 答复线索需求。' })
  async leadNeedAnswer(
    @Ctx() context: Context,
    @Arg('needId', () => ID, { description: 'Which need.' }) needId: string,
    @Arg('answer', () => String, { description: 'The answer, at most 2,000 characters.' }) said: string,
  ): Promise<unknown> {
    const need = context.id(needId, 'LeadNeed', ['needId']);
    return answer(context, await context.act('workLeads', 'leadNeedAnswer', (tx) => answerNeed(tx, context.sight, need, said)));
  }

  @Mutation(() => InvestmentLeadPayload, { nullable: true, description: 'Makes a need a demand of the lead, or of the project that it became. 转入需求清单。' })
  async leadNeedReport(
    @Ctx() context: Context,
    @Arg('needId', () => ID, { description: 'Which need.' }) needId: string,
    @Arg('severity', () => Severity, { defaultValue: 'MEDIUM', description: 'How hard it hits.' }) severity: Severity,
  ): Promise<unknown> {
    const need = context.id(needId, 'LeadNeed', ['needId']);
    return answer(context, await context.act('workLeads', 'leadNeedReport', (tx) => reportNeed(tx, context.sight, need, severity)));
  }
}

@Resolver(() => LeadNeedType)
export class LeadNeedResolver {
  @FieldResolver(() => ID, { description: 'Names it when it is answered or reported.' })
  id(@Root() need: LeadNeedRow): string {
    return toGlobalId('LeadNeed', need.id);
  }

  @FieldResolver(() => DemandKindType, { description: 'What is needed. 需求种类' })
  kind(@Root() need: LeadNeedRow, @Ctx() context: Context): Promise<DemandKindRow | null> {
    return context.load(demandKindById, need.kindId);
  }

  @FieldResolver(() => IssueType, { nullable: true, description: 'The demand as which it was reported; null where it was not, or the viewer does not see it. 需求清单中的需求' })
  issue(@Root() need: LeadNeedRow, @Ctx() context: Context): Promise<IssueRow | null> {
    return need.issueId === null ? Promise.resolve(null) : context.load(issueById, need.issueId);
  }
}

async function answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('investmentLead', outcome.refused ? outcome : done(await context.load(leadById, outcome.done)), context.language);
}
