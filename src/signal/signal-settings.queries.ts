import { loader } from '../graphql/context.js';
import { firstRow, rows, sql, type Database } from '../store/database.js';
import type { SignalRule } from './signal-rule.entity.js';
import type { SeasonalCurvePointType, SignalRuleSettingType, SignalSettingsRow } from './signal-settings.type.js';
import { unitOf } from './signal.units.js';

export const signalRule = loader<SignalRule, SignalRuleSettingType | null>(async (db, wanted) => {
  const byRule = new Map((await signalRules(db)).map((row) => [row.rule, row]));
  return wanted.map((rule) => byRule.get(rule) ?? null);
});

export async function signalRules(db: Database): Promise<SignalRuleSettingType[]> {
  const found = await rows<Omit<SignalRuleSettingType, 'unit'>>(db, sql`
    select rule, yellow_from::float8 as "yellowFrom", red_from::float8 as "redFrom", enabled, tiers, sectors, origins, stages, signs from signal_rule order by rule`);
  return found.map((row) => ({ ...row, unit: unitOf[row.rule] }));
}

export function seasonalCurve(db: Database): Promise<SeasonalCurvePointType[]> {
  return rows(db, sql`select month, share::float8 as share from seasonal_curve order by month`);
}

/** There is one, with the id 1. */
export const signalSettings = loader<number, SignalSettingsRow | null>(async (db, ids) => {
  const [rules, curve] = [await signalRules(db), await seasonalCurve(db)];
  return ids.map((id) => (id === 1 ? { __typename: 'SignalSettings', id, rules, curve } : null));
});

/** The rules that stand, as `signal_checks` takes them. */
export async function standingRules(db: Database): Promise<Record<string, unknown>[]> {
  return (await firstRow<{ rules: Record<string, unknown>[] }>(db, sql`select standing_rules() as rules`))!.rules;
}
