import { reckonedAsText } from '../signal/signal.queries.js';
import { businessYear } from '../project/project.queries.js';
import { readSchedules } from '../schedule/schedule.queries.js';
import { isOverdue } from '../issue/issue.queries.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { PinnedSchedule } from './pin.type.js';

/**
 * Writes down what stands of the project that a meeting has just called, in the call's own transaction; nothing for a lead or
 * a topic. A copy, and not the kept versions at `calledAt`: those hold by business time, and what was under way when the item
 * was called, or was written in the same millisecond afterwards, would be told as if the meeting had seen it.
 */
export async function pinCalled(tx: Pick<Transaction, 'db' | 'today'>, itemId: number): Promise<void> {
  const found = await firstRow<{ scheduleId: number | null }>(tx.db, sql`
    select b.id as "scheduleId" from agenda_item g left join back_schedule b on b.project_id = g.project_id and b.ended_at is null
    where g.id = ${itemId} and g.project_id is not null`);
  if (!found) return;
  const schedule = found.scheduleId === null ? null : await pinnedSchedule(tx, found.scheduleId);
  await sql`
    insert into agenda_call (meeting_id, item_id, project_id, called_at, stage, physical_progress, total_investment, annual_plan, completed_investment, reasons, issues, schedule)
    select g.meeting_id, g.id, p.id, g.called_at, p.stage, p.physical_progress, p.total_investment, coalesce(y.planned, 0), coalesce(y.completed, 0),
      (select coalesce(jsonb_agg(to_jsonb(f) - 'project_id' order by f.colour, f.rule), '[]') from (
        select ${reckonedAsText} from project_signals(array[p.id], ${tx.today}::date) s) f),
      (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number, 'title', i.title, 'status', i.status, 'severity', i.severity, 'level', i.level,
        'dueOn', i.due_on, 'overdue', ${isOverdue}, 'leadUnitId', i.lead_unit_id) order by i.due_on nulls last, i.id), '[]')
       from issue i where i.project_id = p.id and i.status <> 'CLOSED'),
      ${schedule && JSON.stringify(schedule)}::jsonb
    from agenda_item g join project p on p.id = g.project_id left join project_year y on y.project_id = p.id and y.year = ${businessYear}
    where g.id = ${itemId}`.execute(tx.db);
}

async function pinnedSchedule({ db }: Pick<Transaction, 'db'>, scheduleId: number): Promise<PinnedSchedule | null> {
  const [standing] = await readSchedules(db, sql`b.id = ${scheduleId}`);
  if (!standing) return null;
  const { endsOn, projectedEnd, lateDays, state, milestones } = standing;
  return {
    endsOn, projectedEnd, lateDays, state,
    late: milestones.filter((each) => each.lateDays > 0).map(({ name, unitId, plannedFinishOn, forecastFinishOn, lateDays: by }) => ({ name, unitId, plannedFinishOn, forecastFinishOn, lateDays: by })),
  };
}
