import { all } from '../graphql/connection.js';
import { wordsOf } from '../kernel/enumeration.js';
import { conditionsOf, type ProjectCriteria } from '../project/project.criteria.js';
import { firstRow, sql, type Database, type Sql } from '../store/database.js';
import type { CurvePoint } from './seasonal-curve.commands.js';
import type { SignalRuleData } from './signal-rule.commands.js';
import { standingRules } from './signal-settings.queries.js';
import { SignalColour } from './signal.enums.js';
import { reckonedAsText } from './signal.queries.js';
import type { PreviewChangeRow, SignalPreviewRow } from './signal-preview.type.js';

/** Most changes that are told one by one. */
const mostTold = 200;

/** Both evaluations in one statement: what stands, and what would stand. `curve` null is the one that stands. */
export async function readPreview(db: Database, criteria: ProjectCriteria, rules: readonly SignalRuleData[], curve: readonly CurvePoint[] | null): Promise<SignalPreviewRow> {
  const tried = (await standingRules(db)).map((stands) => {
    const other = rules.find(({ rule }) => rule === stands['rule']);
    return other ? { ...other, yellow_from: other.yellowFrom, red_from: other.redFrom } : stands;
  });
  const points: Sql = curve ? sql`${curve.map(({ share }) => share)}::numeric(5,4)[]` : sql`(select standing_curve())`;
  const lights = (name: string, ruling: Sql, by: Sql): Sql => sql`${sql.raw(name)} as materialized (
    select project_id, min(colour) as colour, jsonb_agg(to_jsonb(s) order by colour, rule) as rules -- RED sorts before YELLOW
    from (select ${reckonedAsText} from seen, today, lateral signal_checks(seen.ids, today.day, ${ruling}, ${by}) s where s.colour <> 'GREEN') s group by project_id)`;
  const found = (await firstRow<{ before: Counts; after: Counts; changedCount: number; changes: PreviewChangeRow[] }>(db, sql`
    with today as materialized (select business_today() as day),
    seen as materialized (select array(select p.id from project p where ${all(conditionsOf(criteria))} order by p.id) as ids),
    ${lights('standing', sql`(select standing_rules())`, sql`(select standing_curve())`)},
    ${lights('tried', sql`${JSON.stringify(tried)}::jsonb`, points)},
    both_lights as materialized (
      select p.id, coalesce(b.colour, 'GREEN') as before, coalesce(a.colour, 'GREEN') as after, coalesce(b.rules, '[]') as rules_before, coalesce(a.rules, '[]') as rules_after
      from seen, unnest(seen.ids) as p(id) left join standing b on b.project_id = p.id left join tried a on a.project_id = p.id
    ),
    changed as materialized (select *, array_position('{RED,YELLOW,GREEN}', after) as worst from both_lights where before <> after)
    select (select jsonb_object_agg(before, count) from (select before, count(*) from both_lights group by 1) c) as before,
      (select jsonb_object_agg(after, count) from (select after, count(*) from both_lights group by 1) c) as after,
      (select count(*)::int from changed) as "changedCount",
      (select coalesce(jsonb_agg(jsonb_build_object('projectId', id, 'before', before, 'after', after, 'rulesBefore', rules_before, 'rulesAfter', rules_after) order by worst, id), '[]')
       from (select * from changed order by worst, id limit ${mostTold}) c) as changes`))!;
  return { before: counted(found.before), after: counted(found.after), changedCount: found.changedCount, changes: found.changes };
}

type Counts = Partial<Record<SignalColour, number>> | null;
const counted = (counts: Counts) => wordsOf(SignalColour).map((colour) => ({ colour, count: counts?.[colour] ?? 0 }));
