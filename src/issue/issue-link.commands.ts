import { refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { visible } from '../graphql/sight.js';
import { record } from '../history/history.commands.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkNothingLost } from './demand.checks.js';
import { withdrawExtension } from './extension-request.commands.js';
import type { Issue, IssueStatus } from './issue.entity.js';
import { advance } from './issue-step.js';

interface Other {
  readonly id: number;
  readonly number: string;
  readonly status: IssueStatus;
  readonly merged: boolean;
  readonly closedBefore: boolean;
}

/** The issue came back: the other one, about the same, had been closed when it was reported. */
export function linkRecurrence(tx: Transaction, sight: Sight, id: number, ofId: number): Promise<Outcome<number>> {
  return advance(tx, sight, id, 'LINK_RECURRENCE', null, async (issue) => {
    const found = await otherAboutTheSame(tx, sight, issue, ofId, 'ofId');
    if (found.refused) return found.refused;
    if (!found.done.closedBefore || found.done.merged) return refuse('NOT_CLOSED_BEFORE', ['ofId'], { number: found.done.number }).refused;
    issue.recurrenceOf = ofId;
    return [];
  }, { type: 'Issue', id: ofId });
}

/** Closes a duplicate into the issue that it repeats. In the order of their ids, so that two that are merged at once cannot wait for each other. */
export async function mergeIssue(tx: Transaction, sight: Sight, id: number, intoId: number, note: string): Promise<Outcome<number>> {
  const bad = checkText(note, ['note'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  await sql`select from issue where id = any(${[id, intoId]}::int[]) order by id for update`.execute(tx.db);
  const merged = await advance(tx, sight, id, 'MERGE', note.trim(), async (issue) => {
    if (intoId === id) return refuse('OTHER_ABOUT', ['intoId']).refused;
    const found = await otherAboutTheSame(tx, sight, issue, intoId, 'intoId');
    if (found.refused) return found.refused;
    if (found.done.status === 'CLOSED') return refuse('ISSUE_STATE', ['intoId'], { status: found.done.status }).refused;
    const lost = await checkNothingLost(tx, id, found.done);
    if (lost.length > 0) return lost;
    issue.mergedInto = intoId;
    issue.closedAt = tx.now;
    issue.signBy = null;
    // What was merged into the duplicate goes with it.
    await sql`update issue set merged_into = ${intoId} where merged_into = ${id}`.execute(tx.db);
    await withdrawExtension(tx, [id], '问题已并办');
    return [];
  }, { type: 'Issue', id: intoId });
  if (!merged.refused) await record(tx, 'Issue', intoId, 'MERGED', (await firstRow<{ number: string }>(tx.db, sql`select number from issue where id = ${id}`))!.number, { type: 'Issue', id });
  return merged;
}

async function otherAboutTheSame(tx: Transaction, sight: Sight, issue: Issue, otherId: number, argument: string): Promise<Outcome<Other>> {
  const other = await firstRow<Other & { same: boolean }>(tx.db, sql`
    select o.id, o.number, o.status, o.merged_into is not null as merged, coalesce(o.closed_at <= i.reported_at, false) and o.id < i.id as "closedBefore",
           row(o.project_id, o.lead_id, o.region_id) is not distinct from row(i.project_id, i.lead_id, i.region_id) as same
    from issue o join issue i on i.id = ${issue.id} where o.id = ${otherId} and ${visible(sight, 'Issue', sql`o.id`)}`);
  if (!other) return refuse('NOT_FOUND', [argument], { what: 'Issue' });
  return other.same ? { done: other } : refuse('OTHER_ABOUT', [argument]);
}
