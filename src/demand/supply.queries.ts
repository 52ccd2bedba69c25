import { all, readPage, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { rowBy, rowsBy } from '../graphql/row-loaders.js';
import { searchConditions } from '../graphql/search.js';
import { scopeColumn, visible } from '../graphql/sight.js';
import { sql, type Sql } from '../store/database.js';
import type { MatchRow, OfferRow, SupplyOfferFilter } from './supply.type.js';

export const offerColumns: Sql = sql`
  'SupplyOffer' as "__typename", o.id, o.unit_id as "unitId", o.kind_id as "kindId", o.region_id as "regionId", trim_scale(o.quantity)::text as quantity, o.measure,
  trim_scale(o.matched)::text as matched, trim_scale(o.quantity - o.matched)::text as open, o.from_on as "fromOn", o.until_on as "untilOn", o.text,
  o.offered_at as "offeredAt", o.withdrawn_at as "withdrawnAt", o.withdraw_reason as "withdrawReason", o.version, ${scopeColumn('SupplyOffer', sql`o.id`)}`;

export const offerById = rowBy<number, OfferRow>((row) => row.id, (ids) => sql`select ${offerColumns} from supply_offer o where o.id = any(${ids})`);

/** Of alias o: something of it is to be had, now or later. */
export const isToBeHad: Sql<boolean> = sql`(o.withdrawn_at is null and o.matched < o.quantity and coalesce(o.until_on >= (select business_today()), true))`;

/** A page of the offers that the viewer sees, newest first. */
export function readOffers(context: Context, wanted: PageWanted, filter: SupplyOfferFilter | null | undefined): Promise<Page<OfferRow>> {
  const { kind, open, search } = filter ?? {};
  const unitId = context.optionalId(filter?.unitId, 'Unit', ['filter', 'unitId']);
  const regionId = context.optionalId(filter?.regionId, 'Region', ['filter', 'regionId']);
  const where: Sql[] = [visible(context.sight, 'SupplyOffer', sql`o.id`)];
  if (kind) where.push(sql`o.kind_id = any(array(select k.id from demand_kind k where k.code = any(${kind}::text[])))`);
  if (typeof open === 'boolean') where.push(open ? isToBeHad : sql`not ${isToBeHad}`);
  if (unitId !== null) where.push(sql`o.unit_id = ${unitId}`);
  if (regionId !== null) where.push(visible({ kind: 'REGION', regionId }, 'SupplyOffer', sql`o.id`));
  where.push(...searchConditions(sql`o.text`, search));
  const order = { key: sql`o.offered_at`, type: 'timestamptz', descending: true } as const;
  return readPage(context.db, { columns: offerColumns, from: sql`supply_offer o`, where: [all(where)], order, id: sql`o.id` }, wanted, context.language);
}

const matchColumns: Sql = sql`
  m.id, m.offer_id as "offerId", m.issue_id as "issueId", (select o.unit_id from supply_offer o where o.id = m.offer_id) as "unitId",
  trim_scale(m.quantity)::text as quantity, m.status, m.matched_at as "matchedAt", m.settled_at as "settledAt", m.reason`;

export const matchById = rowBy<number, MatchRow>((row) => row.id, (ids) => sql`select ${matchColumns} from supply_match m where m.id = any(${ids})`);

/** Oldest first, like those of an offer. */
export const matchesOfDemand = rowsBy<number, MatchRow>((row) => row.issueId, (issues) => sql`select ${matchColumns} from supply_match m where m.issue_id = any(${issues}) order by m.id`);

export const matchesOfOffer = rowsBy<number, MatchRow>((row) => row.offerId, (offers) => sql`select ${matchColumns} from supply_match m where m.offer_id = any(${offers}) order by m.id`);
