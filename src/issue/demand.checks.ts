import { refuse, type Refusal } from '../kernel/refusal.js';
import { firstRow, rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { IssueCategory, IssueKind } from './issue.entity.js';

/** What is needed, as it is reported. */
export interface DemandData {
  /** The code of a demand kind. */
  readonly kind: string;
  /** A plain decimal. */
  readonly quantity?: string | null;
  readonly measure?: string | null;
}

export interface KindRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly measures: readonly string[];
  readonly category: IssueCategory;
  readonly active: boolean;
}

/** The kinds of these codes. They are kept from being changed until the act is done. */
export async function kindsOf(tx: Transaction, codes: readonly string[]): Promise<ReadonlyMap<string, KindRow>> {
  if (codes.length === 0) return new Map();
  const found = await rows<KindRow>(tx.db, sql`
    select id, code, name_zh as name, measures, category, active from demand_kind where code = any(${[...new Set(codes)]}::text[]) order by id for share`);
  return new Map(found.map((kind) => [kind.code, kind]));
}

/** Most that can be kept: 999,999,999,999.999. */
const mostWhole = 12;

/** A positive amount of at most three decimals. */
export function checkQuantity(quantity: string, path: readonly string[]): readonly Refusal[] {
  const [whole = '', parts = ''] = quantity.split('.');
  if (parts.replace(/0+$/, '').length > 3) return refuse('QUANTITY_TOO_FINE', path).refused;
  const isPositive = !quantity.startsWith('-') && /[1-9]/.test(quantity);
  if (!isPositive || whole.replace(/^0+/, '').length > mostWhole) return refuse('NUMBER_OUT_OF_RANGE', path, { least: 0.001, most: '999999999999.999' }).refused;
  return [];
}

/** Why something of a kind cannot be measured like this; `path` leads to what holds kind, quantity and measure. */
export function checkMeasured(kind: KindRow | undefined, { quantity, measure }: Omit<DemandData, 'kind'>, path: readonly string[]): readonly Refusal[] {
  if (!kind) return refuse('NOT_FOUND', [...path, 'kind'], { what: 'DemandKind' }).refused;
  if (!kind.active) return refuse('ENDED', [...path, 'kind'], { what: kind.name }).refused;
  const given = { quantity: quantity ?? null, measure: measure ?? null };
  if (kind.measures.length === 0) {
    return (['quantity', 'measure'] as const).flatMap((field) => (given[field] === null ? [] : refuse('QUANTITY_MEANINGLESS', [...path, field], { kind: kind.name }).refused));
  }
  if (given.quantity === null) return refuse('QUANTITY_NEEDED', [...path, 'quantity'], { kind: kind.name }).refused;
  return [
    ...checkQuantity(given.quantity, [...path, 'quantity']),
    ...(given.measure !== null && kind.measures.includes(given.measure) ? [] : refuse('DEMAND_MEASURE', [...path, 'measure'], { kind: kind.name, measures: kind.measures.join('、') }).refused),
  ];
}

/** The same of what is reported with an issue, which says by its kind and category what it is, too. */
export function checkDemand(kinds: ReadonlyMap<string, KindRow>, demand: DemandData | null | undefined, kind: IssueKind, category: IssueCategory): readonly Refusal[] {
  if (!demand) return [];
  if (kind !== 'DEMAND') return refuse('DEMAND_ONLY', ['demand']).refused;
  const found = kinds.get(demand.kind);
  const bad = checkMeasured(found, demand, ['demand']);
  if (bad.length > 0) return bad;
  return found!.category === category ? [] : refuse('DEMAND_CATEGORY', ['category'], { category: found!.category }).refused;
}

/** Resolved is what is needed no more: nothing of a demand may be missing, and nothing of it a mere promise. */
export async function checkFulfilled(tx: Transaction, issueId: number): Promise<readonly Refusal[]> {
  const missing = await firstRow<{ quantity: string; measure: string }>(tx.db, sql`
    select trim_scale(d.quantity - d.fulfilled)::text as quantity, d.measure from demand d where d.issue_id = ${issueId} and d.fulfilled < d.quantity`);
  return missing ? refuse('DEMAND_OPEN', ['id'], { open: missing.quantity, measure: missing.measure }).refused : [];
}

/** A described demand stays one, of the category of its kind. */
export async function checkStillDemand(tx: Transaction, issueId: number, kind: IssueKind, category: IssueCategory): Promise<readonly Refusal[]> {
  const demand = await firstRow<{ category: IssueCategory }>(tx.db, sql`
    select k.category from demand d join demand_kind k on k.id = d.kind_id where d.issue_id = ${issueId}`);
  if (!demand) return [];
  if (kind !== 'DEMAND') return refuse('DEMAND_DESCRIBED', ['input', 'kind']).refused;
  return demand.category === category ? [] : refuse('DEMAND_CATEGORY', ['input', 'category'], { category: demand.category }).refused;
}

/** A duplicate is closed: what it needs must be needed by the other one, and nothing may be under way to it. */
export async function checkNothingLost(tx: Transaction, issueId: number, other: { readonly id: number; readonly number: string }): Promise<readonly Refusal[]> {
  const lost = await firstRow(tx.db, sql`
    select from demand d where d.issue_id = ${issueId} and (d.promised > 0 or not exists (select from demand o where o.issue_id = ${other.id} and o.kind_id = d.kind_id))`);
  return lost ? refuse('DEMAND_DUPLICATE', ['intoId'], { number: other.number }).refused : [];
}
