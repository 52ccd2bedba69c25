import { refuse, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { visible } from '../graphql/sight.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { Subject } from './issue.subject.js';

interface Earlier extends Omit<Subject, 'series'> {
  readonly id: number;
  readonly number: string;
  readonly closed: boolean;
}

/** What keeps each report from being the return of an issue that was closed before: that must be about the same, and no duplicate. */
export async function checkRecurrences(tx: Transaction, sight: Sight, wanted: readonly (Subject & { readonly ofId: number })[]): Promise<(readonly Refusal[])[]> {
  if (wanted.length === 0) return [];
  const found = await rows<Earlier>(tx.db, sql`
    select o.id, o.number, o.status = 'CLOSED' and o.merged_into is null as closed, o.project_id as "projectId", o.lead_id as "leadId", o.region_id as "regionId"
    from issue o where o.id = any(${[...new Set(wanted.map(({ ofId }) => ofId))]}::int[]) and ${visible(sight, 'Issue', sql`o.id`)}
    order by o.id for share of o`);
  const byId = new Map(found.map((issue) => [issue.id, issue]));
  return wanted.map(({ ofId, projectId, leadId, regionId }) => {
    const earlier = byId.get(ofId);
    if (!earlier) return refuse('NOT_FOUND', ['recurrenceOf'], { what: 'Issue' }).refused;
    if (earlier.projectId !== projectId || earlier.leadId !== leadId || earlier.regionId !== regionId) return refuse('OTHER_ABOUT', ['recurrenceOf']).refused;
    return earlier.closed ? [] : refuse('NOT_CLOSED_BEFORE', ['recurrenceOf'], { number: earlier.number }).refused;
  });
}
