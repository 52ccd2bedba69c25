import { done, refuse, type Outcome } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import { record } from '../history/history.commands.js';
import { violatedConstraint } from '../store/errors.js';
import type { Transaction } from '../store/unit-of-work.js';
import { firstRow, sql } from '../store/database.js';
import { Region, type RegionLevel } from './region.entity.js';

export interface RegionData {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parentId: number;
}

export async function registerRegion(tx: Transaction, data: RegionData): Promise<Outcome<number>> {
  const bad = [
    ...checkText(data.code, ['input', 'code'], textLimit.code),
    ...checkText(data.name, ['input', 'name'], textLimit.name),
  ];
  if (bad.length > 0) return { refused: bad };
  const parent = await tx.em.findOne(Region, data.parentId);
  if (!parent) return refuse('NOT_FOUND', ['input', 'parentId'], { what: 'Region' });
  if (parent.endedAt) return refuse('ENDED', ['input', 'parentId'], { what: parent.name });
  if (await tx.em.count(Region, { code: data.code })) return refuse('CODE_TAKEN', ['input', 'code'], { code: data.code });
  const region = tx.em.create(Region, { ...data, name: data.name.trim(), endedAt: null });
  await tx.em.flush();
  await record(tx, 'Region', region.id, 'REGISTERED');
  return done(region.id);
}

export interface RegionCorrection {
  readonly version: number;
  readonly name?: string | null;
  readonly parentId?: number | null;
}

export async function correctRegion(tx: Transaction, id: number, correction: RegionCorrection): Promise<Outcome<number>> {
  const region = await tx.em.findOne(Region, id);
  if (!region) return refuse('NOT_FOUND', ['id'], { what: 'Region' });
  if (region.version !== correction.version) return refuse('CONFLICT', ['input', 'version'], { version: region.version });
  if (typeof correction.name === 'string') {
    const bad = checkText(correction.name, ['input', 'name'], textLimit.name);
    if (bad.length > 0) return { refused: bad };
    region.name = correction.name.trim();
  }
  if (typeof correction.parentId === 'number') {
    if (!(await tx.em.count(Region, correction.parentId))) return refuse('NOT_FOUND', ['input', 'parentId'], { what: 'Region' });
    region.parentId = correction.parentId;
  }
  try {
    await tx.em.flush();
  } catch (error) {
    if (violatedConstraint(error) === 'region_no_circle') return refuse('WOULD_CIRCLE', ['input', 'parentId']);
    throw error;
  }
  await record(tx, 'Region', id, 'CORRECTED');
  return done(id);
}

/** A region ends when nothing alive lies in it; it stays in the history. */
export async function endRegion(tx: Transaction, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const region = await tx.em.findOne(Region, id);
  if (!region) return refuse('NOT_FOUND', ['id'], { what: 'Region' });
  if (region.endedAt) return refuse('ENDED', ['id'], { what: region.name });
  const inUse = await firstRow<{ name: string }>(tx.db, sql`
    select name from region where parent_id = ${id} and ended_at is null
    union all select name from project where region_id = ${id} and ended_at is null
    union all select name from investment_lead where region_id = ${id} and ended_at is null
    union all select name from unit where region_id = ${id} and ended_at is null
    limit 1`);
  if (inUse) return refuse('IN_USE', ['id'], { what: region.name, why: inUse.name });
  region.endedAt = tx.now;
  await tx.em.flush();
  await record(tx, 'Region', id, 'ENDED', reason.trim());
  return done(id);
}
