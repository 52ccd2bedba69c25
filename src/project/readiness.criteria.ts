import { enumeration, type Word } from '../kernel/enumeration.js';
import { sql, type Sql } from '../store/database.js';

export const ReadinessRule = enumeration('REFUSED', 'FLAGGED');
export type ReadinessRule = Word<typeof ReadinessRule>;

export const ReadinessState = enumeration('UNCHECKED', 'NOT_DONE', 'CLAIMED', 'DONE');
export type ReadinessState = Word<typeof ReadinessState>;

/**
 * Readiness in SQL: items as t and the project as p, each with the last check of it, which stands, as c. Here, and not in the room of
 * readiness, since a start is recorded here.
 */
export const readinessOfProject: Sql = sql`readiness_item t left join lateral (
  select * from readiness_check last where last.project_id = p.id and last.item_id = t.id order by last.id desc limit 1) c on true`;

/** Whether the item is asked of the project: it has not ended, and is for projects like this. */
export const isAsked: Sql<boolean> = sql`(t.ended_at is null and (t.tiers = '{}' or p.tier = any(t.tiers)) and (t.sectors = '{}' or p.sector = any(t.sectors)) and (t.origins = '{}' or p.origin = any(t.origins)))`;

/** How the item stands. An owner's word that it is in place is a claim until somebody else confirms it. */
export const readinessState: Sql<ReadinessState> = sql`case when c.id is null then 'UNCHECKED' when not c.done then 'NOT_DONE' when c.by_owner and c.confirmed_at is null then 'CLAIMED' else 'DONE' end`;

export const isLacking: Sql<boolean> = sql`(${readinessState} <> 'DONE')`;
