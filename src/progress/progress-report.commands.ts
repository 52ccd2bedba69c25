import Big from 'big.js';
import { record } from '../history/history.commands.js';
import { fromYuan, type MoneyUnit } from '../kernel/money.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkAmount } from '../project/project.amounts.js';
import { changeableProject } from '../project/project.changeable.js';
import { checkProgress } from '../project/project.commands.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkWorkers, type Workers } from './workers.js';
import { checkPhotos } from './photos.js';
import { ProgressReport, type ReportKind } from './progress-report.entity.js';

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

/** Reports wait for each other at their project, so that each is measured by all that was reported before. */
export async function makeReport(tx: Transaction, sight: Sight, data: ReportData): Promise<Outcome<number>> {
  const found = await changeableProject(tx, sight, data.projectId);
  if (found.refused) return { refused: found.refused.map((refusal) => ({ ...refusal, path: ['input', 'projectId'] })) };
  if (data.kind === 'OPENING') return refuse('OPENING_REPORT', ['input', 'kind']);
  const named = data.day ?? tx.today;
  const day = data.kind === 'WEEKLY' ? sundayOf(named) : named;
  const countsFrom = day > tx.today ? tx.today : day;
  const bad = [
    ...(await checkDay(tx, data.projectId, named, day)),
    ...checkProgress(data.physicalProgress, ['input', 'physicalProgress']),
    ...checkWorkers(data, ['input']),
    ...checkTexts(data),
    ...checkPhotos(data.photos ?? [], ['input', 'photos']),
  ];
  const completed = typeof data.completedInvestment === 'string' ? checkAmount(data.completedInvestment, data.unit, ['input', 'completedInvestment']) : done(null);
  if (completed.refused || bad.length > 0) return { refused: [...bad, ...(completed.refused ?? [])] };
  const below = completed.done === null ? null : await higherBefore(tx, data.projectId, data.kind, day, completed.done);
  if (below && !data.correction) {
    return refuse('BELOW_REPORTED', ['input', 'completedInvestment'], { day: below.day, reported: `${fromYuan(below.completed, data.unit)} ${data.unit}` });
  }
  const report = tx.em.create(ProgressReport, {
    projectId: data.projectId, kind: data.kind, day, countsFrom,
    completedInvestment: completed.done,
    physicalProgress: typeof data.physicalProgress === 'number' ? String(data.physicalProgress) : null,
    workersOnSite: data.workersOnSite ?? null, workersBack: data.workersBack ?? null, isolated: data.isolated ?? null,
    backByOrigin: Object.fromEntries((data.backByOrigin ?? []).map(({ province, workers }) => [province.trim(), workers])),
    backByTransport: Object.fromEntries((data.backByTransport ?? []).map(({ transport, workers }) => [transport, workers])),
    started: data.started ?? null,
    permits: data.permits?.trim() || null, prevention: data.prevention?.trim() || null, remarks: data.remarks?.trim() || null,
    photos: [...(data.photos ?? [])],
    correctionReason: data.correction ? data.reason!.trim() : null,
    reporterSubject: tx.actor.subject, reporterName: tx.actor.name,
  });
  await tx.em.flush();
  await record(tx, 'Project', data.projectId, 'PROGRESS_REPORTED', `${data.kind} ${day}`);
  return done(report.id);
}

/** The Sunday of the day's week. */
export function sundayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + ((7 - date.getUTCDay()) % 7));
  return date.toISOString().slice(0, 10);
}

async function checkDay(tx: Transaction, projectId: number, named: string, day: string): Promise<readonly Refusal[]> {
  const path = ['input', 'day'];
  if (named > tx.today) return refuse('DAY_AFTER', path, { day: named, latest: tx.today }).refused;
  const registered = await firstRow<{ day: string }>(tx.db, sql`select business_day(registered_at) as day from project where id = ${projectId}`);
  return day < registered!.day ? refuse('DAY_BEFORE', path, { day, earliest: registered!.day }).refused : [];
}

function checkTexts({ permits, prevention, remarks, correction, reason }: ReportData): Refusal[] {
  return [
    ...Object.entries({ permits, prevention, remarks }).flatMap(([field, text]) => checkText(text ?? '', ['input', field], textLimit.note, { mayBeEmpty: true })),
    ...(correction ? checkText(reason ?? '', ['input', 'reason'], textLimit.note) : []),
  ];
}

/** The last report that counts from an earlier day of the same year, where it says more; one of the same day and kind is what this one takes the place of. */
async function higherBefore(tx: Transaction, projectId: number, kind: ReportKind, day: string, completed: string): Promise<{ day: string; completed: string } | null> {
  const before = await firstRow<{ day: string; completed: string }>(tx.db, sql`
    select r.day, r.completed_investment as completed from progress_report r
    where r.project_id = ${projectId} and r.counts_from >= date_trunc('year', ${day}::date)::date and r.counts_from < ${day} and not (r.kind = ${kind} and r.day = ${day})
      and r.completed_investment is not null and not progress_superseded(r.project_id, r.kind, r.day, r.id)
    order by r.counts_from desc, r.id desc limit 1`);
  return before && new Big(before.completed).gt(completed) ? before : null;
}
