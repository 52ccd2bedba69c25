import { refuse, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/**
 * Why nothing may be put into this region: there is none, it has ended, or it lies outside of what the actor answers for.
 * Regions are public, so the last is no secret. The region is kept from ending until the act is done.
 */
export async function checkRegion(tx: Transaction, sight: Sight, regionId: number, path: readonly string[]): Promise<readonly Refusal[]> {
  const region = await firstRow<{ name: string; path: number[]; ended: boolean }>(tx.db, sql`
    select name, path, ended_at is not null as ended from region where id = ${regionId} for share`);
  if (!region) return refuse('NOT_FOUND', path, { what: 'Region' }).refused;
  if (!reaches(sight, region.path)) return refuse('FORBIDDEN_HERE', path).refused;
  return region.ended ? refuse('ENDED', path, { what: region.name }).refused : [];
}

/** Whether what lies in a region is the actor's to keep; `regionPath` leads from the root to the region. */
export function reaches(sight: Sight, regionPath: readonly number[]): boolean {
  return sight.kind === 'ALL' || (sight.kind === 'REGION' && regionPath.includes(sight.regionId));
}
