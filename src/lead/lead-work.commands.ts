import { LockMode } from '@mikro-orm/core';
import { record } from '../history/history.commands.js';
import { wordsOf } from '../kernel/enumeration.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { LeadContact, LeadMove, type LeadContactRole } from './lead-parts.entity.js';
import { openLead, seesLead } from './lead.commands.js';
import { LeadStage } from './lead.entity.js';

/** Where a lead can go from a stage: one forward, or back to any. */
export function stagesFrom(stage: LeadStage): LeadStage[] {
  const stages = wordsOf(LeadStage);
  const at = stages.indexOf(stage);
  return stages.filter((_, place) => place < at || place === at + 1);
}

/** Moves a lead to another stage; going back is told why. */
export async function moveLead(tx: Transaction, sight: Sight, id: number, to: LeadStage, note: string): Promise<Outcome<number>> {
  const open = await openLead(tx, sight, id);
  if (open.refused) return open;
  const lead = open.done;
  const from = lead.stage;
  if (!stagesFrom(from).includes(to)) return refuse('LEAD_MOVE', ['to'], { from, to });
  const stages = wordsOf(LeadStage);
  const bad = checkText(note, ['note'], textLimit.note, { mayBeEmpty: stages.indexOf(to) > stages.indexOf(from) });
  if (bad.length > 0) return { refused: bad };
  lead.stage = to;
  tx.em.create(LeadMove, { leadId: id, fromStage: from, toStage: to, note: note.trim(), movedBy: tx.actor.name });
  await tx.em.flush();
  await record(tx, 'InvestmentLead', id, 'STAGE_MOVED', note.trim() || null);
  return done(id);
}

export interface NextStepData {
  readonly text: string;
  readonly on: string;
  readonly leaderId: number | null;
}

/** Says what is next; null says that nothing is. What was planned before stands in the history. */
export async function planNextStep(tx: Transaction, sight: Sight, id: number, step: NextStepData | null): Promise<Outcome<number>> {
  const open = await openLead(tx, sight, id);
  if (open.refused) return open;
  const bad = step === null ? [] : [
    ...checkText(step.text, ['input', 'text'], textLimit.title),
    ...(step.on < tx.today ? refuse('DAY_BEFORE', ['input', 'on'], { day: step.on, earliest: tx.today }).refused : []),
    ...(step.leaderId === null ? [] : await checkLeader(tx, step.leaderId)),
  ];
  if (bad.length > 0) return { refused: bad };
  Object.assign(open.done, { nextStep: step?.text.trim() ?? null, nextStepOn: step?.on ?? null, nextStepLeaderId: step?.leaderId ?? null });
  await tx.em.flush();
  await record(tx, 'InvestmentLead', id, 'NEXT_STEP_PLANNED', step === null ? null : `${step.on} ${step.text.trim()}`);
  return done(id);
}

async function checkLeader(tx: Transaction, id: number): Promise<readonly Refusal[]> {
  const leader = await firstRow<{ name: string; ended: boolean }>(tx.db, sql`select name, ended_at is not null as ended from leader where id = ${id} for share`);
  if (!leader) return refuse('NOT_FOUND', ['input', 'leaderId'], { what: 'Leader' }).refused;
  return leader.ended ? refuse('ENDED', ['input', 'leaderId'], { what: leader.name }).refused : [];
}

export interface LeadContactData {
  readonly role: LeadContactRole;
  readonly name: string;
  readonly position?: string | null;
  readonly telephone?: string | null;
}

/** The history tells that there is a contact, not who. */
export async function addContact(tx: Transaction, sight: Sight, leadId: number, { role, name, position, telephone }: LeadContactData): Promise<Outcome<number>> {
  const bad = [
    ...checkText(name, ['input', 'name'], textLimit.name),
    ...checkText(position ?? '', ['input', 'position'], textLimit.name, { mayBeEmpty: true }),
    ...checkText(telephone ?? '', ['input', 'telephone'], textLimit.code, { mayBeEmpty: true }),
  ];
  if (bad.length > 0) return { refused: bad };
  const open = await openLead(tx, sight, leadId, ['leadId']);
  if (open.refused) return open;
  tx.em.create(LeadContact, { leadId, role, name: name.trim(), position: position?.trim() ?? '', telephone: telephone?.trim() ?? '', addedBy: tx.actor.name, endedAt: null, endedBy: null });
  await tx.em.flush();
  await record(tx, 'InvestmentLead', leadId, 'CONTACT_ADDED');
  return done(leadId);
}

/** Also of a lead that is closed: whoever wants to be spoken with no more is not kept waiting. */
export async function endContact(tx: Transaction, sight: Sight, id: number): Promise<Outcome<number>> {
  const missing = refuse('NOT_FOUND', ['contactId'], { what: 'LeadContact' });
  const contact = await tx.em.findOne(LeadContact, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!contact || !(await seesLead(tx, sight, contact.leadId))) return missing;
  if (contact.endedAt) return refuse('CONTACT_ENDED', ['contactId']);
  contact.endedAt = tx.now;
  contact.endedBy = tx.actor.name;
  await tx.em.flush();
  await record(tx, 'InvestmentLead', contact.leadId, 'CONTACT_ENDED');
  return done(contact.leadId);
}
