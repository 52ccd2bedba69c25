import { checkCalendarDay } from '../calendar/calendar-span.js';
import { refuse, type Refusal } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import type { WinterStop } from './back-schedule.entity.js';
import type { TemplateStep } from './schedule-template.entity.js';

export const most = { milestones: 100, days: 2_000, lag: 365, links: 10, stops: 20, reserve: 365 } as const;

/** Steps of a schedule or a template: named once, and waiting only for what is there. */
export function checkSteps(steps: readonly TemplateStep[], path: readonly string[]): Refusal[] {
  const codes = new Set(steps.map(({ code }) => code));
  return [
    ...between(steps.length, 1, most.milestones, path),
    ...steps.flatMap((step, index) => checkStep(step, codes, [...path, String(index)])),
    ...twice(steps.map(({ code }) => code)).map((code): Refusal => ({ code: 'NAMED_TWICE', path, words: { what: code } })),
  ];
}

function checkStep({ code, name, days, after }: TemplateStep, codes: ReadonlySet<string>, path: readonly string[]): Refusal[] {
  return [
    ...checkText(code, [...path, 'code'], textLimit.code),
    ...checkText(name, [...path, 'name'], textLimit.name),
    ...between(days, 1, most.days, [...path, 'days']),
    ...between(after.length, 0, most.links, [...path, 'after']),
    ...after.flatMap(({ code: before, lag }, index) => {
      const at = [...path, 'after', String(index)];
      return [...(codes.has(before) ? [] : refuse('MILESTONE_UNKNOWN', [...at, 'code'], { code: before }).refused), ...between(lag, -most.lag, most.lag, [...at, 'lag'])];
    }),
    ...twice(after.map(({ code: before, kind }) => `${before} ${kind}`)).map((what): Refusal => ({ code: 'NAMED_TWICE', path: [...path, 'after'], words: { what } })),
  ];
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

export function between(number: number, least: number, largest: number, path: readonly string[]): readonly Refusal[] {
  return number < least || number > largest ? refuse('NUMBER_OUT_OF_RANGE', path, { least, most: largest }).refused : [];
}

export function checkStops(stops: readonly WinterStop[], path: readonly string[]): Refusal[] {
  return [
    ...between(stops.length, 0, most.stops, path),
    ...stops.flatMap(({ from, until }, index) => [
      ...checkCalendarDay(from, [...path, String(index), 'from']),
      ...checkCalendarDay(until, [...path, String(index), 'until']),
      ...(until < from ? refuse('DAY_BEFORE', [...path, String(index), 'until'], { day: until, earliest: from }).refused : []),
    ]),
  ];
}
