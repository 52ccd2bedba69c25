import { refuse, within, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkUnit } from '../unit/unit.checks.js';
import { daysOf, type Deadline } from './deadline.js';
import { advance } from './issue-lifecycle.commands.js';
import { watchAnew } from './issue-watch.js';
import type { Issue, ServiceMode } from './issue.entity.js';

export interface AssignData extends Deadline {
  readonly leadUnitId: number;
  /** The whole set; the lead unit among them and repetitions are left out. */
  readonly supportingUnitIds?: readonly number[] | null;
  /** What stands stays where none is given. */
  readonly serviceMode?: ServiceMode | null;
}

/** Gives an issue to a unit with a deadline, or to another one than before. */
export async function assignIssue(tx: Transaction, sight: Sight, id: number, data: AssignData): Promise<Outcome<number>> {
  return giveIssue(tx, sight, id, data, (due) => (due === null ? refuse('ONE_DEADLINE', ['input', 'dueOn']).refused : []));
}

/** The same, but that the deadline that stands stays where none is given. */
export async function giveIssue(tx: Transaction, sight: Sight, id: number, data: AssignData, checkDue: (due: string | null) => readonly Refusal[] = () => []): Promise<Outcome<number>> {
  const supporting = [...new Set(data.supportingUnitIds ?? [])].filter((unit) => unit !== data.leadUnitId);
  return advance(tx, sight, id, 'assign', null, async (issue) => {
    const due = within((await daysOf(tx, [data]))[0]!, ['input']);
    const refused = [...(due.refused ?? checkDue(due.done)), ...(await checkUnits(tx, data.leadUnitId, supporting))];
    if (due.refused || refused.length > 0) return refused;
    issue.leadUnitId = data.leadUnitId;
    issue.dueOn = due.done ?? issue.dueOn;
    issue.serviceMode = data.serviceMode ?? issue.serviceMode;
    await watchAnew(tx, issue, 'ASSIGNED');
    await support(tx, issue, supporting);
    return [];
  });
}

async function checkUnits(tx: Transaction, lead: number, supporting: readonly number[]): Promise<readonly Refusal[]> {
  const refused = [...(await checkUnit(tx, lead, ['input', 'leadUnitId']))];
  for (const unit of supporting) refused.push(...(await checkUnit(tx, unit, ['input', 'supportingUnitIds'])));
  return refused;
}

/** Touches only what differs: the change log has nothing to say of the rest. */
async function support(tx: Transaction, issue: Issue, units: readonly number[]): Promise<void> {
  await sql`delete from issue_supporting_unit where issue_id = ${issue.id} and unit_id <> all(${units}::int[])`.execute(tx.db);
  await sql`
    insert into issue_supporting_unit (issue_id, unit_id) select ${issue.id}, unit_id from unnest(${units}::int[]) as unit_id
    on conflict do nothing`.execute(tx.db);
}
