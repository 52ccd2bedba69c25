import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done } from '../kernel/refusal.js';
import { setClock } from './clock.commands.js';
import { clockById } from './clock.queries.js';
import { ClockPayload, ClockSetInput, ClockType, type ClockRow } from './clock.type.js';

@Resolver(() => ClockType)
export class ClockResolver {
  @Query(() => ClockType, { description: 'What time it is for the business. 业务时钟。' })
  clock(@Ctx() context: Context): Promise<ClockRow | null> {
    return context.load(clockById, 1);
  }

  @Mutation(() => ClockPayload, { nullable: true, description: 'Sets business time, or goes back to real time; whatever hangs on the day follows at once. 设定业务时间。' })
  async clockSet(
    @Ctx() context: Context,
    @Arg('input', () => ClockSetInput, { description: 'Where to.' }) input: ClockSetInput,
  ): Promise<unknown> {
    const outcome = await context.act('setClock', 'clockSet', (tx) => setClock(tx, input.to ?? null));
    return payload('clock', outcome.refused ? outcome : done(await context.load(clockById, outcome.done)), context.language);
  }

  @FieldResolver(() => ID)
  id(@Root() clock: ClockRow): string {
    return toGlobalId('Clock', clock.id);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'When it was set and by whom, from what to what, oldest first. 历史' })
  history(@Root() clock: ClockRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'Clock', id: clock.id, sight: context.sight });
  }
}
