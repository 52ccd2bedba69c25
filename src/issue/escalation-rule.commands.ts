import { done, refuse, type Outcome } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import type { Transaction } from '../store/unit-of-work.js';
import { EscalationRule } from './escalation-rule.entity.js';
import type { IssueLevel } from './issue.entity.js';

/** Working days that a rule may allow: from one to half a year. */
const bounds = { least: 1, most: 120 } as const;

const times = ['signWithin', 'escalateUnsignedAfter', 'remindOverdueAfter', 'escalateOverdueAfter'] as const satisfies (keyof EscalationRule)[];

export type EscalationRuleData = Pick<EscalationRule, 'level' | 'name' | 'nameEn' | 'enabled' | (typeof times)[number]>;

/** Replaces a level's rule; what is due by it from now on is found at once. */
export async function setEscalationRule(tx: Transaction, data: EscalationRuleData): Promise<Outcome<IssueLevel>> {
  const bad = [
    ...checkText(data.name, ['input', 'name'], textLimit.code),
    ...checkText(data.nameEn, ['input', 'nameEn'], textLimit.code),
    ...times.flatMap((time) => (data[time] < bounds.least || data[time] > bounds.most ? refuse('NUMBER_OUT_OF_RANGE', ['input', time], bounds).refused : [])),
  ];
  if (bad.length > 0) return { refused: bad };
  await tx.em.upsert(EscalationRule, { ...data, name: data.name.trim(), nameEn: data.nameEn.trim() });
  return done(data.level);
}
