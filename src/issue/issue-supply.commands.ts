import { checkLink } from '../kernel/link.js';
import { refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { visible } from '../graphql/sight.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { advance } from './issue-step.js';

export function addEvidence(tx: Transaction, sight: Sight, id: number, url: string, title: string): Promise<Outcome<number>> {
  const bad = [...checkLink(url.trim(), ['url']), ...checkText(title, ['title'], textLimit.title)];
  if (bad.length > 0) return Promise.resolve({ refused: bad });
  return advance(tx, sight, id, 'ADD_EVIDENCE', title.trim(), async () => {
    await sql`
      insert into issue_evidence (issue_id, url, title, added_by, added_by_name)
      values (${id}, ${url.trim()}, ${title.trim()}, ${tx.actor.subject}, ${tx.actor.name})`.execute(tx.db);
    return [];
  });
}

export async function endEvidence(tx: Transaction, sight: Sight, evidenceId: number): Promise<Outcome<number>> {
  const found = await firstRow<Part>(tx.db, sql`
    select e.issue_id as "issueId", e.added_by as "by", e.title as "says", e.ended_at is not null as ended
    from issue_evidence e where e.id = ${evidenceId} and ${visible(sight, 'Issue', sql`e.issue_id`)}`);
  return takeAway(tx, sight, 'END_EVIDENCE', found, 'Evidence', sql`update issue_evidence set ended_at = ${tx.now}, ended_by_name = ${tx.actor.name} where id = ${evidenceId}`);
}

export function commentOn(tx: Transaction, sight: Sight, id: number, text: string): Promise<Outcome<number>> {
  const bad = checkText(text, ['text'], textLimit.note);
  if (bad.length > 0) return Promise.resolve({ refused: bad });
  return advance(tx, sight, id, 'COMMENT', null, async () => {
    await sql`insert into issue_comment (issue_id, text, author, author_name) values (${id}, ${text.trim()}, ${tx.actor.subject}, ${tx.actor.name})`.execute(tx.db);
    return [];
  });
}

export async function withdrawComment(tx: Transaction, sight: Sight, commentId: number): Promise<Outcome<number>> {
  const found = await firstRow<Part>(tx.db, sql`
    select c.issue_id as "issueId", c.author as "by", null as "says", c.withdrawn_at is not null as ended
    from issue_comment c where c.id = ${commentId} and ${visible(sight, 'Issue', sql`c.issue_id`)}`);
  return takeAway(tx, sight, 'WITHDRAW_COMMENT', found, 'Comment', sql`update issue_comment set withdrawn_at = ${tx.now}, withdrawn_by_name = ${tx.actor.name} where id = ${commentId}`);
}

interface Part {
  readonly issueId: number;
  readonly by: string;
  readonly says: string | null;
  readonly ended: boolean;
}

/** Whoever gave it takes it back, or the office, which sees by region or everything. */
function takeAway(
  tx: Transaction, sight: Sight, act: 'END_EVIDENCE' | 'WITHDRAW_COMMENT', part: Part | undefined, what: 'Evidence' | 'Comment', statement: ReturnType<typeof sql>,
): Promise<Outcome<number>> {
  if (!part) return Promise.resolve(refuse('NOT_FOUND', ['id'], { what }));
  return advance(tx, sight, part.issueId, act, part.says, async () => {
    if (part.ended) return refuse('ENDED', ['id'], { what }).refused;
    const isOffice = sight.kind === 'ALL' || sight.kind === 'REGION';
    if (!isOffice && part.by !== tx.actor.subject) return refuse('FORBIDDEN_HERE', ['id']).refused;
    await statement.execute(tx.db);
    return [];
  });
}
