import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { changeableProject } from '../project/project.changeable.js';
import { sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { keepBaseline } from './baseline.commands.js';
import { changed, type ScheduleChanges } from './changes.js';
import { drawn } from './plan.js';
import { readExceptions, readSchedules } from './schedule.queries.js';
import type { ScheduleRow } from './schedule.type.js';

/** Draws the standing schedule anew with some changes; the plan before stays as a baseline. What is finished keeps its planned days. */
export async function rebaseSchedule(tx: Transaction, sight: Sight, projectId: number, version: number, changes: ScheduleChanges, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const found = await standingSchedule(tx, sight, projectId);
  if (found.refused) return found;
  const schedule = found.done;
  if (schedule.version !== version) return refuse('CONFLICT', ['version'], { version: schedule.version });
  const plan = changed(schedule, changes);
  if (plan.refused) return plan;
  const planned = drawn(plan.done, await readExceptions(tx.db), tx.today, { end: ['changes', 'endsOn'], milestones: ['changes', 'milestones'] });
  if (planned.refused) return planned;

  const { endsOn, ownStops, tasks } = plan.done;
  await sql`update back_schedule set ends_on = ${endsOn}, winter_stops = ${JSON.stringify(ownStops)}::jsonb, version = version + 1 where id = ${schedule.id}`.execute(tx.db);
  const written = tasks.filter(({ finishedOn }) => finishedOn === null).map(({ key, days, notBefore }) => ({ id: key, days, not_before: notBefore, ...planned.done.get(key)! }));
  await sql`
    update milestone m set days = w.days, not_before = w.not_before, planned_start = w.start, planned_finish = w.finish, version = m.version + 1
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as w(id int, days int, not_before date, start date, finish date)
    where m.id = w.id and (m.days, m.not_before, m.planned_start, m.planned_finish) is distinct from (w.days, w.not_before, w.start, w.finish)`.execute(tx.db);
  await keepBaseline(tx, schedule.id, reason.trim());
  await record(tx, 'Project', projectId, 'SCHEDULE_REBASED', `${endsOn}: ${reason.trim()}`);
  return done(schedule.id);
}

/** Ends the standing schedule; another one may be drawn then. */
export async function endSchedule(tx: Transaction, sight: Sight, projectId: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const found = await standingSchedule(tx, sight, projectId);
  if (found.refused) return found;
  await sql`update back_schedule set ended_at = business_now(), end_reason = ${reason.trim()}, version = version + 1 where id = ${found.done.id}`.execute(tx.db);
  await record(tx, 'Project', projectId, 'SCHEDULE_ENDED', reason.trim());
  return done(found.done.id);
}

/** The project's lock is held. */
async function standingSchedule(tx: Transaction, sight: Sight, projectId: number): Promise<Outcome<ScheduleRow>> {
  const project = await changeableProject(tx, sight, projectId);
  if (project.refused) return { refused: project.refused.map((refusal) => ({ ...refusal, path: ['projectId'] })) };
  const [schedule] = await readSchedules(tx.db, sql`b.project_id = ${projectId} and b.ended_at is null`);
  return schedule ? done(schedule) : refuse('NOT_FOUND', ['projectId'], { what: 'BackSchedule' });
}
