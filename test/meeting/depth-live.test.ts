import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { bothTransports, type Both } from '../server/both.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';

let server: TestServer;
let office: string;
let both: Both;
let meetingId: string;
/** Of the projects on the agenda, in its order. */
let items: string[];
const sockets: SocketClient[] = [];
beforeAll(async () => {
  server = await startServer();
  office = await server.token('DISPATCHER');
  both = await bothTransports(server, office);
  const agenda = await server.query<Data>(`select g.id, g.meeting_id from agenda_item g join meeting m on m.id = g.meeting_id where m.status = 'SCHEDULED' and g.project_id is not null order by g.position`);
  meetingId = toGlobalId('Meeting', agenda[0].meeting_id);
  items = agenda.map(({ id }) => toGlobalId('AgendaItem', id));
  await act('meetingStart($id: ID!)', 'meetingStart(id: $id)', { id: meetingId });
  await act('meetingCallItem($id: ID!)', 'meetingCallItem(itemId: $id)', { id: items[0] });
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await server.close();
});

/** Does an act of the office over HTTP; it must be done. */
async function act(head: string, field: string, variables: Data, of = ''): Promise<Data> {
  const answer = await server.get(office, `mutation ${head} { ${field} { ${of} userErrors { code path } } }`, variables);
  const [payload] = Object.values(answer) as Data[];
  expect(payload.userErrors).toEqual([]);
  return payload;
}

/** What a board shows after each change. */
async function follow(selection: string, role = 'SCREEN', options: Data = {}): Promise<() => Promise<Data>> {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role, options)}` });
  sockets.push(socket);
  const next = socket.subscribe(`subscription ($id: ID!) { meetingScreen(meetingId: $id) { at meeting { ${selection} } } }`, { id: meetingId });
  const read = async (): Promise<Data> => (await next()).meetingScreen.meeting;
  await read();
  return read;
}

const note = (text: string): Promise<Data> => act('($input: NoteRecordInput!)', 'meetingRecordNote(input: $input)', { input: { itemId: items[0], text } });

test('[MD6] a decision is on the board at once; its past can be asked for over both transports, and the audit says who took it', async () => {
  const next = await follow('decisions { kind text } currentItem { decisions { text } }');
  await note('先记');
  expect(await next()).toEqual({ decisions: [{ kind: 'NOTE', text: '先记' }], currentItem: { decisions: [{ text: '先记' }] } });
  const { clock: { now } } = await server.get(office, '{ clock { now } }');
  await note('后记');
  expect((await next()).decisions).toHaveLength(2);
  const { http, socket } = await both.ask(`query ($id: ID!, $at: DateTime!) @asOf(at: $at) { meeting(id: $id) { decisions { text } } }`, { id: meetingId, at: now });
  expect(http).toEqual(socket);
  expect(http.data.meeting.decisions).toEqual([{ text: '先记' }]);
  expect(await server.query(`select outcome, act, role from audit_entry where relation = 'meeting_decision' and act <> 'SEEDED' order by id limit 1`)).toEqual([{ outcome: 'DONE', act: 'meetingRecordNote', role: 'DISPATCHER' }]);
});

test('[MD35] who asks and who gets the word is on the board of every screen at once; the past of the queue can be asked for', async () => {
  const [site] = await server.query<Data>(`select s.id, r.code from meeting_site s join meeting m on m.id = s.meeting_id join region r on r.id = s.region_id where m.status = 'IN_PROGRESS' and r.level = 'COUNTY' order by s.id limit 1`);
  const boards = [await follow('speakers { id state site { name } }'), await follow('speakers { id state site { name } }', 'SCREEN', { region: site!.code })];
  const screen = await server.token('SCREEN', { region: site!.code });
  const siteId = toGlobalId('MeetingSite', site!.id);
  await server.get(screen, 'mutation ($id: ID!) { speakerAsk(siteId: $id) { userErrors { code } } }', { id: siteId });
  const asked = await Promise.all(boards.map((next) => next()));
  expect(asked.map(({ speakers }) => speakers.map(({ state }: Data) => state))).toEqual([['WAITING'], ['WAITING']]);
  const { clock: { now } } = await server.get(office, '{ clock { now } }');
  await act('speakerGive($id: ID!)', 'speakerGive(requestId: $id)', { id: asked[0].speakers[0].id });
  expect((await boards[1]!()).speakers).toMatchObject([{ state: 'SPEAKING' }]);
  const { http, socket } = await both.ask('query ($id: ID!, $at: DateTime!) @asOf(at: $at) { meeting(id: $id) { speakers { state } } }', { id: meetingId, at: now });
  expect(http).toEqual(socket);
  expect(http.data.meeting.speakers).toEqual([{ state: 'WAITING' }]);
  const refused = await both.ask('mutation ($id: ID!) { speakerAsk(siteId: $id) { meeting { id } userErrors { code path } } }', { id: siteId });
  expect(refused.http).toEqual(refused.socket);
  expect(refused.http.data.speakerAsk).toEqual({ meeting: null, userErrors: [{ code: 'ALREADY_ASKED', path: ['siteId'] }] });
});

test('[MD16] what was pinned is on the board with the call, over both transports the same, and can be asked of the past', async () => {
  const { http, socket } = await both.ask('query ($id: ID!) { meeting(id: $id) { agenda { snapshot { calledAt colour issues { number } schedule { state } } } } }', { id: meetingId });
  expect(http).toEqual(socket);
  expect(http.data.meeting.agenda[0].snapshot.issues.length).toBeGreaterThan(0);
  const { clock: { now } } = await server.get(office, '{ clock { now } }');
  const next = await follow('currentItem { id snapshot { calledAt } }');
  await act('($id: ID!)', 'meetingCallItem(itemId: $id)', { id: items[1] });
  expect(await next()).toEqual({ currentItem: { id: items[1], snapshot: { calledAt: expect.any(String) } } });
  const past = await both.ask('query ($id: ID!, $at: DateTime!) @asOf(at: $at) { meeting(id: $id) { agenda { snapshots { calledAt } } } }', { id: meetingId, at: now });
  expect(past.http.data.meeting.agenda.map(({ snapshots }: Data) => snapshots.length).slice(0, 2)).toEqual([1, 0]);
});
