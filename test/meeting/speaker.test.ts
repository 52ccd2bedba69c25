import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../src/kernel/viewer.js';
import { Presence } from '../../src/meeting/presence.js';
import { askToSpeak, endSpeech } from '../../src/meeting/speaker.commands.js';
import { UnitOfWork } from '../../src/store/unit-of-work.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import { does, id, openMeetingCity, schedule, start } from './meeting-city.js';

let city: City;
beforeAll(async () => void (city = await openMeetingCity()));
afterAll(() => city.close());

const named = { speakerAsk: 'siteId', speakerGive: 'requestId', speakerEnd: 'requestId', speakerDecline: 'requestId' } as const;
const view = 'speakers { id state site { name } item { position } } speeches { state givenAt endedAt site { name } }';

async function act(name: keyof typeof named, of: string, role: Role = 'DISPATCHER', options: ViewerOptions = {}): Promise<Data> {
  return (await city.get(role, `mutation ($id: ID!) { ${name}(${named[name]}: $id) { meeting { ${view} } userErrors { code path } } }`, { id: of }, options))[name];
}
async function acts(name: keyof typeof named, of: string, role?: Role, options?: ViewerOptions): Promise<Data> {
  const { meeting, userErrors } = await act(name, of, role, options);
  expect(userErrors).toEqual([]);
  return meeting;
}
async function refused(name: keyof typeof named, of: string, role?: Role, options?: ViewerOptions): Promise<string[]> {
  const { meeting, userErrors } = await act(name, of, role, options);
  expect(meeting).toBeNull();
  return userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`);
}
const brief = ({ speakers }: Data): string[] => speakers.map(({ state, site }: Data) => `${site.name} ${state}`);
const rowOf = (globalId: string): number => Number(atob(globalId).split(':')[1]);

/** A meeting that runs, with three sites. */
async function running(): Promise<Data> {
  return start(city, { sites: [{ name: '主会场', kind: 'MAIN_HALL' }, { name: '北县会场', kind: 'COUNTY', regionId: id('Region', 3) }, { name: '南县会场', kind: 'COUNTY', regionId: id('Region', 4) }] });
}

test('[MD30] sites ask to speak and wait in their order; the office gives one the word after the other, ends or declines; who spoke stays on record', async () => {
  const { id: meetingId, sites, agenda } = await running();
  await does(city, 'meetingCallItem', { itemId: agenda[0].id });
  for (const site of sites) await acts('speakerAsk', site.id);
  let { meeting } = await city.get('VIEWER', `query ($id: ID!) { meeting(id: $id) { ${view} } }`, { id: meetingId });
  expect(brief(meeting)).toEqual(['主会场 WAITING', '北县会场 WAITING', '南县会场 WAITING']);
  expect(meeting.speakers[0].item).toEqual({ position: 1 });
  const [hall, north, south] = meeting.speakers.map((request: Data) => request.id);
  expect(brief(await acts('speakerGive', south))).toEqual(['南县会场 SPEAKING', '主会场 WAITING', '北县会场 WAITING']);
  // Who has the word makes place for the next one.
  expect(brief(await acts('speakerGive', hall))).toEqual(['主会场 SPEAKING', '北县会场 WAITING']);
  await acts('speakerDecline', north);
  meeting = await acts('speakerEnd', hall);
  expect(meeting.speakers).toEqual([]);
  expect(meeting.speeches).toEqual([{ state: 'ENDED', givenAt: expect.any(String), endedAt: expect.any(String), site: { name: '南县会场' } }, { state: 'ENDED', givenAt: expect.any(String), endedAt: expect.any(String), site: { name: '主会场' } }]);
  const { meeting: { history } } = await city.get('VIEWER', 'query ($id: ID!) { meeting(id: $id) { history { act note } } }', { id: meetingId });
  expect(history.filter(({ act: done }: Data) => done.startsWith('SPEAKER')).slice(3)).toEqual([
    { act: 'SPEAKER_GIVEN', note: '南县会场' }, { act: 'SPEAKER_ENDED', note: '南县会场' }, { act: 'SPEAKER_GIVEN', note: '主会场' }, { act: 'SPEAKER_DECLINED', note: '北县会场' }, { act: 'SPEAKER_ENDED', note: '主会场' },
  ]);
});

test('[MD31] a site asks once at a time and while the meeting runs; what is over is not given, declined or ended again; a site may ask anew', async () => {
  const { sites: [early] } = await schedule(city);
  expect(await refused('speakerAsk', early.id)).toEqual(['MEETING_STATE siteId']);
  expect(await refused('speakerAsk', id('MeetingSite', 99999))).toEqual(['NOT_FOUND siteId']);
  const { id: meetingId, sites: [hall, north] } = await running();
  const [request] = (await acts('speakerAsk', hall.id)).speakers;
  expect(await refused('speakerAsk', hall.id)).toEqual(['ALREADY_ASKED siteId']);
  await acts('speakerEnd', request.id);
  for (const name of ['speakerGive', 'speakerDecline', 'speakerEnd'] as const) expect(await refused(name, request.id)).toEqual(['SPEAKER_STATE requestId']);
  const [again] = (await acts('speakerAsk', hall.id)).speakers;
  await acts('speakerGive', again.id);
  expect(await refused('speakerDecline', again.id)).toEqual(['SPEAKER_STATE requestId']);
  await acts('speakerAsk', north.id);
  await does(city, 'meetingClose', { id: meetingId });
  expect(await city.query(`select state from speaker_request where meeting_id = ${rowOf(meetingId)} order by id`)).toEqual([{ state: 'WITHDRAWN' }, { state: 'ENDED' }, { state: 'ENDED' }]);
  expect(await refused('speakerEnd', again.id)).toEqual(['MEETING_STATE requestId']);
});

test('[MD32] a screen asks for the sites of its region, one that was approved for a site for that alone; the word is the office\'s to give', async () => {
  const { sites: [hall, north, south] } = await running();
  expect(brief(await acts('speakerAsk', north.id, 'SCREEN', { region: 'N' }))).toEqual(['北县会场 WAITING']);
  expect(await refused('speakerAsk', hall.id, 'SCREEN', { region: 'N' })).toEqual(['FORBIDDEN_HERE siteId']);
  expect(await refused('speakerAsk', south.id, 'DISPATCHER', { region: 'N' })).toEqual(['FORBIDDEN_HERE siteId']);
  const unitOfWork = new UnitOfWork(city.store);
  const screen = (siteId: number) => ({ sight: { kind: 'ALL' as const }, siteId });
  const actor = { subject: 'screen', name: 'screen' };
  const other = await unitOfWork.run(actor, 'speakerAsk', (tx) => askToSpeak(tx, screen(rowOf(hall.id)), rowOf(south.id)));
  expect(other.refused).toMatchObject([{ code: 'FORBIDDEN_HERE' }]);
  expect((await unitOfWork.run(actor, 'speakerAsk', (tx) => askToSpeak(tx, screen(rowOf(hall.id)), rowOf(hall.id)))).refused).toBeUndefined();
  const [{ id: request }] = await city.query<{ id: number }>(`select id from speaker_request where site_id = ${rowOf(hall.id)}`) as [{ id: number }];
  expect((await unitOfWork.run(actor, 'speakerEnd', (tx) => endSpeech(tx, screen(rowOf(south.id)), request))).refused).toMatchObject([{ code: 'FORBIDDEN_HERE' }]);
  expect((await unitOfWork.run(actor, 'speakerEnd', (tx) => endSpeech(tx, screen(rowOf(hall.id)), request))).refused).toBeUndefined();
  const { errors } = await city.ask('SCREEN', 'mutation ($id: ID!) { speakerGive(requestId: $id) { userErrors { code } } }', { id: id('SpeakerRequest' as never, request) });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('[MD33] of many who give the word at once one site speaks at a time; a site that asks twice at once stands in the queue once; the database holds both', async () => {
  const { id: meetingId, sites } = await running();
  await Promise.all(sites.flatMap((site: Data) => [act('speakerAsk', site.id), act('speakerAsk', site.id)]));
  const { meeting } = await city.get('VIEWER', `query ($id: ID!) { meeting(id: $id) { ${view} } }`, { id: meetingId });
  expect(meeting.speakers).toHaveLength(3);
  await Promise.all(meeting.speakers.map((request: Data) => act('speakerGive', request.id)));
  const rows = await city.query(`select state from speaker_request where meeting_id = ${rowOf(meetingId)}`);
  expect(rows.map(({ state }: Data) => state).toSorted()).toEqual(['ENDED', 'ENDED', 'SPEAKING']);
  await expect(city.query(`insert into speaker_request (meeting_id, site_id, state, given_at) select meeting_id, min(site_id), 'SPEAKING', now() from speaker_request where meeting_id = ${rowOf(meetingId)} group by 1`)).rejects.toThrow(/speaker_request_(one_speaks|site_once)/);
});

test('[MD34] a site whose last screen leaves drops out, waiting or speaking, and only that one', async () => {
  const { id: meetingId, sites: [hall, north] } = await running();
  const presence = await Presence.open(city.store, { nodeId: randomUUID(), leaseSeconds: 600 });
  await presence.connect(rowOf(hall.id), 1);
  await presence.connect(rowOf(hall.id), 2);
  const [request] = (await acts('speakerAsk', hall.id)).speakers;
  await acts('speakerAsk', north.id);
  await acts('speakerGive', request.id);
  await presence.disconnect(1);
  const states = async (): Promise<string[]> => (await city.query(`select state from speaker_request where meeting_id = ${rowOf(meetingId)} order by id`)).map(({ state }: Data) => state);
  expect(await states()).toEqual(['SPEAKING', 'WAITING']);
  await presence.disconnect(2);
  expect(await states()).toEqual(['LEFT', 'WAITING']);
  await presence.close();
});
