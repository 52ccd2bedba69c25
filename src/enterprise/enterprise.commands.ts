import { LockMode } from '@mikro-orm/core';
import { visible } from '../graphql/sight.js';
import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkRegion } from '../region/region.reach.js';
import { firstRow, sql } from '../store/database.js';
import { violatedConstraint } from '../store/errors.js';
import type { Transaction } from '../store/unit-of-work.js';
import { EnterpriseReport } from './enterprise-report.entity.js';
import { Enterprise } from './enterprise.entity.js';

/** Most staff, and most output of a year or a day. */
const most = { staff: 1_000_000, output: 1_000_000_000 } as const;

export interface EnterpriseData {
  readonly code: string;
  readonly name: string;
  readonly regionId: number;
  readonly employees: number;
  readonly fromElsewhere?: number | null;
  readonly foreignStaff?: number | null;
  readonly resumedOn?: string | null;
  readonly product?: string | null;
  readonly outputUnit?: string | null;
  readonly plannedOutput?: number | null;
}

export async function registerEnterprise(tx: Transaction, sight: Sight, data: EnterpriseData): Promise<Outcome<number>> {
  const bad = await check(tx, sight, data, data.employees);
  if (bad.length > 0) return { refused: bad };
  const { regionId, employees, fromElsewhere = null, foreignStaff = null, resumedOn = null, plannedOutput = null } = data;
  const enterprise = tx.em.create(Enterprise, {
    regionId, employees, fromElsewhere, foreignStaff, resumedOn, plannedOutput,
    code: data.code.trim(), name: data.name.trim(), product: data.product?.trim() ?? '', outputUnit: data.outputUnit?.trim() ?? '',
  });
  try {
    await tx.em.flush();
  } catch (error) {
    if (violatedConstraint(error) === 'enterprise_code_unique') return refuse('CODE_TAKEN', ['input', 'code'], { code: enterprise.code });
    throw error;
  }
  await record(tx, 'Enterprise', enterprise.id, 'REGISTERED');
  return done(enterprise.id);
}

/** What is undefined stays. */
export type EnterpriseCorrection = { readonly [K in keyof Omit<EnterpriseData, 'code'>]?: EnterpriseData[K] | null } & { readonly version: number };

export async function correctEnterprise(tx: Transaction, sight: Sight, id: number, correction: EnterpriseCorrection): Promise<Outcome<number>> {
  const enterprise = await lock(tx, sight, id);
  if (!enterprise) return refuse('NOT_FOUND', ['id'], { what: 'Enterprise' });
  if (enterprise.version !== correction.version) return refuse('CONFLICT', ['input', 'version'], { version: enterprise.version });
  const bad = await check(tx, sight, correction, correction.employees ?? enterprise.employees);
  if (bad.length > 0) return { refused: bad };
  enterprise.name = correction.name?.trim() ?? enterprise.name;
  enterprise.regionId = correction.regionId ?? enterprise.regionId;
  enterprise.employees = correction.employees ?? enterprise.employees;
  enterprise.product = correction.product?.trim() ?? enterprise.product;
  enterprise.outputUnit = correction.outputUnit?.trim() ?? enterprise.outputUnit;
  for (const field of ['fromElsewhere', 'foreignStaff', 'plannedOutput'] as const) {
    const said = correction[field];
    if (said !== undefined) enterprise[field] = said;
  }
  if (correction.resumedOn !== undefined) enterprise.resumedOn = correction.resumedOn;
  await tx.em.flush();
  await record(tx, 'Enterprise', id, 'CORRECTED');
  return done(id);
}

export interface EnterpriseReportData {
  readonly day?: string | null;
  readonly staffPresent?: number | null;
  readonly output?: number | null;
  readonly remarks?: string | null;
}

export async function reportOfEnterprise(tx: Transaction, sight: Sight, id: number, data: EnterpriseReportData): Promise<Outcome<number>> {
  const enterprise = await lock(tx, sight, id);
  if (!enterprise) return refuse('NOT_FOUND', ['id'], { what: 'Enterprise' });
  const day = data.day ?? tx.today;
  const bad = [
    ...(day > tx.today ? refuse('DAY_AFTER', ['input', 'day'], { day, latest: tx.today }).refused : []),
    ...checkCount(data.staffPresent, enterprise.employees, ['input', 'staffPresent']),
    ...checkCount(data.output, most.output, ['input', 'output']),
    ...checkText(data.remarks ?? '', ['input', 'remarks'], textLimit.note, { mayBeEmpty: true }),
  ];
  if (bad.length > 0) return { refused: bad };
  tx.em.create(EnterpriseReport, {
    enterpriseId: id, day, staffPresent: data.staffPresent ?? null, output: data.output ?? null, remarks: data.remarks?.trim() || null,
    reporterSubject: tx.actor.subject, reporterName: tx.actor.name,
  });
  await tx.em.flush();
  await record(tx, 'Enterprise', id, 'REPORTED', day);
  return done(id);
}

/** One that the actor sees, kept from changing until the act is done. */
async function lock(tx: Transaction, sight: Sight, id: number): Promise<Enterprise | null> {
  const enterprise = await tx.em.findOne(Enterprise, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const seen = await firstRow(tx.db, sql`select from enterprise e where e.id = ${id} and ${visible(sight, 'Enterprise', sql`e.id`)}`);
  return seen ? enterprise : null;
}

async function check(tx: Transaction, sight: Sight, said: Partial<EnterpriseData> | EnterpriseCorrection, employees: number): Promise<Refusal[]> {
  const { name, regionId, fromElsewhere, foreignStaff, resumedOn, product, outputUnit, plannedOutput } = said;
  const code = 'code' in said ? said.code : undefined;
  return [
    ...(typeof code === 'string' ? checkText(code, ['input', 'code'], textLimit.code) : []),
    ...(typeof name === 'string' ? checkText(name, ['input', 'name'], textLimit.name) : []),
    ...(typeof regionId === 'number' ? await checkRegion(tx, sight, regionId, ['input', 'regionId']) : []),
    ...checkCount(said.employees, most.staff, ['input', 'employees']),
    ...checkCount(fromElsewhere, employees, ['input', 'fromElsewhere']),
    ...checkCount(foreignStaff, employees, ['input', 'foreignStaff']),
    ...checkCount(plannedOutput, most.output, ['input', 'plannedOutput']),
    ...(resumedOn && resumedOn > tx.today ? refuse('DAY_AFTER', ['input', 'resumedOn'], { day: resumedOn, latest: tx.today }).refused : []),
    ...checkText(product ?? '', ['input', 'product'], textLimit.name, { mayBeEmpty: true }),
    ...checkText(outputUnit ?? '', ['input', 'outputUnit'], textLimit.code, { mayBeEmpty: true }),
  ];
}

function checkCount(count: number | null | undefined, upTo: number, path: readonly string[]): readonly Refusal[] {
  const isCount = typeof count !== 'number' || (count >= 0 && count <= upTo);
  return isCount ? [] : refuse('NUMBER_OUT_OF_RANGE', path, { least: 0, most: upTo }).refused;
}
