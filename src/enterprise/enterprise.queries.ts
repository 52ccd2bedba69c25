import { all, readPage, readPagesByOwner, type List, type Page, type PageWanted } from '../graphql/connection.js';
import { loader, type Context } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { searchConditions } from '../graphql/search.js';
import { scopeColumn, visible } from '../graphql/sight.js';
import type { Language } from '../kernel/language.js';
import { within } from '../region/region.queries.js';
import { rows, sql, type Sql } from '../store/database.js';
import type { EnterpriseFilter, EnterpriseReportRow, EnterpriseRow, EnterpriseStatsRow } from './enterprise.type.js';

const columns: Sql = sql`
  'Enterprise' as "__typename", e.id, e.code, e.name, e.region_id as "regionId", e.employees, e.from_elsewhere as "fromElsewhere", e.foreign_staff as "foreignStaff",
  e.resumed_on as "resumedOn", e.product, e.output_unit as "outputUnit", e.planned_output as "plannedOutput", e.registered_at as "registeredAt", e.version,
  ${scopeColumn('Enterprise', sql`e.id`)}`;

const reportColumns: Sql = sql`
  r.id, r.enterprise_id as "enterpriseId", r.day, r.staff_present as "staffPresent", r.output, r.remarks, r.reported_at as "reportedAt",
  case when r.reporter_name is not null then jsonb_build_object('name', r.reporter_name) end as reporter`;

/** Of the report of alias r: that no later one of its day took its place. */
const counts: Sql = sql`not exists (select from enterprise_report later where later.enterprise_id = r.enterprise_id and later.day = r.day and later.id > r.id)`;

const resumed: Sql = sql`coalesce(e.resumed_on <= (select business_today()), false)`;

export const enterpriseById = rowBy<number, EnterpriseRow>((row) => row.id, (ids) => sql`select ${columns} from enterprise e where e.id = any(${ids})`);

export const enterpriseByCode = rowBy<string, EnterpriseRow>((row) => row.code, (codes) => sql`select ${columns} from enterprise e where e.code = any(${codes})`);

export const latestReportOfEnterprise = rowBy<number, EnterpriseReportRow>((row) => row.enterpriseId, (ids) => sql`
  select latest.* from unnest(${ids}::int[]) as of(id)
  cross join lateral (select ${reportColumns} from enterprise_report r where r.enterprise_id = of.id order by r.day desc, r.id desc limit 1) latest`);

/** The day of its greatest output, the first of equal ones. */
export const peakOfEnterprise = rowBy<number, EnterpriseReportRow>((row) => row.enterpriseId, (ids) => sql`
  select peak.* from unnest(${ids}::int[]) as of(id)
  cross join lateral (
    select ${reportColumns} from enterprise_report r where r.enterprise_id = of.id and r.output is not null and ${counts} order by r.output desc, r.day, r.id limit 1) peak`);

/** A page of the enterprises that the viewer sees, by code. */
export function readEnterprises(context: Context, wanted: PageWanted, filter: EnterpriseFilter): Promise<Page<EnterpriseRow>> {
  const where = [visible(context.sight, 'Enterprise', sql`e.id`), ...searchConditions(sql`e.name || ' ' || e.code`, filter.search)];
  if (typeof filter.regionId === 'string') where.push(within(sql`e.region_id`, context.id(filter.regionId, 'Region', ['filter', 'regionId'])));
  if (typeof filter.resumed === 'boolean') where.push(sql`${resumed} = ${filter.resumed}`);
  return readPage(context.db, { columns, from: sql`enterprise e`, where, order: { key: sql`e.code`, type: 'text' }, id: sql`e.id` }, wanted, context.language);
}

/** Of all together, and where it is asked so of every region that has any, by code; a region's are those that stand in it itself. */
export function readEnterpriseStats(context: Context, byRegion: boolean): Promise<EnterpriseStatsRow[]> {
  const present = sql`(
    select r.staff_present from enterprise_report r where r.enterprise_id = e.id and r.staff_present is not null and ${counts} order by r.day desc, r.id desc limit 1)`;
  return rows(context.db, sql`
    select ${byRegion ? sql`e.region_id` : sql`null::int`} as "regionId", count(*)::int as count, count(*) filter (where ${resumed})::int as resumed,
           coalesce(sum(e.employees), 0)::int as employees, coalesce(sum(${present}), 0)::int as "staffPresent"
    from enterprise e where ${all([visible(context.sight, 'Enterprise', sql`e.id`)])}
    ${byRegion ? sql`group by e.region_id order by (select g.code from region g where g.id = e.region_id)` : sql``}`);
}

interface Key extends PageWanted {
  readonly enterprise: number;
  readonly language: Language;
}

/** A page of what an enterprise reported, the latest day first; of each day the report that counts. */
export const reportsOfEnterprise = loader<Key, Page<EnterpriseReportRow>>(async (db, keys) => {
  const answers = new Map<Key, Page<EnterpriseReportRow> | Error>();
  for (const group of Map.groupBy(keys, (key) => JSON.stringify({ ...key, enterprise: null })).values()) {
    const { language, ...page } = group[0]!;
    const list: List = {
      columns: reportColumns, from: sql`enterprise_report r`, where: [sql`r.enterprise_id = owner.id`, counts], order: { key: sql`r.day`, type: 'date', descending: true }, id: sql`r.id`,
    };
    const pages = await readPagesByOwner<EnterpriseReportRow>(db, group.map((key) => key.enterprise), list, page, language).catch((error: Error) => group.map(() => error));
    group.forEach((key, index) => answers.set(key, pages[index]!));
  }
  return keys.map((key) => answers.get(key) as Page<EnterpriseReportRow>);
});
