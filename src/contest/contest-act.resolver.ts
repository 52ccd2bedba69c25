import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { done, type Outcome } from '../kernel/refusal.js';
import type { ContestData } from './contest.checks.js';
import { ContestAdjustInput, ContestInput } from './contest.input.js';
import { contestById } from './contest.queries.js';
import { ContestPayload } from './contest.type.js';
import { correctContest, drawContest } from './draw.commands.js';
import { adjustPoints, endAdjustment, readmitRegion, withdrawRegion } from './judge.commands.js';
import { cancelContest, endContest, startContest } from './run.commands.js';

const which = 'Which contest.';
const read = 'The version that was read; another one in between is a CONFLICT.';
const why = 'Why, at most 2,000 characters; everybody may read it.';

/** Every act of the contest room. */
@Resolver()
export class ContestActResolver {
  @Mutation(() => ContestPayload, { nullable: true, description: 'Draws up a contest. 拟定竞赛。' })
  async contestDraw(@Ctx() context: Context, @Arg('input', () => ContestInput, { description: 'The contest.' }) input: ContestInput): Promise<unknown> {
    const data = dataOf(context, input);
    return answer(context, await context.act('runContest', 'contestDraw', (tx) => drawContest(tx, context.sight, data)));
  }

  @Mutation(() => ContestPayload, { nullable: true, description: 'Replaces a draft as a whole. 修改竞赛草案。' })
  async contestCorrect(
    @Ctx() context: Context, @Arg('id', () => ID, { description: which }) id: string, @Arg('version', () => Int, { description: read }) version: number,
    @Arg('input', () => ContestInput, { description: 'The contest as it is to be.' }) input: ContestInput,
  ): Promise<unknown> {
    const [contest, data] = [context.id(id, 'Contest', ['id']), dataOf(context, input)];
    return answer(context, await context.act('runContest', 'contestCorrect', (tx) => correctContest(tx, context.sight, contest, version, data)));
  }

  @Mutation(() => ContestPayload, { nullable: true, description: 'Starts a contest whose weights make 100: days, districts and rules stand from then on. 启动竞赛。' })
  async contestStart(@Ctx() context: Context, @Arg('id', () => ID, { description: which }) id: string, @Arg('version', () => Int, { description: read }) version: number): Promise<unknown> {
    const contest = context.id(id, 'Contest', ['id']);
    return answer(context, await context.act('runContest', 'contestStart', (tx) => startContest(tx, context.sight, contest, version)));
  }

  @Mutation(() => ContestPayload, { nullable: true, description: 'Ends a contest whose last day is over: the table of that day is the final one. 结束竞赛。' })
  async contestEnd(@Ctx() context: Context, @Arg('id', () => ID, { description: which }) id: string): Promise<unknown> {
    const contest = context.id(id, 'Contest', ['id']);
    return answer(context, await context.act('runContest', 'contestEnd', (tx) => endContest(tx, context.sight, contest)));
  }

  @Mutation(() => ContestPayload, { nullable: true, description: 'Calls off a draft or a contest that runs. 取消竞赛。' })
  async contestCancel(@Ctx() context: Context, @Arg('id', () => ID, { description: which }) id: string, @Arg('reason', () => String, { description: why }) reason: string): Promise<unknown> {
    const contest = context.id(id, 'Contest', ['id']);
    return answer(context, await context.act('runContest', 'contestCancel', (tx) => cancelContest(tx, context.sight, contest, reason)));
  }

  @Mutation(() => ContestPayload, { nullable: true, description: 'Takes a district out of a contest that runs, from today on. 退赛。' })
  async contestWithdrawRegion(
    @Ctx() context: Context, @Arg('id', () => ID, { description: which }) id: string, @Arg('regionId', () => ID, { description: 'Which district.' }) regionId: string,
    @Arg('reason', () => String, { description: why }) reason: string,
  ): Promise<unknown> {
    const [contest, region] = [context.id(id, 'Contest', ['id']), context.id(regionId, 'Region', ['regionId'])];
    return answer(context, await context.act('runContest', 'contestWithdrawRegion', (tx) => withdrawRegion(tx, context.sight, contest, region, reason)));
  }

  @Mutation(() => ContestPayload, { nullable: true, description: 'Lets a district in again, as if it had never left. 恢复参赛。' })
  async contestReadmitRegion(
    @Ctx() context: Context, @Arg('id', () => ID, { description: which }) id: string, @Arg('regionId', () => ID, { description: 'Which district.' }) regionId: string,
    @Arg('reason', () => String, { description: why }) reason: string,
  ): Promise<unknown> {
    const [contest, region] = [context.id(id, 'Contest', ['id']), context.id(regionId, 'Region', ['regionId'])];
    return answer(context, await context.act('runContest', 'contestReadmitRegion', (tx) => readmitRegion(tx, context.sight, contest, region, reason)));
  }

  @Mutation(() => ContestPayload, { nullable: true, description: 'Corrects the points of one rule of a district from a day on, as an appeal was decided. 申诉更正。' })
  async contestAdjust(@Ctx() context: Context, @Arg('input', () => ContestAdjustInput, { description: 'The correction.' }) input: ContestAdjustInput): Promise<unknown> {
    const data = { ...input, contestId: context.id(input.contestId, 'Contest', ['input', 'contestId']), regionId: context.id(input.regionId, 'Region', ['input', 'regionId']) };
    return answer(context, await context.act('runContest', 'contestAdjust', (tx) => adjustPoints(tx, context.sight, data)));
  }

  @Mutation(() => ContestPayload, { nullable: true, description: 'Takes a correction of points back; it stays on record. 撤销更正。' })
  async contestEndAdjustment(
    @Ctx() context: Context, @Arg('id', () => ID, { description: 'Which correction.' }) id: string, @Arg('reason', () => String, { description: why }) reason: string,
  ): Promise<unknown> {
    const adjustment = context.id(id, 'ContestAdjustment', ['id']);
    return answer(context, await context.act('runContest', 'contestEndAdjustment', (tx) => endAdjustment(tx, context.sight, adjustment, reason)));
  }
}

function dataOf(context: Context, { regionIds, rules, ...input }: ContestInput): ContestData {
  return {
    ...input,
    regionIds: regionIds.map((id, index) => context.id(id, 'Region', ['input', 'regionIds', String(index)])),
    rules: rules.map(({ code, name, measure, weight, zeroAt, fullAt, cap, tiers, sectors, origins, tieBreak }) => (
      { code, name, measure, weight, zeroAt, fullAt, cap, tiers: some(tiers), sectors: some(sectors), origins: some(origins), tieBreak: tieBreak ?? null }
    )),
  };
}

/** None at all is all of them. */
function some<T>(values: readonly T[] | null | undefined): readonly T[] | null {
  return values && values.length > 0 ? values : null;
}

async function answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('contest', outcome.refused ? outcome : done(await context.load(contestById, outcome.done)), context.language);
}
