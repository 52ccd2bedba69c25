import { wordsOf } from '../kernel/enumeration.js';
import { done, type Outcome } from '../kernel/refusal.js';
import type { Actor } from '../kernel/viewer.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { dueByItself, type Due } from './automatic.queries.js';
import { IssueLevel } from './issue.entity.js';
import { escalateIssue, remindIssue } from './issue-lifecycle.commands.js';

/** Who does what the rules say. */
export const automatic: Actor = { subject: 'automatic', name: '系统自动', automatic: true };

/** It acts on every issue. */
const sight = { kind: 'ALL' } as const;

/** Does what is due for an issue now, once: looks again where others may have been quicker. Answers which acts were done. */
export async function actByItself(tx: Transaction, id: number): Promise<Outcome<readonly string[]>> {
  await sql`select from issue where id = ${id} for update`.execute(tx.db);
  const [due] = await dueByItself(tx.db, id);
  const acts: string[] = [];
  if (due?.remind) {
    const reminded = await remindIssue(tx, sight, id, `${reasonOf(due)}，系统自动催办`);
    if (reminded.refused) return reminded;
    acts.push('issueRemind');
  }
  if (due?.escalate) {
    const next = await nextLevel(tx, due.level);
    const escalated = await escalateIssue(tx, sight, id, next.level, `${reasonOf(due)}，按${due.levelName}规则自动提级至${next.name}`);
    if (escalated.refused) return escalated;
    acts.push('issueEscalate');
  }
  return done(acts);
}

function reasonOf({ late, days }: Due): string {
  return late === 'UNSIGNED' ? `逾期 ${days} 个工作日未签收` : `超过办理期限 ${days} 个工作日`;
}

async function nextLevel(tx: Transaction, level: IssueLevel): Promise<{ level: IssueLevel; name: string }> {
  const levels = wordsOf(IssueLevel);
  const next = levels[levels.indexOf(level) + 1]!;
  const { name } = (await firstRow<{ name: string }>(tx.db, sql`select name from escalation_rule where level = ${next}`))!;
  return { level: next, name };
}
