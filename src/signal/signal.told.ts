import Big from 'big.js';
import { catalogues, fill } from '../kernel/messages/index.js';
import type { Language } from '../kernel/language.js';
import { fromYuan } from '../kernel/money.js';
import type { SignalInputName, SignalRule } from './signal.enums.js';
import type { CheckedRule, FiredRule, SignalCheckType, SignalInputType, SignalReasonType } from './signal.type.js';
import { unitOf } from './signal.units.js';

type Reckoned = Pick<CheckedRule, 'rule' | 'since' | 'planned' | 'completed' | 'share' | 'sign' | 'milestone'>;

/** A rule that fired, in words and numbers. */
export function toReason(fired: FiredRule, language: Language): SignalReasonType {
  const { rule, colour, measure, yellowFrom, redFrom, since } = fired;
  const unit = unitOf[rule];
  const inputs = inputsOf(fired, language);
  return {
    rule, colour, unit, since, inputs, detail: detailOf(inputs, language), measure: Number(measure), threshold: Number(colour === 'RED' ? redFrom : yellowFrom),
    message: fill(catalogues[language].signal[rule], { measure: unit === 'SHARE' ? percent(measure) : Number(measure) }),
  };
}

export function toCheck(checked: CheckedRule, language: Language): SignalCheckType {
  const { rule, colour, skipped, measure, yellowFrom, redFrom } = checked;
  const inputs = skipped ? [] : inputsOf(checked, language);
  return {
    rule, colour, skipped, unit: unitOf[rule], inputs, detail: detailOf(inputs, language),
    measure: measure === null ? null : Number(measure), yellowFrom: Number(yellowFrom), redFrom: Number(redFrom),
  };
}

function detailOf(inputs: readonly SignalInputType[], language: Language): string {
  return inputs.map(({ text }) => text).join(catalogues[language].signalInput.between);
}

const namesOf = {
  START_OVERDUE: ['PLANNED_ON'],
  COMPLETION_OVERDUE: ['PLANNED_ON'],
  BEHIND_PLAN: ['ANNUAL_PLAN', 'EXPECTED_SHARE', 'EXPECTED_INVESTMENT', 'COMPLETED_INVESTMENT'],
  ISSUES_OVERDUE: ['EARLIEST_DEADLINE'],
  STUCK: ['LAST_PROGRESS_ON'],
  SLOW: ['ANNUAL_PLAN', 'EXPECTED_SHARE', 'ACTUAL_SHARE', 'COMPLETED_INVESTMENT'],
  MILESTONES_LATE: ['MISSED_ON'],
} satisfies Record<SignalRule, SignalInputName[]>;

function inputsOf(reckoned: Reckoned, language: Language): SignalInputType[] {
  return namesOf[reckoned.rule].map((name) => inputOf(name, reckoned, language)).filter((input) => input.day !== null || input.amount !== null || input.share !== null);
}

function inputOf(name: SignalInputName, { since, planned, completed, share, sign, milestone }: Reckoned, language: Language): SignalInputType {
  const text = (value: string) => fill(catalogues[language].signalInput[name], { value, sign: sign ? catalogues[language].signalInput.sign[sign] : '', milestone: milestone ?? '' });
  const day = (value: string | null): SignalInputType => ({ name, unit: 'DATE', day: value, amount: null, share: null, text: text(value ?? '') });
  const amount = (value: string | null): SignalInputType => ({
    name, unit: 'YUAN', day: null, amount: value === null ? null : new Big(value).toFixed(), share: null,
    text: text(value === null ? '' : inWan(value, language)),
  });
  const part = (value: string | null): SignalInputType => ({ name, unit: 'SHARE', day: null, amount: null, share: value === null ? null : Number(value), text: text(value === null ? '' : `${percent(value)}%`) });
  switch (name) {
    case 'PLANNED_ON':
    case 'EARLIEST_DEADLINE':
    case 'LAST_PROGRESS_ON':
    case 'MISSED_ON': return day(since);
    case 'ANNUAL_PLAN': return amount(planned);
    case 'EXPECTED_SHARE': return part(share === null ? null : new Big(share).round(4).toFixed());
    case 'EXPECTED_INVESTMENT': return amount(planned === null || share === null ? null : new Big(planned).times(share).round(2).toFixed());
    case 'COMPLETED_INVESTMENT': return amount(completed);
    case 'ACTUAL_SHARE': return part(planned === null || completed === null || new Big(planned).eq(0) ? null : new Big(completed).div(planned).round(4).toFixed());
  }
}

function percent(share: string): string {
  return new Big(share).times(100).round(2).toFixed();
}

function inWan(yuan: string, language: Language): string {
  return Number(new Big(fromYuan(yuan, 'WAN')).round(1).toFixed()).toLocaleString(language === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: 1 });
}
