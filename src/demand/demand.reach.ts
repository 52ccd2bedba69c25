import { lockIssue } from '../issue/issue-step.js';
import type { IssueStatus } from '../issue/issue.entity.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** A demand as it stands, held until the act is done. */
export interface HeldDemand {
  readonly issueId: number;
  readonly number: string;
  readonly kindId: number;
  readonly kind: string;
  readonly quantity: string | null;
  readonly measure: string | null;
  readonly committed: string;
  /** Neither fulfilled nor promised; null where nothing is measured. */
  readonly open: string | null;
}

/** Takes the demand of an issue that is in one of the statuses; `path` leads to what names the issue. */
export async function takeDemand(tx: Transaction, sight: Sight, issueId: number, unless: readonly IssueStatus[], path: readonly string[]): Promise<Outcome<HeldDemand>> {
  const issue = await lockIssue(tx, sight, issueId);
  if (!issue) return refuse('NOT_FOUND', path, { what: 'Issue' });
  if (unless.includes(issue.status)) return refuse('ISSUE_STATE', path, { status: issue.status });
  const demand = await firstRow<HeldDemand>(tx.db, sql`
    select d.issue_id as "issueId", ${issue.number}::text as number, d.kind_id as "kindId", k.name_zh as kind, trim_scale(d.quantity)::text as quantity, d.measure,
      trim_scale(d.fulfilled + d.promised)::text as committed, trim_scale(d.quantity - d.fulfilled - d.promised)::text as open
    from demand d join demand_kind k on k.id = d.kind_id where d.issue_id = ${issueId} for update of d`);
  return demand ? done(demand) : refuse(issue.kind === 'DEMAND' ? 'DEMAND_UNKNOWN' : 'DEMAND_ONLY', path);
}

/** Whether a plain decimal is more than another: told by the database, which reckons exactly. */
export async function isMore(tx: Transaction, quantity: string, than: string): Promise<boolean> {
  const answer = await firstRow<{ more: boolean }>(tx.db, sql`select ${quantity}::numeric > ${than}::numeric as more`);
  return answer!.more;
}
