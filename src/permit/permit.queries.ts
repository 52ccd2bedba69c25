import { loader, type Context } from '../graphql/context.js';
import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { Columns } from '../graphql/selection.js';
import { scopeColumn } from '../graphql/sight.js';
import { firstRow, rows, sql, type Database, type Sql } from '../store/database.js';
import type { PermitKindRow, PermitRulesRow } from './permit-kind.type.js';
import type { PaperRow, PermitRow } from './permit.type.js';

const today: Sql = sql`(select business_today())`;

/** Of alias m: an application is not answered by the day that the law wants it. */
export const isOverdue: Sql<boolean> = sql`(m.state = 'ACCEPTED' and m.due_on < ${today})`;

/** Of alias m: its authority has it in hand. In words, so that the index of what waits is found. */
export const isWaiting: Sql<boolean> = sql`m.state in ('APPLIED', 'ACCEPTED')`;

/** Of alias m: since when its authority has it in hand. */
export const waitingSince: Sql = sql`coalesce(m.accepted_on, m.applied_on, date '9999-12-31')`;

/** Of alias d: it is not there yet, and of use: an application that was refused, or that nobody needs any more, waits for nothing. */
const isAwaited: Sql<boolean> = sql`(d.delivered_on is null and (select awaiting.state from permit awaiting where awaiting.id = d.permit_id) not in ('REFUSED', 'EXEMPTED'))`;

/** Of alias d: it was to be there by now and is not. */
export const isPaperOverdue: Sql<boolean> = sql`(d.due_on < ${today} and ${isAwaited})`;

export const permitColumns = new Columns<PermitRow>({
  id: sql`m.id`, state: sql`m.state`, plannedOn: sql`m.planned_on`, appliedOn: sql`m.applied_on`, acceptedOn: sql`m.accepted_on`, grantedOn: sql`m.granted_on`, refusedOn: sql`m.refused_on`,
  dueOn: sql`m.due_on`, overdue: isOverdue, channel: sql`m.channel`, greenChannel: sql`m.green_channel`, oilfieldChannel: sql`m.oilfield_channel`, reason: sql`m.reason`, version: sql`m.version`,
  waiting: sql`case when ${isWaiting} then jsonb_build_object('unitId', m.authority_id, 'since', ${waitingSince}, 'workingDays', working_days_between(${waitingSince}, ${today})) end`,
  projectId: sql`m.project_id`, kindId: sql`m.kind_id`, authorityId: sql`m.authority_id`,
}, { project: ['projectId'], kind: ['kindId'], authority: ['authorityId'], actions: ['state', 'authorityId', 'kindId', 'projectId'] });

const whole: Sql = sql`'Permit' as "__typename", ${permitColumns.all}, ${scopeColumn('Project', sql`m.project_id`)}`;

export const permitById = rowBy<number, PermitRow>((row) => row.id, (ids) => sql`select ${whole} from permit m where m.id = any(${ids})`);

/** In the order of their kinds. */
export const permitsOfProject = rowsBy<number, PermitRow>((row) => row.projectId, (projects) => sql`
  select ${whole} from permit m join permit_kind k on k.id = m.kind_id where m.project_id = any(${projects}) order by k.position, m.id`);

export const papersOf = rowsBy<number, PaperRow>((row) => row.permitId, (permits) => sql`
  select d.id, d.permit_id as "permitId", d.name, d.permit_kind_id as "permitKindId", d.due_on as "dueOn", d.delivered_on as "deliveredOn", ${isPaperOverdue} as overdue,
         d.reminded_at as "remindedAt", d.deferred_by as "deferredBy", d.deferred_at as "deferredAt"
  from permit_paper d where d.permit_id = any(${permits}) order by d.due_on, d.id`);

/** Few, and asked for by most rows: all of them at once. */
const allKinds = loader<'all', ReadonlyMap<number, PermitKindRow>>(async (db, keys) => {
  const found = await rows<PermitKindRow>(db, sql`
    select k.id, k.code, k.name_zh as "nameZh", k.name_en as "nameEn", k.authority_id as "authorityId", k.position, k.after as "afterCodes", k.parallel_group as "parallelGroup",
           k.working_days as "workingDays", k.land_use as "landUse", k.papers_may_follow as "papersMayFollow", k.sectors, k.origins, k.active
    from permit_kind k order by k.position, k.id`);
  const byId = new Map(found.map((kind) => [kind.id, kind]));
  return keys.map(() => byId);
});

/** By id, in their order. */
export function kindsOf(context: Context): Promise<ReadonlyMap<number, PermitKindRow>> {
  return context.load(allKinds, 'all');
}

export async function readPermitRules(db: Database): Promise<PermitRulesRow> {
  return (await firstRow<PermitRulesRow>(db, sql`
    select online_target::float8 as "onlineTarget", one_visit_target::float8 as "oneVisitTarget", done_for_you_target::float8 as "doneForYouTarget",
           commitment_from as "commitmentFrom", remind_before as "remindBefore" from permit_rules`))!;
}

/** A paper that has to be reminded of today. */
export interface PaperDue {
  readonly id: number;
  readonly projectId: number;
  readonly kind: string;
  readonly name: string;
  readonly dueOn: string;
}

/** Each once, on a working day, so many working days before it is due as the rules say, or later; of one paper, or of all. */
export function papersDue(db: Database, only: number | null = null): Promise<PaperDue[]> {
  return rows(db, sql`
    with today as materialized (select business_today() as day)
    select d.id, m.project_id as "projectId", k.name_zh as kind, d.name, d.due_on as "dueOn"
    from permit_paper d join permit m on m.id = d.permit_id join permit_kind k on k.id = m.kind_id join project p on p.id = m.project_id and p.ended_at is null
    cross join today cross join permit_rules r
    where d.delivered_on is null and m.state not in ('REFUSED', 'EXEMPTED') and d.reminded_at is null and d.due_on <= add_working_days(today.day, r.remind_before) and is_working_day(today.day)
      and ${only === null ? sql`true` : sql`d.id = ${only}`}
    order by d.due_on, d.id`);
}
