import { record } from '../history/history.commands.js';
import { checkQuantity } from '../issue/demand.checks.js';
import { visible } from '../graphql/sight.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { takeDemand } from './demand.reach.js';
import { takeOffer } from './supply.commands.js';
import type { MatchStatus } from './supply-match.entity.js';

/**
 * Promises a part of an offer to a demand. The offer is held before the demand, here and wherever both are: those who promise of
 * one offer wait for each other, and each sees what the last one left.
 */
export async function matchSupply(tx: Transaction, sight: Sight, offerId: number, issueId: number, quantity: string): Promise<Outcome<number>> {
  const bad = checkQuantity(quantity, ['quantity']);
  if (bad.length > 0) return { refused: bad };
  const offered = await takeOffer(tx, sight, offerId, ['offerId']);
  if (offered.refused) return offered;
  const needed = await takeDemand(tx, sight, issueId, ['RESOLVED', 'CLOSED'], ['issueId']);
  if (needed.refused) return needed;
  const [offer, demand] = [offered.done, needed.done];
  if (offer.untilOn !== null && offer.untilOn < tx.today) return refuse('DAY_BEFORE', ['offerId'], { day: offer.untilOn, earliest: tx.today });
  if (offer.kindId !== demand.kindId || offer.measure !== demand.measure) return unfit(tx, offer.kindId, offer.measure, demand.kind, demand.measure);
  const open = await firstRow<{ open: string; enough: boolean }>(tx.db, sql`
    select trim_scale(least(o.quantity - o.matched, ${demand.open}::numeric))::text as open, least(o.quantity - o.matched, ${demand.open}::numeric) >= ${quantity}::numeric as enough
    from supply_offer o where o.id = ${offerId}`);
  if (!open!.enough) return refuse('QUANTITY_OVER_OPEN', ['quantity'], { open: open!.open, measure: offer.measure });
  const match = await firstRow<{ id: number }>(tx.db, sql`
    insert into supply_match (offer_id, issue_id, quantity) values (${offerId}, ${issueId}, ${quantity}::numeric) returning id`);
  await tell(tx, 'MATCHED', { offerId, issueId, quantity, measure: offer.measure }, '');
  return done(match!.id);
}

async function unfit(tx: Transaction, kindId: number, measure: string, needed: string, neededMeasure: string | null): Promise<Outcome<never>> {
  const kind = await firstRow<{ name: string }>(tx.db, sql`select name_zh as name from demand_kind where id = ${kindId}`);
  return refuse('SUPPLY_UNFIT', ['issueId'], { offered: `${kind!.name} ${measure}`, needed: `${needed} ${neededMeasure ?? ''}`.trim() });
}

/** What was promised came: a step of the demand. */
export async function confirmMatch(tx: Transaction, sight: Sight, id: number, note: string | null): Promise<Outcome<number>> {
  const said = note?.trim() ?? '';
  return settle(tx, sight, id, 'DELIVERED', said, checkText(said, ['note'], textLimit.note, { mayBeEmpty: true }));
}

/** What was promised does not come: it is open again on both sides. */
export async function releaseMatch(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  return settle(tx, sight, id, 'RELEASED', reason.trim(), checkText(reason, ['reason'], textLimit.note));
}

interface Held {
  readonly offerId: number;
  readonly issueId: number;
  readonly quantity: string;
  readonly measure: string;
  readonly status: MatchStatus;
}

async function settle(tx: Transaction, sight: Sight, id: number, to: 'DELIVERED' | 'RELEASED', said: string, bad: readonly Refusal[]): Promise<Outcome<number>> {
  if (bad.length > 0) return { refused: bad };
  const match = await firstRow<Held>(tx.db, sql`
    select m.offer_id as "offerId", m.issue_id as "issueId", trim_scale(m.quantity)::text as quantity, o.measure, m.status
    from supply_match m join supply_offer o on o.id = m.offer_id
    where m.id = ${id} and ${visible(sight, 'SupplyOffer', sql`m.offer_id`)} and ${visible(sight, 'Issue', sql`m.issue_id`)} for update of o`);
  if (!match) return refuse('NOT_FOUND', ['matchId'], { what: 'SupplyMatch' });
  const demand = await takeDemand(tx, sight, match.issueId, ['CLOSED'], ['matchId']);
  if (demand.refused) return demand;
  const settled = await firstRow(tx.db, sql`
    update supply_match set status = ${to}, settled_at = ${tx.now.toISOString()}::timestamptz, reason = ${to === 'RELEASED' ? said : null}
    where id = ${id} and status = 'PROMISED' returning id`);
  if (!settled) {
    const now = await firstRow<{ status: MatchStatus }>(tx.db, sql`select status from supply_match where id = ${id}`);
    return refuse('MATCH_STATE', ['matchId'], { status: now!.status });
  }
  if (to === 'DELIVERED') {
    await sql`
      insert into demand_step (issue_id, quantity, note, match_id, actor_name)
      values (${match.issueId}, ${match.quantity}::numeric, ${said}, ${id}, ${tx.actor.name})`.execute(tx.db);
  }
  await tell(tx, to, match, said);
  return done(id);
}

/** In the history of both sides; each names the other, which is read by who sees that one. */
async function tell(tx: Transaction, act: 'MATCHED' | 'DELIVERED' | 'RELEASED', { offerId, issueId, quantity, measure }: Omit<Held, 'status'>, said: string): Promise<void> {
  const names = await firstRow<{ unit: string; number: string }>(tx.db, sql`
    select (select u.name from supply_offer o join unit u on u.id = o.unit_id where o.id = ${offerId}) as unit, (select number from issue where id = ${issueId}) as number`);
  const note = (other: string) => [`${quantity} ${measure}`, other, said].filter((part) => part !== '').join(' · ');
  await record(tx, 'Issue', issueId, act, note(names!.unit), { type: 'SupplyOffer', id: offerId });
  await record(tx, 'SupplyOffer', offerId, act, note(names!.number), { type: 'Issue', id: issueId });
}
