import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

export interface Released {
  readonly id: number;
  readonly role: string;
  readonly leaderId: number;
  readonly duty: string;
  readonly until: string;
}

/**
 * Ends whatever active assignments stand on a project or a lead that ends. Plain SQL: the room of assignments builds on
 * theirs. The history of each is the caller's to write.
 */
export function release({ db, now }: Transaction, subject: { readonly projectId: number } | { readonly leadId: number }, reason: string): Promise<Released[]> {
  const on = 'projectId' in subject ? sql`project_id = ${subject.projectId}` : sql`lead_id = ${subject.leadId}`;
  return rows(db, sql`
    with released as (
      update assignment set until = greatest(since, ${now.toISOString()}::timestamptz), end_reason = ${reason}
      where ${on} and until is null
      returning id, role, leader_id as "leaderId", duty, until
    )
    select * from released order by id`);
}
