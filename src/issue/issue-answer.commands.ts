import { refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { advance } from './issue-step.js';

export interface AnswerData {
  /** Of which supporting unit; a unit answers for itself. */
  readonly unitId: number | null;
  readonly text: string;
  /** Whether its part is done. */
  readonly done: boolean;
}

/** What a supporting unit says of its part. An earlier answer stands beside it and no longer counts. */
export function answerIssue(tx: Transaction, sight: Sight, id: number, { unitId, text, done }: AnswerData): Promise<Outcome<number>> {
  return write(tx, sight, id, 'ANSWER', sight.kind === 'UNIT' ? (unitId ?? sight.unitId) : unitId, text, ['text'], { done, waived: false });
}

/** The office does without the answer. */
export function waiveAnswer(tx: Transaction, sight: Sight, id: number, unitId: number, reason: string): Promise<Outcome<number>> {
  return write(tx, sight, id, 'WAIVE_ANSWER', unitId, reason, ['reason'], { done: true, waived: true });
}

async function write(
  tx: Transaction, sight: Sight, id: number, act: 'ANSWER' | 'WAIVE_ANSWER', unitId: number | null, text: string, path: readonly string[],
  { done, waived }: { done: boolean; waived: boolean },
): Promise<Outcome<number>> {
  const bad = checkText(text, path, textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const unit = await firstRow<{ name: string }>(tx.db, sql`
    select u.name from issue_supporting_unit s join unit u on u.id = s.unit_id where s.issue_id = ${id} and s.unit_id = ${unitId}`);
  return advance(tx, sight, id, act, unit ? `${unit.name}: ${text.trim()}` : null, async (): Promise<readonly Refusal[]> => {
    if (!unit) return refuse('NOT_SUPPORTING', ['unitId']).refused;
    if (sight.kind === 'UNIT' && unitId !== sight.unitId) return refuse('FORBIDDEN_HERE', ['unitId']).refused;
    await sql`
      insert into issue_answer (issue_id, unit_id, text, done, waived, by_name)
      values (${id}, ${unitId}, ${text.trim()}, ${done}, ${waived}, ${tx.actor.name})`.execute(tx.db);
    return [];
  });
}

/** Names of the supporting units that have not called their part done, by code. */
export async function unansweredUnits({ db }: Transaction, id: number): Promise<string[]> {
  const found = await rows<{ name: string }>(db, sql`
    select u.name from issue_supporting_unit s join unit u on u.id = s.unit_id
    where s.issue_id = ${id} and not coalesce((select a.done from issue_answer a where a.issue_id = s.issue_id and a.unit_id = s.unit_id order by a.id desc limit 1), false)
    order by u.code`);
  return found.map(({ name }) => name);
}
