import { all, readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { scopeColumn, visible } from '../graphql/sight.js';
import type { Sight } from '../kernel/rights.js';
import { leaderColumns } from '../leader/leader.queries.js';
import type { LeaderRow } from '../leader/leader.type.js';
import { within } from '../region/region.queries.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import type { AssignmentFilter, AssignmentOrder, AssignmentRow } from './assignment.type.js';

const columns: Sql = sql`
  'Assignment' as "__typename", a.id, a.role, a.leader_id as "leaderId", a.project_id as "projectId", a.lead_id as "leadId",
  a.duty, a.since, a.until, a.end_reason as "endReason", ${scopeColumn('Assignment', sql`a.id`)}`;

export const assignmentById = rowBy<number, AssignmentRow>((row) => row.id, (ids) => sql`select ${columns} from assignment a where a.id = any(${ids})`);

/** Whose assignments, and which of them: the key of the plain lists. */
interface Wanted {
  readonly owner: number;
  readonly sight: Sight;
  /** Active ones, ended ones, or both. */
  readonly active: boolean | null;
}

export const assignmentsOfLeader = loader<Wanted, AssignmentRow[]>((db, keys) => byOwner(db, keys, sql`a.leader_id`));
export const assignmentsOfProject = loader<Wanted, AssignmentRow[]>((db, keys) => byOwner(db, keys, sql`a.project_id`));
export const assignmentsOfLead = loader<Wanted, AssignmentRow[]>((db, keys) => byOwner(db, keys, sql`a.lead_id`));

/** One statement for each way of asking, oldest assignment first. */
async function byOwner(db: Database, keys: readonly Wanted[], owner: Sql): Promise<AssignmentRow[][]> {
  const answers = new Map<Wanted, AssignmentRow[]>();
  const alike = Map.groupBy(keys, ({ sight, active }) => JSON.stringify([sight, active]));
  for (const group of alike.values()) {
    const { sight, active } = group[0]!;
    const found = await rows<AssignmentRow & { owner: number }>(db, sql`
      select ${columns}, ${owner} as owner from assignment a
      where ${all([sql`${owner} = any(${group.map((key) => key.owner)})`, visible(sight, 'Assignment', sql`a.id`), ...isActive(active)])}
      order by a.since, a.id`);
    const ofOwner = Map.groupBy(found, (row) => row.owner);
    for (const key of group) answers.set(key, ofOwner.get(key.owner) ?? []);
  }
  return keys.map((key) => answers.get(key)!);
}

/** The leader who is the general service officer now. */
export const leaderOfProject = loader<number, LeaderRow | null>((db, ids) => officers(db, ids, sql`a.project_id`));
export const leaderOfLead = loader<number, LeaderRow | null>((db, ids) => officers(db, ids, sql`a.lead_id`));

async function officers(db: Database, ids: readonly number[], subject: Sql): Promise<(LeaderRow | null)[]> {
  const found = await rows<LeaderRow & { subject: number }>(db, sql`
    select ${subject} as subject, ${leaderColumns} from assignment a join leader l on l.id = a.leader_id
    where ${subject} = any(${ids}) and a.until is null and a.role = 'GENERAL_SERVICE_OFFICER'`);
  const bySubject = new Map(found.map((row) => [row.subject, row]));
  return ids.map((id) => bySubject.get(id) ?? null);
}

const orders = {
  SINCE_ASC: { key: sql`a.since`, type: 'timestamptz' },
  SINCE_DESC: { key: sql`a.since`, type: 'timestamptz', descending: true },
} satisfies Record<AssignmentOrder, Order>;

/** A page of the assignments that the viewer sees. */
export function readAssignments(context: Context, wanted: PageWanted, filter: AssignmentFilter, order: AssignmentOrder): Promise<Page<AssignmentRow>> {
  const where = [visible(context.sight, 'Assignment', sql`a.id`), ...assignmentConditions(filter, context)];
  return readPage(context.db, { columns, from: sql`assignment a`, where, order: orders[order], id: sql`a.id` }, wanted, context.language);
}

/** What a filter demands of the alias a. */
function assignmentConditions({ leaderId, role, active, projectId, leadId, regionId }: AssignmentFilter, context: Context): Sql[] {
  const conditions = isActive(active ?? null);
  if (typeof leaderId === 'string') conditions.push(sql`a.leader_id = ${context.id(leaderId, 'Leader', ['filter', 'leaderId'])}`);
  if (role) conditions.push(sql`a.role = any(${role})`);
  // Who once answered for what they see no more sees the assignment still, but not what it was on.
  if (typeof projectId === 'string') conditions.push(sql`a.project_id = ${context.id(projectId, 'Project', ['filter', 'projectId'])}`, visible(context.sight, 'Project', sql`a.project_id`));
  if (typeof leadId === 'string') conditions.push(sql`a.lead_id = ${context.id(leadId, 'InvestmentLead', ['filter', 'leadId'])}`, visible(context.sight, 'InvestmentLead', sql`a.lead_id`));
  if (typeof regionId === 'string') conditions.push(liesWithin(context.id(regionId, 'Region', ['filter', 'regionId']), context.sight));
  return conditions;
}

function liesWithin(regionId: number, sight: Sight): Sql {
  return sql`(exists (select from project p where p.id = a.project_id and ${within(sql`p.region_id`, regionId)} and ${visible(sight, 'Project', sql`p.id`)})
    or exists (select from investment_lead l where l.id = a.lead_id and ${within(sql`l.region_id`, regionId)} and ${visible(sight, 'InvestmentLead', sql`l.id`)}))`;
}

function isActive(active: boolean | null): Sql[] {
  return active === null ? [] : [active ? sql`a.until is null` : sql`a.until is not null`];
}
