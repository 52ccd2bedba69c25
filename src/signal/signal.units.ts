import type { SignalRule } from './signal-rule.entity.js';
import type { SignalUnit } from './signal.enums.js';

/** In what each rule measures. */
export const unitOf = {
  START_OVERDUE: 'DAYS',
  COMPLETION_OVERDUE: 'DAYS',
  BEHIND_PLAN: 'SHARE',
  ISSUES_OVERDUE: 'ISSUES',
  STUCK: 'DAYS',
  SLOW: 'SHARE',
  MILESTONES_LATE: 'DAYS',
} as const satisfies Record<SignalRule, SignalUnit>;
