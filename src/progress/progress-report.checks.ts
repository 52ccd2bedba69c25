import type { MoneyUnit } from '../kernel/money.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkAmount } from '../project/project.amounts.js';
import { checkProgress } from '../project/project.commands.js';
import { checkPhotos } from './photos.js';
import type { ReportKind } from './progress-report.entity.js';
import { checkWorkers, type Workers } from './workers.js';

/** What is null or undefined was not reported. */
export interface ReportData extends Workers {
  readonly projectId: number;
  readonly kind: ReportKind;
  /** Today where it is left out; of a weekly one any day of the week. */
  readonly day?: string | null;
  /** All that was completed in the day's year so far. */
  readonly completedInvestment?: string | null;
  readonly unit: MoneyUnit;
  readonly physicalProgress?: number | null;
  readonly started?: boolean | null;
  readonly permits?: string | null;
  readonly prevention?: string | null;
  readonly remarks?: string | null;
  readonly photos?: readonly string[] | null;
  readonly correction: boolean;
  readonly reason?: string | null;
}

/** A project that a report speaks of. */
export interface Reported {
  readonly id: number;
  readonly name: string;
  readonly ended: boolean;
  /** The day on which it was registered. */
  readonly registered: string;
}

/** What a report comes to of the days and of the year's money, in yuan. */
export interface Figures {
  readonly day: string;
  readonly countsFrom: string;
  readonly completed: string | null;
}

/** Whether a report may stand, whatever was reported before. Paths begin at the report. */
export function checkReport(today: string, project: Reported | undefined, data: ReportData): Outcome<Figures> {
  if (!project) return refuse('NOT_FOUND', ['projectId'], { what: 'Project' });
  if (project.ended) return refuse('ENDED', ['projectId'], { what: project.name });
  if (data.kind === 'OPENING') return refuse('OPENING_REPORT', ['kind']);
  const named = data.day ?? today;
  const day = data.kind === 'WEEKLY' ? sundayOf(named) : named;
  const bad = [
    ...checkDay(today, project, named, day),
    ...checkProgress(data.physicalProgress, ['physicalProgress']),
    ...checkWorkers(data, []),
    ...checkTexts(data),
    ...checkPhotos(data.photos ?? [], ['photos']),
  ];
  const completed = typeof data.completedInvestment === 'string' ? checkAmount(data.completedInvestment, data.unit, ['completedInvestment']) : done(null);
  if (completed.refused || bad.length > 0) return { refused: [...bad, ...(completed.refused ?? [])] };
  return done({ day, countsFrom: day > today ? today : day, completed: completed.done });
}

/** The Sunday of the day's week. */
export function sundayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + ((7 - date.getUTCDay()) % 7));
  return date.toISOString().slice(0, 10);
}

function checkDay(today: string, { registered }: Reported, named: string, day: string): readonly Refusal[] {
  if (named > today) return refuse('DAY_AFTER', ['day'], { day: named, latest: today }).refused;
  return day < registered ? refuse('DAY_BEFORE', ['day'], { day, earliest: registered }).refused : [];
}

function checkTexts({ permits, prevention, remarks, correction, reason }: ReportData): Refusal[] {
  return [
    ...Object.entries({ permits, prevention, remarks }).flatMap(([field, text]) => checkText(text ?? '', [field], textLimit.note, { mayBeEmpty: true })),
    ...(correction ? checkText(reason ?? '', ['reason'], textLimit.note) : []),
  ];
}
