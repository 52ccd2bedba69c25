import type { Context } from '../graphql/context.js';
import { searchConditions } from '../graphql/search.js';
import { visible } from '../graphql/sight.js';
import { toYuan } from '../kernel/money.js';
import type { Sight } from '../kernel/rights.js';
import { within } from '../region/region.queries.js';
import { sql, type Sql } from '../store/database.js';
import type { ProjectFilter } from './project.type.js';

/** A filter with whose eyes it is read and with ids as the rows have them: plain data, good for a loader's key. */
export interface ProjectCriteria extends Omit<ProjectFilter, 'regionId' | 'leaderId'> {
  readonly sight: Sight;
  readonly regionId?: number | null;
  readonly leaderId?: number | null;
}

export function criteriaOf(filter: ProjectFilter | null | undefined, context: Context): ProjectCriteria {
  return {
    ...filter,
    sight: context.sight,
    regionId: context.optionalId(filter?.regionId, 'Region', ['filter', 'regionId']),
    leaderId: context.optionalId(filter?.leaderId, 'Leader', ['filter', 'leaderId']),
  };
}

/** What a filter demands of the alias p: seen by the viewer, in the register still unless asked otherwise, and all its parts. */
export function projectConditions(filter: ProjectFilter | null | undefined, context: Context): Sql[] {
  return conditionsOf(criteriaOf(filter, context));
}

export function conditionsOf(criteria: ProjectCriteria): Sql[] {
  const { tier, sector, origin, stage, regionId, leaderId, hasLeader, launchedOn, startableBy, totalInvestmentAtLeast } = criteria;
  const conditions: Sql[] = [visible(criteria.sight, 'Project', sql`p.id`)];
  if (!criteria.includeEnded) conditions.push(sql`p.ended_at is null`);
  if (tier) conditions.push(sql`p.tier = any(${tier}::text[])`);
  if (sector) conditions.push(sql`p.sector = any(${sector}::text[])`);
  if (origin) conditions.push(sql`p.origin = any(${origin}::text[])`);
  if (stage) conditions.push(sql`p.stage = any(${stage}::text[])`);
  if (typeof regionId === 'number') conditions.push(within(sql`p.region_id`, regionId));
  if (typeof leaderId === 'number') conditions.push(answeredFor(sql`a.leader_id = ${leaderId}`));
  if (typeof hasLeader === 'boolean') conditions.push(sql`${answeredFor(sql`a.role = 'GENERAL_SERVICE_OFFICER'`)} = ${hasLeader}`);
  if (criteria.industryChain) conditions.push(sql`p.industry_chain_id in (select c.id from industry_chain c where c.code = any(${criteria.industryChain}::text[]))`);
  if (criteria.chainRole) conditions.push(sql`p.chain_role = any(${criteria.chainRole}::text[])`);
  if (launchedOn) conditions.push(sql`p.launched_on = ${launchedOn}`);
  if (startableBy) conditions.push(startable(sql`${startableBy}::date`));
  if (totalInvestmentAtLeast) conditions.push(sql`p.total_investment >= ${toYuan(totalInvestmentAtLeast, 'WAN')}`);
  return [...conditions, ...searchConditions(sql`p.name || ' ' || p.code`, criteria.search)];
}

function answeredFor(by: Sql): Sql {
  return sql`exists (select from assignment a where a.project_id = p.id and a.until is null and ${by})`;
}

/** The day on which the work of alias p is planned to begin or resume; null where none is. */
export const plannedStart: Sql<string | null> = sql`case p.origin when 'NEW' then p.planned_start_on else p.planned_resumption_on end`;

/** Whether the project of alias p started in the day's year, on or before the day. */
export function started(day: Sql): Sql {
  return sql`started_on_or_before(p.origin, p.started_on, p.resumed_on, ${day})`;
}

/** Whether work at the project of alias p has still to begin or to resume on a day; a new one that began in an earlier year has not. */
export function yetToStart(day: Sql): Sql<boolean> {
  return sql`(p.stage <> 'COMPLETED' and not ${started(day)} and not coalesce(p.origin = 'NEW' and p.started_on <= ${day}, false))`;
}

/** Whether the project of alias p started by a day or is planned to. */
export function startable(day: Sql): Sql {
  return sql`startable_by(p.origin, p.started_on, p.resumed_on, p.planned_start_on, p.planned_resumption_on, ${day})`;
}
