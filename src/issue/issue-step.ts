import { LockMode } from '@mikro-orm/core';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { visible } from '../graphql/sight.js';
import { record, type Named } from '../history/history.commands.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { Issue } from './issue.entity.js';
import { lifecycle, type IssueAct, type UnitPart } from './issue.lifecycle.js';

/** What an act changes besides the status; where it refuses it changes nothing. The issue's lock is held. */
type Change = (issue: Issue) => readonly Refusal[] | Promise<readonly Refusal[]>;

/** One step of an issue's life. Steps on one issue wait for each other, so that each sees the state that the last one left. */
export async function advance(
  tx: Transaction, sight: Sight, id: number, act: IssueAct, note: string | null, change: Change = () => [], names: Named | null = null,
): Promise<Outcome<number>> {
  const issue = await lock(tx, sight, id);
  if (!issue) return refuse('NOT_FOUND', ['id'], { what: 'Issue' });
  const { leads, unit, records } = lifecycle[act];
  if (!(await isForUnit(tx, sight, issue, unit))) return refuse('FORBIDDEN_HERE', ['id']);
  const next = leads[issue.status];
  if (next === null) return refuse('ISSUE_STATE', ['id'], { status: issue.status });
  const refused = await change(issue);
  if (refused.length > 0) return { refused };
  issue.status = next;
  await tx.em.flush();
  await record(tx, 'Issue', id, records, note, names);
  return done(id);
}

async function lock(tx: Transaction, sight: Sight, id: number): Promise<Issue | null> {
  const issue = await tx.em.findOne(Issue, id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  const seen = await firstRow(tx.db, sql`select from issue i where i.id = ${id} and ${visible(sight, 'Issue', sql`i.id`)}`);
  return seen ? issue : null;
}

async function isForUnit(tx: Transaction, sight: Sight, issue: Issue, part: UnitPart): Promise<boolean> {
  if (sight.kind !== 'UNIT' || part === 'ANY') return true;
  if (part === 'LEAD') return issue.leadUnitId === sight.unitId;
  return (await firstRow(tx.db, sql`select from issue_supporting_unit where issue_id = ${issue.id} and unit_id = ${sight.unitId}`)) !== undefined;
}
