import { LockMode } from '@mikro-orm/core';
import { visible } from '../graphql/sight.js';
import { record } from '../history/history.commands.js';
import type { MoneyUnit } from '../kernel/money.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkAmount } from '../project/project.amounts.js';
import type { Sector } from '../project/project.entity.js';
import { checkRegion } from '../region/region.reach.js';
import { release } from '../project/release.js';
import { firstRow, sql } from '../store/database.js';
import { violatedConstraint } from '../store/errors.js';
import type { Transaction } from '../store/unit-of-work.js';
import { InvestmentLead } from './lead.entity.js';

export interface LeadData {
  readonly code: string;
  readonly name: string;
  readonly regionId: number;
  readonly sector: Sector;
  readonly description?: string | null;
  readonly expectedInvestment?: string | null;
  readonly unit: MoneyUnit;
}

export async function registerLead(tx: Transaction, sight: Sight, data: LeadData): Promise<Outcome<number>> {
  const amount = expected(data.expectedInvestment, data.unit);
  const bad = [
    ...checkText(data.code, ['input', 'code'], textLimit.code),
    ...checkText(data.name, ['input', 'name'], textLimit.name),
    ...checkText(data.description ?? '', ['input', 'description'], textLimit.detail, { mayBeEmpty: true }),
    ...(amount.refused ?? []),
    ...(await checkRegion(tx, sight, data.regionId, ['input', 'regionId'])),
  ];
  if (amount.refused || bad.length > 0) return { refused: bad };
  const lead = tx.em.create(InvestmentLead, {
    code: data.code.trim(), name: data.name.trim(), regionId: data.regionId, sector: data.sector, description: data.description?.trim() ?? '',
    expectedInvestment: amount.done, projectId: null, registeredAt: tx.now, convertedAt: null, endedAt: null, endReason: null,
  });
  try {
    await tx.em.flush();
  } catch (error) {
    if (violatedConstraint(error) === 'investment_lead_code_unique') return refuse('CODE_TAKEN', ['input', 'code'], { code: lead.code });
    throw error;
  }
  await record(tx, 'InvestmentLead', lead.id, 'REGISTERED');
  return done(lead.id);
}

export interface LeadCorrection extends Partial<{ readonly [K in Exclude<keyof LeadData, 'code' | 'unit'>]: LeadData[K] | null }> {
  readonly version: number;
  readonly unit: MoneyUnit;
}

/** What is undefined stays; only the amount can be taken back by null. */
export async function correctLead(tx: Transaction, sight: Sight, id: number, correction: LeadCorrection): Promise<Outcome<number>> {
  const { version, name, regionId, sector, description, expectedInvestment, unit } = correction;
  const open = await openLead(tx, sight, id);
  if (open.refused) return open;
  const lead = open.done;
  if (lead.version !== version) return refuse('CONFLICT', ['input', 'version'], { version: lead.version });
  const amount = expected(expectedInvestment, unit);
  const bad = [
    ...(typeof name === 'string' ? checkText(name, ['input', 'name'], textLimit.name) : []),
    ...(typeof description === 'string' ? checkText(description, ['input', 'description'], textLimit.detail, { mayBeEmpty: true }) : []),
    ...(amount.refused ?? []),
    ...(typeof regionId === 'number' ? await checkRegion(tx, sight, regionId, ['input', 'regionId']) : []),
  ];
  if (amount.refused || bad.length > 0) return { refused: bad };
  if (typeof name === 'string') lead.name = name.trim();
  if (typeof description === 'string') lead.description = description.trim();
  if (typeof regionId === 'number') lead.regionId = regionId;
  if (sector) lead.sector = sector;
  if (expectedInvestment !== undefined) lead.expectedInvestment = amount.done;
  await tx.em.flush();
  await record(tx, 'InvestmentLead', id, 'CORRECTED');
  return done(id);
}

/** In yuan; null while nobody can say. */
function expected(amount: string | null | undefined, unit: MoneyUnit): Outcome<string | null> {
  return typeof amount === 'string' ? checkAmount(amount, unit, ['input', 'expectedInvestment']) : done(null);
}

/** Gives a lead up when none of its issues is open; whoever answers for it is released with the same reason. */
export async function endLead(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const open = await openLead(tx, sight, id);
  if (open.refused) return open;
  const lead = open.done;
  const issue = await firstRow<{ number: string }>(tx.db, sql`select number from issue where lead_id = ${id} and status <> 'CLOSED' order by number limit 1`);
  if (issue) return refuse('IN_USE', ['id'], { what: lead.name, why: issue.number });
  lead.endedAt = tx.now;
  lead.endReason = reason.trim();
  await tx.em.flush();
  for (const assignment of await release(tx, { leadId: id }, reason.trim())) await record(tx, 'Assignment', assignment.id, 'ENDED', reason.trim());
  await record(tx, 'InvestmentLead', id, 'ENDED', reason.trim());
  return done(id);
}

/** The lead, locked until the act is done, if the viewer sees it and it is open still. */
export async function openLead(tx: Transaction, sight: Sight, id: number, path: readonly string[] = ['id']): Promise<Outcome<InvestmentLead>> {
  const lead = await tx.em.findOne(InvestmentLead, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!lead || !(await seesLead(tx, sight, id))) return refuse('NOT_FOUND', path, { what: 'InvestmentLead' });
  if (lead.projectId !== null) return refuse('ALREADY_CONVERTED', path);
  if (lead.endedAt) return refuse('ENDED', path, { what: lead.name });
  return done(lead);
}

export async function seesLead(tx: Transaction, sight: Sight, id: number): Promise<boolean> {
  return Boolean(await firstRow(tx.db, sql`select from investment_lead l where l.id = ${id} and ${visible(sight, 'InvestmentLead', sql`l.id`)}`));
}
