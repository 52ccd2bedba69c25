import { wordsOf } from '../kernel/enumeration.js';
import { refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import type { Transaction } from '../store/unit-of-work.js';
import { withdrawExtension } from './extension-request.commands.js';
import { unansweredUnits } from './issue-answer.commands.js';
import { IssueLevel } from './issue.entity.js';
import { advance } from './issue-step.js';
import { watchAnew } from './issue-watch.js';

/** The unit signs for it. */
export function acknowledgeIssue(tx: Transaction, sight: Sight, id: number): Promise<Outcome<number>> {
  return advance(tx, sight, id, 'ACKNOWLEDGE', null, (issue) => {
    issue.signBy = null;
    return [];
  });
}

/** The handler's word; somebody else has to verify it. A unit waits for those that support it, the office need not. */
export async function resolveIssue(tx: Transaction, sight: Sight, id: number, note: string): Promise<Outcome<number>> {
  const bad = checkText(note, ['note'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  return advance(tx, sight, id, 'RESOLVE', note.trim(), async (issue) => {
    const waiting = sight.kind === 'UNIT' ? await unansweredUnits(tx, id) : [];
    if (waiting.length > 0) return refuse('UNANSWERED', ['id'], { units: waiting.join('、') }).refused;
    issue.resolvedBy = tx.actor.subject;
    issue.resolvedAt = tx.now;
    issue.signBy = null;
    await withdrawExtension(tx, [id], '问题已办结');
    return [];
  });
}

export async function verifyIssue(tx: Transaction, sight: Sight, id: number, note: string | null): Promise<Outcome<number>> {
  const bad = checkText(note ?? '', ['note'], textLimit.note, { mayBeEmpty: true });
  if (bad.length > 0) return { refused: bad };
  return advance(tx, sight, id, 'VERIFY', note?.trim() || null, (issue) => {
    if (issue.resolvedBy === tx.actor.subject) return refuse('OWN_WORD', ['id']).refused;
    issue.closedAt = tx.now;
    return [];
  });
}

/** Not accepted: back to the unit, counted, with the reason. */
export async function returnIssue(tx: Transaction, sight: Sight, id: number, note: string): Promise<Outcome<number>> {
  const bad = checkText(note, ['note'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  return advance(tx, sight, id, 'RETURN', note.trim(), async (issue) => {
    if (issue.resolvedBy === tx.actor.subject) return refuse('OWN_WORD', ['id']).refused;
    issue.returns += 1;
    issue.resolvedBy = null;
    issue.resolvedAt = null;
    await watchAnew(tx, issue, 'ASSIGNED');
    return [];
  });
}

export async function escalateIssue(tx: Transaction, sight: Sight, id: number, to: IssueLevel, note: string): Promise<Outcome<number>> {
  const bad = checkText(note, ['note'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  return advance(tx, sight, id, 'ESCALATE', note.trim(), async (issue) => {
    const levels = wordsOf(IssueLevel);
    if (levels.indexOf(to) <= levels.indexOf(issue.level)) return refuse('LEVEL_NOT_HIGHER', ['to'], { level: issue.level }).refused;
    issue.level = to;
    issue.escalatedAt = tx.now;
    await watchAnew(tx, issue, issue.status);
    return [];
  });
}

/** The unit is told again that it has to act. */
export async function remindIssue(tx: Transaction, sight: Sight, id: number, note: string): Promise<Outcome<number>> {
  const bad = checkText(note, ['note'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  return advance(tx, sight, id, 'REMIND', note.trim(), (issue) => {
    issue.reminders += 1;
    issue.remindedAt = tx.now;
    return [];
  });
}
