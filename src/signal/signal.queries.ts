import { rowsBy } from '../graphql/row-loaders.js';
import { sql, type Sql } from '../store/database.js';
import type { CheckedRule, FiredRule } from './signal.type.js';

/** Of a row of `project_signals`, `signal_checks` or `signal_days` as s. */
export const reckoned: Sql = sql`
  s.project_id as "projectId", s.rule, s.colour, s.measure, s.yellow_from as "yellowFrom", s.red_from as "redFrom", s.since_on as since, s.planned, s.completed, s.share, s.sign, s.milestone`;

/** The same for JSON, in which an amount must stay exact. */
export const reckonedAsText: Sql = sql`
  s.project_id, s.rule, s.colour, s.measure::text as measure, s.yellow_from::text as "yellowFrom", s.red_from::text as "redFrom", s.since_on as since, s.planned::text as planned, s.completed::text as completed, s.share::text as share, s.sign, s.milestone`;

/** The fence keeps the day from being reckoned anew for each project. */
const today: Sql = sql`(select business_today() as day offset 0) today`;

/** The rules that fire on projects today, worst first. */
export const firedRules = rowsBy<number, FiredRule & { projectId: number }>((row) => row.projectId, (projects) => sql`
  select ${reckoned} from ${today}, lateral project_signals(${projects}::int[], today.day) s
  order by s.colour, s.rule -- RED sorts before YELLOW`);

/** What every rule found of projects today, also where it did not fire; nothing of a project that left the register. */
export const checkedRules = rowsBy<number, CheckedRule & { projectId: number }>((row) => row.projectId, (projects) => sql`
  select ${reckoned}, s.skipped from ${today}, lateral signal_checks(${projects}::int[], today.day, (select standing_rules()), (select standing_curve())) s
  order by array_position('{RED,YELLOW,GREEN}', s.colour), s.skipped nulls first, s.rule`);
