import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done } from '../kernel/refusal.js';
import { setSeasonalCurve } from './seasonal-curve.commands.js';
import { CurvePointInput } from './signal-preview.type.js';
import { ruleData, setSignalRule } from './signal-rule.commands.js';
import { seasonalCurve, signalRule, signalRules, signalSettings } from './signal-settings.queries.js';
import {
  SeasonalCurvePointType, SignalRulePayload, SignalRuleSetInput, SignalRuleSettingType, SignalSettingsPayload, SignalSettingsType, type SignalSettingsRow,
} from './signal-settings.type.js';

@Resolver(() => SignalSettingsType)
export class SignalResolver {
  @Query(() => [SignalRuleSettingType], { description: 'The rules behind the lights. 亮灯规则。' })
  signalRules(@Ctx() context: Context): Promise<SignalRuleSettingType[]> {
    return signalRules(context.db);
  }

  @Query(() => [SeasonalCurvePointType], { description: 'How a year\'s investment is expected to grow, January to December. 季节曲线。' })
  seasonalCurve(@Ctx() context: Context): Promise<SeasonalCurvePointType[]> {
    return seasonalCurve(context.db);
  }

  @Query(() => SignalSettingsType, { description: 'Rules and curve with the history of both. 亮灯设定。' })
  signalSettings(@Ctx() context: Context): Promise<SignalSettingsRow | null> {
    return context.load(signalSettings, 1);
  }

  @Mutation(() => SignalRulePayload, { nullable: true, description: 'Sets from which measure on a rule turns lights, and of which projects. 设定亮灯规则。' })
  async signalRuleSet(
    @Ctx() context: Context,
    @Arg('input', () => SignalRuleSetInput, { description: 'The rule.' }) input: SignalRuleSetInput,
  ): Promise<unknown> {
    const outcome = await context.act('setRules', 'signalRuleSet', (tx) => setSignalRule(tx, ruleData(input)));
    return payload('signalRule', outcome.refused ? outcome : done(await context.load(signalRule, outcome.done)), context.language);
  }

  @Mutation(() => SignalSettingsPayload, { nullable: true, description: 'Sets the curve that a year\'s investment is expected to follow. 设定季节曲线。' })
  async seasonalCurveSet(
    @Ctx() context: Context,
    @Arg('points', () => [CurvePointInput], { description: 'Each month exactly once; cumulative, never falling, December 1.' }) points: CurvePointInput[],
  ): Promise<unknown> {
    const outcome = await context.act('setRules', 'seasonalCurveSet', (tx) => setSeasonalCurve(tx, points));
    return payload('signalSettings', outcome.refused ? outcome : done(await context.load(signalSettings, outcome.done)), context.language);
  }

  @FieldResolver(() => ID)
  id(@Root() settings: SignalSettingsRow): string {
    return toGlobalId('SignalSettings', settings.id);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was set and by whom, oldest first. 历史' })
  history(@Root() settings: SignalSettingsRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'SignalSettings', id: settings.id, sight: context.sight });
  }
}
