import type { Context } from '../graphql/context.js';
import { visible } from '../graphql/sight.js';
import type { Sight } from '../kernel/rights.js';
import { within } from '../region/region.queries.js';
import { sql, type Sql } from '../store/database.js';
import { isOverdue, isPaperOverdue, isWaiting } from './permit.queries.js';
import type { PermitFilter } from './permit.type.js';

/** A filter with whose eyes it is read and with ids as the rows have them. */
export interface PermitCriteria extends Omit<PermitFilter, 'projectId' | 'authorityId' | 'regionId'> {
  readonly sight: Sight;
  readonly projectId: number | null;
  readonly authorityId: number | null;
  readonly regionId: number | null;
}

export function criteriaOf(filter: PermitFilter | null | undefined, context: Context): PermitCriteria {
  return {
    ...filter,
    sight: context.sight,
    projectId: context.optionalId(filter?.projectId, 'Project', ['filter', 'projectId']),
    authorityId: context.optionalId(filter?.authorityId, 'Unit', ['filter', 'authorityId']),
    regionId: context.optionalId(filter?.regionId, 'Region', ['filter', 'regionId']),
  };
}

/** What a filter demands of the alias m: its project seen by the viewer and in the register still, and all its parts. */
export function conditionsOf({ sight, projectId, authorityId, regionId, kind, state, channel, landUse, waiting, overdue, paperOverdue }: PermitCriteria): Sql[] {
  const conditions: Sql[] = [visible(sight, 'Project', sql`m.project_id`), sql`exists (select from project p where p.id = m.project_id and p.ended_at is null)`];
  if (projectId !== null) conditions.push(sql`m.project_id = ${projectId}`);
  if (authorityId !== null) conditions.push(sql`m.authority_id = ${authorityId}`);
  if (regionId !== null) conditions.push(sql`m.project_id in (select p.id from project p where ${within(sql`p.region_id`, regionId)})`);
  if (kind) conditions.push(sql`m.kind_id = any(array(select k.id from permit_kind k where k.code = any(${kind}::text[])))`);
  if (state) conditions.push(sql`m.state = any(${state}::text[])`);
  if (channel) conditions.push(sql`m.channel = any(${channel}::text[])`);
  if (typeof landUse === 'boolean') conditions.push(sql`m.kind_id = any(array(select k.id from permit_kind k where k.land_use = ${landUse}))`);
  if (typeof waiting === 'boolean') conditions.push(waiting ? isWaiting : sql`not ${isWaiting}`);
  if (typeof overdue === 'boolean') conditions.push(overdue ? isOverdue : sql`not ${isOverdue}`);
  if (typeof paperOverdue === 'boolean') conditions.push(sql`m.id ${paperOverdue ? sql`` : sql`not`} in (select d.permit_id from permit_paper d where ${isPaperOverdue})`);
  return conditions;
}
