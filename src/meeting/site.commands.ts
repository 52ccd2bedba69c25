import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { visible } from '../graphql/sight.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { MeetingSite, type SiteKind } from './meeting-site.entity.js';
import { takeMeeting } from './meeting.reach.js';

export interface SiteData {
  readonly name: string;
  readonly kind: SiteKind;
  /** Any region: who holds a meeting decides who is invited. */
  readonly regionId: number | null;
}

/** What is wrong with sites that somebody wants in a meeting; `pathOf` names the input of the n-th. */
export async function checkSites(tx: Transaction, sites: readonly SiteData[], pathOf: (index: number) => readonly string[]): Promise<readonly Refusal[]> {
  const regions = await rows<{ id: number; name: string; ended: boolean }>(tx.db, sql`
    select id, name, ended_at is not null as ended from region where id = any(${sites.flatMap((site) => site.regionId ?? [])}::int[])`);

  const checkRegion = (id: number, path: readonly string[]): readonly Refusal[] => {
    const region = regions.find((it) => it.id === id);
    if (!region) return refuse('NOT_FOUND', path, { what: 'Region' }).refused;
    return region.ended ? refuse('ENDED', path, { what: region.name }).refused : [];
  };

  return sites.flatMap(({ name, regionId }, index) => [
    ...checkText(name, [...pathOf(index), 'name'], textLimit.name),
    ...(regionId === null ? [] : checkRegion(regionId, [...pathOf(index), 'regionId'])),
  ]);
}

/** To be flushed by the caller. */
export function createSite({ em }: Transaction, meetingId: number, site: SiteData): void {
  em.create(MeetingSite, { ...site, name: site.name.trim(), meetingId });
}

export async function addSite(tx: Transaction, sight: Sight, meetingId: number, site: SiteData): Promise<Outcome<number>> {
  const meeting = await takeMeeting(tx, sight, meetingId, ['SCHEDULED', 'IN_PROGRESS']);
  if (meeting.refused) return meeting;
  const bad = await checkSites(tx, [site], () => ['input']);
  if (bad.length > 0) return { refused: bad };
  createSite(tx, meetingId, site);
  return sitesChanged(tx, meetingId);
}

/** Only before the meeting starts: a site that took part stays in it. */
export async function removeSite(tx: Transaction, sight: Sight, siteId: number): Promise<Outcome<number>> {
  const missing = refuse('NOT_FOUND', ['siteId'], { what: 'MeetingSite' });
  const found = await firstRow<{ meetingId: number }>(tx.db, sql`
    select s.meeting_id as "meetingId" from meeting_site s where s.id = ${siteId} and ${visible(sight, 'Meeting', sql`s.meeting_id`)}`);
  if (!found) return missing;
  const meeting = await takeMeeting(tx, sight, found.meetingId, ['SCHEDULED'], ['siteId']);
  if (meeting.refused) return meeting;
  const site = await tx.em.findOne(MeetingSite, siteId);
  if (!site) return missing;
  tx.em.remove(site);
  return sitesChanged(tx, meeting.done.id);
}

async function sitesChanged(tx: Transaction, meetingId: number): Promise<Outcome<number>> {
  await tx.em.flush();
  await record(tx, 'Meeting', meetingId, 'SITES_CHANGED');
  return done(meetingId);
}
