import type { Context } from '../graphql/context.js';
import { searchConditions } from '../graphql/search.js';
import { visible } from '../graphql/sight.js';
import type { Sight } from '../kernel/rights.js';
import { sql, type Sql } from '../store/database.js';
import { isOverdue } from './issue.queries.js';
import type { IssueFilter } from './issue.type.js';

/** A filter with whose eyes it is read and with ids as the rows have them: plain data, good for a loader's key. */
export interface IssueCriteria extends Omit<IssueFilter, 'projectId' | 'leaderId' | 'unitId' | 'regionId'> {
  readonly sight: Sight;
  readonly projectId: number | null;
  readonly leaderId: number | null;
  readonly unitId: number | null;
  readonly regionId: number | null;
}

export function criteriaOf(filter: IssueFilter | null | undefined, context: Context): IssueCriteria {
  return {
    ...filter,
    sight: context.sight,
    projectId: context.optionalId(filter?.projectId, 'Project', ['filter', 'projectId']),
    leaderId: context.optionalId(filter?.leaderId, 'Leader', ['filter', 'leaderId']),
    unitId: context.optionalId(filter?.unitId, 'Unit', ['filter', 'unitId']),
    regionId: context.optionalId(filter?.regionId, 'Region', ['filter', 'regionId']),
  };
}

/** What a filter demands of the alias i: seen by the viewer, and all its parts. */
export function conditionsOf(criteria: IssueCriteria): Sql[] {
  const { open, status, kind, category, level, projectId, leaderId, unitId, regionId, overdue, dueBy, extensionRequested, merged, recurring, returnedAtLeast } = criteria;
  const conditions: Sql[] = [visible(criteria.sight, 'Issue', sql`i.id`)];
  if (typeof open === 'boolean') conditions.push(open ? sql`i.status <> 'CLOSED'` : sql`i.status = 'CLOSED'`);
  if (status) conditions.push(sql`i.status = any(${status}::text[])`);
  if (kind) conditions.push(sql`i.kind = any(${kind}::text[])`);
  if (category) conditions.push(sql`i.category = any(${category}::text[])`);
  if (level) conditions.push(sql`i.level = any(${level}::text[])`);
  if (projectId !== null) conditions.push(sql`i.project_id = ${projectId}`);
  if (leaderId !== null) conditions.push(answeredForBy(leaderId));
  if (unitId !== null) conditions.push(handledBy(sql`${unitId}::int`));
  if (regionId !== null) conditions.push(liesIn(regionId));
  if (typeof overdue === 'boolean') conditions.push(overdue ? isOverdue : sql`not ${isOverdue}`);
  if (dueBy) conditions.push(sql`i.due_on <= ${dueBy}`);
  if (typeof extensionRequested === 'boolean') conditions.push(sql`i.id ${extensionRequested ? sql`` : sql`not`} in (select r.issue_id from extension_request r where r.state = 'OPEN')`);
  if (typeof merged === 'boolean') conditions.push(merged ? sql`i.merged_into is not null` : sql`i.merged_into is null`);
  if (typeof recurring === 'boolean') conditions.push(recurring ? sql`i.recurrence_of is not null` : sql`i.recurrence_of is null`);
  if (typeof returnedAtLeast === 'number') conditions.push(sql`i.returns >= ${returnedAtLeast}`);
  return [...conditions, ...searchConditions(sql`i.title || ' ' || i.number`, criteria.search)];
}

function answeredForBy(leaderId: number): Sql {
  const subjects = (column: Sql) => sql`select ${column} from assignment a where a.leader_id = ${leaderId} and a.until is null and ${column} is not null`;
  return sql`(i.project_id in (${subjects(sql`a.project_id`)}) or i.lead_id in (${subjects(sql`a.lead_id`)}))`;
}

/** Where its subject lies; of the present and of the past alike. */
function liesIn(regionId: number): Sql {
  const below = sql`select r.id from region r where ${regionId} = any(r.path)`;
  return sql`(i.project_id in (select p.id from project p where p.region_id in (${below})) or i.lead_id in (select l.id from investment_lead l where l.region_id in (${below})) or i.region_id in (${below}))`;
}

/** Whether a unit leads or supports the issue of alias i. */
export function handledBy(unitId: Sql): Sql {
  return sql`i.id in (
    select led.id from issue led where led.lead_unit_id = ${unitId}
    union all select helped.issue_id from issue_supporting_unit helped where helped.unit_id = ${unitId})`;
}
