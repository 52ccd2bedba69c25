import { done, refuse, within, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { visible } from '../graphql/sight.js';
import { recording } from '../history/history.commands.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkUnit } from '../unit/unit.checks.js';
import { daysOf, type Deadline } from './deadline.js';
import { withdrawExtension } from './extension-request.commands.js';
import type { IssueStatus, ServiceMode } from './issue.entity.js';
import { lifecycle } from './issue.lifecycle.js';

export interface AssignData extends Deadline {
  readonly leadUnitId: number;
  /** The whole set; the lead unit among them and repetitions are left out. */
  readonly supportingUnitIds?: readonly number[] | null;
  /** What stands stays where none is given. */
  readonly serviceMode?: ServiceMode | null;
}

/** Most issues that are given in one act. */
export const mostAssigned = 500;

/** Gives an issue to a unit with a deadline, or to another one than before. */
export async function assignIssue(tx: Transaction, sight: Sight, id: number, data: AssignData): Promise<Outcome<number>> {
  return (await assignIssues(tx, sight, [id], data))[0]!;
}

/** The same of many: in the same few statements however many they are, each with an outcome of its own. Paths of refusals begin at the issue's arguments. */
export function assignIssues(tx: Transaction, sight: Sight, ids: readonly number[], data: AssignData): Promise<Outcome<number>[]> {
  return give(tx, sight, ids, data, (due) => (due === null ? refuse('ONE_DEADLINE', ['input', 'dueOn']).refused : []));
}

/** Gives an issue to a unit; the deadline that stands stays where none is given. */
export async function giveIssue(tx: Transaction, sight: Sight, id: number, data: AssignData): Promise<Outcome<number>> {
  return (await give(tx, sight, [id], data, () => []))[0]!;
}

async function give(tx: Transaction, sight: Sight, ids: readonly number[], data: AssignData, checkDue: (due: string | null) => readonly Refusal[]): Promise<Outcome<number>[]> {
  const supporting = [...new Set(data.supportingUnitIds ?? [])].filter((unit) => unit !== data.leadUnitId);
  const found = await rows<{ id: number; status: IssueStatus }>(tx.db, sql`
    select i.id, i.status from issue i where i.id = any(${ids}::int[]) and ${visible(sight, 'Issue', sql`i.id`)} order by i.id for update of i`);
  const statuses = new Map(found.map(({ id, status }) => [id, status]));
  const outcomes = ids.map((id, at): Outcome<number> => {
    const status = statuses.get(id);
    if (!status || ids.indexOf(id) !== at) return refuse('NOT_FOUND', ['id'], { what: 'Issue' });
    return lifecycle.ASSIGN.leads[status] === null ? refuse('ISSUE_STATE', ['id'], { status }) : done(id);
  });
  const given = outcomes.flatMap((outcome) => outcome.done ?? []);
  if (given.length === 0) return outcomes;
  const due = within((await daysOf(tx, [data]))[0]!, ['input']);
  const refused = [...(due.refused ?? checkDue(due.done)), ...(await checkUnits(tx, data.leadUnitId, supporting))];
  if (refused.length > 0) return outcomes.map((outcome) => (outcome.refused ? outcome : { refused }));

  await sql`
    update issue i set status = 'ASSIGNED', lead_unit_id = ${data.leadUnitId}, due_on = coalesce(${due.done ?? null}::date, i.due_on), service_mode = coalesce(${data.serviceMode ?? null}, i.service_mode),
           watched_from = ${tx.today}::date, sign_by = add_working_days(${tx.today}::date, r.sign_within), version = i.version + 1
    from escalation_rule r where r.level = i.level and i.id = any(${given})`.execute(tx.db);
  // Touches only what differs: the change log has nothing to say of the rest.
  await sql`delete from issue_supporting_unit where issue_id = any(${given}) and unit_id <> all(${supporting}::int[])`.execute(tx.db);
  await sql`
    insert into issue_supporting_unit (issue_id, unit_id) select issue_id, unit_id from unnest(${given}::int[]) as issue_id, unnest(${supporting}::int[]) as unit_id
    on conflict do nothing`.execute(tx.db);
  await withdrawExtension(tx, given, '问题已重新交办');
  await recording(tx, 'Issue', sql`select unnest(${given}::int[])`, lifecycle.ASSIGN.records).execute(tx.db);
  return outcomes;
}

async function checkUnits(tx: Transaction, lead: number, supporting: readonly number[]): Promise<readonly Refusal[]> {
  const refused = [...(await checkUnit(tx, lead, ['input', 'leadUnitId']))];
  for (const unit of supporting) refused.push(...(await checkUnit(tx, unit, ['input', 'supportingUnitIds'])));
  return refused;
}
