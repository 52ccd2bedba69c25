import { rowBy } from '../graphql/row-loaders.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import type { ScheduleTemplateType } from './schedule-template.type.js';

const columns: Sql = sql`t.code, t.name, t.name_en as "nameEn", t.stop_from as "stopFrom", t.stop_until as "stopUntil", t.steps, t.ended_at as "endedAt"`;

export const templateByCode = rowBy<string, ScheduleTemplateType>((row) => row.code, (codes) => sql`select ${columns} from schedule_template t where t.code = any(${codes})`);

/** A few. */
export function readTemplates(db: Database): Promise<ScheduleTemplateType[]> {
  return rows(db, sql`select ${columns} from schedule_template t order by t.ended_at nulls first, t.code`);
}
