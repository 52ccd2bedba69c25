import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { takeContest } from './contest.checks.js';

/** From here on its days and rules stand; they may be announced ahead of the first day. */
export async function startContest(tx: Transaction, sight: Sight, id: number, version: number): Promise<Outcome<number>> {
  const taken = await takeContest(tx, sight, id, ['DRAFT']);
  if (taken.refused) return taken;
  const contest = taken.done;
  if (contest.version !== version) return refuse('CONFLICT', ['version'], { version: contest.version });
  const sum = contest.rules.reduce((all, { weight }) => all + weight, 0);
  if (sum !== 100) return refuse('CONTEST_WEIGHTS', ['id'], { sum });
  if (contest.endsOn < tx.today) return refuse('DAY_BEFORE', ['id'], { day: contest.endsOn, earliest: tx.today });
  Object.assign(contest, { status: 'RUNNING', startedAt: tx.now });
  await tx.em.flush();
  await record(tx, 'Contest', id, 'STARTED');
  return done(id);
}

/** Once its last day is over the table of that day, with every correction until now, is the final one. */
export async function endContest(tx: Transaction, sight: Sight, id: number): Promise<Outcome<number>> {
  const taken = await takeContest(tx, sight, id, ['RUNNING']);
  if (taken.refused) return taken;
  const contest = taken.done;
  if (tx.today <= contest.endsOn) return refuse('CONTEST_NOT_OVER', ['id'], { day: contest.endsOn });
  await sql`
    insert into contest_result (contest_id, region_id, rank, points, withdrawn_on, scores)
    select ${id}, b.region_id, min(b.rank), min(b.total), min(b.withdrawn_on), jsonb_object_agg(b.code, to_jsonb(b) - '{region_id,code,rank,total,withdrawn_on}'::text[])
    from contest_board(${id}, ${contest.endsOn}) b group by b.region_id order by b.region_id`.execute(tx.db);
  Object.assign(contest, { status: 'ENDED', endedAt: tx.now });
  await tx.em.flush();
  await record(tx, 'Contest', id, 'ENDED');
  return done(id);
}

export async function cancelContest(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const taken = await takeContest(tx, sight, id, ['DRAFT', 'RUNNING']);
  if (taken.refused) return taken;
  Object.assign(taken.done, { status: 'CANCELLED', endedAt: tx.now, cancelReason: reason.trim() });
  await tx.em.flush();
  await record(tx, 'Contest', id, 'CANCELLED', reason.trim());
  return done(id);
}
