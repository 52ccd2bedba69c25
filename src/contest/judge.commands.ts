import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { takeContest } from './contest.checks.js';
import { ContestAdjustment, ContestWithdrawal, type Contest } from './contest.entity.js';

/** A district leaves the race from today on: it stays in the table, without a rank. */
export async function withdrawRegion(tx: Transaction, sight: Sight, id: number, regionId: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const taken = await takeDistrict(tx, sight, id, regionId, ['regionId']);
  if (taken.refused) return taken;
  const { contest, district } = taken.done;
  if (await standingWithdrawal(tx, id, regionId)) return refuse('CONTEST_WITHDRAWN', ['regionId'], { region: district });
  tx.em.create(ContestWithdrawal, { contestId: id, regionId, onDay: tx.today < contest.endsOn ? tx.today : contest.endsOn, reason: reason.trim(), madeBy: tx.actor.name, endedAt: null, endedBy: null, endReason: null });
  await tx.em.flush();
  await record(tx, 'Contest', id, 'DISTRICT_WITHDRAWN', `${district}: ${reason.trim()}`);
  return done(id);
}

/** A district is in the race as if it had never left; that it had stays on record. */
export async function readmitRegion(tx: Transaction, sight: Sight, id: number, regionId: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const taken = await takeDistrict(tx, sight, id, regionId, ['regionId']);
  if (taken.refused) return taken;
  const withdrawal = await standingWithdrawal(tx, id, regionId);
  if (!withdrawal) return refuse('CONTEST_NOT_WITHDRAWN', ['regionId'], { region: taken.done.district });
  Object.assign(withdrawal, { endedAt: tx.now, endedBy: tx.actor.name, endReason: reason.trim() });
  await tx.em.flush();
  await record(tx, 'Contest', id, 'DISTRICT_READMITTED', `${taken.done.district}: ${reason.trim()}`);
  return done(id);
}

export interface Adjustment {
  readonly contestId: number;
  readonly regionId: number;
  /** Code of the rule. */
  readonly rule: string;
  readonly points: number;
  readonly from: string;
  readonly reason: string;
}

/** Corrects what a district has of a rule by so many points, from a day on. */
export async function adjustPoints(tx: Transaction, sight: Sight, { contestId, regionId, rule: code, points, from, reason }: Adjustment): Promise<Outcome<number>> {
  const taken = await takeDistrict(tx, sight, contestId, regionId, ['input', 'regionId'], ['input', 'contestId']);
  if (taken.refused) return taken;
  const { contest, district } = taken.done;
  const rule = contest.rules.find((each) => each.code === code);
  const bad = [
    ...checkText(reason, ['input', 'reason'], textLimit.note),
    ...(rule ? [] : refuse('CONTEST_RULE_UNKNOWN', ['input', 'rule'], { code }).refused),
    ...(points === 0 || Math.abs(points) > 100 || !/^-?\d+(\.\d\d?)?$/.test(String(points)) ? refuse('CONTEST_POINTS', ['input', 'points']).refused : []),
    ...(from < contest.startsOn ? refuse('DAY_BEFORE', ['input', 'from'], { day: from, earliest: contest.startsOn }).refused : []),
    ...(from > contest.endsOn ? refuse('DAY_AFTER', ['input', 'from'], { day: from, latest: contest.endsOn }).refused : []),
  ];
  if (bad.length > 0) return { refused: bad };
  tx.em.create(ContestAdjustment, { contestId, regionId, rule: code, points: String(points), fromDay: from, reason: reason.trim(), madeBy: tx.actor.name, endedAt: null, endedBy: null, endReason: null });
  await tx.em.flush();
  await record(tx, 'Contest', contestId, 'POINTS_ADJUSTED', `${district} ${rule!.name} ${points > 0 ? '+' : ''}${points}: ${reason.trim()}`);
  return done(contestId);
}

/** Takes a correction back; that it was made stays on record. */
export async function endAdjustment(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const adjustment = await tx.em.findOne(ContestAdjustment, id);
  if (!adjustment) return refuse('NOT_FOUND', ['id'], { what: 'ContestAdjustment' });
  const taken = await takeDistrict(tx, sight, adjustment.contestId, adjustment.regionId, ['id'], ['id']);
  if (taken.refused) return taken;
  const { contest, district } = taken.done;
  // Read before the contest was locked.
  await tx.em.refresh(adjustment);
  const rule = contest.rules.find(({ code }) => code === adjustment.rule)?.name ?? adjustment.rule;
  if (adjustment.endedAt) return refuse('ENDED', ['id'], { what: `${district} ${rule}` });
  Object.assign(adjustment, { endedAt: tx.now, endedBy: tx.actor.name, endReason: reason.trim() });
  await tx.em.flush();
  await record(tx, 'Contest', contest.id, 'ADJUSTMENT_ENDED', `${district} ${rule}: ${reason.trim()}`);
  return done(contest.id);
}

/** A running contest, locked, and the name of a district that takes part in it. */
async function takeDistrict(
  tx: Transaction, sight: Sight, id: number, regionId: number, path: readonly string[], contestPath: readonly string[] = ['id'],
): Promise<Outcome<{ readonly contest: Contest; readonly district: string }>> {
  const taken = await takeContest(tx, sight, id, ['RUNNING'], contestPath);
  if (taken.refused) return taken;
  const district = await firstRow<{ name: string }>(tx.db, sql`select r.name from contest_region d join region r on r.id = d.region_id where d.contest_id = ${id} and d.region_id = ${regionId}`);
  return district ? done({ contest: taken.done, district: district.name }) : refuse('CONTEST_NOT_TAKING_PART', path);
}

function standingWithdrawal(tx: Transaction, contestId: number, regionId: number): Promise<ContestWithdrawal | null> {
  return tx.em.findOne(ContestWithdrawal, { contestId, regionId, endedAt: null });
}
