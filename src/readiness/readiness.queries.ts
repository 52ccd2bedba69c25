import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { isAsked, readinessOfProject, readinessState } from '../project/readiness.criteria.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import type { ProjectReadinessRow, ReadinessCheckRow, ReadinessItemRow, UnreadyStartRow } from './readiness.type.js';

const item: Sql = sql`'ReadinessItem' as "__typename", t.id, t.code, t.name_zh as "nameZh", t.name_en as "nameEn", t.place, t.rule, t.tiers, t.sectors, t.origins, t.ended_at as "endedAt"`;

/** A handful; those that have ended come last. */
export function readReadinessItems(db: Database): Promise<ReadinessItemRow[]> {
  return rows(db, sql`select ${item} from readiness_item t order by t.ended_at nulls first, t.place, t.id`);
}

export const readinessItemById = rowBy<number, ReadinessItemRow>((row) => row.id, (ids) => sql`select ${item} from readiness_item t where t.id = any(${ids})`);

/** How what is asked of projects stands there, in the order of the list. */
export const readinessOf = rowsBy<number, ProjectReadinessRow>((row) => row.projectId, (projects) => sql`
  select p.id as "projectId", t.* from project p cross join lateral (
    select t.id as "itemId", ${readinessState} as state, c.id as "checkId", t.place from ${readinessOfProject} where ${isAsked}) t
  where p.id = any(${projects}) order by t.place, t."itemId"`);

const check: Sql = sql`c.id, c.project_id as "projectId", c.item_id as "itemId", c.done, c.due_on as "dueOn", c.evidence_url as "evidenceUrl", c.note, c.by_owner as "byOwner", c.checked_at as "checkedAt",
  case when c.checker_name is not null then jsonb_build_object('name', c.checker_name) end as "checkedBy", c.confirmed_at as "confirmedAt",
  case when c.confirmer_name is not null then jsonb_build_object('name', c.confirmer_name) end as "confirmedBy"`;

export const readinessCheckById = rowBy<number, ReadinessCheckRow>((row) => row.id, (ids) => sql`select ${check} from readiness_check c where c.id = any(${ids})`);

interface Course {
  readonly projectId: number;
  readonly itemId: number;
}

/** The newest checks of an item at a project, the last one first. */
export const checksOf = rowsBy<string, ReadinessCheckRow>(({ projectId, itemId }) => courseKey({ projectId, itemId }), (keys) => sql`
  select ${check} from unnest(${keys.map((key) => Number(key.split(':')[0]))}::int[], ${keys.map((key) => Number(key.split(':')[1]))}::int[]) as of(project, item)
  cross join lateral (select * from readiness_check each where each.project_id = of.project and each.item_id = of.item order by each.id desc limit 20) c order by c.id desc`);

export function courseKey({ projectId, itemId }: Course): string {
  return `${projectId}:${itemId}`;
}

/** The start or resumption that something lacked for, where it is the last one. */
export const unreadyStartOf = rowBy<number, UnreadyStartRow>((row) => row.projectId, (projects) => sql`
  select distinct on (u.project_id) u.project_id as "projectId", u.on_day as on, u.resumption, u.recorded_at as "recordedAt", u.recorded_by as "recordedBy", u.lacking
  from unready_start u where u.project_id = any(${projects}) and u.ended_at is null order by u.project_id, u.id desc`);
