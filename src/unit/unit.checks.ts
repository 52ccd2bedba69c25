import { refuse, type Refusal } from '../kernel/refusal.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** Why a unit cannot be named here: there is none, or it has ended. It is kept from ending until the act is done. */
export async function checkUnit(tx: Transaction, unitId: number, path: readonly string[]): Promise<readonly Refusal[]> {
  const unit = await firstRow<{ name: string; ended: boolean }>(tx.db, sql`
    select name, ended_at is not null as ended from unit where id = ${unitId} for share`);
  if (!unit) return refuse('NOT_FOUND', path, { what: 'Unit' }).refused;
  return unit.ended ? refuse('ENDED', path, { what: unit.name }).refused : [];
}
