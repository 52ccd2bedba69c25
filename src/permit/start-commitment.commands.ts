import { checkCalendarDay } from '../calendar/calendar-span.js';
import { record } from '../history/history.commands.js';
import { fromYuan } from '../kernel/money.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { changeableProject } from '../project/project.changeable.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** START_ON_LAND_GRANT (承诺制+拿地即开工): a large industry project commits itself, and may then start when its land is granted. */
export async function commitToStart(tx: Transaction, sight: Sight, projectId: number, on: string, text: string): Promise<Outcome<number>> {
  const bad = [...checkText(text, ['text'], textLimit.note), ...checkCalendarDay(on, ['on'])];
  if (bad.length > 0) return { refused: bad };
  const project = await changeableProject(tx, sight, projectId);
  if (project.refused) return { refused: project.refused.map((refusal) => ({ ...refusal, path: ['projectId'] })) };
  if (on > tx.today) return refuse('DAY_AFTER', ['on'], { day: on, latest: tx.today });
  const { sector, totalInvestment } = project.done;
  const rule = (await firstRow<{ from: string; isEnough: boolean; committedOn: string | null }>(tx.db, sql`
    select commitment_from::text as from, ${totalInvestment}::numeric >= commitment_from as "isEnough", (select on_day from start_commitment where project_id = ${projectId}) as "committedOn" from permit_rules`))!;
  if (rule.committedOn) return refuse('COMMITTED_ALREADY', ['projectId'], { day: rule.committedOn });
  if (sector !== 'INDUSTRY' || !rule.isEnough) return refuse('START_ON_LAND_GRANT', ['projectId'], { yi: fromYuan(rule.from, 'YI') });
  await sql`insert into start_commitment (project_id, on_day, text, recorded_by) values (${projectId}, ${on}, ${text.trim()}, ${tx.actor.name})`.execute(tx.db);
  await record(tx, 'Project', projectId, 'START_COMMITTED', text.trim());
  return done(projectId);
}
