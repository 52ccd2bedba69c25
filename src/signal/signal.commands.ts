import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Transaction } from '../store/unit-of-work.js';
import { SignalRuleSetting, type SignalRule } from './signal-rule.entity.js';

export interface SignalRuleData {
  readonly rule: SignalRule;
  readonly yellowFrom: number;
  readonly redFrom: number;
  readonly enabled: boolean;
}

/** Least and most that a rule's measure can be asked to reach. */
const bounds = {
  START_OVERDUE: [1, 9_999],
  COMPLETION_OVERDUE: [1, 9_999],
  BEHIND_PLAN: [0.01, 1],
  ISSUES_OVERDUE: [1, 9_999],
} satisfies Record<SignalRule, readonly [number, number]>;

/** Replaces a rule's thresholds: every light follows at once, and the change log says whose act it was. */
export async function setSignalRule(tx: Transaction, { rule, yellowFrom, redFrom, enabled }: SignalRuleData): Promise<Outcome<SignalRule>> {
  const [least, most] = bounds[rule];
  if (yellowFrom < least || yellowFrom > most) return refuse('NUMBER_OUT_OF_RANGE', ['input', 'yellowFrom'], { least, most });
  if (redFrom < yellowFrom || redFrom > most) return refuse('NUMBER_OUT_OF_RANGE', ['input', 'redFrom'], { least: yellowFrom, most });
  await tx.em.upsert(SignalRuleSetting, { rule, yellowFrom: String(yellowFrom), redFrom: String(redFrom), enabled });
  return done(rule);
}
