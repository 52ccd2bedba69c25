import { readPagesByOwner, type List, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { scopeColumn } from '../graphql/sight.js';
import type { Language } from '../kernel/language.js';
import { sql, type Sql } from '../store/database.js';
import type { ReportKind } from './progress-report.entity.js';
import type { ProgressReportRow } from './progress-report.type.js';

const sameDay: Sql = sql`from progress_report other where other.project_id = r.project_id and other.kind = r.kind and other.day = r.day and r.kind <> 'OPENING'`;

function counted(column: Sql, name: string): Sql {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object(${sql.lit(name)}, of.key, 'workers', of.value::int) order by of.value::int desc, of.key), '[]') from jsonb_each_text(${column}) as of)`;
}

const columns: Sql = sql`
  'ProgressReport' as "__typename", r.id, r.project_id as "projectId", r.kind, r.day, r.completed_investment as "completedInvestment",
  r.physical_progress::float8 as "physicalProgress", r.workers_on_site as "workersOnSite", r.workers_back as "workersBack",
  ${counted(sql`r.back_by_origin`, 'province')} as "backByOrigin", ${counted(sql`r.back_by_transport`, 'transport')} as "backByTransport",
  r.isolated, r.started, r.permits, r.prevention, r.remarks, r.photos, r.correction_reason as "correctionReason", r.reported_at as "reportedAt",
  case when r.reporter_name is not null then jsonb_build_object('name', r.reporter_name) end as reporter,
  (select max(other.id) ${sameDay} and other.id < r.id) as "supersedesId", (select min(other.id) ${sameDay} and other.id > r.id) as "supersededById",
  ${scopeColumn('Project', sql`r.project_id`)}`;

export const progressReportById = rowBy<number, ProgressReportRow>((row) => row.id, (ids) => sql`select ${columns} from progress_report r where r.id = any(${ids})`);

/** The one that speaks last of each project: by day, then by when it was made. */
export const latestReportOf = rowBy<number, ProgressReportRow>((row) => row.projectId, (projects) => sql`
  select latest.* from unnest(${projects}::int[]) as of(id)
  cross join lateral (select ${columns} from progress_report r where r.project_id = of.id order by r.counts_from desc, r.id desc limit 1) latest`);

/** What a project had completed of the day's year by then, in yuan; null where no report says it. */
export function completedBy(project: Sql, day: Sql): Sql {
  return sql`(
    select c.completed_investment from progress_report c
    where c.project_id = ${project} and c.counts_from between date_trunc('year', ${day})::date and ${day} and c.completed_investment is not null and not progress_superseded(c.project_id, c.kind, c.day, c.id)
    order by c.counts_from desc, c.id desc limit 1)`;
}

export interface ReportsWanted extends PageWanted {
  readonly kind?: ReportKind | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

interface Key extends ReportsWanted {
  readonly project: number;
  /** In which a bad cursor is complained of. */
  readonly language: Language;
}

/** A page of the reports of a project, the latest day first, also those that are superseded. */
export function readReportsOf(context: Context, project: number, { kind, from, to, first, after, fields, counted: isCounted }: ReportsWanted): Promise<Page<ProgressReportRow>> {
  return context.load(reportsOf, { project, kind, from, to, first, after, fields, counted: isCounted, language: context.language });
}

const reportsOf = loader<Key, Page<ProgressReportRow>>(async (db, keys) => {
  const answers = new Map<Key, Page<ProgressReportRow> | Error>();
  for (const group of Map.groupBy(keys, (key) => JSON.stringify({ ...key, project: null })).values()) {
    const { kind, from, to, language, ...page } = group[0]!;
    const where = [
      sql`r.project_id = owner.id`,
      ...(kind ? [sql`r.kind = ${kind}`] : []),
      ...(from ? [sql`r.day >= ${from}`] : []),
      ...(to ? [sql`r.day <= ${to}`] : []),
    ];
    const list: List = { columns, from: sql`progress_report r`, where, order: { key: sql`r.day`, type: 'date', descending: true }, id: sql`r.id` };
    // A group with a bad cursor fails alone.
    const pages = await readPagesByOwner<ProgressReportRow>(db, group.map((key) => key.project), list, page, language).catch((error: Error) => group.map(() => error));
    group.forEach((key, index) => answers.set(key, pages[index]!));
  }
  return keys.map((key) => answers.get(key) as Page<ProgressReportRow>);
});
