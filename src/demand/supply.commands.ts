import { LockMode } from '@mikro-orm/core';
import { record } from '../history/history.commands.js';
import { checkMeasured, kindsOf, type DemandData } from '../issue/demand.checks.js';
import { visible } from '../graphql/sight.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkRegion } from '../region/region.reach.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkUnit } from '../unit/unit.checks.js';
import { isMore } from './demand.reach.js';
import { SupplyOffer } from './supply-offer.entity.js';

export interface OfferData extends DemandData {
  readonly regionId: number | null;
  readonly fromOn: string;
  readonly untilOn?: string | null;
  readonly text: string;
}

/** What a unit offers. A unit offers its own. */
export async function makeOffer(tx: Transaction, sight: Sight, unitId: number, data: OfferData): Promise<Outcome<number>> {
  if (sight.kind === 'UNIT' && sight.unitId !== unitId) return refuse('FORBIDDEN_HERE', ['input', 'unitId']);
  const refused = await checkUnit(tx, unitId, ['input', 'unitId']);
  const kindId = await checkOffer(tx, sight, data);
  if (refused.length > 0 || kindId.refused) return { refused: [...refused, ...(kindId.refused ?? [])] };
  const { regionId, fromOn, untilOn, text, measure, quantity } = data;
  const offer = tx.em.create(SupplyOffer, {
    unitId, kindId: kindId.done, quantity: quantity!, measure: measure!, regionId, fromOn, untilOn: untilOn ?? null, text: text.trim(), withdrawnAt: null, withdrawReason: null,
  });
  await tx.em.flush();
  await record(tx, 'SupplyOffer', offer.id, 'OFFERED', `${quantity!} ${measure!}`);
  return done(offer.id);
}

/** Says an offer anew, but for whose it is. What is matched stays within it. */
export async function correctOffer(tx: Transaction, sight: Sight, id: number, version: number, data: OfferData): Promise<Outcome<number>> {
  const taken = await takeOwnOffer(tx, sight, id);
  if (taken.refused) return taken;
  const offer = taken.done;
  if (offer.version !== version) return refuse('CONFLICT', ['input', 'version'], { version: offer.version });
  const kindId = await checkOffer(tx, sight, data);
  if (kindId.refused) return kindId;
  const isMatched = await isMore(tx, offer.matched, '0');
  if (isMatched && (offer.kindId !== kindId.done || offer.measure !== data.measure || (await isMore(tx, offer.matched, data.quantity!)))) return promised(tx, offer, ['input']);
  const { regionId, fromOn, untilOn, text, measure, quantity } = data;
  tx.em.assign(offer, { kindId: kindId.done, quantity: quantity!, measure: measure!, regionId, fromOn, untilOn: untilOn ?? null, text: text.trim() });
  await tx.em.flush();
  await record(tx, 'SupplyOffer', id, 'CORRECTED', `${quantity!} ${measure!}`);
  return done(id);
}

/** What is promised is delivered or released first; what was delivered stays. */
export async function withdrawOffer(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const taken = await takeOwnOffer(tx, sight, id);
  if (taken.refused) return taken;
  const promises = await firstRow(tx.db, sql`select from supply_match where offer_id = ${id} and status = 'PROMISED' limit 1`);
  if (promises) return promised(tx, taken.done, ['id']);
  tx.em.assign(taken.done, { withdrawnAt: tx.now, withdrawReason: reason.trim() });
  await tx.em.flush();
  await record(tx, 'SupplyOffer', id, 'WITHDRAWN', reason.trim());
  return done(id);
}

/** An offer of the actor's sight, held until the act is done. A unit acts on its own. */
export async function takeOffer(tx: Transaction, sight: Sight, id: number, path: readonly string[]): Promise<Outcome<SupplyOffer>> {
  const offer = await tx.em.findOne(SupplyOffer, id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  const seen = await firstRow(tx.db, sql`select from supply_offer o where o.id = ${id} and ${visible(sight, 'SupplyOffer', sql`o.id`)}`);
  if (!offer || !seen) return refuse('NOT_FOUND', path, { what: 'SupplyOffer' });
  return offer.withdrawnAt === null ? done(offer) : refuse('ENDED', path, { what: offer.text });
}

/** Who keeps one region sees, and matches, what the whole city is offered; but does not alter it. */
async function takeOwnOffer(tx: Transaction, sight: Sight, id: number): Promise<Outcome<SupplyOffer>> {
  const taken = await takeOffer(tx, sight, id, ['id']);
  if (taken.refused || sight.kind !== 'REGION') return taken;
  const foreign = await firstRow(tx.db, sql`
    select from supply_offer o where o.id = ${id} and not exists (select from region r where r.id = o.region_id and ${sight.regionId} = any(r.path))`);
  return foreign ? refuse('FORBIDDEN_HERE', ['id']) : taken;
}

async function checkOffer(tx: Transaction, sight: Sight, data: OfferData): Promise<Outcome<number>> {
  const kind = (await kindsOf(tx, [data.kind])).get(data.kind);
  const refused: Refusal[] = [
    ...checkMeasured(kind, data, ['input']),
    // What has no measure cannot be promised in part.
    ...(kind?.measures.length === 0 ? refuse('QUANTITY_MEANINGLESS', ['input', 'kind'], { kind: kind.name }).refused : []),
    ...checkText(data.text, ['input', 'text'], textLimit.note),
    ...checkDays(tx, data),
    ...(await checkPlace(tx, sight, data.regionId)),
  ];
  return refused.length > 0 ? { refused } : done(kind!.id);
}

function checkDays({ today }: Transaction, { fromOn, untilOn }: OfferData): readonly Refusal[] {
  if (!untilOn) return [];
  const earliest = fromOn > today ? fromOn : today;
  return untilOn < earliest ? refuse('DAY_BEFORE', ['input', 'untilOn'], { day: untilOn, earliest }).refused : [];
}

/** Who keeps one region offers there only; a unit offers its own wherever it is to be had. */
async function checkPlace(tx: Transaction, sight: Sight, regionId: number | null): Promise<readonly Refusal[]> {
  if (regionId === null) return sight.kind === 'REGION' ? refuse('FORBIDDEN_HERE', ['input', 'regionId']).refused : [];
  return checkRegion(tx, sight.kind === 'UNIT' ? { kind: 'ALL' } : sight, regionId, ['input', 'regionId']);
}

async function promised(tx: Transaction, { id, measure }: SupplyOffer, path: readonly string[]): Promise<Outcome<never>> {
  const offer = await firstRow<{ quantity: string }>(tx.db, sql`select trim_scale(matched)::text as quantity from supply_offer where id = ${id}`);
  return refuse('SUPPLY_PROMISED', path, { quantity: offer!.quantity, measure });
}
