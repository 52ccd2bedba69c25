import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { unitById } from '../unit/unit.queries.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { correctLeader, endLeader, registerLeader } from './leader.commands.js';
import { leaderByCode, leaderById, readLeaders } from './leader.queries.js';
import { LeaderConnection, LeaderCorrectInput, LeaderFilter, LeaderOrder, LeaderPayload, LeaderRegisterInput, LeaderType, type LeaderRow } from './leader.type.js';

@Resolver(() => LeaderType)
export class LeaderResolver {
  @Query(() => LeaderConnection, { description: 'Leaders, page by page. 领导列表。' })
  leaders(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => LeaderFilter, { nullable: true, description: 'Which ones; all where it is left out.' }) filter?: LeaderFilter | null,
    @Arg('orderBy', () => LeaderOrder, { defaultValue: 'CODE_ASC', description: 'In which order.' }) orderBy?: LeaderOrder,
  ): Promise<Page<LeaderRow>> {
    return readLeaders(context, withSelection(page, info), filter ?? {}, orderBy!);
  }

  @Query(() => LeaderType, { nullable: true, description: 'One leader by id or by code. 领导。' })
  leader(
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Their id.' }) id?: string | null,
    @Arg('code', () => String, { nullable: true, description: 'Their code, where no id is given.' }) code?: string | null,
  ): Promise<LeaderRow | null> {
    if (typeof id === 'string') return context.load(leaderById, context.id(id, 'Leader', ['id']));
    return typeof code === 'string' ? context.load(leaderByCode, code) : Promise.resolve(null);
  }

  @Mutation(() => LeaderPayload, { nullable: true, description: 'Enters a leader. 登记领导。' })
  async leaderRegister(
    @Ctx() context: Context,
    @Arg('input', () => LeaderRegisterInput, { description: 'The leader.' }) input: LeaderRegisterInput,
  ): Promise<unknown> {
    const unitId = context.optionalId(input.unitId, 'Unit', ['input', 'unitId']);
    return this.answer(context, await context.act('keepDirectory', 'leaderRegister', (tx) => registerLeader(tx, context.sight, { ...input, unitId })));
  }

  @Mutation(() => LeaderPayload, { nullable: true, description: 'Corrects a leader. 更正领导。' })
  async leaderCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which leader.' }) id: string,
    @Arg('input', () => LeaderCorrectInput, { description: 'What to correct.' }) input: LeaderCorrectInput,
  ): Promise<unknown> {
    const leaderId = context.id(id, 'Leader', ['id']);
    const unitId = input.unitId === undefined ? undefined : context.optionalId(input.unitId, 'Unit', ['input', 'unitId']);
    return this.answer(context, await context.act('keepDirectory', 'leaderCorrect', (tx) => correctLeader(tx, context.sight, leaderId, { ...input, unitId })));
  }

  @Mutation(() => LeaderPayload, { nullable: true, description: 'Ends a leader who answers for nothing any more. 领导离任。' })
  async leaderEnd(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which leader.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const leaderId = context.id(id, 'Leader', ['id']);
    return this.answer(context, await context.act('keepDirectory', 'leaderEnd', (tx) => endLeader(tx, context.sight, leaderId, reason)));
  }

  @FieldResolver(() => ID)
  id(@Root() leader: LeaderRow): string {
    return toGlobalId('Leader', leader.id);
  }

  @FieldResolver(() => UnitType, { nullable: true, description: 'The unit that they belong to. 所在单位' })
  unit(@Root() leader: LeaderRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return leader.unitId === null ? Promise.resolve(null) : context.load(unitById, leader.unitId);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done to this entry, oldest first. 历史' })
  history(@Root() leader: LeaderRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'Leader', id: leader.id, sight: context.sight });
  }

  private async answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
    return payload('leader', outcome.refused ? outcome : done(await context.load(leaderById, outcome.done)), context.language);
  }
}
