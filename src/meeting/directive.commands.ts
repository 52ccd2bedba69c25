import { record } from '../history/history.commands.js';
import { visible } from '../graphql/sight.js';
import { giveIssue, reportIssue, type AssignData } from '../issue/issue.commands.js';
import type { IssueCategory, IssueKind, IssueStatus, Severity } from '../issue/issue.entity.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { AgendaItem } from './agenda-item.entity.js';
import { Directive } from './directive.entity.js';
import { place } from './meeting-run.commands.js';
import { takeItem } from './meeting.reach.js';
import type { Meeting } from './meeting.entity.js';

export interface DirectiveData extends Omit<AssignData, 'leadUnitId'> {
  readonly itemId: number;
  readonly text: string;
  /** To whom the issue goes; null leaves it with whom it is. */
  readonly leadUnitId: number | null;
  /** A standing issue to take up; null makes one, of the kind, category and severity. */
  readonly issueId: number | null;
  readonly kind: IssueKind;
  readonly category: IssueCategory;
  readonly severity: Severity;
}

/** What an issue about an agenda item is about. */
type Subject = Pick<AgendaItem, 'projectId' | 'leadId'> & Pick<Meeting, 'regionId'>;

/** A lead that became a project since the agenda was made is decided on as the project. */
async function subjectOf({ db }: Transaction, { regionId }: Meeting, { projectId, leadId }: AgendaItem): Promise<Subject> {
  const converted = leadId === null ? undefined : await firstRow<{ projectId: number }>(db, sql`
    select project_id as "projectId" from investment_lead where id = ${leadId} and project_id is not null`);
  return converted ? { projectId: converted.projectId, leadId: null, regionId } : { projectId, leadId, regionId };
}

/** Records what the meeting decides on an item that it has called, and makes or takes up the issue in the same act. */
export async function recordDirective(tx: Transaction, sight: Sight, data: DirectiveData): Promise<Outcome<number>> {
  const bad = checkText(data.text, ['input', 'text'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const taken = await takeItem(tx, sight, data.itemId, ['IN_PROGRESS'], ['input', 'itemId']);
  if (taken.refused) return taken;
  const { meeting, item } = taken.done;
  if (item.status !== 'CALLED' && item.status !== 'DONE') return refuse('ITEM_STATE', ['input', 'itemId'], { status: item.status });
  const subject = await subjectOf(tx, meeting, item);
  const issue = data.issueId === null ? await makeIssue(tx, sight, subject, data) : await takeUpIssue(tx, sight, subject, data, data.issueId);
  if (issue.refused) return issue;
  const text = data.text.trim();
  const directive = tx.em.create(Directive, { meetingId: meeting.id, itemId: item.id, issueId: issue.done, text });
  await tx.em.flush();
  await record(tx, 'Meeting', meeting.id, 'DIRECTED', place(item.position));
  await record(tx, 'Issue', issue.done, 'DIRECTED', text);
  return done(directive.id);
}

async function makeIssue(tx: Transaction, sight: Sight, subject: Subject, data: DirectiveData): Promise<Outcome<number>> {
  const { kind, category, severity, dueOn, dueInWorkingDays, leadUnitId } = data;
  const about = subject.projectId !== null || subject.leadId !== null ? { ...subject, regionId: null } : subject;
  const reported = inputPath(await reportIssue(tx, sight, { ...about, kind, category, severity, dueOn, dueInWorkingDays, ...titled(data.text) }), {
    projectId: 'itemId', leadId: 'itemId', regionId: 'itemId', title: 'text', detail: 'text',
  });
  if (reported.refused || (leadUnitId === null && !assigns(data))) return reported;
  return assign(tx, sight, reported.done, data, leadUnitId);
}

async function takeUpIssue(tx: Transaction, sight: Sight, subject: Subject, data: DirectiveData, issueId: number): Promise<Outcome<number>> {
  const path = ['input', 'issueId'];
  const issue = await firstRow<Subject & { status: IssueStatus; leadUnitId: number | null; supporting: number[] }>(tx.db, sql`
    select i.status, i.lead_unit_id as "leadUnitId", i.project_id as "projectId", i.lead_id as "leadId", i.region_id as "regionId",
           array(select s.unit_id from issue_supporting_unit s where s.issue_id = i.id) as supporting
    from issue i where i.id = ${issueId} and ${visible(sight, 'Issue', sql`i.id`)} for update of i`);
  if (!issue) return refuse('NOT_FOUND', path, { what: 'Issue' });
  const same = issue.projectId === subject.projectId && issue.leadId === subject.leadId && (issue.regionId ?? subject.regionId) === subject.regionId;
  if (!same) return refuse('OTHER_SUBJECT', path);
  if (issue.status === 'CLOSED') return refuse('ISSUE_STATE', path, { status: issue.status });
  if (data.leadUnitId === null && !assigns(data) && !data.dueOn && typeof data.dueInWorkingDays !== 'number') return done(issueId);
  const supportingUnitIds = data.supportingUnitIds ?? issue.supporting;
  return inputPath(await assign(tx, sight, issueId, { ...data, supportingUnitIds }, data.leadUnitId ?? issue.leadUnitId), { id: 'issueId' });
}

/** Whether the directive says more of the handling than who and by when. */
function assigns({ serviceMode, supportingUnitIds }: DirectiveData): boolean {
  return Boolean(serviceMode) || (supportingUnitIds ?? []).length > 0;
}

async function assign(tx: Transaction, sight: Sight, issueId: number, data: DirectiveData, leadUnitId: number | null): Promise<Outcome<number>> {
  return leadUnitId === null ? refuse('TEXT_EMPTY', ['input', 'leadUnitId']) : giveIssue(tx, sight, issueId, { ...data, leadUnitId });
}

const titleLength = 60;

/** The first characters of a directive make the issue's title; the whole is its detail where the title does not hold it. */
function titled(text: string): { title: string; detail: string } {
  const line = [...text.trim().replace(/\s+/g, ' ')];
  return { title: line.slice(0, titleLength).join(''), detail: line.length > titleLength ? text.trim() : '' };
}

/** What an issue's command complains of, under the names of the directive's input. */
function inputPath(outcome: Outcome<number>, names: Readonly<Record<string, string>>): Outcome<number> {
  if (!outcome.refused) return outcome;
  return {
    refused: outcome.refused.map((refusal) => {
      const field = refusal.path.at(-1) ?? '';
      return names[field] === undefined ? refusal : { ...refusal, path: ['input', names[field]] };
    }),
  };
}
