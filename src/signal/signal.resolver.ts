import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { done } from '../kernel/refusal.js';
import { setSignalRule } from './signal.commands.js';
import { seasonalCurve, signalRule, signalRules } from './signal.queries.js';
import { SeasonalCurvePointType, SignalRulePayload, SignalRuleSetInput, SignalRuleSettingType } from './signal.type.js';

@Resolver()
export class SignalResolver {
  @Query(() => [SignalRuleSettingType], { description: 'The rules behind the lights. 亮灯规则。' })
  signalRules(@Ctx() context: Context): Promise<SignalRuleSettingType[]> {
    return signalRules(context.db);
  }

  @Query(() => [SeasonalCurvePointType], { description: 'How a year\'s investment is expected to grow, January to December. 季节曲线。' })
  seasonalCurve(@Ctx() context: Context): Promise<SeasonalCurvePointType[]> {
    return seasonalCurve(context.db);
  }

  @Mutation(() => SignalRulePayload, { nullable: true, description: 'Sets from which measure on a rule turns lights. 设定亮灯规则。' })
  async signalRuleSet(
    @Ctx() context: Context,
    @Arg('input', () => SignalRuleSetInput, { description: 'The rule.' }) input: SignalRuleSetInput,
  ): Promise<unknown> {
    const outcome = await context.act('setRules', 'signalRuleSet', (tx) => setSignalRule(tx, input));
    return payload('signalRule', outcome.refused ? outcome : done(await context.load(signalRule, outcome.done)), context.language);
  }
}
