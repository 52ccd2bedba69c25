import { refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { ExtensionState } from './issue-parts.entity.js';
import type { Issue } from './issue.entity.js';
import { advance } from './issue-step.js';
import { watchAnew } from './issue-watch.js';

/** Asks for a later day than the present deadline. */
export async function requestExtension(tx: Transaction, sight: Sight, id: number, dueOn: string, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  return advance(tx, sight, id, 'REQUEST_EXTENSION', `${dueOn}: ${reason.trim()}`, async (issue) => {
    const standing = issue.dueOn !== null && issue.dueOn > tx.today ? issue.dueOn : tx.today;
    if (dueOn <= standing) return refuse('NOT_LATER', ['dueOn'], { day: standing }).refused;
    if (await openRequest(tx, id)) return refuse('ALREADY_REQUESTED', ['id']).refused;
    await sql`
      insert into extension_request (issue_id, due_on, reason, asked_by, asked_by_name)
      values (${id}, ${dueOn}, ${reason.trim()}, ${tx.actor.subject}, ${tx.actor.name})`.execute(tx.db);
    return [];
  });
}

/** The requested day is the deadline now, and the times of the level begin anew. */
export async function approveExtension(tx: Transaction, sight: Sight, id: number, note: string | null): Promise<Outcome<number>> {
  return decide(tx, sight, id, 'APPROVED', note, async (issue, dueOn) => {
    issue.dueOn = dueOn;
    await watchAnew(tx, issue, issue.status);
  });
}

export async function refuseExtension(tx: Transaction, sight: Sight, id: number, note: string): Promise<Outcome<number>> {
  const bad = checkText(note, ['note'], textLimit.note);
  return bad.length > 0 ? { refused: bad } : decide(tx, sight, id, 'REFUSED', note);
}

async function decide(
  tx: Transaction, sight: Sight, id: number, state: Extract<ExtensionState, 'APPROVED' | 'REFUSED'>, note: string | null,
  then: (issue: Issue, dueOn: string) => Promise<void> = async () => {},
): Promise<Outcome<number>> {
  const bad = checkText(note ?? '', ['note'], textLimit.note, { mayBeEmpty: true });
  if (bad.length > 0) return { refused: bad };
  const said = note?.trim() || null;
  return advance(tx, sight, id, state === 'APPROVED' ? 'APPROVE_EXTENSION' : 'REFUSE_EXTENSION', said, async (issue): Promise<readonly Refusal[]> => {
    const request = await openRequest(tx, id);
    if (!request) return refuse('NOT_REQUESTED', ['id']).refused;
    if (request.askedBy === tx.actor.subject) return refuse('OWN_REQUEST', ['id']).refused;
    await end(tx, [id], state, said);
    await then(issue, request.dueOn);
    return [];
  });
}

/** What is asked for has lost its object: it was given to somebody else, resolved, or closed. */
export function withdrawExtension(tx: Transaction, ids: readonly number[], note: string): Promise<void> {
  return end(tx, ids, 'WITHDRAWN', note);
}

async function end({ actor, db, now }: Transaction, ids: readonly number[], state: ExtensionState, note: string | null): Promise<void> {
  await sql`
    update extension_request set state = ${state}, decided_by_name = ${actor.name}, decided_at = ${now}, note = ${note}
    where issue_id = any(${ids}) and state = 'OPEN'`.execute(db);
}

function openRequest({ db }: Transaction, id: number): Promise<{ dueOn: string; askedBy: string } | undefined> {
  return firstRow(db, sql`select due_on as "dueOn", asked_by as "askedBy" from extension_request where issue_id = ${id} and state = 'OPEN'`);
}
