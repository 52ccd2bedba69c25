import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import type { Role } from '../kernel/viewer.js';
import { checkRegion } from '../region/region.reach.js';
import { firstRow, sql } from '../store/database.js';
import { violatedConstraint } from '../store/errors.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkUnit } from '../unit/unit.checks.js';
import { checkScope, type ScopeField } from './access-grant.scope.js';
import { checkLater } from './instants.js';

export interface GrantData extends Readonly<Record<ScopeField, number | null>> {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly role: Role;
  /** Instants, ISO 8601; from now on, and without an end, where they are left out. */
  readonly from?: string | null;
  readonly until?: string | null;
}

/** Gives a person of an issuer a role. Another one follows only after the standing one was ended. */
export async function makeGrant(tx: Transaction, sight: Sight, data: GrantData): Promise<Outcome<number>> {
  const { role, regionId, unitId, leaderId } = data;
  const bad = [
    ...(['issuer', 'subject', 'name'] as const).flatMap((field) => checkText(data[field], ['input', field], textLimit.name)),
    ...checkScope(role, data),
    ...(regionId === null ? [] : await checkRegion(tx, sight, regionId, ['input', 'regionId'])),
    ...(unitId === null ? [] : await checkUnit(tx, unitId, ['input', 'unitId'])),
    ...(leaderId === null ? [] : await checkLeader(tx, leaderId)),
    ...(await checkLater(tx, data.until, data.from, ['input', 'until'])),
  ];
  if (bad.length > 0) return { refused: bad };
  const [issuer, subject, name] = [data.issuer.trim(), data.subject.trim(), data.name.trim()];
  try {
    const made = await firstRow<{ id: number }>(tx.db, sql`
      insert into access_grant (issuer, subject, name, role, region_id, unit_id, leader_id, valid_from, valid_until, made_by)
      values (${issuer}, ${subject}, ${name}, ${role}, ${regionId}, ${unitId}, ${leaderId}, coalesce(${data.from ?? null}::timestamptz, now()), ${data.until ?? null}, ${tx.actor.name})
      returning id`);
    return done(made!.id);
  } catch (error) {
    if (violatedConstraint(error) === 'access_grant_standing') return refuse('ALREADY_GRANTED', ['input', 'subject']);
    throw error;
  }
}

async function checkLeader(tx: Transaction, leaderId: number): Promise<readonly Refusal[]> {
  const path = ['input', 'leaderId'];
  const leader = await firstRow<{ name: string; ended: boolean }>(tx.db, sql`select name, ended_at is not null as ended from leader where id = ${leaderId} for share`);
  if (!leader) return refuse('NOT_FOUND', path, { what: 'Leader' }).refused;
  return leader.ended ? refuse('ENDED', path, { what: leader.name }).refused : [];
}

/** Ends a grant now: its person is nobody to us from here on. */
export async function endGrant(tx: Transaction, id: number): Promise<Outcome<number>> {
  const grant = await firstRow<{ name: string; ended: boolean }>(tx.db, sql`select name, ended_at is not null as ended from access_grant where id = ${id} for update`);
  if (!grant) return refuse('NOT_FOUND', ['id'], { what: 'AccessGrant' });
  if (grant.ended) return refuse('ENDED', ['id'], { what: grant.name });
  await sql`update access_grant set ended_at = now(), ended_by = ${tx.actor.name} where id = ${id}`.execute(tx.db);
  return done(id);
}
