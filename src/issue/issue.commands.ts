import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { visible } from '../graphql/sight.js';
import { record } from '../history/history.commands.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { IssueCategory, IssueKind, IssueLevel, Severity } from './issue.entity.js';
import { findSubject, type SubjectData } from './issue.subject.js';
import type { ExternalRef } from './issue.type.js';

export { acknowledgeIssue, escalateIssue, resolveIssue, returnIssue, verifyIssue } from './issue-lifecycle.commands.js';
export { assignIssue, type AssignData } from './issue-assign.commands.js';
export { correctIssue, type IssueCorrection } from './issue-correct.commands.js';

export interface ReportData extends SubjectData {
  readonly kind: IssueKind;
  readonly category: IssueCategory;
  readonly severity: Severity;
  readonly title: string;
  readonly detail?: string | null;
  readonly dueOn?: string | null;
  /** PROJECT where none is given. */
  readonly level?: IssueLevel | null;
  readonly externalRef?: ExternalRef | null;
}

/**
 * Reports an issue. One whose external reference was reported before is answered as it stands, whatever else the retry says,
 * also where two retries race: the unique constraint decides, and the loser leaves nothing behind.
 */
export async function reportIssue(tx: Transaction, sight: Sight, data: ReportData): Promise<Outcome<number>> {
  const ref = data.externalRef ? { system: data.externalRef.system.trim(), key: data.externalRef.key.trim() } : null;
  const foreign = checkRef(sight, ref);
  if (foreign.length > 0) return { refused: foreign };
  const standing = ref && (await standingIssue(tx, sight, ref));
  if (standing) return standing;
  const bad = checkContent(tx, data);
  if (bad.length > 0) return { refused: bad };
  const subject = await findSubject(tx, sight, data);
  if (subject.refused) return subject;
  const { projectId, leadId, regionId, series } = subject.done;
  for (;;) {
    const number = `${series}-${String(await tx.takeNumber(series)).padStart(4, '0')}`;
    const reported = await firstRow<{ id: number }>(tx.db, sql`
      insert into issue (number, kind, category, title, detail, severity, status, level, project_id, lead_id, region_id, due_on, external_system, external_key)
      values (${number}, ${data.kind}, ${data.category}, ${data.title.trim()}, ${data.detail?.trim() ?? ''}, ${data.severity}, 'REPORTED',
        ${data.level ?? 'PROJECT'}, ${projectId}, ${leadId}, ${regionId}, ${data.dueOn ?? null}, ${ref?.system ?? null}, ${ref?.key ?? null})
      on conflict do nothing returning id`);
    if (reported) {
      await record(tx, 'Issue', reported.id, 'REPORTED');
      return done(reported.id);
    }
    const winner = ref && (await standingIssue(tx, sight, ref));
    if (winner) return winner;
    // Somebody gave the number by SQL: the next one.
  }
}

/** Whoever sees by system reports for that system, and always with a reference: it is what it may retry by. */
function checkRef(sight: Sight, ref: ExternalRef | null): readonly Refusal[] {
  if (sight.kind === 'NOTHING') return refuse('FORBIDDEN_HERE').refused;
  if (sight.kind === 'SYSTEM' && !ref) return refuse('TEXT_EMPTY', ['input', 'externalRef']).refused;
  if (!ref) return [];
  if (sight.kind === 'SYSTEM' && ref.system !== sight.system) return refuse('FOREIGN_SYSTEM', ['input', 'externalRef', 'system'], { system: sight.system }).refused;
  return [
    ...checkText(ref.system, ['input', 'externalRef', 'system'], textLimit.name),
    ...checkText(ref.key, ['input', 'externalRef', 'key'], textLimit.name),
  ];
}

/** The issue that a reference stands for; null where there is none. One that the viewer may not see is not told from none at all. */
async function standingIssue(tx: Transaction, sight: Sight, { system, key }: ExternalRef): Promise<Outcome<number> | null> {
  const standing = await firstRow<{ id: number; seen: boolean }>(tx.db, sql`
    select i.id, ${visible(sight, 'Issue', sql`i.id`)} as seen from issue i where i.external_system = ${system} and i.external_key = ${key}`);
  if (!standing) return null;
  return standing.seen ? done(standing.id) : refuse('NOT_FOUND', ['input', 'externalRef'], { what: 'Issue' });
}

function checkContent({ today }: Transaction, { title, detail, dueOn }: ReportData): readonly Refusal[] {
  return [
    ...checkText(title, ['input', 'title'], textLimit.title),
    ...checkText(detail ?? '', ['input', 'detail'], textLimit.detail, { mayBeEmpty: true }),
    ...(dueOn && dueOn < today ? refuse('DAY_BEFORE', ['input', 'dueOn'], { day: dueOn, earliest: today }).refused : []),
  ];
}
