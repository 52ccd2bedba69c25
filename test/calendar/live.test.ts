import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';

let server: TestServer;
let socket: SocketClient;
/** A meeting whose first project has an issue that is due on Thursday 30 April, as of Thursday 16. */
let meetingId: string;
beforeAll(async () => {
  server = await startServer();
  const [issue] = await server.query<{ id: number; meeting: number }>(`
    select i.id, a.meeting_id as meeting from issue i join agenda_item a on a.project_id = i.project_id join meeting m on m.id = a.meeting_id
    where i.status = 'ACKNOWLEDGED' and m.status = 'SCHEDULED' limit 1`);
  await server.query(`update issue set due_on = '2020-05-20', title = '期限' where id = ${issue!.id}`);
  meetingId = toGlobalId('Meeting', issue!.meeting);
  socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('ADMIN')}` });
});
afterAll(async () => {
  socket.close();
  await server.close();
});

const board = `subscription ($id: ID!) { meetingScreen(meetingId: $id) { meeting { agenda { project { issues(first: 50, filter: { search: "期限" }) { nodes { workingDaysLeft } } } } } } }`;
const left = ({ meetingScreen }: Data): number => meetingScreen.meeting.agenda.flatMap(({ project }: Data) => project?.issues.nodes ?? [])[0].workingDaysLeft;

test('[WC8] a board that shows how many working days are left is sent anew when a day of the calendar is changed, and when the day turns', { timeout: 60_000 }, async () => {
  const next = socket.subscribe(board, { id: meetingId });
  // By hand: 17 April; 20-24; 26 (worked), 27-30; 6-9 May (the 9th worked); 11-15; 18-20.
  const before = left(await next());
  expect(before).toBe(1 + 5 + 5 + 4 + 5 + 3);
  await server.get(await server.token('DISPATCHER'), 'mutation { calendarDaySet(input: { day: "2020-04-24", working: false, name: "停工" }) { userErrors { code } } }');
  let now = before;
  while (now !== before - 1) now = left(await next());
  // Nobody sets the clock: midnight passes.
  await server.query(`alter table business_clock disable trigger all; update business_clock set ahead = ahead + interval '24 hours'; alter table business_clock enable trigger all; alter table business_clock enable always trigger capture_insert, enable always trigger capture_update, enable always trigger capture_delete, enable always trigger capture_truncate`);
  while (now !== before - 2) now = left(await next());
});
