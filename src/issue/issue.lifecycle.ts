import { enumeration, type Word } from '../kernel/enumeration.js';
import type { ActOf, Right } from '../kernel/rights.js';
import type { HistoryAct } from '../history/history.entity.js';
import type { IssueStatus } from './issue.entity.js';

export const IssueAct = enumeration('correct', 'assign', 'acknowledge', 'resolve', 'verify', 'return', 'escalate', 'remind');
export type IssueAct = Word<typeof IssueAct>;

interface Step {
  /** Who may do it; on which issues, their sight says. */
  readonly right: Right;
  /** What the history says of it. */
  readonly records: HistoryAct;
  /** Where it leads from each status; null where it cannot be done. */
  readonly leads: Readonly<Record<IssueStatus, IssueStatus | null>>;
}

/** An open issue stays where it is. */
const stays = { REPORTED: 'REPORTED', ASSIGNED: 'ASSIGNED', ACKNOWLEDGED: 'ACKNOWLEDGED', RESOLVED: 'RESOLVED', CLOSED: null } as const;

/** The life of an issue, whole: every act, from every status. */
export const lifecycle = {
  correct: { right: 'correctIssue', records: 'CORRECTED', leads: stays },
  assign: {
    right: 'directIssue',
    records: 'ASSIGNED',
    leads: { REPORTED: 'ASSIGNED', ASSIGNED: 'ASSIGNED', ACKNOWLEDGED: 'ASSIGNED', RESOLVED: null, CLOSED: null },
  },
  acknowledge: {
    right: 'workIssue',
    records: 'ACKNOWLEDGED',
    leads: { REPORTED: null, ASSIGNED: 'ACKNOWLEDGED', ACKNOWLEDGED: null, RESOLVED: null, CLOSED: null },
  },
  resolve: {
    right: 'workIssue',
    records: 'RESOLVED',
    leads: { REPORTED: null, ASSIGNED: 'RESOLVED', ACKNOWLEDGED: 'RESOLVED', RESOLVED: null, CLOSED: null },
  },
  verify: {
    right: 'verifyIssue',
    records: 'VERIFIED',
    leads: { REPORTED: null, ASSIGNED: null, ACKNOWLEDGED: null, RESOLVED: 'CLOSED', CLOSED: null },
  },
  return: {
    right: 'verifyIssue',
    records: 'RETURNED',
    leads: { REPORTED: null, ASSIGNED: null, ACKNOWLEDGED: null, RESOLVED: 'ASSIGNED', CLOSED: null },
  },
  remind: {
    right: 'directIssue',
    records: 'REMINDED',
    leads: { REPORTED: null, ASSIGNED: 'ASSIGNED', ACKNOWLEDGED: 'ACKNOWLEDGED', RESOLVED: null, CLOSED: null },
  },
  escalate: { right: 'directIssue', records: 'ESCALATED', leads: stays },
} as const satisfies Record<IssueAct, Step>;

/** The mutations that take a step. */
export type IssueMutation = ActOf<(typeof lifecycle)[IssueAct]['right']>;
