import { readPagesByOwner, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import type { Sight } from '../kernel/rights.js';
import { scopeColumn, visible } from '../graphql/sight.js';
import type { Language } from '../kernel/language.js';
import { rows, sql, type Sql } from '../store/database.js';
import type { IssueStatus } from './issue.entity.js';
import type { CommentRow, EvidenceRow, ExtensionRequestType, IssueAnswerType, IssueReturnType } from './issue-parts.type.js';

/** Of an issue and of those that were merged into it. `alias` is a table with an issue_id. */
function ofIssueOrDuplicate(owner: Sql, column: Sql): Sql {
  return sql`(${column} = ${owner} or ${column} in (select d.id from issue d where d.merged_into = ${owner}))`;
}

export const extensionRequestsOf = rowsBy<number, ExtensionRequestType & { issueId: number }>((row) => row.issueId, (issues) => sql`
  select r.issue_id as "issueId", r.due_on as "dueOn", r.reason, r.state, r.asked_by_name as "askedBy", r.asked_at as "askedAt",
         r.decided_by_name as "decidedBy", r.decided_at as "decidedAt", r.note
  from extension_request r where r.issue_id = any(${issues}) order by r.id`);

export const answersOf = rowsBy<number, IssueAnswerType & { issueId: number; unitId: number }>((row) => row.issueId, (issues) => sql`
  select a.issue_id as "issueId", a.unit_id as "unitId", a.text, a.done, a.waived, a.by_name as by, a.at
  from issue_answer a where a.issue_id = any(${issues}) order by a.id`);

/** From the history, which is where it stands. */
export const returnReasonsOf = rowsBy<number, IssueReturnType & { issueId: number }>((row) => row.issueId, (issues) => sql`
  select h.entity_id as "issueId", h.at, h.actor_name as by, h.note as reason
  from history h where h.type = 'Issue' and h.entity_id = any(${issues}) and h.act = 'RETURNED' order by h.id`);

const evidence: Sql = sql`'Evidence' as "__typename", e.id, e.issue_id as "issueId", e.url, e.title, e.added_by_name as "addedBy", e.added_at as "addedAt",
  e.ended_by_name as "endedBy", e.ended_at as "endedAt", ${scopeColumn('Issue', sql`e.issue_id`)}`;

export const evidenceById = rowBy<number, EvidenceRow>((row) => row.id, (ids) => sql`select ${evidence} from issue_evidence e where e.id = any(${ids})`);

export const evidenceOf = rowsBy<number, EvidenceRow & { ownerId: number }>((row) => row.ownerId, (issues) => sql`
  select owner.id as "ownerId", ${evidence}
  from unnest(${issues}::int[]) as owner(id) join issue_evidence e on ${ofIssueOrDuplicate(sql`owner.id`, sql`e.issue_id`)} order by e.id`);

// What was withdrawn says nothing any more, whichever moment is asked for: the present decides.
const comment: Sql = sql`'Comment' as "__typename", c.id, c.issue_id as "issueId", case when (select w.withdrawn_at is null from public.issue_comment w where w.id = c.id) then c.text end as text, c.author_name as author, c.at,
  c.withdrawn_by_name as "withdrawnBy", c.withdrawn_at as "withdrawnAt", ${scopeColumn('Issue', sql`c.issue_id`)}`;

export const commentById = rowBy<number, CommentRow>((row) => row.id, (ids) => sql`select ${comment} from issue_comment c where c.id = any(${ids})`);

interface CommentsKey {
  readonly issue: number;
  readonly sight: Sight;
  readonly page: PageWanted;
  readonly language: Language;
}

const commentPages = loader<CommentsKey, Page<CommentRow>>(async (db, keys) => {
  const answers = new Map<CommentsKey, Page<CommentRow> | Error>();
  for (const alike of Map.groupBy(keys, ({ sight, page, language }) => JSON.stringify([sight, page, language])).values()) {
    const { sight, page, language } = alike[0]!;
    const list = { columns: comment, from: sql`issue_comment c`, where: [ofIssueOrDuplicate(sql`owner.id`, sql`c.issue_id`), visible(sight, 'Issue', sql`c.issue_id`)], order: { key: sql`c.at`, type: 'timestamptz', descending: true }, id: sql`c.id` } as const;
    const pages = await readPagesByOwner<CommentRow>(db, alike.map(({ issue }) => issue), list, page, language).catch((error: Error) => alike.map(() => error));
    alike.forEach((key, index) => answers.set(key, pages[index]!));
  }
  return keys.map((key) => answers.get(key) as Page<CommentRow>);
});

/** A page of the comments on an issue, the newest first. */
export function readComments(context: Context, issue: number, page: PageWanted): Promise<Page<CommentRow>> {
  return context.load(commentPages, { issue, sight: context.sight, page, language: context.language });
}

/** Ids of the issues that came back after each one, and of those merged into it, by number. */
export const recurrenceIdsOf = linkedBy(sql`recurrence_of`);
export const duplicateIdsOf = linkedBy(sql`merged_into`);

function linkedBy(column: Sql) {
  return loader<number, number[]>(async (db, issues) => {
    const found = await rows<{ id: number; of: number }>(db, sql`select l.id, l.${column} as of from issue l where l.${column} = any(${issues}) order by l.id`);
    const byIssue = Map.groupBy(found, (row) => row.of);
    return issues.map((issue) => (byIssue.get(issue) ?? []).map(({ id }) => id));
  });
}

/** What decides, beside status and role, on what may be done to an issue now. */
export interface ActFacts {
  readonly status: IssueStatus;
  readonly level: string;
  readonly leadUnitId: number | null;
  readonly supporting: readonly number[];
  readonly resolvedBy: string | null;
  /** Who asked for the later deadline that is open; null where none is. */
  readonly askedBy: string | null;
}

export const actFacts = rowBy<number, ActFacts & { id: number }>((row) => row.id, (issues) => sql`
  select i.id, i.status, i.level, i.lead_unit_id as "leadUnitId", i.resolved_by as "resolvedBy",
         array(select s.unit_id from issue_supporting_unit s where s.issue_id = i.id) as supporting,
         (select r.asked_by from extension_request r where r.issue_id = i.id and r.state = 'OPEN') as "askedBy"
  from issue i where i.id = any(${issues})`);
