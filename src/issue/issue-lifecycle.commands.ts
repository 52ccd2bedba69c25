import { LockMode } from '@mikro-orm/core';
import { wordsOf } from '../kernel/enumeration.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { visible } from '../graphql/sight.js';
import { record } from '../history/history.commands.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { Issue, IssueLevel } from './issue.entity.js';
import { watchAnew } from './issue-watch.js';
import { lifecycle, type IssueAct } from './issue.lifecycle.js';

/** What an act changes besides the status; where it refuses it changes nothing. The issue's lock is held. */
type Change = (issue: Issue) => readonly Refusal[] | Promise<readonly Refusal[]>;

/** One step of an issue's life. Steps on one issue wait for each other, so that each sees the state that the last one left. */
export async function advance(tx: Transaction, sight: Sight, id: number, act: IssueAct, note: string | null, change: Change = () => []): Promise<Outcome<number>> {
  const issue = await lock(tx, sight, id);
  if (!issue) return refuse('NOT_FOUND', ['id'], { what: 'Issue' });
  const next = lifecycle[act].leads[issue.status];
  if (next === null) return refuse('ISSUE_STATE', ['id'], { status: issue.status });
  const refused = await change(issue);
  if (refused.length > 0) return { refused };
  issue.status = next;
  await tx.em.flush();
  await record(tx, 'Issue', id, lifecycle[act].records, note);
  return done(id);
}

async function lock(tx: Transaction, sight: Sight, id: number): Promise<Issue | null> {
  const issue = await tx.em.findOne(Issue, id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  const seen = await firstRow(tx.db, sql`select from issue i where i.id = ${id} and ${visible(sight, 'Issue', sql`i.id`)}`);
  return seen ? issue : null;
}

/** The unit signs for it. */
export function acknowledgeIssue(tx: Transaction, sight: Sight, id: number): Promise<Outcome<number>> {
  return advance(tx, sight, id, 'acknowledge', null, (issue) => {
    issue.signBy = null;
    return [];
  });
}

/** The handler's word; somebody else has to verify it. */
export async function resolveIssue(tx: Transaction, sight: Sight, id: number, note: string): Promise<Outcome<number>> {
  const bad = checkText(note, ['note'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  return advance(tx, sight, id, 'resolve', note.trim(), (issue) => {
    issue.resolvedBy = tx.actor.subject;
    issue.resolvedAt = tx.now;
    issue.signBy = null;
    return [];
  });
}

export async function verifyIssue(tx: Transaction, sight: Sight, id: number, note: string | null): Promise<Outcome<number>> {
  const bad = checkText(note ?? '', ['note'], textLimit.note, { mayBeEmpty: true });
  if (bad.length > 0) return { refused: bad };
  return advance(tx, sight, id, 'verify', note?.trim() || null, (issue) => {
    if (issue.resolvedBy === tx.actor.subject) return refuse('OWN_WORD', ['id']).refused;
    issue.closedAt = tx.now;
    return [];
  });
}

/** Not accepted: back to the unit, counted, with the reason. */
export async function returnIssue(tx: Transaction, sight: Sight, id: number, note: string): Promise<Outcome<number>> {
  const bad = checkText(note, ['note'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  return advance(tx, sight, id, 'return', note.trim(), async (issue) => {
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
  return advance(tx, sight, id, 'escalate', note.trim(), async (issue) => {
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
  return advance(tx, sight, id, 'remind', note.trim(), (issue) => {
    issue.reminders += 1;
    issue.remindedAt = tx.now;
    return [];
  });
}
