import { checkCalendarDay } from '../calendar/calendar-span.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { changeableProject } from '../project/project.changeable.js';
import { firstRow, rows, sql, type Sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { PermitChannel, PermitState } from './permit.entity.js';
import type { PermitAct } from './permit.lifecycle.js';
import { checkDay, takePermit, tell, type Taken } from './permit-step.js';

export interface PermitPlanData {
  readonly projectId: number;
  readonly kind: string;
  readonly plannedOn: string;
  readonly authorityId: number | null;
  readonly greenChannel: boolean;
  readonly oilfieldChannel: boolean;
}

/** Plans a permit of a kind that the project needs, or plans it anew as long as it is not applied for. */
export async function planPermit(tx: Transaction, sight: Sight, data: PermitPlanData): Promise<Outcome<number>> {
  if (data.plannedOn < tx.today) return refuse('DAY_BEFORE', ['input', 'plannedOn'], { day: data.plannedOn, earliest: tx.today });
  const bad = checkCalendarDay(data.plannedOn, ['input', 'plannedOn']);
  if (bad.length > 0) return { refused: bad };
  const project = await changeableProject(tx, sight, data.projectId);
  if (project.refused) return { refused: project.refused.map((refusal) => ({ ...refusal, path: ['input', 'projectId'] })) };
  const { sector, origin, name } = project.done;
  const kind = await firstRow<{ id: number; kind: string; active: boolean; authorityId: number | null; needed: boolean }>(tx.db, sql`
    select k.id, k.name_zh as kind, k.active, k.authority_id as "authorityId", permit_is_needed(k.sectors, k.origins, ${sector}, ${origin}) as needed from permit_kind k where k.code = ${data.kind}`);
  if (!kind) return refuse('NOT_FOUND', ['input', 'kind'], { what: 'PermitKind' });
  if (!kind.active) return refuse('ENDED', ['input', 'kind'], { what: kind.kind });
  if (!kind.needed) return refuse('PERMIT_NOT_NEEDED', ['input', 'kind'], { kind: kind.kind, name });
  const authorityId = data.authorityId ?? kind.authorityId;
  if (authorityId === null) return refuse('PERMIT_AUTHORITY', ['input', 'authorityId'], { kind: kind.kind });
  const authority = await firstRow<{ name: string; ended: boolean }>(tx.db, sql`select name, ended_at is not null as ended from unit where id = ${authorityId} for share`);
  if (!authority) return refuse('NOT_FOUND', ['input', 'authorityId'], { what: 'Unit' });
  if (authority.ended) return refuse('ENDED', ['input', 'authorityId'], { what: authority.name });
  // The project's lock is held: nobody else plans the same one meanwhile.
  const standing = await firstRow<{ state: PermitState }>(tx.db, sql`select state from permit where project_id = ${data.projectId} and kind_id = ${kind.id} for update`);
  if (standing && standing.state !== 'PLANNED') return refuse('PERMIT_STATE', ['input', 'kind'], { status: standing.state });
  const planned = await firstRow<{ id: number }>(tx.db, sql`
    insert into permit (project_id, kind_id, authority_id, planned_on, green_channel, oilfield_channel)
    values (${data.projectId}, ${kind.id}, ${authorityId}, ${data.plannedOn}, ${data.greenChannel}, ${data.oilfieldChannel})
    on conflict (project_id, kind_id) do update set authority_id = excluded.authority_id, planned_on = excluded.planned_on, green_channel = excluded.green_channel,
      oilfield_channel = excluded.oilfield_channel, version = permit.version + 1
    returning id`);
  await tell(tx, { projectId: data.projectId, kind: kind.kind }, 'PLAN', data.plannedOn);
  return done(planned!.id);
}

export interface PermitApplyData {
  readonly channel: PermitChannel;
  readonly on?: string | null;
  /** Whether for all of its parallel group at once. */
  readonly together: boolean;
}

/** Applies for a permit; together with all of its parallel group that could be applied for by themselves. */
export async function applyForPermit(tx: Transaction, sight: Sight, id: number, { channel, on, together }: PermitApplyData): Promise<Outcome<number>> {
  const taken = await takePermit(tx, sight, id, 'APPLY');
  if (taken.refused) return taken;
  const before = await whatComesBefore(tx, taken.done);
  if (before.lacking.length > 0) return refuse('PERMIT_ORDER', ['id'], { kind: taken.done.kind, before: before.lacking.join('、') });
  const day = checkDay(tx, on, before.until);
  if (day.refused) return { refused: day.refused.map((refusal) => ({ ...refusal, path: ['input', 'on'] })) };
  const applied = [taken.done];
  if (together && taken.done.parallelGroup !== null) {
    for (const other of await otherInGroup(tx, taken.done)) {
      const also = await takePermit(tx, sight, other, 'APPLY');
      if (also.refused) continue;
      const { lacking, until } = await whatComesBefore(tx, also.done);
      if (lacking.length === 0 && checkDay(tx, day.done, until).done) applied.push(also.done);
    }
  }
  for (const permit of applied) {
    await write(tx, permit.id, sql`state = 'APPLIED', applied_on = ${day.done}, channel = ${channel}, accepted_on = null, refused_on = null, reason = null`);
    await tell(tx, permit, 'APPLY');
  }
  return done(id);
}

/** Names of the kinds that the project needs before this one and that are neither granted nor exempted; and the day until which what came before went on. */
async function whatComesBefore(tx: Transaction, { projectId, kindId, refusedOn }: Taken): Promise<{ lacking: string[]; until: string | null }> {
  const found = await rows<{ name: string; lacks: boolean; grantedOn: string | null }>(tx.db, sql`
    select before.name_zh as name, coalesce(m.state, '') not in ('GRANTED', 'EXEMPTED') as lacks, m.granted_on as "grantedOn"
    from permit_kind k join permit_kind before on before.code = any(k.after) and before.active
    join project p on p.id = ${projectId} and permit_is_needed(before.sectors, before.origins, p.sector, p.origin)
    left join permit m on m.project_id = p.id and m.kind_id = before.id
    where k.id = ${kindId} order by before.position`);
  const days = [refusedOn, ...found.map(({ grantedOn }) => grantedOn)].filter((day) => day !== null);
  return { lacking: found.filter(({ lacks }) => lacks).map(({ name }) => name), until: days.toSorted().at(-1) ?? null };
}

async function otherInGroup(tx: Transaction, { id, projectId, parallelGroup }: Taken): Promise<number[]> {
  const found = await rows<{ id: number }>(tx.db, sql`
    select m.id from permit m join permit_kind k on k.id = m.kind_id
    where m.project_id = ${projectId} and m.id <> ${id} and k.parallel_group = ${parallelGroup} and m.state in ('PLANNED', 'REFUSED') order by m.id`);
  return found.map((other) => other.id);
}

/** The authority takes the application in; from that day on the law counts. */
export function acceptPermit(tx: Transaction, sight: Sight, id: number, on: string | null | undefined): Promise<Outcome<number>> {
  return decide(tx, sight, id, 'ACCEPT', on, ({ appliedOn }) => appliedOn, '', (day) => sql`state = 'ACCEPTED', accepted_on = ${day}`);
}

export function grantPermit(tx: Transaction, sight: Sight, id: number, on: string | null | undefined): Promise<Outcome<number>> {
  return decide(tx, sight, id, 'GRANT', on, ({ acceptedOn }) => acceptedOn, '', (day) => sql`state = 'GRANTED', granted_on = ${day}`);
}

export async function refusePermit(tx: Transaction, sight: Sight, id: number, reason: string, on: string | null | undefined): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  return decide(tx, sight, id, 'REFUSE', on, ({ appliedOn, acceptedOn }) => acceptedOn ?? appliedOn, reason.trim(), (day) => sql`state = 'REFUSED', refused_on = ${day}, reason = ${reason.trim()}`);
}

/** The project does without: nothing is applied for any more. */
export async function exemptPermit(tx: Transaction, sight: Sight, id: number, ground: string): Promise<Outcome<number>> {
  const bad = checkText(ground, ['ground'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  return decide(tx, sight, id, 'EXEMPT', null, () => null, ground.trim(), () => sql`state = 'EXEMPTED', refused_on = null, reason = ${ground.trim()}`);
}

async function decide(
  tx: Transaction, sight: Sight, id: number, act: PermitAct, on: string | null | undefined, earliest: (taken: Taken) => string | null, note: string, change: (day: string) => Sql,
): Promise<Outcome<number>> {
  const taken = await takePermit(tx, sight, id, act);
  if (taken.refused) return taken;
  const day = checkDay(tx, on, earliest(taken.done));
  if (day.refused) return day;
  await write(tx, id, change(day.done));
  await tell(tx, taken.done, act, note);
  return done(id);
}

async function write(tx: Transaction, id: number, set: Sql): Promise<void> {
  await sql`update permit set ${set}, version = version + 1 where id = ${id}`.execute(tx.db);
}
