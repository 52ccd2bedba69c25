import { refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { advance } from './issue-step.js';
import type { Issue, IssueCategory, IssueKind, Severity } from './issue.entity.js';

/** What is left out, or null, stays. */
export interface IssueCorrection {
  readonly version: number;
  readonly kind?: IssueKind | null;
  readonly category?: IssueCategory | null;
  readonly severity?: Severity | null;
  readonly title?: string | null;
  readonly detail?: string | null;
  readonly dueOn?: string | null;
}

/** Corrects an open issue; a closed one is history. */
export async function correctIssue(tx: Transaction, sight: Sight, id: number, correction: IssueCorrection): Promise<Outcome<number>> {
  return advance(tx, sight, id, 'CORRECT', null, async (issue) => {
    if (issue.version !== correction.version) return refuse('CONFLICT', ['input', 'version'], { version: issue.version }).refused;
    const bad = [...checkTexts(correction), ...(await checkDay(tx, issue, correction.dueOn))];
    if (bad.length > 0) return bad;
    issue.kind = correction.kind ?? issue.kind;
    issue.category = correction.category ?? issue.category;
    issue.severity = correction.severity ?? issue.severity;
    issue.title = correction.title?.trim() ?? issue.title;
    issue.detail = correction.detail?.trim() ?? issue.detail;
    issue.dueOn = correction.dueOn ?? issue.dueOn;
    return [];
  });
}

function checkTexts({ title, detail }: IssueCorrection): readonly Refusal[] {
  return [
    ...(typeof title === 'string' ? checkText(title, ['input', 'title'], textLimit.title) : []),
    ...(typeof detail === 'string' ? checkText(detail, ['input', 'detail'], textLimit.detail, { mayBeEmpty: true }) : []),
  ];
}

async function checkDay(tx: Transaction, issue: Issue, dueOn: string | null | undefined): Promise<readonly Refusal[]> {
  if (!dueOn || dueOn === issue.dueOn) return [];
  const reported = await firstRow<{ on: string }>(tx.db, sql`select business_day(reported_at) as on from issue where id = ${issue.id}`);
  const earliest = reported!.on;
  return dueOn < earliest ? refuse('DAY_BEFORE', ['input', 'dueOn'], { day: dueOn, earliest }).refused : [];
}
