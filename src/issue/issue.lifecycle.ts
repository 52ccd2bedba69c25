import { enumeration, type Word } from '../kernel/enumeration.js';
import { rolesOf, type ActOf, type Right } from '../kernel/rights.js';
import type { HistoryAct } from '../history/history.entity.js';
import type { IssueStatus } from './issue.entity.js';

export const IssueAct = enumeration(
  'CORRECT', 'ASSIGN', 'ACKNOWLEDGE', 'ANSWER', 'WAIVE_ANSWER', 'REQUEST_EXTENSION', 'APPROVE_EXTENSION', 'REFUSE_EXTENSION', 'RESOLVE', 'VERIFY', 'RETURN',
  'REMIND', 'ESCALATE', 'ADD_EVIDENCE', 'END_EVIDENCE', 'COMMENT', 'WITHDRAW_COMMENT', 'LINK_RECURRENCE', 'MERGE',
);
export type IssueAct = Word<typeof IssueAct>;

/** Whose a unit must be: LEAD, the unit that answers for the issue; SUPPORTING, one that helps; ANY, either. For others than units it means nothing. */
export const UnitPart = enumeration('LEAD', 'SUPPORTING', 'ANY');
export type UnitPart = Word<typeof UnitPart>;

interface Step {
  /** The mutation that takes it; also `issueAssignMany` for ASSIGN. */
  readonly mutation: string;
  /** Who may do it; on which issues, their sight says. */
  readonly right: Right;
  readonly unit: UnitPart;
  /** What the history says of it. */
  readonly records: HistoryAct;
  /** Where it leads from each status; null where it cannot be done. */
  readonly leads: Readonly<Record<IssueStatus, IssueStatus | null>>;
  /** In one sentence, and its Chinese name. */
  readonly says: string;
  readonly zh: string;
}

/** An open issue stays where it is. */
const stays = { REPORTED: 'REPORTED', ASSIGNED: 'ASSIGNED', ACKNOWLEDGED: 'ACKNOWLEDGED', RESOLVED: 'RESOLVED', CLOSED: null } as const;
const always = { ...stays, CLOSED: 'CLOSED' } as const;
/** A unit has it in hand. */
const inHand = { ...stays, REPORTED: null, RESOLVED: null } as const;

/** The life of an issue, whole: every act, from every status, by whom. Descriptions, the specification and pages' buttons are made from it. */
export const lifecycle = {
  CORRECT: { mutation: 'issueCorrect', right: 'correctIssue', unit: 'ANY', records: 'CORRECTED', leads: stays, says: 'Corrects an open issue.', zh: '更正' },
  ASSIGN: {
    mutation: 'issueAssign', right: 'directIssue', unit: 'ANY', records: 'ASSIGNED',
    leads: { REPORTED: 'ASSIGNED', ASSIGNED: 'ASSIGNED', ACKNOWLEDGED: 'ASSIGNED', RESOLVED: null, CLOSED: null },
    says: 'Gives an issue that is not resolved to a unit with a deadline, or to another unit than before.', zh: '交办',
  },
  ACKNOWLEDGE: {
    mutation: 'issueAcknowledge', right: 'workIssue', unit: 'LEAD', records: 'ACKNOWLEDGED',
    leads: { REPORTED: null, ASSIGNED: 'ACKNOWLEDGED', ACKNOWLEDGED: null, RESOLVED: null, CLOSED: null },
    says: 'The unit that answers for an issue signs for it.', zh: '签收',
  },
  ANSWER: {
    mutation: 'issueAnswer', right: 'workIssue', unit: 'SUPPORTING', records: 'ANSWERED', leads: inHand,
    says: 'A supporting unit says what it has done on its part; its last answer counts.', zh: '协办反馈',
  },
  WAIVE_ANSWER: {
    mutation: 'issueWaiveAnswer', right: 'verifyIssue', unit: 'ANY', records: 'ANSWER_WAIVED', leads: inHand,
    says: 'Lets an issue be resolved without the answer of a supporting unit.', zh: '免予反馈',
  },
  REQUEST_EXTENSION: {
    mutation: 'issueRequestExtension', right: 'workIssue', unit: 'LEAD', records: 'EXTENSION_REQUESTED', leads: inHand,
    says: 'Asks for a later deadline; one request at a time.', zh: '延期申请',
  },
  APPROVE_EXTENSION: {
    mutation: 'issueApproveExtension', right: 'verifyIssue', unit: 'ANY', records: 'EXTENSION_APPROVED', leads: inHand,
    says: 'Grants the open request: its day is the deadline now; not by who asked.', zh: '批准延期',
  },
  REFUSE_EXTENSION: {
    mutation: 'issueRefuseExtension', right: 'verifyIssue', unit: 'ANY', records: 'EXTENSION_REFUSED', leads: inHand,
    says: 'Refuses the open request, with the reason; not by who asked.', zh: '不予延期',
  },
  RESOLVE: {
    mutation: 'issueResolve', right: 'workIssue', unit: 'LEAD', records: 'RESOLVED',
    leads: { REPORTED: null, ASSIGNED: 'RESOLVED', ACKNOWLEDGED: 'RESOLVED', RESOLVED: null, CLOSED: null },
    says: 'Calls an issue resolved: the handler\'s word, which somebody else has to verify. A unit waits for the answers of those that support it.', zh: '办结',
  },
  VERIFY: {
    mutation: 'issueVerify', right: 'verifyIssue', unit: 'ANY', records: 'VERIFIED',
    leads: { REPORTED: null, ASSIGNED: null, ACKNOWLEDGED: null, RESOLVED: 'CLOSED', CLOSED: null },
    says: 'Verifies a resolution and so closes the issue; not by who resolved it.', zh: '核查销号',
  },
  RETURN: {
    mutation: 'issueReturn', right: 'verifyIssue', unit: 'ANY', records: 'RETURNED',
    leads: { REPORTED: null, ASSIGNED: null, ACKNOWLEDGED: null, RESOLVED: 'ASSIGNED', CLOSED: null },
    says: 'Does not accept a resolution: the issue goes back to its unit and the return is counted; not by who resolved it.', zh: '退办',
  },
  REMIND: {
    mutation: 'issueRemind', right: 'directIssue', unit: 'ANY', records: 'REMINDED', leads: inHand,
    says: 'Tells the unit again that it has to act, and counts it; also done by rule.', zh: '催办',
  },
  ESCALATE: { mutation: 'issueEscalate', right: 'directIssue', unit: 'ANY', records: 'ESCALATED', leads: stays, says: 'Raises an open issue to a higher level; also done by rule.', zh: '提级办' },
  ADD_EVIDENCE: {
    mutation: 'issueAddEvidence', right: 'supplyIssue', unit: 'ANY', records: 'EVIDENCE_ADDED', leads: stays,
    says: 'Adds a link to what shows how an open issue stands; nothing is fetched from it.', zh: '添加佐证',
  },
  END_EVIDENCE: { mutation: 'issueEndEvidence', right: 'supplyIssue', unit: 'ANY', records: 'EVIDENCE_ENDED', leads: stays, says: 'Takes a link away again, which the history keeps; by who added it or the office.', zh: '撤销佐证' },
  COMMENT: { mutation: 'issueComment', right: 'supplyIssue', unit: 'ANY', records: 'COMMENTED', leads: always, says: 'Adds a remark, also to a closed issue.', zh: '留言' },
  WITHDRAW_COMMENT: { mutation: 'issueWithdrawComment', right: 'supplyIssue', unit: 'ANY', records: 'COMMENT_WITHDRAWN', leads: always, says: 'Withdraws a remark; by who made it or the office.', zh: '撤回留言' },
  LINK_RECURRENCE: {
    mutation: 'issueLinkRecurrence', right: 'correctIssue', unit: 'ANY', records: 'RECURRENCE_LINKED', leads: always,
    says: 'Says that an issue is one come back which was closed before it was reported.', zh: '关联复发',
  },
  MERGE: {
    mutation: 'issueMerge', right: 'correctIssue', unit: 'ANY', records: 'MERGED',
    leads: { REPORTED: 'CLOSED', ASSIGNED: 'CLOSED', ACKNOWLEDGED: 'CLOSED', RESOLVED: 'CLOSED', CLOSED: null },
    says: 'Closes a duplicate into the issue that it repeats, which must be open and about the same; it does not count as solved.', zh: '并办',
  },
} as const satisfies Record<IssueAct, Step>;

/** The mutations that take a step. */
export type IssueMutation = ActOf<(typeof lifecycle)[IssueAct]['right']>;

/** From which statuses an act can be done. */
export function statusesOf(act: IssueAct): IssueStatus[] {
  return (Object.entries(lifecycle[act].leads) as [IssueStatus, IssueStatus | null][]).flatMap(([from, to]) => (to === null ? [] : [from]));
}

const unitPart: Record<UnitPart, string> = { LEAD: ' (the lead unit)', SUPPORTING: ' (a supporting unit)', ANY: '' };

/** What the schema says of an act's mutation. */
export function describe(act: IssueAct): string {
  const { says, zh, right, unit } = lifecycle[act];
  const roles = rolesOf(right).map((role) => (role === 'UNIT' ? `UNIT${unitPart[unit]}` : role));
  return `${says} From ${statusesOf(act).join(', ')}; by ${roles.join(', ')}. ${zh}。`;
}
