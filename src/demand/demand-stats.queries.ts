import { all } from '../graphql/connection.js';
import { wordsOf } from '../kernel/enumeration.js';
import { conditionsOf, type IssueCriteria } from '../issue/issue.criteria.js';
import { IssueStatus } from '../issue/issue.entity.js';
import { issueColumns } from '../issue/issue.queries.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import type { DemandDimension, DemandStatsRow } from './demand-stats.type.js';

const dimensions = {
  KIND: { key: 'kindId', column: sql`counted.kind_id`, place: sql`counted.kind_id` },
  REGION: { key: 'regionId', column: sql`counted."regionId"`, place: sql`(select r.code from region r where r.id = counted."regionId")` },
  STATUS: { key: 'status', column: sql`counted.status`, place: sql`array_position(${wordsOf(IssueStatus)}::text[], counted.status)` },
} satisfies Record<DemandDimension, { key: keyof DemandStatsRow; column: Sql; place: Sql }>;

/** The figures of all groups in one statement. What is measured differently is never added. */
export function readDemandStats(db: Database, criteria: IssueCriteria, by: readonly DemandDimension[]): Promise<DemandStatsRow[]> {
  const keys = Object.entries(dimensions).map(([name, { key, column }]) => sql`${by.includes(name as DemandDimension) ? column : sql`null`} as ${sql.id(key)}`);
  const groups = [...by.map((dimension) => dimensions[dimension].column), sql`counted.measure`];
  const order = [...by.map((dimension) => dimensions[dimension].place), sql`counted.measure nulls last`];
  return rows(db, sql`
    with counted as materialized (
      select ${issueColumns.of(by.includes('REGION') ? 'region status' : 'status')}, d.kind_id, d.measure, d.quantity, d.fulfilled, d.promised
      from demand d join issue i on i.id = d.issue_id where ${all(conditionsOf(criteria))}
    )
    select ${sql.join(keys)}, counted.measure, count(*)::int as count, trim_scale(coalesce(sum(quantity), 0))::text as quantity, trim_scale(sum(fulfilled))::text as fulfilled,
      trim_scale(sum(promised))::text as promised, trim_scale(coalesce(sum(quantity - fulfilled - promised), 0))::text as open
    from counted group by ${sql.join(groups)} order by ${sql.join(order)}`);
}
