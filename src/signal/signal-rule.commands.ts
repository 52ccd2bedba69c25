import { LockMode } from '@mikro-orm/core';
import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Transaction } from '../store/unit-of-work.js';
import { SignalRuleSetting, type ProgressSign, type SignalRule } from './signal-rule.entity.js';

export type SignalRuleData = Pick<SignalRuleSetting, 'rule' | 'enabled' | 'tiers' | 'sectors' | 'origins' | 'stages' | 'signs'> & { readonly yellowFrom: number; readonly redFrom: number };

/** Least and most that a rule's measure can be asked to reach. */
const bounds = {
  START_OVERDUE: [1, 9_999],
  COMPLETION_OVERDUE: [1, 9_999],
  BEHIND_PLAN: [0.01, 1],
  ISSUES_OVERDUE: [1, 9_999],
  STUCK: [1, 9_999],
  SLOW: [0.001, 1],
  MILESTONES_LATE: [1, 9_999],
} satisfies Record<SignalRule, readonly [number, number]>;

const usualSigns: readonly ProgressSign[] = ['PHYSICAL', 'INVESTMENT', 'MILESTONE'];

/** What was asked for with what is left out, each word once. */
export function ruleData({ signs, tiers, sectors, origins, stages, ...plain }: Asked): SignalRuleData {
  return { ...plain, yellowFrom: kept(plain.yellowFrom), redFrom: kept(plain.redFrom), tiers: narrowed(tiers), sectors: narrowed(sectors), origins: narrowed(origins), stages: narrowed(stages), signs: [...new Set(signs ?? (plain.rule === 'STUCK' ? usualSigns : []))] };
}

/** To four decimals, as thresholds are kept. */
function kept(threshold: number): number {
  return Math.round(threshold * 1e4) / 1e4;
}

type Left = 'tiers' | 'sectors' | 'origins' | 'stages' | 'signs';
type Asked = Omit<SignalRuleData, Left> & { readonly [K in Left]?: SignalRuleData[K] | null };

function narrowed<T>(words: readonly T[] | null | undefined): T[] | null {
  return words && words.length > 0 ? [...new Set(words)] : null;
}

/** What is wrong with a rule; `path` leads to it. */
export function checkRule({ rule, yellowFrom, redFrom, signs }: SignalRuleData, path: readonly string[]): readonly Refusal[] {
  const [least, most] = bounds[rule];
  if (yellowFrom < least || yellowFrom > most) return refuse('NUMBER_OUT_OF_RANGE', [...path, 'yellowFrom'], { least, most }).refused;
  if (redFrom < yellowFrom || redFrom > most) return refuse('NUMBER_OUT_OF_RANGE', [...path, 'redFrom'], { least: yellowFrom, most }).refused;
  if (rule === 'STUCK' && signs.length === 0) return refuse('SIGNS_NEEDED', [...path, 'signs']).refused;
  return rule !== 'STUCK' && signs.length > 0 ? refuse('SIGNS_MEANINGLESS', [...path, 'signs']).refused : [];
}

/** Replaces a rule: every light follows at once, and the change log says whose act it was. */
export async function setSignalRule(tx: Transaction, data: SignalRuleData): Promise<Outcome<SignalRule>> {
  const bad = checkRule(data, ['input']);
  if (bad.length > 0) return { refused: bad };
  const before = await tx.em.findOneOrFail(SignalRuleSetting, { rule: data.rule }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const was = spoken({ ...before, yellowFrom: Number(before.yellowFrom), redFrom: Number(before.redFrom) });
  tx.em.assign(before, { ...data, yellowFrom: String(data.yellowFrom), redFrom: String(data.redFrom) });
  await record(tx, 'SignalSettings', 1, 'CORRECTED', `${data.rule}: ${was} → ${spoken(data)}`);
  return done(data.rule);
}

/** A rule in the words of the schema, for the history. */
function spoken({ yellowFrom, redFrom, enabled, tiers, sectors, origins, stages, signs }: SignalRuleData): string {
  const words = [tiers, sectors, origins, stages].flatMap((set) => (set ? [set.join('|')] : []));
  return [`${yellowFrom}/${redFrom}`, ...(enabled ? [] : ['OFF']), ...words, ...(signs.length > 0 ? [signs.join('+')] : [])].join(' ');
}
