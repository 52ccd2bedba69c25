import { LockMode } from '@mikro-orm/core';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { record } from '../history/history.commands.js';
import { violatedConstraint } from '../store/errors.js';
import type { Transaction } from '../store/unit-of-work.js';
import { firstRow, sql } from '../store/database.js';
import { Region, type RegionLevel } from './region.entity.js';
import { checkRegion, reaches } from './region.reach.js';

export interface RegionData {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  /** Null: the root of a tree. */
  readonly parentId: number | null;
}

export async function registerRegion(tx: Transaction, sight: Sight, data: RegionData): Promise<Outcome<number>> {
  const bad = [
    ...checkText(data.code, ['input', 'code'], textLimit.code),
    ...checkText(data.name, ['input', 'name'], textLimit.name),
    ...(await checkParent(tx, sight, data.parentId)),
  ];
  if (bad.length > 0) return { refused: bad };
  const taken = refuse('CODE_TAKEN', ['input', 'code'], { code: data.code });
  if (await tx.em.count(Region, { code: data.code.trim() })) return taken;
  const region = tx.em.create(Region, { ...data, code: data.code.trim(), name: data.name.trim(), endedAt: null });
  try {
    await tx.em.flush();
  } catch (error) {
    if (violatedConstraint(error) === 'region_code_unique') return taken;
    throw error;
  }
  await record(tx, 'Region', region.id, 'REGISTERED');
  return done(region.id);
}

/** A city of one's own begins with a root, registered by whoever sees the whole tree. */
async function checkParent(tx: Transaction, sight: Sight, parentId: number | null): Promise<readonly Refusal[]> {
  const path = ['input', 'parentId'];
  if (parentId !== null) return checkRegion(tx, sight, parentId, path);
  return sight.kind === 'ALL' ? [] : refuse('FORBIDDEN_HERE', path).refused;
}

export interface RegionCorrection {
  readonly version: number;
  readonly name?: string | null;
  readonly parentId?: number | null;
}

export async function correctRegion(tx: Transaction, sight: Sight, id: number, correction: RegionCorrection): Promise<Outcome<number>> {
  const taken = await takeRegion(tx, sight, id);
  if (taken.refused) return taken;
  const region = taken.done;
  if (region.version !== correction.version) return refuse('CONFLICT', ['input', 'version'], { version: region.version });
  if (typeof correction.name === 'string') {
    const bad = checkText(correction.name, ['input', 'name'], textLimit.name);
    if (bad.length > 0) return { refused: bad };
    region.name = correction.name.trim();
  }
  if (typeof correction.parentId === 'number') {
    const bad = await checkRegion(tx, sight, correction.parentId, ['input', 'parentId']);
    if (bad.length > 0) return { refused: bad };
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
export async function endRegion(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const taken = await takeRegion(tx, sight, id);
  if (taken.refused) return taken;
  const region = taken.done;
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

/** The region, locked, if it is alive and the actor's to keep. */
async function takeRegion(tx: Transaction, sight: Sight, id: number): Promise<Outcome<Region>> {
  const region = await tx.em.findOne(Region, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!region) return refuse('NOT_FOUND', ['id'], { what: 'Region' });
  if (!reaches(sight, region.path ?? [])) return refuse('FORBIDDEN_HERE', ['id']);
  return region.endedAt ? refuse('ENDED', ['id'], { what: region.name }) : done(region);
}
