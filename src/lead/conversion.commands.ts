import { record } from '../history/history.commands.js';
import type { MoneyUnit } from '../kernel/money.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { registerProject, type ProjectData } from '../project/project.commands.js';
import { release } from '../project/release.js';
import { firstRow, rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { openLead } from './lead.commands.js';
import type { InvestmentLead } from './lead.entity.js';
import type { ConversionStage } from './lead.type.js';

/** What is null or left out is the lead's own. */
export interface ConversionData extends Pick<ProjectData, 'code' | 'tier' | 'origin' | 'ownerUnitId' | 'plannedStartOn' | 'plannedCompletionOn' | 'description'> {
  readonly stage: ConversionStage;
  readonly name?: string | null;
  readonly regionId?: number | null;
  readonly sector?: ProjectData['sector'] | null;
  readonly totalInvestment?: string | null;
  readonly unit: MoneyUnit;
}

/**
 * A lead becomes a project: from start to end the same leader answers, and what stands in the way goes along. All notes of
 * this act name the other side by its code.
 *
 * Assignments and issues are rooms that build on this one; here they are met in plain SQL, in one transaction.
 */
export async function convertLead(tx: Transaction, sight: Sight, id: number, data: ConversionData): Promise<Outcome<number>> {
  const open = await openLead(tx, sight, id);
  if (open.refused) return open;
  const lead = open.done;
  if (typeof data.totalInvestment !== 'string' && lead.expectedInvestment === null) return refuse('TEXT_EMPTY', ['input', 'totalInvestment']);
  const registered = await registerProject(tx, sight, { ...data, ...inheritance(lead, data) });
  if (registered.refused) return registered;
  const code = data.code.trim();
  lead.projectId = registered.done;
  lead.convertedAt = tx.now;
  lead.endedAt = tx.now;
  await tx.em.flush();
  await record(tx, 'InvestmentLead', id, 'CONVERTED', code, { type: 'Project', id: registered.done });
  await handOver(tx, lead, registered.done, code);
  await moveOpenIssues(tx, lead, registered.done, code);
  return done(id);
}

function inheritance(lead: InvestmentLead, data: ConversionData): Pick<ProjectData, 'name' | 'regionId' | 'sector' | 'description' | 'totalInvestment' | 'unit'> {
  const own = typeof data.totalInvestment === 'string' ? null : lead.expectedInvestment;
  return {
    name: data.name ?? lead.name,
    regionId: data.regionId ?? lead.regionId,
    sector: data.sector ?? lead.sector,
    description: data.description ?? lead.description,
    ...(own === null ? { totalInvestment: data.totalInvestment ?? '0', unit: data.unit } : { totalInvestment: own, unit: 'YUAN' }),
  };
}

/** Whoever answers for the lead answers for the project from that moment on, in the same role with the same duty. */
async function handOver(tx: Transaction, lead: InvestmentLead, projectId: number, code: string): Promise<void> {
  for (const { id, role, leaderId, duty, until } of await release(tx, { leadId: lead.id }, code)) {
    const made = await firstRow<{ id: number }>(tx.db, sql`
      insert into assignment (role, leader_id, project_id, duty, since) values (${role}, ${leaderId}, ${projectId}, ${duty}, ${until}) returning id`);
    await record(tx, 'Assignment', id, 'ENDED', code, { type: 'Project', id: projectId });
    await record(tx, 'Assignment', made!.id, 'MADE', lead.code, { type: 'InvestmentLead', id: lead.id });
  }
}

/** Closed issues stay with the lead: they are its history. */
async function moveOpenIssues(tx: Transaction, lead: InvestmentLead, projectId: number, code: string): Promise<void> {
  const moved = await rows<{ id: number }>(tx.db, sql`
    update issue set project_id = ${projectId}, lead_id = null, version = version + 1 where lead_id = ${lead.id} and status <> 'CLOSED' returning id`);
  for (const issue of moved) await record(tx, 'Issue', issue.id, 'CORRECTED', `${lead.code} → ${code}`, { type: 'InvestmentLead', id: lead.id });
}
