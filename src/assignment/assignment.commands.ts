import { visible } from '../graphql/sight.js';
import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql, type Sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { AssignmentRole } from './assignment.entity.js';

export interface Subject {
  readonly type: 'Project' | 'InvestmentLead';
  readonly id: number;
}

export interface AssignmentData {
  readonly leaderId: number;
  readonly subject: Subject;
  readonly role: AssignmentRole;
  readonly duty: string;
  /** Why whoever holds the role hands it over; their successor's name where nothing is said. */
  readonly reason: string | null;
}

/** Lets a leader answer for a subject; whoever held the role hands it over at that moment. */
export async function makeAssignment(tx: Transaction, sight: Sight, { leaderId, subject, role, duty, reason }: AssignmentData): Promise<Outcome<number>> {
  const bad = [
    ...checkText(duty, ['input', 'duty'], textLimit.note, { mayBeEmpty: true }),
    ...(reason === null ? [] : checkText(reason, ['input', 'reason'], textLimit.note)),
  ];
  if (bad.length > 0) return { refused: bad };
  const on = await lockSubject(tx, sight, subject);
  if (!on) return refuse('NOT_FOUND', ['input', 'subjectId'], { what: subject.type });
  if (on.converted) return refuse('ALREADY_CONVERTED', ['input', 'subjectId']);
  if (on.ended) return refuse('ENDED', ['input', 'subjectId'], { what: on.name });
  // Shared: so that the leader does not end meanwhile.
  const leader = await firstRow<{ name: string; ended: boolean }>(tx.db, sql`select name, ended_at is not null as ended from leader where id = ${leaderId} for share`);
  if (!leader) return refuse('NOT_FOUND', ['input', 'leaderId'], { what: 'Leader' });
  if (leader.ended) return refuse('ENDED', ['input', 'leaderId'], { what: leader.name });

  const column = sql.ref(subject.type === 'Project' ? 'project_id' : 'lead_id');
  // A second turn is needed only where somebody wrote past the lock on the subject, with SQL of their own.
  for (;;) {
    const holder = await firstRow<{ id: number; leaderId: number }>(tx.db, sql`
      select id, leader_id as "leaderId" from assignment where ${column} = ${subject.id} and role = ${role} and until is null for update`);
    if (holder?.leaderId === leaderId) return refuse('ALREADY_HOLDS', ['input', 'leaderId'], { name: leader.name });
    const since = holder ? await close(tx, holder.id, reason?.trim() ?? leader.name) : tx.now.toISOString();
    const made = await firstRow<{ id: number }>(tx.db, sql`
      insert into assignment (role, leader_id, ${column}, duty, since) values (${role}, ${leaderId}, ${subject.id}, ${duty.trim()}, ${since})
      on conflict do nothing returning id`);
    if (!made) continue;
    if (holder) await record(tx, 'Assignment', holder.id, 'HANDED_OVER', reason?.trim() ?? leader.name);
    await record(tx, 'Assignment', made.id, 'MADE');
    return done(made.id);
  }
}

/** Ends an assignment without a successor. */
export async function endAssignment(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const assignment = await firstRow<{ ended: boolean; name: string }>(tx.db, sql`
    select a.until is not null as ended, h.name from assignment a join leader h on h.id = a.leader_id
    where a.id = ${id} and ${visible(sight, 'Assignment', sql`a.id`)} for update of a`);
  if (!assignment) return refuse('NOT_FOUND', ['id'], { what: 'Assignment' });
  if (assignment.ended) return refuse('ENDED', ['id'], { what: assignment.name });
  await close(tx, id, reason.trim());
  await record(tx, 'Assignment', id, 'ENDED', reason.trim());
  return done(id);
}

interface Locked {
  readonly name: string;
  readonly ended: boolean;
  readonly converted: boolean;
}

/** Those who assign on one subject wait for each other here; undefined where there is none or the viewer may not see it. */
function lockSubject({ db }: Transaction, sight: Sight, { type, id }: Subject): Promise<Locked | undefined> {
  const found = {
    Project: sql`select s.name, s.ended_at is not null as ended, false as converted from project s`,
    InvestmentLead: sql`select s.name, s.ended_at is not null as ended, s.project_id is not null as converted from investment_lead s`,
  } satisfies Record<Subject['type'], Sql>;
  return firstRow(db, sql`${found[type]} where s.id = ${id} and ${visible(sight, type, sql`s.id`)} for no key update of s`);
}

/** Ends it now, but never before it began: a clock that was set back must not turn history around. Answers when. */
async function close({ db, now }: Transaction, id: number, reason: string): Promise<string> {
  const closed = await firstRow<{ until: string }>(db, sql`
    update assignment set until = greatest(since, ${now.toISOString()}::timestamptz), end_reason = ${reason} where id = ${id} returning until`);
  return closed!.until;
}
