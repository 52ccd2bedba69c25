import { record } from '../history/history.commands.js';
import { visible } from '../graphql/sight.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { reaches } from '../region/region.reach.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { AgendaItem } from './agenda-item.entity.js';
import type { MeetingStatus } from './meeting.entity.js';
import { takeMeeting } from './meeting.reach.js';
import { SpeakerRequest, type SpeakerState } from './speaker-request.entity.js';

/** Who speaks for a site: whoever's part of the tree it stands in, a screen that was approved for one site for that alone. */
export interface Voice {
  readonly sight: Sight;
  readonly siteId: number | null;
}

interface Asking {
  readonly meetingId: number;
  readonly name: string;
  readonly status: MeetingStatus;
  readonly path: number[];
}

/** Takes a site that wants to speak. The meeting is kept from ending meanwhile; the site's lock has its other screens wait. */
async function takeSite({ db }: Transaction, { sight, siteId }: Voice, id: number, path: readonly string[], what: 'MeetingSite' | 'SpeakerRequest'): Promise<Outcome<Asking>> {
  const found = await firstRow<Asking>(db, sql`
    select s.meeting_id as "meetingId", s.name, m.status, r.path
    from meeting_site s join meeting m on m.id = s.meeting_id join region r on r.id = coalesce(s.region_id, m.region_id)
    where s.id = ${id} and ${visible(sight, 'Meeting', sql`m.id`)} for share of m for update of s`);
  if (!found) return refuse('NOT_FOUND', path, { what });
  if (siteId === null ? !reaches(sight, found.path) : siteId !== id) return refuse('FORBIDDEN_HERE', path);
  return found.status === 'IN_PROGRESS' ? done(found) : refuse('MEETING_STATE', path, { status: found.status });
}

/** Puts a site at the end of the queue. */
export async function askToSpeak(tx: Transaction, voice: Voice, siteId: number): Promise<Outcome<number>> {
  const taken = await takeSite(tx, voice, siteId, ['siteId'], 'MeetingSite');
  if (taken.refused) return taken;
  const { meetingId, name } = taken.done;
  if (await tx.em.findOne(SpeakerRequest, { siteId, endedAt: null })) return refuse('ALREADY_ASKED', ['siteId']);
  const item = await tx.em.findOne(AgendaItem, { meetingId, status: 'CALLED' });
  tx.em.create(SpeakerRequest, { meetingId, siteId, itemId: item?.id ?? null, givenAt: null, endedAt: null });
  await tx.em.flush();
  await record(tx, 'Meeting', meetingId, 'SPEAKER_ASKED', name);
  return done(meetingId);
}

/** Ends a speech, or takes a request back: the site itself, or the office for it. */
export async function endSpeech(tx: Transaction, voice: Voice, id: number): Promise<Outcome<number>> {
  const known = await tx.em.findOne(SpeakerRequest, id);
  if (!known) return refuse('NOT_FOUND', ['requestId'], { what: 'SpeakerRequest' });
  const taken = await takeSite(tx, voice, known.siteId, ['requestId'], 'SpeakerRequest');
  if (taken.refused) return taken;
  const request = await tx.em.refresh(known);
  if (!request || request.endedAt) return refuse('SPEAKER_STATE', ['requestId'], { status: known.state });
  const state = request.state === 'SPEAKING' ? 'ENDED' : 'WITHDRAWN';
  await settle(tx, request, state);
  await record(tx, 'Meeting', request.meetingId, state === 'ENDED' ? 'SPEAKER_ENDED' : 'SPEAKER_WITHDRAWN', taken.done.name);
  return done(request.meetingId);
}

/** Gives a waiting site the word; who has it has ended. */
export async function giveWord(tx: Transaction, sight: Sight, id: number): Promise<Outcome<number>> {
  const taken = await takeWaiting(tx, sight, id);
  if (taken.refused) return taken;
  const request = taken.done;
  const speaking = await tx.em.findOne(SpeakerRequest, { meetingId: request.meetingId, state: 'SPEAKING' });
  // The database holds that one speaks: the one before goes first.
  if (speaking) {
    await settle(tx, speaking, 'ENDED');
    await record(tx, 'Meeting', request.meetingId, 'SPEAKER_ENDED', await nameOf(tx, speaking));
  }
  Object.assign(request, { state: 'SPEAKING', givenAt: tx.now } satisfies Partial<SpeakerRequest>);
  await tx.em.flush();
  await record(tx, 'Meeting', request.meetingId, 'SPEAKER_GIVEN', await nameOf(tx, request));
  return done(request.meetingId);
}

/** Does without a site's speech. */
export async function declineSpeech(tx: Transaction, sight: Sight, id: number): Promise<Outcome<number>> {
  const taken = await takeWaiting(tx, sight, id);
  if (taken.refused) return taken;
  await settle(tx, taken.done, 'DECLINED');
  await record(tx, 'Meeting', taken.done.meetingId, 'SPEAKER_DECLINED', await nameOf(tx, taken.done));
  return done(taken.done.meetingId);
}

/** The meeting's lock guards the queue; a site that leaves meanwhile is waited for. */
async function takeWaiting(tx: Transaction, sight: Sight, id: number): Promise<Outcome<SpeakerRequest>> {
  const path = ['requestId'];
  const found = await firstRow<{ meetingId: number }>(tx.db, sql`
    select q.meeting_id as "meetingId" from speaker_request q where q.id = ${id} and ${visible(sight, 'Meeting', sql`q.meeting_id`)}`);
  if (!found) return refuse('NOT_FOUND', path, { what: 'SpeakerRequest' });
  const meeting = await takeMeeting(tx, sight, found.meetingId, ['IN_PROGRESS'], path);
  if (meeting.refused) return meeting;
  await sql`select from speaker_request q where q.meeting_id = ${found.meetingId} and q.ended_at is null order by q.id for update`.execute(tx.db);
  const request = await tx.em.findOneOrFail(SpeakerRequest, id);
  return request.state === 'WAITING' ? done(request) : refuse('SPEAKER_STATE', path, { status: request.state });
}

async function settle(tx: Transaction, request: SpeakerRequest, state: SpeakerState): Promise<void> {
  Object.assign(request, { state, endedAt: tx.now } satisfies Partial<SpeakerRequest>);
  await tx.em.flush();
}

async function nameOf({ db }: Transaction, { siteId }: SpeakerRequest): Promise<string> {
  return (await firstRow<{ name: string }>(db, sql`select name from meeting_site where id = ${siteId}`))!.name;
}
