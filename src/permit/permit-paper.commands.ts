import { checkCalendarDay } from '../calendar/calendar-span.js';
import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { papersDue } from './permit.queries.js';
import { checkDay, takePermit, tell } from './permit-step.js';

export interface PaperDeferData {
  readonly name: string;
  readonly dueOn: string;
  readonly permitKind?: string | null;
}

/** Lets a paper follow later; one of land use never does, whichever permit it belongs to. */
export async function deferPaper(tx: Transaction, sight: Sight, id: number, data: PaperDeferData): Promise<Outcome<number>> {
  const bad = [
    ...checkText(data.name, ['input', 'name'], textLimit.name),
    ...(data.dueOn < tx.today ? refuse('DAY_BEFORE', ['input', 'dueOn'], { day: data.dueOn, earliest: tx.today }).refused : checkCalendarDay(data.dueOn, ['input', 'dueOn'])),
  ];
  if (bad.length > 0) return { refused: bad };
  const taken = await takePermit(tx, sight, id, 'DEFER_PAPER');
  if (taken.refused) return taken;
  const { kind } = taken.done;
  const { landUse, papersMayFollow } = (await firstRow<{ landUse: boolean; papersMayFollow: boolean }>(tx.db, sql`select land_use as "landUse", papers_may_follow as "papersMayFollow" from permit_kind where id = ${taken.done.kindId} for share`))!;
  if (landUse) return refuse('PAPER_OF_LAND_USE', ['id'], { kind });
  if (!papersMayFollow) return refuse('PAPER_NEEDED_NOW', ['id'], { kind });
  let itself: { id: number; name: string; landUse: boolean } | undefined;
  if (typeof data.permitKind === 'string') {
    itself = await firstRow(tx.db, sql`select id, name_zh as name, land_use as "landUse" from permit_kind where code = ${data.permitKind} for share`);
    if (!itself) return refuse('NOT_FOUND', ['input', 'permitKind'], { what: 'PermitKind' });
    if (itself.landUse) return refuse('PAPER_OF_LAND_USE', ['input', 'permitKind'], { kind: itself.name });
  }
  await sql`insert into permit_paper (permit_id, name, permit_kind_id, due_on, deferred_by) values (${id}, ${data.name.trim()}, ${itself?.id ?? null}::int, ${data.dueOn}, ${tx.actor.name})`.execute(tx.db);
  await tell(tx, taken.done, 'DEFER_PAPER', `${data.name.trim()} ${data.dueOn}`);
  return done(id);
}

/** A paper that was to follow is there. */
export async function deliverPaper(tx: Transaction, sight: Sight, paperId: number, on: string | null | undefined): Promise<Outcome<number>> {
  const missing = refuse('NOT_FOUND', ['paperId'], { what: 'PermitPaper' });
  const found = await firstRow<{ permitId: number }>(tx.db, sql`select permit_id as "permitId" from permit_paper where id = ${paperId}`);
  if (!found) return missing;
  const taken = await takePermit(tx, sight, found.permitId, 'DELIVER_PAPER');
  if (taken.refused) return taken.refused[0]?.code === 'NOT_FOUND' ? missing : { refused: taken.refused.map((refusal) => ({ ...refusal, path: ['paperId'] })) };
  const paper = (await firstRow<{ name: string; deliveredOn: string | null; deferredOn: string }>(tx.db, sql`
    select name, delivered_on as "deliveredOn", business_day(deferred_at) as "deferredOn" from permit_paper where id = ${paperId} for update`))!;
  if (paper.deliveredOn) return refuse('PAPER_DELIVERED', ['paperId'], { name: paper.name, day: paper.deliveredOn });
  const day = checkDay(tx, on, paper.deferredOn);
  if (day.refused) return day;
  await sql`update permit_paper set delivered_on = ${day.done} where id = ${paperId}`.execute(tx.db);
  await tell(tx, taken.done, 'DELIVER_PAPER', paper.name);
  return done(found.permitId);
}

/** Who is late hears it once, before or after the day: looks again where others may have been quicker. Answers which acts were done. */
export async function remindOfPaper(tx: Transaction, paperId: number): Promise<Outcome<readonly string[]>> {
  await sql`select from permit_paper where id = ${paperId} for update`.execute(tx.db);
  const [due] = await papersDue(tx.db, paperId);
  if (!due) return done([]);
  await sql`update permit_paper set reminded_at = ${tx.now} where id = ${paperId}`.execute(tx.db);
  await record(tx, 'Project', due.projectId, 'PAPER_REMINDED', `${due.kind}：${due.name} ${due.dueOn}`);
  return done(['paperRemind']);
}

