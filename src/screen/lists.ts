import type { AssignmentRole } from '../assignment/assignment.entity.js';
import type { Severity } from '../issue/issue.entity.js';
import type { ListHappening, ListKind, ListOrder, ListState } from '../list/list.enums.js';
import type { ProjectTier } from '../project/project.entity.js';
import type { SignalColour } from '../signal/signal.type.js';

export type { ListKind } from '../list/list.enums.js';

interface Named {
  readonly name: string;
}

/** A line of a list, as `lists.graphql` asks for it. */
export interface ListLine {
  readonly id: string;
  readonly state: ListState;
  readonly day: string | null;
  readonly lateDays: number | null;
  readonly colour: SignalColour | null;
  readonly severity: Severity | null;
  readonly project: Named | null;
  readonly lead: Named | null;
  readonly issue: { readonly number: string; readonly title: string } | null;
  readonly region: Named | null;
  readonly leader: (Named & { readonly title: string }) | null;
  readonly unit: Named | null;
  readonly assignment: { readonly role: AssignmentRole } | null;
}

export interface ListChange {
  readonly id: string;
  readonly happened: readonly ListHappening[];
  readonly before: ListLine | null;
  readonly after: ListLine | null;
}

/** What is offered, in the order in which it is. */
export const wordsOfList = {
  kinds: ['START_SEQUENCE', 'PROGRESS', 'DEMAND', 'ISSUE', 'RESPONSIBILITY'] satisfies ListKind[],
  orders: ['DAY_ASC', 'DAY_DESC', 'LATE_DESC', 'WORST_DESC', 'REGION_ASC', 'LEADER_ASC', 'UNIT_ASC'] satisfies ListOrder[],
  tiers: ['PROVINCIAL_TOP_100', 'MUNICIPAL', 'COUNTY'] satisfies ProjectTier[],
  moments: ['present', 'past', 'compare'],
};
