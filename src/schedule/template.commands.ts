import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkSteps } from './milestone.checks.js';
import { orderedPlan } from './plan.js';
import { ScheduleTemplate, type TemplateStep } from './schedule-template.entity.js';

export interface TemplateData {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** MM-DD, both or neither. */
  readonly stopFrom: string | null;
  readonly stopUntil: string | null;
  readonly steps: readonly TemplateStep[];
}

/** Sets a template, a new one or in the place of what it was; one that had ended stands again. Schedules drawn before stay as they are. */
export async function setTemplate(tx: Transaction, sight: Sight, { code, name, nameEn, stopFrom, stopUntil, steps }: TemplateData): Promise<Outcome<string>> {
  if (sight.kind !== 'ALL') return refuse('FORBIDDEN_HERE');
  const bad = [
    ...checkText(code, ['input', 'code'], textLimit.code),
    ...checkText(name, ['input', 'name'], textLimit.name),
    ...checkText(nameEn, ['input', 'nameEn'], textLimit.name),
    ...checkSteps(steps, ['input', 'steps']),
    ...checkSeason(stopFrom, stopUntil),
  ];
  if (bad.length > 0) return { refused: bad };
  const tasks = steps.map((step) => ({ ...step, key: step.code, links: step.after.map(({ code: after, kind, lag }) => ({ after, kind, lag })), notBefore: null, startedOn: null, finishedOn: null }));
  const { cycle } = orderedPlan({ endsOn: tx.today, season: null, ownStops: [], tasks }, new Map());
  if (cycle) return refuse('SCHEDULE_CYCLE', ['input', 'steps'], { chain: [...cycle, cycle[0]!].map((key) => steps.find((step) => step.code === key)!.name).join(' → ') });
  await tx.em.upsert(ScheduleTemplate, { code: code.trim(), name: name.trim(), nameEn: nameEn.trim(), stopFrom, stopUntil, steps, endedAt: null }, { onConflictFields: ['code'] });
  return done(code.trim());
}

/** No schedule is drawn by it any more. */
export async function endTemplate(tx: Transaction, sight: Sight, code: string): Promise<Outcome<string>> {
  if (sight.kind !== 'ALL') return refuse('FORBIDDEN_HERE');
  const template = await tx.em.findOne(ScheduleTemplate, { code });
  if (!template) return refuse('NOT_FOUND', ['code'], { what: 'ScheduleTemplate' });
  if (template.endedAt) return refuse('ENDED', ['code'], { what: template.name });
  template.endedAt = tx.now;
  return done(code);
}

/** Both or neither, each a day that every year has. */
function checkSeason(stopFrom: string | null, stopUntil: string | null): Refusal[] {
  return Object.entries({ stopFrom, stopUntil }).flatMap(([field, day]) => {
    if (day === null) return stopFrom === stopUntil ? [] : refuse('TEXT_EMPTY', ['input', field]).refused;
    const isDay = /^\d\d-\d\d$/.test(day) && new Date(`2001-${day}T00:00:00Z`).toJSON()?.startsWith(`2001-${day}`);
    return isDay ? [] : refuse('DAY_OF_YEAR', ['input', field]).refused;
  });
}
