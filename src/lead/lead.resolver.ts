import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { MoneyUnit } from '../graphql/enums.js';
import { MoneyScalar } from '../graphql/scalars.js';
import { payload } from '../graphql/user-error.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { fromYuan } from '../kernel/money.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { convertLead } from './conversion.commands.js';
import { correctLead, endLead, registerLead } from './lead.commands.js';
import { leadByCode, leadById, readLeads } from './lead.queries.js';
import {
  InvestmentLeadConnection, InvestmentLeadConvertInput, InvestmentLeadCorrectInput, InvestmentLeadFilter, InvestmentLeadOrder, InvestmentLeadPayload,
  InvestmentLeadRegisterInput, InvestmentLeadType, type LeadRow,
} from './lead.type.js';

@Resolver(() => InvestmentLeadType)
export class InvestmentLeadResolver {
  @Query(() => InvestmentLeadConnection, { description: 'Possible investments. 招商线索。' })
  investmentLeads(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => InvestmentLeadFilter, { nullable: true, description: 'Which; all where it is left out.' }) filter: InvestmentLeadFilter | null,
    @Arg('orderBy', () => InvestmentLeadOrder, { defaultValue: 'CODE_ASC', description: 'In which order.' }) orderBy: InvestmentLeadOrder,
  ): Promise<Page<LeadRow>> {
    return readLeads(context, withSelection(page, info), filter ?? {}, orderBy);
  }

  @Query(() => InvestmentLeadType, { nullable: true, description: 'One investment lead by id or by code. 某一线索。' })
  investmentLead(
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string | null,
    @Arg('code', () => String, { nullable: true, description: 'Its code, where no id is given.' }) code?: string | null,
  ): Promise<LeadRow | null> {
    if (typeof id === 'string') return context.load(leadById, context.id(id, 'InvestmentLead', ['id']));
    return typeof code === 'string' ? context.load(leadByCode, code) : Promise.resolve(null);
  }

  @Mutation(() => InvestmentLeadPayload, { nullable: true, description: 'Enters an investment lead. 登记线索。' })
  async investmentLeadRegister(
    @Ctx() context: Context,
    @Arg('input', () => InvestmentLeadRegisterInput, { description: 'The lead.' }) input: InvestmentLeadRegisterInput,
  ): Promise<unknown> {
    const regionId = context.id(input.regionId, 'Region', ['input', 'regionId']);
    return this.answer(context, await context.act('keepLeads', 'investmentLeadRegister', (tx) => registerLead(tx, context.sight, { ...input, regionId })));
  }

  @Mutation(() => InvestmentLeadPayload, { nullable: true, description: 'Corrects an investment lead. 更正线索。' })
  async investmentLeadCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which lead.' }) id: string,
    @Arg('input', () => InvestmentLeadCorrectInput, { description: 'What to correct.' }) input: InvestmentLeadCorrectInput,
  ): Promise<unknown> {
    const leadId = context.id(id, 'InvestmentLead', ['id']);
    const regionId = context.optionalId(input.regionId, 'Region', ['input', 'regionId']);
    return this.answer(context, await context.act('keepLeads', 'investmentLeadCorrect', (tx) => correctLead(tx, context.sight, leadId, { ...input, regionId })));
  }

  @Mutation(() => InvestmentLeadPayload, { nullable: true, description: 'Makes the lead a project: who answers for it and its open issues go along. 线索转为项目。' })
  async investmentLeadConvert(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which lead.' }) id: string,
    @Arg('input', () => InvestmentLeadConvertInput, { description: 'The project that it becomes.' }) input: InvestmentLeadConvertInput,
  ): Promise<unknown> {
    const leadId = context.id(id, 'InvestmentLead', ['id']);
    const regionId = context.optionalId(input.regionId, 'Region', ['input', 'regionId']);
    const ownerUnitId = context.optionalId(input.ownerUnitId, 'Unit', ['input', 'ownerUnitId']);
    const data = { ...input, regionId, ownerUnitId };
    return this.answer(context, await context.act('keepLeads', 'investmentLeadConvert', (tx) => convertLead(tx, context.sight, leadId, data)));
  }

  @Mutation(() => InvestmentLeadPayload, { nullable: true, description: 'Gives a lead up: whoever answers for it is released. 终止线索。' })
  async investmentLeadEnd(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which lead.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const leadId = context.id(id, 'InvestmentLead', ['id']);
    return this.answer(context, await context.act('keepLeads', 'investmentLeadEnd', (tx) => endLead(tx, context.sight, leadId, reason)));
  }

  @FieldResolver(() => ID)
  id(@Root() lead: LeadRow): string {
    return toGlobalId('InvestmentLead', lead.id);
  }

  @FieldResolver(() => RegionType, { description: 'Where the investment would go. 地区' })
  region(@Root() lead: LeadRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return context.load(regionById, lead.regionId);
  }

  @FieldResolver(() => MoneyScalar, { nullable: true, description: 'What is expected to be invested; null while nobody can say. 预计投资' })
  expectedInvestment(
    @Root() lead: LeadRow,
    @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: 'In what it is said.' }) unit: MoneyUnit,
  ): string | null {
    return lead.expectedInvestment === null ? null : fromYuan(lead.expectedInvestment, unit);
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'The project that it became. 转成的项目' })
  project(@Root() lead: LeadRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return lead.projectId === null ? Promise.resolve(null) : context.load(projectById, lead.projectId);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done to it, oldest first. 历史' })
  history(@Root() lead: LeadRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'InvestmentLead', id: lead.id, sight: context.sight });
  }

  private async answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
    return payload('investmentLead', outcome.refused ? outcome : done(await context.load(leadById, outcome.done)), context.language);
  }
}
