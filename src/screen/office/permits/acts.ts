import type { PermitAct } from '../../../permit/permit.lifecycle.js';

export type FieldName = 'plannedOn' | 'channel' | 'together' | 'on' | 'reason' | 'ground' | 'name' | 'dueOn' | 'paperId';

export interface ActForm {
  readonly operation: string;
  readonly fields: readonly FieldName[];
  /** The fields are parts of `input`, not arguments. */
  readonly input?: true;
}

/** What each act asks, its fields called as the arguments or the parts of the input that they fill. */
export const forms: Record<PermitAct, ActForm> = {
  PLAN: { operation: 'PermitPlan', input: true, fields: ['plannedOn'] },
  APPLY: { operation: 'PermitApply', input: true, fields: ['channel', 'together'] },
  ACCEPT: { operation: 'PermitAccept', fields: ['on'] },
  GRANT: { operation: 'PermitGrant', fields: ['on'] },
  REFUSE: { operation: 'PermitRefuse', fields: ['reason'] },
  EXEMPT: { operation: 'PermitExempt', fields: ['ground'] },
  DEFER_PAPER: { operation: 'PermitPaperDefer', input: true, fields: ['name', 'dueOn'] },
  DELIVER_PAPER: { operation: 'PermitPaperDeliver', fields: ['paperId'] },
};

export const isDay = (field: FieldName): boolean => field === 'plannedOn' || field === 'on' || field === 'dueOn';
