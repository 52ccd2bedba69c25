import { readPage, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { scopeColumn } from '../graphql/sight.js';
import { projectConditions } from '../project/project.queries.js';
import type { ProjectFilter } from '../project/project.type.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import type { WinterStop } from './back-schedule.entity.js';
import { toDate, toDay, type Day } from './engine/days.js';
import { wintersOf, yearOf } from './engine/winters.js';
import type { ScheduleOrder } from './schedule.enums.js';
import type { MilestoneRow, ScheduleRow } from './schedule.type.js';
import { standingOf, type MilestoneStanding } from './standing.js';

type KeptSchedule = Pick<ScheduleRow, '__typename' | 'id' | 'projectId' | 'endsOn' | 'reserveDays' | 'season' | 'ownStops' | 'templateCode' | 'drawnAt' | 'drawnBy' | 'endedAt' | 'endReason' | 'version' | 'scope' | 'today'>;
type KeptMilestone = Omit<MilestoneRow, keyof MilestoneStanding | 'lateDays' | 'daysToStart' | 'scope'>;

const schedule: Sql = sql`
  'BackSchedule' as "__typename", b.id, b.project_id as "projectId", b.ends_on as "endsOn", b.reserve_days as "reserveDays", b.winter_stops as "ownStops",
  case when b.stop_from is not null then jsonb_build_object('from', b.stop_from, 'until', b.stop_until) end as season, b.template_code as "templateCode",
  b.drawn_at as "drawnAt", b.drawn_by as "drawnBy", b.ended_at as "endedAt", b.end_reason as "endReason", b.version, ${scopeColumn('Project', sql`b.project_id`)}, business_today() as today`;

const milestone: Sql = sql`
  'Milestone' as "__typename", m.id, m.schedule_id as "scheduleId", m.project_id as "projectId", m.position, m.code, m.name, m.days, m.counting, m.outdoors, m.unit_id as "unitId", m.not_before as "notBefore",
  m.planned_start as "plannedStartOn", m.planned_finish as "plannedFinishOn", coalesce(d.planned_start, m.planned_start) as "baselineStartOn", coalesce(d.planned_finish, m.planned_finish) as "baselineFinishOn",
  m.started_on as "startedOn", m.finished_on as "finishedOn", m.version,
  (select coalesce(jsonb_agg(jsonb_build_object('after', l.after_id, 'kind', l.kind, 'lag', l.lag) order by l.after_id, l.kind), '[]') from milestone_link l where l.milestone_id = m.id) as links`;

/** The city's exceptions: some hundred days. */
export async function readExceptions(db: Database): Promise<Map<Day, boolean>> {
  const days = await rows<{ day: string; working: boolean }>(db, sql`select day, working from calendar_day`);
  return new Map(days.map(({ day, working }) => [toDay(day), working]));
}

/** Schedules of alias b, reckoned as of today: three statements for any number. */
export async function readSchedules(db: Database, where: Sql): Promise<ScheduleRow[]> {
  const kept = await rows<KeptSchedule>(db, sql`select ${schedule} from back_schedule b where ${where}`);
  if (kept.length === 0) return [];
  const milestones = await rows<KeptMilestone>(db, sql`
    select ${milestone} from milestone m
    left join schedule_baseline f on f.schedule_id = m.schedule_id and f.number = 1 left join baseline_days d on d.baseline_id = f.id and d.milestone_id = m.id
    where m.schedule_id = any(${kept.map(({ id }) => id)}) order by m.schedule_id, m.position, m.id`);
  const exceptions = await readExceptions(db);
  const bySchedule = Map.groupBy(milestones, ({ scheduleId }) => scheduleId);
  return kept.flatMap((row) => reckoned(row, bySchedule.get(row.id) ?? [], exceptions) ?? []);
}

function reckoned(kept: KeptSchedule, milestones: readonly KeptMilestone[], exceptions: Map<Day, boolean>): ScheduleRow | null {
  const tasks = milestones.map((each) => ({ ...each, key: each.id }));
  const standing = tasks.length === 0 ? null : standingOf({ ...kept, tasks }, kept.reserveDays, exceptions, kept.today);
  if (!standing) return null;
  const today = toDay(kept.today);
  const stand = milestones.map((each): MilestoneRow => {
    const own = standing.milestones.get(each.id)!;
    return {
      ...each, ...own, scope: kept.scope, lateDays: Math.max(0, toDay(own.forecastFinishOn) - toDay(each.plannedFinishOn)),
      daysToStart: each.startedOn === null ? toDay(each.plannedStartOn) - today : null,
    };
  });
  const byId = new Map(stand.map((each) => [each.id, each]));
  const toStart = stand.flatMap(({ daysToStart }) => (daysToStart === null ? [] : [daysToStart]));
  return {
    ...kept, ...standing, milestones: stand, winterStops: stopsDuring(kept, stand, standing.projectedEnd), daysToEnd: toDay(kept.endsOn) - today, daysToStart: toStart.length < stand.length ? null : Math.min(...toStart),
    lateCount: stand.filter(({ lateDays }) => lateDays > 0).length, criticalCount: stand.filter(({ critical }) => critical).length,
    chain: standing.chain.map((id) => byId.get(id)!),
    contradictions: standing.contradictions.map(({ before, after, days }) => ({ before: byId.get(before)!, after: byId.get(after)!, days })),
  };
}

/** Its own stops, and every winter between its first day and its last, planned, likely or done. */
function stopsDuring({ season, ownStops, endsOn }: KeptSchedule, milestones: readonly MilestoneRow[], projectedEnd: string): WinterStop[] {
  const days = [endsOn, projectedEnd, ...milestones.flatMap(({ baselineStartOn, plannedStartOn, forecastStartOn }) => [baselineStartOn, plannedStartOn, forecastStartOn])].toSorted();
  const winters = wintersOf(season, yearOf(days[0]!), yearOf(days.at(-1)!)).map(({ from, until }): WinterStop => ({ from: toDate(from), until: toDate(until) }));
  return [...winters, ...ownStops].toSorted((a, b) => a.from.localeCompare(b.from));
}

export const scheduleById = loader<number, ScheduleRow | null>(async (db, ids) => {
  const found = new Map((await readSchedules(db, sql`b.id = any(${ids})`)).map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) ?? null);
});

/** The one that stands. */
export const scheduleOfProject = loader<number, ScheduleRow | null>(async (db, projects) => {
  const found = new Map((await readSchedules(db, sql`b.project_id = any(${projects}) and b.ended_at is null`)).map((row) => [row.projectId, row]));
  return projects.map((id) => found.get(id) ?? null);
});

export const milestoneById = loader<number, MilestoneRow | null>(async (db, ids) => {
  const schedules = await readSchedules(db, sql`b.id in (select m.schedule_id from milestone m where m.id = any(${ids}))`);
  const found = new Map(schedules.flatMap(({ milestones }) => milestones).map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) ?? null);
});

export interface SchedulesWanted {
  readonly filter: ProjectFilter | null | undefined;
  /** Only those that have missed a planned day. */
  readonly behind: boolean;
  readonly order: ScheduleOrder;
}

/** Which planned day the open milestone of alias m comes to next: that of its start, once it began that of its end. */
export const plannedNext: Sql<string> = sql`case when m.started_on is null then m.planned_start else m.planned_finish end`;

const today: Sql = sql`(select business_today())`;
const missed: Sql = sql`m.schedule_id = b.id and ((m.started_on is null and m.planned_start < ${today}) or (m.finished_on is null and m.planned_finish < ${today}))`;
const behindSince: Sql = sql`(select min(${plannedNext}) from milestone m where ${missed})`;

const orders = {
  BEHIND_FIRST: { key: sql`coalesce(${behindSince}, date '9999-12-31')`, type: 'date' },
  ENDS_ON_ASC: { key: sql`b.ends_on`, type: 'date' },
  CODE_ASC: { key: sql`p.code`, type: 'text' },
} as const;

/** A page of the standing schedules of the projects that the viewer sees. */
export async function readSchedulePage(context: Context, { filter, behind, order }: SchedulesWanted, page: PageWanted): Promise<Page<ScheduleRow>> {
  const where = [sql`b.ended_at is null`, ...projectConditions(filter, context), ...(behind ? [sql`exists (select from milestone m where ${missed})`] : [])];
  const list = { columns: sql`b.id`, from: sql`back_schedule b join project p on p.id = b.project_id`, where, order: orders[order], id: sql`b.id` };
  const found = await readPage<{ id: number }>(context.db, list, page, context.language);
  const read = new Map(await Promise.all(found.nodes.map(async ({ id }) => [id, await context.load(scheduleById, id)] as const)));
  const edges = found.edges.flatMap(({ cursor, node }) => { const row = read.get(node.id); return row ? [{ cursor, node: row }] : []; });
  return { ...found, nodes: edges.map(({ node }) => node), edges };
}
