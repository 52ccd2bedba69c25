import { invariant } from '../kernel/invariant.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { Issue, IssueStatus } from './issue.entity.js';

/** The times of the issue's level begin today: it was given back, raised, or given more time. */
export async function watchAnew(tx: Transaction, issue: Issue, status: IssueStatus): Promise<void> {
  issue.watchedFrom = tx.today;
  issue.signBy = null;
  if (status !== 'ASSIGNED') return;
  const rule = await firstRow<{ signBy: string }>(tx.db, sql`
    select add_working_days(${tx.today}, r.sign_within) as "signBy" from escalation_rule r where r.level = ${issue.level}`);
  invariant(rule, 'every level has a rule');
  issue.signBy = rule.signBy;
}
