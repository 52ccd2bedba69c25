import { readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { searchConditions } from '../graphql/search.js';
import { rowBy } from '../graphql/row-loaders.js';
import { scopeColumn, visible } from '../graphql/sight.js';
import { within } from '../region/region.queries.js';
import { sql, type Sql } from '../store/database.js';
import type { InvestmentLeadFilter, InvestmentLeadOrder, LeadRow } from './lead.type.js';

const statusOf: Sql = sql`case when l.project_id is not null then 'CONVERTED' when l.ended_at is not null then 'ENDED' else 'OPEN' end`;

const columns: Sql = sql`
  'InvestmentLead' as "__typename", l.id, l.code, l.name, l.region_id as "regionId", l.sector, l.description,
  l.expected_investment as "expectedInvestment", l.project_id as "projectId", ${statusOf} as status,
  l.registered_at as "registeredAt", l.converted_at as "convertedAt", l.ended_at as "endedAt", l.end_reason as "endReason",
  l.version, ${scopeColumn('InvestmentLead', sql`l.id`)}`;

export const leadById = rowBy<number, LeadRow>((row) => row.id, (ids) => sql`select ${columns} from investment_lead l where l.id = any(${ids})`);

export const leadByCode = rowBy<string, LeadRow>((row) => row.code, (codes) => sql`select ${columns} from investment_lead l where l.code = any(${codes})`);

const orders = {
  CODE_ASC: { key: sql`l.code`, type: 'text' },
  CODE_DESC: { key: sql`l.code`, type: 'text', descending: true },
  REGISTERED_AT_ASC: { key: sql`l.registered_at`, type: 'timestamptz' },
  REGISTERED_AT_DESC: { key: sql`l.registered_at`, type: 'timestamptz', descending: true },
  EXPECTED_INVESTMENT_ASC: { key: sql`coalesce(l.expected_investment, 0)`, type: 'numeric' },
  EXPECTED_INVESTMENT_DESC: { key: sql`coalesce(l.expected_investment, 0)`, type: 'numeric', descending: true },
} satisfies Record<InvestmentLeadOrder, Order>;

/** A page of the leads that the viewer sees. */
export function readLeads(context: Context, wanted: PageWanted, filter: InvestmentLeadFilter, order: InvestmentLeadOrder): Promise<Page<LeadRow>> {
  const where = [visible(context.sight, 'InvestmentLead', sql`l.id`), ...leadConditions(filter, context)];
  return readPage(context.db, { columns, from: sql`investment_lead l`, where, order: orders[order], id: sql`l.id` }, wanted, context.language);
}

/** What a filter demands of the alias l. */
function leadConditions({ regionId, sector, status, leaderId, hasLeader, search }: InvestmentLeadFilter, context: Context): Sql[] {
  const conditions = searchConditions(sql`l.name || ' ' || l.code`, search);
  if (typeof regionId === 'string') conditions.push(within(sql`l.region_id`, context.id(regionId, 'Region', ['filter', 'regionId'])));
  if (sector) conditions.push(sql`l.sector = any(${sector})`);
  if (status) conditions.push(sql`${statusOf} = any(${status}::text[])`);
  if (typeof leaderId === 'string') conditions.push(answeredFor(sql`a.leader_id = ${context.id(leaderId, 'Leader', ['filter', 'leaderId'])}`));
  if (typeof hasLeader === 'boolean') conditions.push(sql`${answeredFor(sql`a.role = 'GENERAL_SERVICE_OFFICER'`)} = ${hasLeader}`);
  return conditions;
}

function answeredFor(by: Sql): Sql {
  return sql`exists (select from assignment a where a.lead_id = l.id and a.until is null and ${by})`;
}
