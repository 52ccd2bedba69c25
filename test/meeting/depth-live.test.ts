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
  expect(await server.query(`select outcome, act, role from audit_entry where relation = 'meeting_decision' order by id limit 1`)).toEqual([{ outcome: 'DONE', act: 'meetingRecordNote', role: 'DISPATCHER' }]);
});
