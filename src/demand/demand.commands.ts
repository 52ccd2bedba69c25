import { record } from '../history/history.commands.js';
import { checkMeasured, checkQuantity, kindsOf, type DemandData } from '../issue/demand.checks.js';
import { lockIssue } from '../issue/issue-step.js';
import { visible } from '../graphql/sight.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { isMore, takeDemand } from './demand.reach.js';

/** Says what a demand needs, or says it anew; its category follows the kind. What is fulfilled or promised stays within it. */
export async function describeDemand(tx: Transaction, sight: Sight, issueId: number, data: DemandData): Promise<Outcome<number>> {
  const kind = (await kindsOf(tx, [data.kind])).get(data.kind);
  const bad = checkMeasured(kind, data, ['input']);
  if (bad.length > 0) return { refused: bad };
  const issue = await lockIssue(tx, sight, issueId);
  if (!issue) return refuse('NOT_FOUND', ['issueId'], { what: 'Issue' });
  if (issue.status === 'CLOSED') return refuse('ISSUE_STATE', ['issueId'], { status: issue.status });
  if (issue.kind !== 'DEMAND') return refuse('DEMAND_ONLY', ['issueId']);
  const [quantity, measure] = [data.quantity ?? null, data.measure ?? null];
  const standing = await firstRow<{ committed: string; measure: string }>(tx.db, sql`
    select trim_scale(fulfilled + promised)::text as committed, measure from demand
    where issue_id = ${issueId} and fulfilled + promised > 0
      and (kind_id <> ${kind!.id} or measure is distinct from ${measure} or fulfilled + promised > ${quantity}::numeric)`);
  if (standing) return refuse('DEMAND_COMMITTED', ['input'], standing);
  await sql`
    insert into demand (issue_id, kind_id, quantity, measure) values (${issueId}, ${kind!.id}, ${quantity}::numeric, ${measure})
    on conflict (issue_id) do update set kind_id = excluded.kind_id, quantity = excluded.quantity, measure = excluded.measure`.execute(tx.db);
  issue.category = kind!.category;
  await tx.em.flush();
  await record(tx, 'Issue', issueId, 'DESCRIBED', [kind!.name, quantity, measure].filter((part) => part !== null).join(' '));
  return done(issueId);
}

/** A part of a demand is there. Never more than what is neither fulfilled nor promised: what was promised is delivered by its match. */
export async function fulfilDemand(tx: Transaction, sight: Sight, issueId: number, quantity: string, note: string): Promise<Outcome<number>> {
  const bad = [...checkQuantity(quantity, ['quantity']), ...checkText(note, ['note'], textLimit.note)];
  if (bad.length > 0) return { refused: bad };
  const taken = await takeDemand(tx, sight, issueId, ['RESOLVED', 'CLOSED'], ['issueId']);
  if (taken.refused) return taken;
  const { open, measure, kind } = taken.done;
  if (open === null || measure === null) return refuse('QUANTITY_MEANINGLESS', ['quantity'], { kind });
  if (await isMore(tx, quantity, open)) return refuse('QUANTITY_OVER_OPEN', ['quantity'], { open, measure });
  await sql`insert into demand_step (issue_id, quantity, note, actor_name) values (${issueId}, ${quantity}::numeric, ${note.trim()}, ${tx.actor.name})`.execute(tx.db);
  await record(tx, 'Issue', issueId, 'FULFILLED', `${quantity} ${measure} ${note.trim()}`);
  return done(issueId);
}

interface Corrected {
  readonly id: number;
  readonly issueId: number;
  readonly matchId: number | null;
}

interface Reckoned {
  readonly difference: string;
  readonly over: boolean;
  readonly same: boolean;
}

/**
 * Corrects what a step said was fulfilled, to 0 where nothing was: by one more step with the difference. `stepId` may be a
 * correction, too: the step that it corrects is meant. Never more than the demand has open, and of a delivery never more than was
 * promised and the offer still has.
 */
export async function correctFulfilment(tx: Transaction, sight: Sight, stepId: number, quantity: string, reason: string): Promise<Outcome<number>> {
  if (quantity.startsWith('-') && /[1-9]/.test(quantity)) return refuse('FULFILMENT_BELOW', ['quantity']);
  const bad = [...(/[1-9]/.test(quantity) ? checkQuantity(quantity, ['quantity']) : []), ...checkText(reason, ['reason'], textLimit.note)];
  if (bad.length > 0) return { refused: bad };
  const step = await firstRow<Corrected>(tx.db, sql`
    select first.id, first.issue_id as "issueId", first.match_id as "matchId"
    from demand_step s join demand_step first on first.id = coalesce(s.corrects_id, s.id)
    where s.id = ${stepId} and ${visible(sight, 'Issue', sql`s.issue_id`)}`);
  if (!step) return refuse('NOT_FOUND', ['stepId'], { what: 'DemandStep' });
  // Offers are held before demands, wherever both are.
  if (step.matchId !== null) await sql`select from supply_offer o where o.id = (select m.offer_id from supply_match m where m.id = ${step.matchId}) for update`.execute(tx.db);
  const taken = await takeDemand(tx, sight, step.issueId, ['CLOSED'], ['stepId']);
  if (taken.refused) return taken;
  const reckoned = await firstRow<Reckoned & { most: string }>(tx.db, sql`
    select trim_scale(${quantity}::numeric - was.now)::text as difference, ${quantity}::numeric = was.now as same,
      ${quantity}::numeric > limits.most as over, trim_scale(limits.most)::text as most
    from (select sum(quantity) as now from demand_step where id = ${step.id} or corrects_id = ${step.id}) was,
      lateral (select least(was.now + ${taken.done.open!}::numeric, (
        select least(m.quantity, was.now + o.quantity - o.matched) from supply_match m join supply_offer o on o.id = m.offer_id where m.id = ${step.matchId}::int)) as most) limits`);
  if (reckoned!.over) return refuse('QUANTITY_OVER_OPEN', ['quantity'], { open: reckoned!.most, measure: taken.done.measure! });
  if (reckoned!.same) return done(step.issueId);
  await sql`
    insert into demand_step (issue_id, quantity, note, corrects_id, match_id, actor_name)
    values (${step.issueId}, ${reckoned!.difference}::numeric, ${reason.trim()}, ${step.id}, ${step.matchId}::int, ${tx.actor.name})`.execute(tx.db);
  await record(tx, 'Issue', step.issueId, 'FULFILMENT_CORRECTED', `${quantity} ${taken.done.measure!} ${reason.trim()}`);
  return done(step.issueId);
}
