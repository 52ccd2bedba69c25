import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { correctUnit, endUnit, registerUnit } from './unit.commands.js';
import { readUnits, unitByCode, unitById } from './unit.queries.js';
import { UnitConnection, UnitCorrectInput, UnitFilter, UnitOrder, UnitPayload, UnitRegisterInput, UnitType, type UnitRow } from './unit.type.js';

@Resolver(() => UnitType)
export class UnitResolver {
  @Query(() => UnitConnection, { description: 'Units, page by page. 单位列表。' })
  units(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => UnitFilter, { nullable: true, description: 'Which ones; all where it is left out.' }) filter?: UnitFilter | null,
    @Arg('orderBy', () => UnitOrder, { defaultValue: 'CODE_ASC', description: 'In which order.' }) orderBy?: UnitOrder,
  ): Promise<Page<UnitRow>> {
    return readUnits(context, withSelection(page, info), filter ?? {}, orderBy!);
  }

  @Query(() => UnitType, { nullable: true, description: 'One unit by id or by code. 单位。' })
  unit(
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string | null,
    @Arg('code', () => String, { nullable: true, description: 'Its code, where no id is given.' }) code?: string | null,
  ): Promise<UnitRow | null> {
    if (typeof id === 'string') return context.load(unitById, context.id(id, 'Unit', ['id']));
    return typeof code === 'string' ? context.load(unitByCode, code) : Promise.resolve(null);
  }

  @Mutation(() => UnitPayload, { nullable: true, description: 'Enters a unit. 登记单位。' })
  async unitRegister(
    @Ctx() context: Context,
    @Arg('input', () => UnitRegisterInput, { description: 'The unit.' }) input: UnitRegisterInput,
  ): Promise<unknown> {
    const regionId = context.id(input.regionId, 'Region', ['input', 'regionId']);
    return this.answer(context, await context.act('keepDirectory', 'unitRegister', (tx) => registerUnit(tx, context.sight, { ...input, regionId })));
  }

  @Mutation(() => UnitPayload, { nullable: true, description: 'Corrects a unit. 更正单位。' })
  async unitCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which unit.' }) id: string,
    @Arg('input', () => UnitCorrectInput, { description: 'What to correct.' }) input: UnitCorrectInput,
  ): Promise<unknown> {
    const unitId = context.id(id, 'Unit', ['id']);
    const regionId = context.optionalId(input.regionId, 'Region', ['input', 'regionId']);
    return this.answer(context, await context.act('keepDirectory', 'unitCorrect', (tx) => correctUnit(tx, context.sight, unitId, { ...input, regionId })));
  }

  @Mutation(() => UnitPayload, { nullable: true, description: 'Ends a unit that leads no open issue any more. 终止单位。' })
  async unitEnd(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which unit.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const unitId = context.id(id, 'Unit', ['id']);
    return this.answer(context, await context.act('keepDirectory', 'unitEnd', (tx) => endUnit(tx, context.sight, unitId, reason)));
  }

  @FieldResolver(() => ID)
  id(@Root() unit: UnitRow): string {
    return toGlobalId('Unit', unit.id);
  }

  @FieldResolver(() => RegionType, { description: 'The region that it belongs to. 所在地区' })
  region(@Root() unit: UnitRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return context.load(regionById, unit.regionId);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done to it, oldest first. 历史' })
  history(@Root() unit: UnitRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'Unit', id: unit.id, sight: context.sight });
  }

  private async answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
    return payload('unit', outcome.refused ? outcome : done(await context.load(unitById, outcome.done)), context.language);
  }
}
