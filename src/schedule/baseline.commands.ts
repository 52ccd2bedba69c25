import { sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** Keeps the plan as it stands now, and why it was made. */
export async function keepBaseline(tx: Transaction, scheduleId: number, reason: string): Promise<void> {
  await sql`
    with made as (
      insert into schedule_baseline (schedule_id, number, ends_on, reason, made_by)
      select b.id, coalesce((select max(f.number) from schedule_baseline f where f.schedule_id = b.id), 0) + 1, b.ends_on, ${reason}, ${tx.actor.name} from back_schedule b where b.id = ${scheduleId}
      returning id, schedule_id
    )
    insert into baseline_days (baseline_id, milestone_id, days, planned_start, planned_finish)
    select made.id, m.id, m.days, m.planned_start, m.planned_finish from made join milestone m on m.schedule_id = made.schedule_id`.execute(tx.db);
}
