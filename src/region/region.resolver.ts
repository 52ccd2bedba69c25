import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { correctRegion, endRegion, registerRegion } from './region.commands.js';
import { allRegions, childRegions, regionByCode, regionById } from './region.queries.js';
import { RegionCorrectInput, RegionPayload, RegionRegisterInput, RegionType, type RegionRow } from './region.type.js';

@Resolver(() => RegionType)
export class RegionResolver {
  @Query(() => [RegionType], { description: 'The whole tree of regions, each after the one above it. 全部地区。' })
  regions(@Ctx() context: Context): Promise<RegionRow[]> {
    return allRegions(context.db);
  }

  @Query(() => RegionType, { nullable: true, description: 'One region by id or by code. 地区。' })
  region(
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string | null,
    @Arg('code', () => String, { nullable: true, description: 'Its code, where no id is given.' }) code?: string | null,
  ): Promise<RegionRow | null> {
    if (typeof id === 'string') return context.load(regionById, context.id(id, 'Region', ['id']));
    return typeof code === 'string' ? context.load(regionByCode, code) : Promise.resolve(null);
  }

  @Mutation(() => RegionPayload, { nullable: true, description: 'Enters a region below another. 登记地区。' })
  async regionRegister(
    @Ctx() context: Context,
    @Arg('input', () => RegionRegisterInput, { description: 'The region.' }) input: RegionRegisterInput,
  ): Promise<unknown> {
    const parentId = context.optionalId(input.parentId, 'Region', ['input', 'parentId']);
    return this.answer(context, await context.act('keepDirectory', 'regionRegister', (tx) => registerRegion(tx, context.sight, { ...input, parentId })));
  }

  @Mutation(() => RegionPayload, { nullable: true, description: 'Corrects a region, or moves it below another. 更正地区。' })
  async regionCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which region.' }) id: string,
    @Arg('input', () => RegionCorrectInput, { description: 'What to correct.' }) input: RegionCorrectInput,
  ): Promise<unknown> {
    const regionId = context.id(id, 'Region', ['id']);
    const parentId = context.optionalId(input.parentId, 'Region', ['input', 'parentId']);
    return this.answer(context, await context.act('keepDirectory', 'regionCorrect', (tx) => correctRegion(tx, context.sight, regionId, { ...input, parentId })));
  }

  @Mutation(() => RegionPayload, { nullable: true, description: 'Ends a region in which nothing is alive any more. 终止地区。' })
  async regionEnd(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which region.' }) id: string,
    @Arg('reason', () => String, { description: 'Why.' }) reason: string,
  ): Promise<unknown> {
    const regionId = context.id(id, 'Region', ['id']);
    return this.answer(context, await context.act('keepDirectory', 'regionEnd', (tx) => endRegion(tx, context.sight, regionId, reason)));
  }

  @FieldResolver(() => ID)
  id(@Root() region: RegionRow): string {
    return toGlobalId('Region', region.id);
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'The region above. 上级地区' })
  parent(@Root() region: RegionRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return region.parentId === null ? Promise.resolve(null) : context.load(regionById, region.parentId);
  }

  @FieldResolver(() => [RegionType], { description: 'The regions directly below. 下级地区' })
  children(@Root() region: RegionRow, @Ctx() context: Context): Promise<RegionRow[]> {
    return context.load(childRegions, region.id);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done to it, oldest first. 历史' })
  history(@Root() region: RegionRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'Region', id: region.id, sight: context.sight });
  }

  private async answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
    return payload('region', outcome.refused ? outcome : done(await context.load(regionById, outcome.done)), context.language);
  }
}
