import { rowsBy } from '../graphql/row-loaders.js';
import { sql } from '../store/database.js';
import type { BaselineRow } from './schedule-baseline.type.js';

export const baselinesOf = rowsBy<number, BaselineRow>((row) => row.scheduleId, (schedules) => sql`
  select f.id, f.schedule_id as "scheduleId", f.number, f.ends_on as "endsOn", f.reason, f.made_at as "madeAt", f.made_by as "madeBy"
  from schedule_baseline f where f.schedule_id = any(${schedules}) order by f.schedule_id, f.number`);

interface DaysRow {
  readonly baselineId: number;
  readonly milestoneId: number;
  readonly days: number;
  readonly startOn: string;
  readonly finishOn: string;
}

export const daysOfBaseline = rowsBy<number, DaysRow>((row) => row.baselineId, (baselines) => sql`
  select d.baseline_id as "baselineId", d.milestone_id as "milestoneId", d.days, d.planned_start as "startOn", d.planned_finish as "finishOn"
  from baseline_days d join milestone m on m.id = d.milestone_id where d.baseline_id = any(${baselines}) order by d.baseline_id, m.position`);
