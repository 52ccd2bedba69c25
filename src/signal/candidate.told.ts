import type { Language } from '../kernel/language.js';
import { catalogues, fill } from '../kernel/messages/index.js';
import type { CandidateKind, CandidateReasonType, CandidateRow } from './candidate.type.js';
import { toReason } from './signal.told.js';

/** Why a project should be called, the most pressing first. */
export function reasonsOf({ kinds, rules, escalated }: CandidateRow, language: Language): CandidateReasonType[] {
  const found: CandidateReasonType[] = rules.map((fired) => {
    const { rule, colour, since, measure, unit, message, detail } = toReason(fired, language);
    return { kind: rule as CandidateKind, colour, since, measure, unit, message, detail };
  });
  if (escalated) {
    const { count, since, level } = escalated;
    const words = catalogues[language];
    found.push({
      kind: 'ESCALATED', colour: level === 'PROVINCE' ? 'RED' : 'YELLOW', since, measure: count, unit: 'ISSUES',
      message: fill(words.candidate.ESCALATED, { count, level: words.word.IssueLevel[level as keyof typeof words.word.IssueLevel] }), detail: fill(words.candidate.escalatedSince, { day: since }),
    });
  }
  return found.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}
