import { refuse, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/**
 * Why nothing may be put into this region: there is none, it has ended, or it lies outside of what the actor answers for.
 * Regions are public, so the last is no secret. The region is kept from ending until the act is done.
 */
export async function checkRegion(tx: Transaction, sight: Sight, regionId: number, path: readonly string[]): Promise<readonly Refusal[]> {
  return (await checkRegions(tx, sight, [regionId], path)).get(regionId)!;
}

/** The same of several, in one statement; empty where nothing is in the way. */
export async function checkRegions(tx: Transaction, sight: Sight, regionIds: readonly number[], path: readonly string[]): Promise<ReadonlyMap<number, readonly Refusal[]>> {
  const found = await rows<{ id: number; name: string; path: number[]; ended: boolean }>(tx.db, sql`
    select id, name, path, ended_at is not null as ended from region where id = any(${regionIds}::int[]) order by id for share`);
  const byId = new Map(found.map((region) => [region.id, region]));
  return new Map(regionIds.map((id) => {
    const region = byId.get(id);
    if (!region) return [id, refuse('NOT_FOUND', path, { what: 'Region' }).refused];
    if (!reaches(sight, region.path)) return [id, refuse('FORBIDDEN_HERE', path).refused];
    return [id, region.ended ? refuse('ENDED', path, { what: region.name }).refused : []];
  }));
}

/** Whether what lies in a region is the actor's to keep; `regionPath` leads from the root to the region. */
export function reaches(sight: Sight, regionPath: readonly number[]): boolean {
  return sight.kind === 'ALL' || (sight.kind === 'REGION' && regionPath.includes(sight.regionId));
}
