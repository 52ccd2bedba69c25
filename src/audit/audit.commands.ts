import { firstRow, sql, type Database } from '../store/database.js';
import type { Witnessed } from '../kernel/origin.js';
import type { AuditOutcome } from './audit.enums.js';

export interface NotDone extends Witnessed {
  readonly outcome: Exclude<AuditOutcome, 'DONE'>;
  readonly act?: string;
}

interface About {
  readonly row?: { readonly type: string; readonly id: number } | undefined;
  readonly refusals?: readonly { readonly code: string; readonly path: readonly string[] }[];
  /** How many attempts of the kind there were; 1 where left out. */
  readonly times?: number;
}

/** Writes an act that was not done. Those that were done the database writes itself. */
export async function auditRefused(db: Database, who: NotDone, { row, refusals, times = 1 }: About = {}): Promise<void> {
  await sql`select audit_refused(${JSON.stringify(who)}::jsonb, ${row?.type ?? null}, ${row?.id ?? null}::int, ${refusals ? JSON.stringify(refusals) : null}::jsonb, ${times}::int)`.execute(db);
}

/** Chains some of the entries that no seal names yet, by one node at a time; answers how many. */
export async function sealAudit(db: Database, atMost: number): Promise<number> {
  return (await firstRow<{ sealed: number }>(db, sql`select seal_audit(${atMost}::int) as sealed`))!.sealed;
}

/** Takes away what need not be kept any more, whole seals from the oldest on; answers how many entries. */
export async function pruneAudit(db: Database, keep: string): Promise<number> {
  return (await firstRow<{ pruned: number }>(db, sql`select prune_audit(${keep}::interval) as pruned`))!.pruned;
}
