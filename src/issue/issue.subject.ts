import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { visible } from '../graphql/sight.js';
import { checkRegion } from '../region/region.reach.js';
import { firstRow, sql, type Sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** What an issue is about, as it is named: exactly one of them. */
export interface SubjectData {
  readonly projectCode?: string | null;
  readonly projectId?: number | null;
  readonly leadId?: number | null;
  readonly regionId?: number | null;
}

/** What an issue is about: exactly one of the ids; and the series of its number, such as DQ-2020. */
export interface Subject {
  readonly projectId: number | null;
  readonly leadId: number | null;
  readonly regionId: number | null;
  readonly series: string;
}

/** The subject that is named, alive and within the actor's sight. A project may be named by its code by a system that does not see it yet. */
export async function findSubject(tx: Transaction, sight: Sight, data: SubjectData): Promise<Outcome<Subject>> {
  const [field, ...more] = (['projectCode', 'projectId', 'leadId', 'regionId'] as const).filter((name) => (data[name] ?? null) !== null);
  if (!field || more.length > 0) return refuse('ISSUE_SUBJECT', ['input']);
  const path = ['input', field];
  if (field === 'regionId') return inRegion(tx, sight, data.regionId!, path);
  if (field === 'leadId') return ofLead(tx, sight, data.leadId!, path);
  const named = field === 'projectCode' ? sql`p.code = ${data.projectCode}` : sql`p.id = ${data.projectId}`;
  const seen = field === 'projectCode' && sight.kind === 'SYSTEM' ? sql`true` : visible(sight, 'Project', sql`p.id`);
  return ofProject(tx, sql`${named} and ${seen}`, path);
}

async function ofProject(tx: Transaction, condition: Sql, path: readonly string[]): Promise<Outcome<Subject>> {
  const project = await firstRow<{ id: number; code: string; regionId: number; ended: boolean }>(tx.db, sql`
    select p.id, p.code, p.region_id as "regionId", p.ended_at is not null as ended from project p where ${condition} for key share of p`);
  if (!project) return refuse('NOT_FOUND', path, { what: 'Project' });
  if (project.ended) return refuse('ENDED', path, { what: project.code });
  return done({ projectId: project.id, leadId: null, regionId: null, series: await seriesOf(tx, project.regionId) });
}

async function ofLead(tx: Transaction, sight: Sight, id: number, path: readonly string[]): Promise<Outcome<Subject>> {
  const lead = await firstRow<{ code: string; regionId: number; converted: boolean; ended: boolean }>(tx.db, sql`
    select l.code, l.region_id as "regionId", l.project_id is not null as converted, l.ended_at is not null as ended
    from investment_lead l where l.id = ${id} and ${visible(sight, 'InvestmentLead', sql`l.id`)} for key share of l`);
  if (!lead) return refuse('NOT_FOUND', path, { what: 'InvestmentLead' });
  if (lead.converted) return refuse('ALREADY_CONVERTED', path);
  if (lead.ended) return refuse('ENDED', path, { what: lead.code });
  return done({ projectId: null, leadId: id, regionId: null, series: await seriesOf(tx, lead.regionId) });
}

async function inRegion(tx: Transaction, sight: Sight, id: number, path: readonly string[]): Promise<Outcome<Subject>> {
  const refused = await checkRegion(tx, sight, id, path);
  if (refused.length > 0) return { refused };
  return done({ projectId: null, leadId: null, regionId: id, series: await seriesOf(tx, id) });
}

/** One series a city and business year; a region in no city has its own. */
async function seriesOf(tx: Transaction, regionId: number): Promise<string> {
  const region = await firstRow<{ code: string }>(tx.db, sql`
    select coalesce((select city.code from region city where city.id = any(r.path) and city.level = 'CITY' limit 1), r.code) as code
    from region r where r.id = ${regionId}`);
  return `${region!.code}-${tx.today.slice(0, 4)}`;
}
