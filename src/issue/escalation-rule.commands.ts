import { LockMode } from '@mikro-orm/core';
import { record } from '../history/history.commands.js';
import { wordsOf } from '../kernel/enumeration.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import type { Transaction } from '../store/unit-of-work.js';
import { EscalationRule } from './escalation-rule.entity.js';
import { IssueLevel } from './issue.entity.js';

/** Working days that a rule may allow: from one to half a year. */
const bounds = { least: 1, most: 120 } as const;

const times = ['signWithin', 'escalateUnsignedAfter', 'remindOverdueAfter', 'escalateOverdueAfter'] as const satisfies (keyof EscalationRule)[];

export type EscalationRuleData = Pick<EscalationRule, 'level' | 'name' | 'nameEn' | 'enabled' | (typeof times)[number]>;

/** By which number the history knows the rule of a level. */
export const ruleNumber = (level: IssueLevel): number => wordsOf(IssueLevel).indexOf(level) + 1;

/** Replaces a level's rule; what is due by it from now on is found at once. */
export async function setEscalationRule(tx: Transaction, data: EscalationRuleData): Promise<Outcome<IssueLevel>> {
  const bad = [
    ...checkText(data.name, ['input', 'name'], textLimit.code),
    ...checkText(data.nameEn, ['input', 'nameEn'], textLimit.code),
    ...times.flatMap((time) => (data[time] < bounds.least || data[time] > bounds.most ? refuse('NUMBER_OUT_OF_RANGE', ['input', time], bounds).refused : [])),
  ];
  if (bad.length > 0) return { refused: bad };
  const rule = await tx.em.findOneOrFail(EscalationRule, { level: data.level }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const wanted = { ...data, name: data.name.trim(), nameEn: data.nameEn.trim() };
  const note = changesOf(rule, wanted);
  if (note === '') return done(data.level);
  tx.em.assign(rule, wanted);
  await tx.em.flush();
  await record(tx, 'EscalationRule', ruleNumber(data.level), 'CORRECTED', note);
  return done(data.level);
}

/** What is altered, from what to what, as the history tells it. */
function changesOf(rule: EscalationRule, wanted: EscalationRuleData): string {
  const words = {
    name: '名称', nameEn: '英文名称', signWithin: '签收时限', escalateUnsignedAfter: '逾期未签收提级', remindOverdueAfter: '超期催办', escalateOverdueAfter: '超期提级', enabled: '启用',
  } as const satisfies Partial<Record<keyof EscalationRuleData, string>>;
  const word = (value: string | number | boolean): string | number => (typeof value === 'boolean' ? (value ? '是' : '否') : value);
  return Object.entries(words).flatMap(([field, name]) => {
    const [before, after] = [rule[field as keyof typeof words], wanted[field as keyof typeof words]];
    return before === after ? [] : [`${name} ${word(before)} → ${word(after)}`];
  }).join('；');
}
