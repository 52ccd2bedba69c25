import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import type { DemandKindRow, DemandRow, DemandStepRow } from './demand.type.js';

const kindColumns: Sql = sql`k.id, k.code, k.name_zh as "nameZh", k.name_en as "nameEn", k.measures, k.category, k.active`;

/** In the order in which they were made. */
export function demandKinds(db: Database): Promise<DemandKindRow[]> {
  return rows(db, sql`select ${kindColumns} from demand_kind k order by k.id`);
}

export const demandKindById = rowBy<number, DemandKindRow>((row) => row.id, (ids) => sql`select ${kindColumns} from demand_kind k where k.id = any(${ids})`);

export const demandKindByCode = rowBy<string, DemandKindRow>((row) => row.code, (codes) => sql`select ${kindColumns} from demand_kind k where k.code = any(${codes})`);

export const demandOfIssue = rowBy<number, DemandRow>((row) => row.issueId, (ids) => sql`
  select d.issue_id as "issueId", d.kind_id as "kindId", trim_scale(d.quantity)::text as quantity, d.measure, trim_scale(d.fulfilled)::text as fulfilled,
    trim_scale(d.promised)::text as promised, trim_scale(d.quantity - d.fulfilled - d.promised)::text as open, (d.fulfilled / d.quantity)::float8 as share
  from demand d where d.issue_id = any(${ids})`);

const stepColumns: Sql = sql`s.id, s.issue_id as "issueId", trim_scale(s.quantity)::text as quantity, s.note, s.at, s.actor_name as by, s.corrects_id as "correctsId"`;

/** Oldest first. */
export const stepsOfDemand = rowsBy<number, DemandStepRow>((row) => row.issueId, (issues) => sql`select ${stepColumns} from demand_step s where s.issue_id = any(${issues}) order by s.id`);

export const stepById = rowBy<number, DemandStepRow>((row) => row.id, (ids) => sql`select ${stepColumns} from demand_step s where s.id = any(${ids})`);
