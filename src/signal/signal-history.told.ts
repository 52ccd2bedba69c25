import type { Language } from '../kernel/language.js';
import type { SignalChangeType, SignalDay } from './signal-history.type.js';
import { toReason } from './signal.told.js';

/** The first day and those on which colour or rules changed. */
export function toChanges(days: readonly SignalDay[], language: Language): SignalChangeType[] {
  return days.flatMap(({ day, rules }, index) => {
    const earlier = days[index - 1]?.rules;
    const before = earlier ? earlier[0]?.colour ?? 'GREEN' : null;
    const began = rules.filter(({ rule, colour }) => !earlier?.some((was) => was.rule === rule && was.colour === colour)).map(({ rule }) => rule);
    const ceased = (earlier ?? []).filter(({ rule }) => !rules.some((is) => is.rule === rule)).map(({ rule }) => rule);
    if (earlier && began.length === 0 && ceased.length === 0) return [];
    return [{ day, before, after: rules[0]?.colour ?? 'GREEN', reasons: rules.map((fired) => toReason(fired, language)), began, ceased }];
  });
}
