import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkContest, takeContest, type ContestData } from './contest.checks.js';
import { Contest } from './contest.entity.js';

/** A draft that everybody may read and that binds nobody. */
export async function drawContest(tx: Transaction, sight: Sight, data: ContestData): Promise<Outcome<number>> {
  if (sight.kind !== 'ALL') return refuse('FORBIDDEN_HERE');
  const bad = await checkContest(tx, sight, data);
  if (bad.length > 0) return { refused: bad };
  const contest = tx.em.create(Contest, { ...drawn(data), drawnBy: tx.actor.name, startedAt: null, endedAt: null, cancelReason: null });
  await tx.em.flush();
  await enter(tx, contest.id, data.regionIds);
  await record(tx, 'Contest', contest.id, 'CONTEST_DRAWN', contest.name);
  return done(contest.id);
}

/** Replaces a draft as a whole, at the version that was read. */
export async function correctContest(tx: Transaction, sight: Sight, id: number, version: number, data: ContestData): Promise<Outcome<number>> {
  const taken = await takeContest(tx, sight, id, ['DRAFT']);
  if (taken.refused) return taken;
  if (taken.done.version !== version) return refuse('CONFLICT', ['version'], { version: taken.done.version });
  const bad = await checkContest(tx, sight, data);
  if (bad.length > 0) return { refused: bad };
  Object.assign(taken.done, drawn(data));
  await tx.em.flush();
  await sql`delete from contest_region where contest_id = ${id} and region_id <> all(${data.regionIds}::int[])`.execute(tx.db);
  await enter(tx, id, data.regionIds);
  await record(tx, 'Contest', id, 'CORRECTED');
  return done(id);
}

function drawn({ name, startsOn, endsOn, rules }: ContestData) {
  return { name: name.trim(), startsOn, endsOn, rules: rules.map((rule) => ({ ...rule, code: rule.code.trim(), name: rule.name.trim() })) };
}

async function enter(tx: Transaction, id: number, regionIds: readonly number[]): Promise<void> {
  await sql`insert into contest_region (contest_id, region_id) select ${id}::int, unnest(${regionIds}::int[]) on conflict do nothing`.execute(tx.db);
}
