import { LockMode } from '@mikro-orm/core';
import { visible } from '../graphql/sight.js';
import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { reaches } from '../region/region.reach.js';
import { firstRow, sql } from '../store/database.js';
import { violatedConstraint } from '../store/errors.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkUnit } from '../unit/unit.checks.js';
import { Leader } from './leader.entity.js';

export interface LeaderData {
  readonly code: string;
  readonly name: string;
  readonly title: string;
  readonly unitId: number | null;
}

export async function registerLeader(tx: Transaction, sight: Sight, data: LeaderData): Promise<Outcome<number>> {
  const bad = [
    ...checkText(data.code, ['input', 'code'], textLimit.code),
    ...checkText(data.name, ['input', 'name'], textLimit.name),
    ...checkText(data.title, ['input', 'title'], textLimit.title),
    ...(await checkPlace(tx, sight, data.unitId, ['input', 'unitId'])),
  ];
  if (bad.length > 0) return { refused: bad };
  const { unitId } = data;
  const leader = tx.em.create(Leader, { code: data.code.trim(), name: data.name.trim(), title: data.title.trim(), unitId, endedAt: null });
  try {
    await tx.em.flush();
  } catch (error) {
    if (violatedConstraint(error) === 'leader_code_unique') return refuse('CODE_TAKEN', ['input', 'code'], { code: leader.code });
    throw error;
  }
  await record(tx, 'Leader', leader.id, 'REGISTERED');
  return done(leader.id);
}

export interface LeaderCorrection {
  readonly version: number;
  readonly name?: string | null;
  readonly title?: string | null;
  /** Null: they belong to no unit any more; undefined: as it was. */
  readonly unitId?: number | null;
}

export async function correctLeader(tx: Transaction, sight: Sight, id: number, correction: LeaderCorrection): Promise<Outcome<number>> {
  const found = await leaderInOffice(tx, sight, id);
  if (found.refused) return found;
  const leader = found.done;
  if (leader.version !== correction.version) return refuse('CONFLICT', ['input', 'version'], { version: leader.version });
  const { name, title, unitId } = correction;
  const bad = [
    ...(typeof name === 'string' ? checkText(name, ['input', 'name'], textLimit.name) : []),
    ...(typeof title === 'string' ? checkText(title, ['input', 'title'], textLimit.title) : []),
    ...(unitId === undefined ? [] : await checkPlace(tx, sight, unitId, ['input', 'unitId'])),
  ];
  if (bad.length > 0) return { refused: bad };
  leader.name = name?.trim() ?? leader.name;
  leader.title = title?.trim() ?? leader.title;
  if (unitId !== undefined) leader.unitId = unitId;
  await tx.em.flush();
  await record(tx, 'Leader', id, 'CORRECTED');
  return done(id);
}

/** A leader leaves when they answer for nothing any more; they stay in the history. */
export async function endLeader(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const found = await leaderInOffice(tx, sight, id);
  if (found.refused) return found;
  const leader = found.done;
  // One that the viewer may see says why; of another not even the name is told.
  const holds = await firstRow<{ why: string }>(tx.db, sql`
    select case when seen then name else '…' end as why
    from (
      select a.id, coalesce(p.name, l.name) as name, ${visible(sight, 'Assignment', sql`a.id`)} as seen
      from assignment a left join project p on p.id = a.project_id left join investment_lead l on l.id = a.lead_id
      where a.leader_id = ${id} and a.until is null
    ) held
    order by seen desc, id limit 1`);
  if (holds) return refuse('IN_USE', ['id'], { what: leader.name, why: holds.why });
  leader.endedAt = tx.now;
  await tx.em.flush();
  await record(tx, 'Leader', id, 'ENDED', reason.trim());
  return done(id);
}

/** Locks a leader whom the actor may change. */
async function leaderInOffice(tx: Transaction, sight: Sight, id: number): Promise<Outcome<Leader>> {
  const leader = await tx.em.findOne(Leader, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!leader) return refuse('NOT_FOUND', ['id'], { what: 'Leader' });
  if (!(await reachesUnit(tx, sight, leader.unitId))) return refuse('FORBIDDEN_HERE', ['id']);
  return leader.endedAt ? refuse('ENDED', ['id'], { what: leader.name }) : done(leader);
}

async function checkPlace(tx: Transaction, sight: Sight, unitId: number | null, path: readonly string[]): Promise<readonly Refusal[]> {
  const bad = unitId === null ? [] : await checkUnit(tx, unitId, path);
  if (bad.length > 0) return bad;
  return (await reachesUnit(tx, sight, unitId)) ? [] : refuse('FORBIDDEN_HERE', path).refused;
}

/** A leader without a unit is the whole city's. */
async function reachesUnit(tx: Transaction, sight: Sight, unitId: number | null): Promise<boolean> {
  const region = await firstRow<{ path: number[] }>(tx.db, sql`select r.path from unit u join region r on r.id = u.region_id where u.id = ${unitId}`);
  return reaches(sight, region?.path ?? []);
}
