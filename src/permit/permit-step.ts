import { checkCalendarDay } from '../calendar/calendar-span.js';
import { visible } from '../graphql/sight.js';
import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { PermitState } from './permit.entity.js';
import { lifecycle, type PermitAct } from './permit.lifecycle.js';

/** A permit as acts find it; its lock is held. */
export interface Taken {
  readonly id: number;
  readonly projectId: number;
  readonly kindId: number;
  readonly authorityId: number;
  readonly state: PermitState;
  readonly kind: string;
  readonly parallelGroup: string | null;
  readonly appliedOn: string | null;
  readonly acceptedOn: string | null;
  readonly refusedOn: string | null;
}

/** Takes a permit of the actor's sight for an act, which its state and the actor's unit must allow. */
export async function takePermit(tx: Transaction, sight: Sight, id: number, act: PermitAct): Promise<Outcome<Taken>> {
  const permit = await firstRow<Taken & { projectName: string; ended: boolean }>(tx.db, sql`
    select m.id, m.project_id as "projectId", m.kind_id as "kindId", m.authority_id as "authorityId", m.state, k.name_zh as kind,
           k.parallel_group as "parallelGroup", m.applied_on as "appliedOn", m.accepted_on as "acceptedOn", m.refused_on as "refusedOn",
           p.name as "projectName", p.ended_at is not null as ended
    from permit m join permit_kind k on k.id = m.kind_id join project p on p.id = m.project_id
    where m.id = ${id} and ${visible(sight, 'Project', sql`m.project_id`)} for update of m`);
  if (!permit) return refuse('NOT_FOUND', ['id'], { what: 'Permit' });
  if (sight.kind === 'UNIT' && permit.authorityId !== sight.unitId) return refuse('FORBIDDEN_HERE', ['id']);
  if (permit.ended) return refuse('ENDED', ['id'], { what: permit.projectName });
  if (lifecycle[act].leads[permit.state] === null) return refuse('PERMIT_STATE', ['id'], { status: permit.state });
  return done(permit);
}

/** What was done stands in the history of the permit's project. */
export async function tell(tx: Transaction, { projectId, kind }: Pick<Taken, 'projectId' | 'kind'>, act: PermitAct, note = ''): Promise<void> {
  await record(tx, 'Project', projectId, lifecycle[act].records, note === '' ? kind : `${kind}：${note}`);
}

/** The day of an act: today where none is given; not ahead of us, and not before what came before it. */
export function checkDay(tx: Transaction, on: string | null | undefined, earliest: string | null): Outcome<string> {
  const day = on ?? tx.today;
  if (day > tx.today) return refuse('DAY_AFTER', ['on'], { day, latest: tx.today });
  if (earliest !== null && day < earliest) return refuse('DAY_BEFORE', ['on'], { day, earliest });
  const bad = checkCalendarDay(day, ['on']);
  if (bad.length > 0) return { refused: bad };
  return done(day);
}
