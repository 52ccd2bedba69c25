import { refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkUnit } from '../unit/unit.checks.js';
import { advance } from './issue-lifecycle.commands.js';
import { watchAnew } from './issue-watch.js';
import type { Issue, ServiceMode } from './issue.entity.js';

export interface AssignData {
  readonly leadUnitId: number;
  /** The whole set; the lead unit among them and repetitions are left out. */
  readonly supportingUnitIds?: readonly number[] | null;
  /** Not before today; the day that stands stays where none is given. */
  readonly dueOn?: string | null;
  /** What stands stays where none is given. */
  readonly serviceMode?: ServiceMode | null;
}

/** Gives an issue to a unit, or to another one than before. */
export async function assignIssue(tx: Transaction, sight: Sight, id: number, data: AssignData): Promise<Outcome<number>> {
  const supporting = [...new Set(data.supportingUnitIds ?? [])].filter((unit) => unit !== data.leadUnitId);
  return advance(tx, sight, id, 'assign', null, async (issue) => {
    const refused = [...checkDay(tx, data.dueOn), ...(await checkUnits(tx, data.leadUnitId, supporting))];
    if (refused.length > 0) return refused;
    issue.leadUnitId = data.leadUnitId;
    issue.dueOn = data.dueOn ?? issue.dueOn;
    issue.serviceMode = data.serviceMode ?? issue.serviceMode;
    await watchAnew(tx, issue, 'ASSIGNED');
    await support(tx, issue, supporting);
    return [];
  });
}

function checkDay({ today }: Transaction, dueOn: string | null | undefined): readonly Refusal[] {
  return dueOn && dueOn < today ? refuse('DAY_BEFORE', ['input', 'dueOn'], { day: dueOn, earliest: today }).refused : [];
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
