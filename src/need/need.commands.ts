import { LockMode } from '@mikro-orm/core';
import { record } from '../history/history.commands.js';
import { checkMeasured, kindsOf, type DemandData } from '../issue/demand.checks.js';
import { reportIssue } from '../issue/issue-report.commands.js';
import type { Severity } from '../issue/issue.entity.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { openLead, seesLead } from '../lead/lead.commands.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { LeadNeed } from './lead-need.entity.js';

export interface LeadNeedData extends DemandData {
  readonly note?: string | null;
}

export async function addNeed(tx: Transaction, sight: Sight, leadId: number, { kind, quantity, measure, note }: LeadNeedData): Promise<Outcome<number>> {
  const found = (await kindsOf(tx, [kind])).get(kind);
  const bad = [...checkMeasured(found, { quantity, measure }, ['input']), ...checkText(note ?? '', ['input', 'note'], textLimit.note, { mayBeEmpty: true })];
  if (bad.length > 0) return { refused: bad };
  const open = await openLead(tx, sight, leadId, ['leadId']);
  if (open.refused) return open;
  tx.em.create(LeadNeed, {
    leadId, kindId: found!.id, quantity: quantity ?? null, measure: measure ?? null, note: note?.trim() ?? '', addedBy: tx.actor.name, answer: null, answeredAt: null, answeredBy: null, issueId: null,
  });
  await tx.em.flush();
  await record(tx, 'InvestmentLead', leadId, 'NEED_ADDED', said(found!.name, { quantity, measure }));
  return done(leadId);
}

export async function answerNeed(tx: Transaction, sight: Sight, id: number, answer: string): Promise<Outcome<number>> {
  const bad = checkText(answer, ['answer'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const open = await openNeed(tx, sight, id);
  if (open.refused) return open;
  const { need, about } = open.done;
  Object.assign(need, { answer: answer.trim(), answeredAt: tx.now, answeredBy: tx.actor.name });
  await tx.em.flush();
  await record(tx, 'InvestmentLead', need.leadId, 'NEED_ANSWERED', said(about.name, need));
  return done(need.leadId);
}

/** Makes it a demand of the lead, or of the project that the lead became: from there on it is handled as issues are. */
export async function reportNeed(tx: Transaction, sight: Sight, id: number, severity: Severity): Promise<Outcome<number>> {
  const open = await openNeed(tx, sight, id);
  if (open.refused) return open;
  const { need, about } = open.done;
  const { quantity, measure, note, leadId } = need;
  const reported = await reportIssue(tx, sight, {
    ...(about.projectId === null ? { leadId } : { projectId: about.projectId }),
    kind: 'DEMAND', category: about.category, severity, title: said(about.name, need).slice(0, textLimit.title), detail: note, demand: { kind: about.kind, quantity, measure },
  });
  // What it says of the report is about the need here.
  if (reported.refused) return { refused: reported.refused.map((refusal) => ({ ...refusal, path: ['needId'] })) };
  need.issueId = reported.done;
  await tx.em.flush();
  await record(tx, 'InvestmentLead', leadId, 'NEED_REPORTED', said(about.name, need));
  return done(leadId);
}

interface About {
  readonly kind: string;
  readonly name: string;
  readonly category: Parameters<typeof reportIssue>[2]['category'];
  readonly projectId: number | null;
}

/** The need, locked, of a lead that the viewer sees: open, or the project's by now. */
async function openNeed(tx: Transaction, sight: Sight, id: number): Promise<Outcome<{ need: LeadNeed; about: About }>> {
  const path = ['needId'];
  const missing = refuse('NOT_FOUND', path, { what: 'LeadNeed' });
  const leadId = (await firstRow<{ leadId: number }>(tx.db, sql`select lead_id as "leadId" from lead_need where id = ${id}`))?.leadId;
  if (leadId === undefined) return missing;
  const lead = await firstRow<{ name: string; ended: boolean; projectId: number | null }>(tx.db, sql`
    select name, ended_at is not null and project_id is null as ended, project_id as "projectId" from investment_lead where id = ${leadId} for update`);
  if (!(await seesLead(tx, sight, leadId))) return missing;
  if (lead!.ended) return refuse('ENDED', path, { what: lead!.name });
  const need = await tx.em.findOneOrFail(LeadNeed, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (need.answeredAt || need.issueId !== null) return refuse('NEED_SETTLED', path);
  const kind = await firstRow<Omit<About, 'projectId'>>(tx.db, sql`select code as kind, name_zh as name, category from demand_kind where id = ${need.kindId}`);
  return done({ need, about: { ...kind!, projectId: lead!.projectId } });
}

function said(kind: string, { quantity, measure }: Pick<DemandData, 'quantity' | 'measure'>): string {
  return quantity ? `${kind} ${quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity}${measure}` : kind;
}
