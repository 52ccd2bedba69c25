import type { LiveState, StateSource } from '../graphql/live-field.js';
import type { RowType } from '../kernel/entity-type.js';
import type { ListKind, ListOrder } from './list.enums.js';
import { listWanted, type ListWanted } from './list.queries.js';
import type { ListFilter } from './list.type.js';

/** A list at a tick; its entries are read through the tick's loaders. */
export interface ListScreenSource extends StateSource {
  readonly revision: number;
  readonly at: string;
  readonly wanted: ListWanted;
  readonly orderBy: ListOrder;
  readonly first: number;
}

/** What a line is made of; lights come of issues, and a day that turns is told by the calendar. */
const ofProjects = new Set<RowType>(['Project', 'Assignment', 'Issue', 'Region', 'Unit', 'Leader', 'Clock', 'Calendar']);
const ofIssues = new Set<RowType>(['Issue', 'Project', 'InvestmentLead', 'Assignment', 'Region', 'Unit', 'Leader', 'Clock', 'Calendar']);
const ofAssignments = new Set<RowType>(['Assignment', 'Project', 'InvestmentLead', 'Region', 'Unit', 'Leader', 'Clock']);

const shown = { START_SEQUENCE: ofProjects, PROGRESS: ofProjects, DEMAND: ofIssues, ISSUE: ofIssues, RESPONSIBILITY: ofAssignments } satisfies Record<ListKind, Set<RowType>>;

/** `listFollow(kind)`: the first page again whenever something that it may show has changed. */
export const listFollowField: LiveState = {
  kind: 'STATE',
  open(context, args) {
    const { kind, filter, orderBy, first } = args as { kind: ListKind; filter?: ListFilter | null; orderBy: ListOrder; first: number };
    const wanted = listWanted(context, kind, filter);
    return {
      concerns: ({ type }) => shown[kind].has(type),
      source: ({ snapshot, at }): ListScreenSource => ({ revision: snapshot.revision, at, wanted, orderBy, first, volatile: new Set() }),
    };
  },
};
