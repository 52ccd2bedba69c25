import { refuse, type Refusal } from '../kernel/refusal.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** Why an end cannot stand where it is: it is not later than now, or than the beginning. Real time, as the database has it. */
export async function checkLater(tx: Transaction, end: string | null | undefined, beginning: string | null | undefined, path: readonly string[]): Promise<readonly Refusal[]> {
  if (end === null || end === undefined) return [];
  const { earliest } = (await firstRow<{ earliest: string }>(tx.db, sql`select greatest(now(), ${beginning ?? null}::timestamptz) as earliest`))!;
  return new Date(end) > new Date(earliest) ? [] : refuse('DAY_BEFORE', path, { day: end, earliest: new Date(earliest).toISOString() }).refused;
}
