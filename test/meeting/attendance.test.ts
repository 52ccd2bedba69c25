import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Presence } from '../../src/meeting/presence.js';
import type { Role } from '../../src/kernel/viewer.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import { does, id, openMeetingCity, schedule } from './meeting-city.js';

let city: City;
const nodes: Presence[] = [];
beforeAll(async () => void (city = await openMeetingCity()));
afterAll(async () => {
  for (const each of nodes) await each.close();
  await city.close();
});

const rowOf = (globalId: string): number => Number(atob(globalId).split(':')[1]);
async function node(leaseSeconds = 600): Promise<Presence> {
  const made = await Presence.open(city.store, { nodeId: randomUUID(), leaseSeconds });
  nodes.push(made);
  return made;
}
const view = 'attendance { present spans { from until } correction { reason by at } site { name } }';
const attendance = async (meetingId: string, role: Role = 'VIEWER', options: ViewerOptions = {}): Promise<Data[]> =>
  (await city.get(role, `query ($id: ID!) { meeting(id: $id) { startedAt closedAt ${view} } }`, { id: meetingId }, options)).meeting.attendance;
const brief = (all: readonly Data[]): unknown[] => all.map(({ site, present, spans }) => [site.name, present, spans.length]);
async function correct(input: Data, options: ViewerOptions = {}): Promise<Data> {
  return (await city.get('DISPATCHER', `mutation ($input: AttendanceCorrectInput!) { attendanceCorrect(input: $input) { meeting { ${view} history { act note } } userErrors { code path } } }`, { input }, options)).attendanceCorrect;
}
const refusedOf = ({ meeting, userErrors }: Data): string[] => (expect(meeting).toBeNull(), userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`));
/** As if all that was recorded had been so much earlier. */
const earlier = (minutes: number): Promise<unknown> => city.query(`update site_attendance set from_at = from_at - interval '${minutes} minutes', until_at = until_at - interval '${minutes} minutes'`);

test('[MD50] who was there from when to when is recorded from the screens of all nodes, from the start of the meeting to its close', async () => {
  const { id: meetingId, sites: [hall, north] } = await schedule(city);
  const [a, b] = [await node(), await node()];
  await a.connect(rowOf(hall.id), 1);
  expect(await attendance(meetingId)).toEqual([]);
  await does(city, 'meetingStart', { id: meetingId });
  expect(brief(await attendance(meetingId))).toEqual([['主会场', true, 1], ['北县会场', false, 0]]);
  await b.connect(rowOf(hall.id), 1);
  await b.connect(rowOf(north.id), 2);
  await a.disconnect(1);
  expect(brief(await attendance(meetingId))).toEqual([['主会场', true, 1], ['北县会场', true, 1]]);
  await earlier(5);
  await b.disconnect(2);
  expect(brief(await attendance(meetingId))).toEqual([['主会场', true, 1], ['北县会场', false, 1]]);
  await does(city, 'meetingClose', { id: meetingId });
  const closed = await attendance(meetingId);
  expect(brief(closed)).toEqual([['主会场', true, 1], ['北县会场', false, 1]]);
  const { meeting } = await city.get('VIEWER', 'query ($id: ID!) { meeting(id: $id) { closedAt } }', { id: meetingId });
  expect(closed[0]!.spans[0].until).toBe(meeting.closedAt);
  // Nothing is recorded after the close.
  await b.connect(rowOf(north.id), 3);
  await b.disconnect(1);
  expect(await attendance(meetingId)).toEqual(closed);
});

test('[MD51] a node that starts anew does not break a time in which a site was there; a longer gap does', async () => {
  const { id: meetingId, sites: [hall] } = await schedule(city);
  await does(city, 'meetingStart', { id: meetingId });
  const before = await node();
  await before.connect(rowOf(hall.id), 1);
  await before.close();
  expect(brief(await attendance(meetingId))[0]).toEqual(['主会场', false, 1]);
  const after = await node();
  await after.connect(rowOf(hall.id), 1);
  expect(brief(await attendance(meetingId))[0]).toEqual(['主会场', true, 1]);
  await after.disconnect(1);
  await earlier(2);
  await after.connect(rowOf(hall.id), 2);
  expect(brief(await attendance(meetingId))[0]).toEqual(['主会场', true, 2]);
});

test('[MD52] the office corrects attendance with a reason, during the meeting and afterwards; the last word stands, and who said it', async () => {
  const { id: meetingId, sites: [hall, north] } = await schedule(city);
  const { startedAt } = await does(city, 'meetingStart', { id: meetingId });
  const { meeting } = await correct({ siteId: north.id, from: startedAt, reason: ' 电话参会 ' });
  expect(meeting.attendance[1]).toMatchObject({ present: true, spans: [{ from: startedAt, until: null }], correction: { reason: '电话参会', by: 'DISPATCHER' } });
  expect(meeting.history.at(-1)).toEqual({ act: 'ATTENDANCE_CORRECTED', note: '北县会场' });
  const { closedAt } = await does(city, 'meetingClose', { id: meetingId });
  expect((await attendance(meetingId))[1]).toMatchObject({ present: true, spans: [{ from: startedAt, until: closedAt }] });
  expect((await correct({ siteId: hall.id, from: startedAt, until: startedAt, reason: '只到了一下' })).meeting.attendance[0]).toMatchObject({ present: false, spans: [{ from: startedAt, until: startedAt }] });
  expect((await correct({ siteId: north.id, reason: '记错了' })).meeting.attendance[1]).toMatchObject({ present: false, spans: [], correction: { reason: '记错了' } });
  await expect(city.query(`insert into attendance_correction (meeting_id, site_id, from_at, until_at, reason, corrected_by) values (${rowOf(meetingId)}, ${rowOf(hall.id)}, now(), now() - interval '1 hour', 'x', 'x')`)).rejects.toThrow('attendance_correction_span_check');
});

test('[MD53] a correction that makes no sense, or of a meeting elsewhere, is refused and changes nothing', async () => {
  const { id: meetingId, sites: [hall] } = await schedule(city);
  expect(refusedOf(await correct({ siteId: hall.id, reason: '早了' }))).toEqual(['MEETING_STATE input.siteId']);
  const { startedAt } = await does(city, 'meetingStart', { id: meetingId });
  expect(refusedOf(await correct({ siteId: hall.id, reason: ' ' }))).toEqual(['TEXT_EMPTY input.reason']);
  expect(refusedOf(await correct({ siteId: id('MeetingSite', 99999), reason: 'x' }))).toEqual(['NOT_FOUND input.siteId']);
  expect(refusedOf(await correct({ siteId: hall.id, until: startedAt, reason: 'x' }))).toEqual(['TEXT_EMPTY input.from']);
  expect(refusedOf(await correct({ siteId: hall.id, from: '2020-04-16T00:00:00Z', reason: 'x' }))).toEqual(['NUMBER_OUT_OF_RANGE input.from']);
  expect(refusedOf(await correct({ siteId: hall.id, from: '2020-05-16T00:00:00Z', reason: 'x' }))).toEqual(['NUMBER_OUT_OF_RANGE input.from']);
  expect(refusedOf(await correct({ siteId: hall.id, from: startedAt, until: '2020-05-16T00:00:00Z', reason: 'x' }))).toEqual(['NUMBER_OUT_OF_RANGE input.until']);
  expect(refusedOf(await correct({ siteId: hall.id, reason: 'x' }, { region: 'N' }))).toEqual(['FORBIDDEN_HERE input.siteId']);
  expect(await city.query(`select from attendance_correction where meeting_id = ${rowOf(meetingId)}`)).toEqual([]);
  expect((await city.ask('SCREEN', 'mutation ($input: AttendanceCorrectInput!) { attendanceCorrect(input: $input) { userErrors { code } } }', { input: { siteId: hall.id, reason: 'x' } })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('[MD54] screens that come and go while meetings start and close leave no time open and none lost', async () => {
  const meetings = await Promise.all(Array.from({ length: 4 }, () => schedule(city)));
  const [a, b] = [await node(), await node()];
  await Promise.all(meetings.flatMap(({ id: meetingId, sites }: Data, index: number) => [
    does(city, 'meetingStart', { id: meetingId }), ...sites.map((site: Data, place: number) => (place === 0 ? a : b).connect(rowOf(site.id), 100 + index * 10 + place)),
  ]));
  for (const { id: meetingId } of meetings) expect(brief(await attendance(meetingId))).toEqual([['主会场', true, 1], ['北县会场', true, 1]]);
  await Promise.all(meetings.flatMap(({ id: meetingId, sites }: Data, index: number) => [does(city, 'meetingClose', { id: meetingId }), ...sites.map((_: Data, place: number) => (place === 0 ? a : b).disconnect(100 + index * 10 + place))]));
  expect(await city.query(`select from site_attendance where until_at is null and meeting_id = any('{${meetings.map((meeting: Data) => rowOf(meeting.id)).join()}}')`)).toEqual([]);
});
