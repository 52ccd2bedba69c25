import { LockMode } from '@mikro-orm/core';
import { visible } from '../graphql/sight.js';
import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { Region } from '../region/region.entity.js';
import { checkRegion, reaches } from '../region/region.reach.js';
import { firstRow, sql } from '../store/database.js';
import { violatedConstraint } from '../store/errors.js';
import type { Transaction } from '../store/unit-of-work.js';
import { Unit, type UnitType } from './unit.entity.js';

export interface UnitData {
  readonly code: string;
  readonly name: string;
  readonly type: UnitType;
  readonly regionId: number;
}

export async function registerUnit(tx: Transaction, sight: Sight, data: UnitData): Promise<Outcome<number>> {
  const bad = [
    ...checkText(data.code, ['input', 'code'], textLimit.code),
    ...checkText(data.name, ['input', 'name'], textLimit.name),
    ...(await checkRegion(tx, sight, data.regionId, ['input', 'regionId'])),
  ];
  if (bad.length > 0) return { refused: bad };
  const { type, regionId } = data;
  const unit = tx.em.create(Unit, { code: data.code.trim(), name: data.name.trim(), type, regionId, endedAt: null });
  try {
    await tx.em.flush();
  } catch (error) {
    if (violatedConstraint(error) === 'unit_code_unique') return refuse('CODE_TAKEN', ['input', 'code'], { code: unit.code });
    throw error;
  }
  await record(tx, 'Unit', unit.id, 'REGISTERED');
  return done(unit.id);
}

export interface UnitCorrection {
  readonly version: number;
  readonly name?: string | null;
  readonly type?: UnitType | null;
  readonly regionId?: number | null;
}

export async function correctUnit(tx: Transaction, sight: Sight, id: number, correction: UnitCorrection): Promise<Outcome<number>> {
  const found = await unitInUse(tx, sight, id);
  if (found.refused) return found;
  const unit = found.done;
  if (unit.version !== correction.version) return refuse('CONFLICT', ['input', 'version'], { version: unit.version });
  const { name, type, regionId } = correction;
  const bad = [
    ...(typeof name === 'string' ? checkText(name, ['input', 'name'], textLimit.name) : []),
    ...(typeof regionId === 'number' ? await checkRegion(tx, sight, regionId, ['input', 'regionId']) : []),
  ];
  if (bad.length > 0) return { refused: bad };
  unit.name = name?.trim() ?? unit.name;
  unit.type = type ?? unit.type;
  unit.regionId = regionId ?? unit.regionId;
  await tx.em.flush();
  await record(tx, 'Unit', id, 'CORRECTED');
  return done(id);
}

/** A unit ends when it leads no open issue any more; it stays in the history. */
export async function endUnit(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const found = await unitInUse(tx, sight, id);
  if (found.refused) return found;
  const unit = found.done;
  // One that the viewer may see says why; of another not even the number is told.
  const leads = await firstRow<{ why: string }>(tx.db, sql`
    select case when seen then number || ' ' || title else '…' end as why
    from (select i.id, i.number, i.title, ${visible(sight, 'Issue', sql`i.id`)} as seen from issue i where i.lead_unit_id = ${id} and i.status <> 'CLOSED') led
    order by seen desc, id limit 1`);
  if (leads) return refuse('IN_USE', ['id'], { what: unit.name, why: leads.why });
  unit.endedAt = tx.now;
  await tx.em.flush();
  await record(tx, 'Unit', id, 'ENDED', reason.trim());
  return done(id);
}

/** Locks a unit that the actor may change. */
async function unitInUse(tx: Transaction, sight: Sight, id: number): Promise<Outcome<Unit>> {
  const unit = await tx.em.findOne(Unit, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!unit) return refuse('NOT_FOUND', ['id'], { what: 'Unit' });
  const region = await tx.em.findOneOrFail(Region, unit.regionId);
  if (!reaches(sight, region.path ?? [])) return refuse('FORBIDDEN_HERE', ['id']);
  return unit.endedAt ? refuse('ENDED', ['id'], { what: unit.name }) : done(unit);
}
