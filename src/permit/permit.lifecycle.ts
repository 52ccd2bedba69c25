import type { HistoryAct } from '../history/history.entity.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { rolesOf, type ActOf, type Right } from '../kernel/rights.js';
import type { PermitState } from './permit.entity.js';

export const PermitAct = enumeration('PLAN', 'APPLY', 'ACCEPT', 'GRANT', 'REFUSE', 'EXEMPT', 'DEFER_PAPER', 'DELIVER_PAPER');
export type PermitAct = Word<typeof PermitAct>;

interface Step {
  readonly mutation: string;
  /** Who may do it; on which permits, their sight says. */
  readonly right: Right;
  /** What the history of the project says of it. */
  readonly records: HistoryAct;
  /** Where it leads from each state; null where it cannot be done. A unit does it to the permits that it grants. */
  readonly leads: Readonly<Record<PermitState, PermitState | null>>;
  /** In one sentence, and its Chinese name. */
  readonly says: string;
  readonly zh: string;
}

const nowhere = { PLANNED: null, APPLIED: null, ACCEPTED: null, GRANTED: null, REFUSED: null, EXEMPTED: null } as const;

/** The life of a permit, whole: every act, from every state, by whom. Descriptions, the specification and pages' buttons are made from it. */
export const lifecycle = {
  PLAN: {
    mutation: 'permitPlan', right: 'planPermit', records: 'PERMIT_PLANNED', leads: { ...nowhere, PLANNED: 'PLANNED' },
    says: 'Plans a permit that a project needs for the day agreed with the company, or plans it anew.', zh: '约定办理日期',
  },
  APPLY: {
    mutation: 'permitApply', right: 'applyForPermit', records: 'PERMIT_APPLIED', leads: { ...nowhere, PLANNED: 'APPLIED', REFUSED: 'APPLIED' },
    says: 'Applies for a permit, once those that come before it are granted; also again after a refusal.', zh: '申请',
  },
  ACCEPT: {
    mutation: 'permitAccept', right: 'decidePermit', records: 'PERMIT_ACCEPTED', leads: { ...nowhere, APPLIED: 'ACCEPTED' },
    says: 'Takes an application in: the legal working days begin.', zh: '受理',
  },
  GRANT: { mutation: 'permitGrant', right: 'decidePermit', records: 'PERMIT_GRANTED', leads: { ...nowhere, ACCEPTED: 'GRANTED' }, says: 'Grants a permit.', zh: '批准' },
  REFUSE: {
    mutation: 'permitRefuse', right: 'decidePermit', records: 'PERMIT_REFUSED', leads: { ...nowhere, APPLIED: 'REFUSED', ACCEPTED: 'REFUSED' },
    says: 'Refuses an application, with the reason.', zh: '不予批准',
  },
  EXEMPT: {
    mutation: 'permitExempt', right: 'decidePermit', records: 'PERMIT_EXEMPTED', leads: { ...nowhere, PLANNED: 'EXEMPTED', APPLIED: 'EXEMPTED', ACCEPTED: 'EXEMPTED', REFUSED: 'EXEMPTED' },
    says: 'Lets a project do without a permit, on a ground.', zh: '豁免',
  },
  DEFER_PAPER: {
    mutation: 'permitPaperDefer', right: 'decidePermit', records: 'PAPER_DEFERRED', leads: { ...nowhere, APPLIED: 'APPLIED', ACCEPTED: 'ACCEPTED' },
    says: 'Lets a paper follow later, by a day; never one of land use.', zh: '容缺后补',
  },
  DELIVER_PAPER: {
    mutation: 'permitPaperDeliver', right: 'decidePermit', records: 'PAPER_DELIVERED', leads: { ...nowhere, APPLIED: 'APPLIED', ACCEPTED: 'ACCEPTED', GRANTED: 'GRANTED', REFUSED: 'REFUSED', EXEMPTED: 'EXEMPTED' },
    says: 'A paper that was to follow is there.', zh: '补齐材料',
  },
} as const satisfies Record<PermitAct, Step>;

/** The mutations that take a step. */
export type PermitMutation = ActOf<(typeof lifecycle)[PermitAct]['right']>;

/** From which states an act can be done. */
export function statesOf(act: PermitAct): PermitState[] {
  return (Object.entries(lifecycle[act].leads) as [PermitState, PermitState | null][]).flatMap(([from, to]) => (to === null ? [] : [from]));
}

/** What the schema says of an act's mutation. */
export function describe(act: PermitAct): string {
  const { says, zh, right } = lifecycle[act];
  const roles = rolesOf(right).map((role) => (role === 'UNIT' ? 'UNIT (its authority)' : role));
  return `${says} From ${statesOf(act).join(', ')}; by ${roles.join(', ')}. ${zh}。`;
}
