import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Float, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { correctEnterprise, registerEnterprise, reportOfEnterprise } from './enterprise.commands.js';
import { EnterpriseCorrectInput, EnterpriseRegisterInput, EnterpriseReportInput } from './enterprise.input.js';
import { enterpriseByCode, enterpriseById, latestReportOfEnterprise, peakOfEnterprise, readEnterprises, readEnterpriseStats, reportsOfEnterprise } from './enterprise.queries.js';
import {
  EnterpriseConnection, EnterpriseFilter, EnterprisePayload, EnterpriseReportConnection, EnterpriseReportType, EnterpriseStatsType, EnterpriseType,
  type EnterpriseReportRow, type EnterpriseRow, type EnterpriseStatsRow,
} from './enterprise.type.js';

@Resolver(() => EnterpriseType)
export class EnterpriseResolver {
  @Query(() => EnterpriseConnection, { description: 'Enterprises outside the register that the viewer sees, by code. 企业列表。' })
  enterprises(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => EnterpriseFilter, { nullable: true, description: 'Which ones; all where it is left out.' }) filter?: EnterpriseFilter | null,
  ): Promise<Page<EnterpriseRow>> {
    return readEnterprises(context, withSelection(page, info), filter ?? {});
  }

  @Query(() => EnterpriseType, { nullable: true, description: 'One enterprise by id or by code. 企业。' })
  enterprise(
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string | null,
    @Arg('code', () => String, { nullable: true, description: 'Its code, where no id is given.' }) code?: string | null,
  ): Promise<EnterpriseRow | null> {
    if (typeof id === 'string') return context.load(enterpriseById, context.id(id, 'Enterprise', ['id']));
    return typeof code === 'string' ? context.load(enterpriseByCode, code) : Promise.resolve(null);
  }

  @Query(() => [EnterpriseStatsType], { description: 'Figures of the enterprises that the viewer sees: one row of all, or one for each region that has any. 企业复产统计。' })
  enterpriseStats(
    @Ctx() context: Context,
    @Arg('byRegion', () => Boolean, { defaultValue: false, description: 'Whether to split them by the region in which they stand. 按地区' }) byRegion: boolean,
  ): Promise<EnterpriseStatsRow[]> {
    return readEnterpriseStats(context, byRegion);
  }

  @Mutation(() => EnterprisePayload, { nullable: true, description: 'Enters an enterprise that is to be followed. 登记企业。' })
  async enterpriseRegister(
    @Ctx() context: Context,
    @Arg('input', () => EnterpriseRegisterInput, { description: 'The enterprise.' }) input: EnterpriseRegisterInput,
  ): Promise<unknown> {
    const data = { ...input, regionId: context.id(input.regionId, 'Region', ['input', 'regionId']) };
    return answer(context, await context.act('keepEnterprises', 'enterpriseRegister', (tx) => registerEnterprise(tx, context.sight, data)));
  }

  @Mutation(() => EnterprisePayload, { nullable: true, description: 'Corrects what is known of an enterprise. 更正企业。' })
  async enterpriseCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which enterprise.' }) id: string,
    @Arg('input', () => EnterpriseCorrectInput, { description: 'What to correct.' }) input: EnterpriseCorrectInput,
  ): Promise<unknown> {
    const enterpriseId = context.id(id, 'Enterprise', ['id']);
    const correction = { ...input, regionId: context.optionalId(input.regionId, 'Region', ['input', 'regionId']) };
    return answer(context, await context.act('keepEnterprises', 'enterpriseCorrect', (tx) => correctEnterprise(tx, context.sight, enterpriseId, correction)));
  }

  @Mutation(() => EnterprisePayload, { nullable: true, description: 'Reports staff present and output of a day. 填报企业日报。' })
  async enterpriseReport(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which enterprise.' }) id: string,
    @Arg('input', () => EnterpriseReportInput, { description: 'What is reported.' }) input: EnterpriseReportInput,
  ): Promise<unknown> {
    const enterpriseId = context.id(id, 'Enterprise', ['id']);
    return answer(context, await context.act('keepEnterprises', 'enterpriseReport', (tx) => reportOfEnterprise(tx, context.sight, enterpriseId, input)));
  }

  @FieldResolver(() => ID)
  id(@Root() enterprise: EnterpriseRow): string {
    return toGlobalId('Enterprise', enterprise.id);
  }

  @FieldResolver(() => RegionType, { description: 'Where it stands. 所在地区' })
  region(@Root() enterprise: EnterpriseRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return context.load(regionById, enterprise.regionId);
  }

  @FieldResolver(() => EnterpriseReportType, { nullable: true, description: 'What it reported last. 最近日报' })
  latestReport(@Root() enterprise: EnterpriseRow, @Ctx() context: Context): Promise<EnterpriseReportRow | null> {
    return context.load(latestReportOfEnterprise, enterprise.id);
  }

  @FieldResolver(() => EnterpriseReportType, { nullable: true, description: 'The report of its greatest daily output; the first of equal ones. 产量峰值' })
  peak(@Root() enterprise: EnterpriseRow, @Ctx() context: Context): Promise<EnterpriseReportRow | null> {
    return context.load(peakOfEnterprise, enterprise.id);
  }

  @FieldResolver(() => EnterpriseReportConnection, { description: 'What it reported, the latest day first; of each day the report that counts. 日报' })
  reports(@Root() enterprise: EnterpriseRow, @Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => PageArgs) page: PageArgs): Promise<Page<EnterpriseReportRow>> {
    const { first, after, fields, counted } = withSelection(page, info);
    return context.load(reportsOfEnterprise, { enterprise: enterprise.id, first, after, fields, counted, language: context.language });
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done to it, oldest first. 历史' })
  history(@Root() enterprise: EnterpriseRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'Enterprise', id: enterprise.id, sight: context.sight });
  }
}

@Resolver(() => EnterpriseStatsType)
export class EnterpriseStatsResolver {
  @FieldResolver(() => RegionType, { nullable: true, description: 'Whose figures these are; null for all together. 地区' })
  region(@Root() stats: EnterpriseStatsRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return stats.regionId === null ? Promise.resolve(null) : context.load(regionById, stats.regionId);
  }

  @FieldResolver(() => Float, { description: 'Staff present among all, 0 to 1; 0 where there are none. 到岗率' })
  staffBackShare(@Root() stats: EnterpriseStatsRow): number {
    return stats.employees === 0 ? 0 : stats.staffPresent / stats.employees;
  }
}

async function answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('enterprise', outcome.refused ? outcome : done(await context.load(enterpriseById, outcome.done)), context.language);
}
