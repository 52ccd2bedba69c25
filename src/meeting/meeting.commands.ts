import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkRegion } from '../region/region.reach.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkItems, createItem, type AgendaItemData } from './agenda.commands.js';
import { Meeting, type MeetingMode } from './meeting.entity.js';
import { takeMeeting } from './meeting.reach.js';
import { checkSites, createSite, type SiteData } from './site.commands.js';

/** A meeting beyond these is a slip of the pen. */
const earliest = '2000-01-01T00:00:00.000Z';
const latest = '2099-12-31T00:00:00.000Z';

/** Most items and most sites that a meeting is scheduled with; more may be added one by one. */
const mostAtOnce = 500;

export interface MeetingData {
  readonly title: string;
  readonly mode: MeetingMode;
  /** ISO 8601, UTC. */
  readonly startsAt: string;
  readonly chairId: number | null;
  readonly regionId: number;
  /** Percent of the planned minutes; the usual where it is left out. */
  readonly warnAt?: readonly number[] | null;
  readonly agenda: readonly AgendaItemData[];
  readonly sites: readonly SiteData[];
}

export async function scheduleMeeting(tx: Transaction, sight: Sight, data: MeetingData): Promise<Outcome<number>> {
  const bad = [
    ...checkText(data.title, ['input', 'title'], textLimit.title),
    ...checkStart(data.startsAt),
    ...(await checkRegion(tx, sight, data.regionId, ['input', 'regionId'])),
    ...(await checkChair(tx, data.chairId)),
    ...checkWarnings(data.warnAt),
    ...checkSize(data.agenda, 'agenda'),
    ...checkSize(data.sites, 'sites'),
    ...(await checkItems(tx, sight, data.agenda, (index) => ['input', 'agenda', String(index)])),
    ...(await checkSites(tx, data.sites, (index) => ['input', 'sites', String(index)])),
  ];
  if (bad.length > 0) return { refused: bad };
  const { title, mode, startsAt, chairId, regionId } = data;
  const meeting = tx.em.create(Meeting, {
    title: title.trim(), mode, startsAt: new Date(startsAt), chairId, regionId, startedAt: null, closedAt: null, cancelReason: null, seriesId: null, seriesDay: null, ...(data.warnAt && { warnAt: rising(data.warnAt) }),
  });
  await tx.em.flush();
  data.agenda.forEach((item, index) => createItem(tx, meeting.id, index + 1, item));
  data.sites.forEach((site) => createSite(tx, meeting.id, site));
  await tx.em.flush();
  await record(tx, 'Meeting', meeting.id, 'SCHEDULED');
  return done(meeting.id);
}

export interface MeetingCorrection {
  readonly version: number;
  readonly title?: string | null;
  readonly mode?: MeetingMode | null;
  readonly startsAt?: string | null;
  /** Null leaves the chair empty. */
  readonly chairId?: number | null;
  readonly warnAt?: readonly number[] | null;
}

export async function correctMeeting(tx: Transaction, sight: Sight, id: number, correction: MeetingCorrection): Promise<Outcome<number>> {
  const taken = await takeMeeting(tx, sight, id, ['SCHEDULED']);
  if (taken.refused) return taken;
  const meeting = taken.done;
  if (meeting.version !== correction.version) return refuse('CONFLICT', ['input', 'version'], { version: meeting.version });
  const { title, mode, startsAt, chairId } = correction;
  const bad = [
    ...(typeof title === 'string' ? checkText(title, ['input', 'title'], textLimit.title) : []),
    ...(typeof startsAt === 'string' ? checkStart(startsAt) : []),
    ...(await checkChair(tx, chairId)),
    ...checkWarnings(correction.warnAt),
  ];
  if (bad.length > 0) return { refused: bad };
  if (correction.warnAt) meeting.warnAt = rising(correction.warnAt);
  if (typeof title === 'string') meeting.title = title.trim();
  if (mode) meeting.mode = mode;
  if (typeof startsAt === 'string') meeting.startsAt = new Date(startsAt);
  if (chairId !== undefined) meeting.chairId = chairId;
  await tx.em.flush();
  await record(tx, 'Meeting', id, 'CORRECTED');
  return done(id);
}

/** Calls off a meeting that has not started. */
export async function cancelMeeting(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const taken = await takeMeeting(tx, sight, id, ['SCHEDULED']);
  if (taken.refused) return taken;
  Object.assign(taken.done, { status: 'CANCELLED', closedAt: tx.now, cancelReason: reason.trim() } satisfies Partial<Meeting>);
  await tx.em.flush();
  await record(tx, 'Meeting', id, 'CANCELLED', reason.trim());
  return done(id);
}

function checkStart(startsAt: string): readonly Refusal[] {
  // Years of other than four digits sort wrongly; both kinds lie outside.
  const inRange = /^\d/.test(startsAt) && startsAt >= earliest && startsAt <= latest;
  return inRange ? [] : refuse('NUMBER_OUT_OF_RANGE', ['input', 'startsAt'], { least: earliest, most: latest }).refused;
}

/** Most warnings, and the latest of them, in percent of the planned minutes. */
const mostWarnings = 5;
const latestWarning = 300;

function checkWarnings(warnAt: readonly number[] | null | undefined): readonly Refusal[] {
  const path = ['input', 'warnAt'];
  if (!warnAt) return [];
  if (warnAt.length > mostWarnings) return refuse('NUMBER_OUT_OF_RANGE', path, { least: 0, most: mostWarnings }).refused;
  return warnAt.every((percent) => percent >= 1 && percent <= latestWarning) ? [] : refuse('NUMBER_OUT_OF_RANGE', path, { least: 1, most: latestWarning }).refused;
}

function rising(warnAt: readonly number[]): number[] {
  return [...new Set(warnAt)].toSorted((a, b) => a - b);
}

function checkSize(list: readonly unknown[], field: string): readonly Refusal[] {
  return list.length <= mostAtOnce ? [] : refuse('NUMBER_OUT_OF_RANGE', ['input', field], { least: 0, most: mostAtOnce }).refused;
}

async function checkChair(tx: Transaction, chairId: number | null | undefined): Promise<readonly Refusal[]> {
  if (chairId === null || chairId === undefined) return [];
  const path = ['input', 'chairId'];
  const chair = await firstRow<{ name: string; ended: boolean }>(tx.db, sql`select name, ended_at is not null as ended from leader where id = ${chairId}`);
  if (!chair) return refuse('NOT_FOUND', path, { what: 'Leader' }).refused;
  return chair.ended ? refuse('ENDED', path, { what: chair.name }).refused : [];
}
