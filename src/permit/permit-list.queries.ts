import { readPage, type Order, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { sql } from '../store/database.js';
import { conditionsOf, criteriaOf } from './permit.criteria.js';
import { permitColumns, waitingSince } from './permit.queries.js';
import type { PermitFilter, PermitOrder, PermitRow } from './permit.type.js';

const orders = {
  PLANNED_ON_ASC: { key: sql`m.planned_on`, type: 'date' },
  DUE_ON_ASC: { key: sql`coalesce(m.due_on, date '9999-12-31')`, type: 'date' },
  WAITING_SINCE_ASC: { key: waitingSince, type: 'date' },
} satisfies Record<PermitOrder, Order>;

export interface PermitsWanted extends PageWanted {
  readonly filter?: PermitFilter | null;
  readonly orderBy: PermitOrder;
}

/** A page of the permits of the projects that the viewer sees. */
export function readPermits(context: Context, { filter, orderBy, ...page }: PermitsWanted): Promise<Page<PermitRow>> {
  const where = conditionsOf(criteriaOf(filter, context));
  return readPage(context.db, { columns: permitColumns.of(page.fields), from: sql`permit m`, where, order: orders[orderBy], id: sql`m.id` }, page, context.language);
}
