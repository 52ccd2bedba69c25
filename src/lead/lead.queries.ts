import { readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { searchConditions } from '../graphql/search.js';
import { rowBy } from '../graphql/row-loaders.js';
import { scopeColumn, visible } from '../graphql/sight.js';
import { within } from '../region/region.queries.js';
import { sql, type Sql } from '../store/database.js';
import type { InvestmentLeadFilter, InvestmentLeadOrder, LeadRow } from './lead.type.js';

const statusOf: Sql = sql`case when l.project_id is not null then 'CONVERTED' when l.ended_at is not null then 'ENDED' else 'OPEN' end`;

/** Of what is closed nothing is late. */
const isLate: Sql<boolean> = sql`l.ended_at is null and l.next_step_on is not null and l.next_step_on < (select business_today())`;

/** Of alias l. */
export const leadColumns: Sql = sql`
  'InvestmentLead' as "__typename", l.id, l.code, l.name, l.region_id as "regionId", l.sector, l.description,
  l.expected_investment as "expectedInvestment", l.project_id as "projectId", ${statusOf} as status,
  l.registered_at as "registeredAt", l.converted_at as "convertedAt", l.ended_at as "endedAt", l.end_reason as "endReason",
  l.stage, case when l.next_step is not null then jsonb_build_object('text', l.next_step, 'on', l.next_step_on, 'overdue', ${isLate}, 'leaderId', l.next_step_leader_id) end as "nextStep", l.version, ${scopeColumn('InvestmentLead', sql`l.id`)}`;

export const leadById = rowBy<number, LeadRow>((row) => row.id, (ids) => sql`select ${leadColumns} from investment_lead l where l.id = any(${ids})`);

export const leadByCode = rowBy<string, LeadRow>((row) => row.code, (codes) => sql`select ${leadColumns} from investment_lead l where l.code = any(${codes})`);

const orders = {
  CODE_ASC: { key: sql`l.code`, type: 'text' },
  CODE_DESC: { key: sql`l.code`, type: 'text', descending: true },
  REGISTERED_AT_ASC: { key: sql`l.registered_at`, type: 'timestamptz' },
  REGISTERED_AT_DESC: { key: sql`l.registered_at`, type: 'timestamptz', descending: true },
  EXPECTED_INVESTMENT_ASC: { key: sql`coalesce(l.expected_investment, 0)`, type: 'numeric' },
  NEXT_STEP_ON_ASC: { key: sql`coalesce(l.next_step_on, date '9999-12-31')`, type: 'date' },
  EXPECTED_INVESTMENT_DESC: { key: sql`coalesce(l.expected_investment, 0)`, type: 'numeric', descending: true },
} satisfies Record<InvestmentLeadOrder, Order>;

/** A page of the leads that the viewer sees. */
export function readLeads(context: Context, wanted: PageWanted, filter: InvestmentLeadFilter, order: InvestmentLeadOrder): Promise<Page<LeadRow>> {
  const where = [visible(context.sight, 'InvestmentLead', sql`l.id`), ...leadConditions(filter, context)];
  return readPage(context.db, { columns: leadColumns, from: sql`investment_lead l`, where, order: orders[order], id: sql`l.id` }, wanted, context.language);
}

/** What a filter demands of the alias l. */
function leadConditions({ regionId, sector, status, stage, leaderId, hasLeader, nextStepOverdue, nextStepLeaderId, hasOpenNeeds, search }: InvestmentLeadFilter, context: Context): Sql[] {
  const conditions = searchConditions(sql`l.name || ' ' || l.code`, search);
  if (typeof regionId === 'string') conditions.push(within(sql`l.region_id`, context.id(regionId, 'Region', ['filter', 'regionId'])));
  if (sector) conditions.push(sql`l.sector = any(${sector})`);
  if (status) conditions.push(sql`${statusOf} = any(${status}::text[])`);
  if (stage) conditions.push(sql`l.stage = any(${stage}::text[])`);
  if (typeof nextStepOverdue === 'boolean') conditions.push(nextStepOverdue ? isLate : sql`not (${isLate})`);
  if (typeof nextStepLeaderId === 'string') conditions.push(sql`l.next_step_leader_id = ${context.id(nextStepLeaderId, 'Leader', ['filter', 'nextStepLeaderId'])}`);
  // Needs are a room that builds on this one; here they are met in plain SQL.
  if (typeof hasOpenNeeds === 'boolean') conditions.push(sql`exists (select from lead_need n where n.lead_id = l.id and n.answered_at is null and n.issue_id is null) = ${hasOpenNeeds}`);
  if (typeof leaderId === 'string') conditions.push(answeredFor(sql`a.leader_id = ${context.id(leaderId, 'Leader', ['filter', 'leaderId'])}`));
  if (typeof hasLeader === 'boolean') conditions.push(sql`${answeredFor(sql`a.role = 'GENERAL_SERVICE_OFFICER'`)} = ${hasLeader}`);
  return conditions;
}

function answeredFor(by: Sql): Sql {
  return sql`exists (select from assignment a where a.lead_id = l.id and a.until is null and ${by})`;
}
