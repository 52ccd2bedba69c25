import { loader } from '../graphql/context.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import type { SignalRule } from './signal-rule.entity.js';
import type { FiredRule, SeasonalCurvePointType, SignalRuleSettingType } from './signal.type.js';

/** The rules that fire on projects today, worst first. */
export const firedRules = loader<number, FiredRule[]>(async (db, projectIds) => {
  const found = await rows<FiredRule & { projectId: number }>(db, sql`
    select project_id as "projectId", rule, colour, (case rule when 'BEHIND_PLAN' then measure * 100 else measure end)::int as measure
    -- The fence keeps the day from being reckoned anew for each project.
    from (select business_today() as day offset 0) today, lateral project_signals(${projectIds}::int[], today.day)
    order by colour, rule -- RED sorts before YELLOW`);
  const byProject = Map.groupBy(found, (row) => row.projectId);
  return projectIds.map((id) => byProject.get(id) ?? []);
});

const settings: Sql = sql`select rule, yellow_from::float8 as "yellowFrom", red_from::float8 as "redFrom", enabled from signal_rule`;

export const signalRule = loader<SignalRule, SignalRuleSettingType | null>(async (db, wanted) => {
  const byRule = new Map((await signalRules(db)).map((row) => [row.rule, row]));
  return wanted.map((rule) => byRule.get(rule) ?? null);
});

export function signalRules(db: Database): Promise<SignalRuleSettingType[]> {
  return rows(db, sql`${settings} order by rule`);
}

export function seasonalCurve(db: Database): Promise<SeasonalCurvePointType[]> {
  return rows(db, sql`select month, share::float8 as share from seasonal_curve order by month`);
}
