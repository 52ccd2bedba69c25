import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';

const document = readFileSync('test/contract/meeting-screen.graphql', 'utf8');
const globalId = (type: string, id: number) => Buffer.from(`${type}:${id}`).toString('base64');

let server: TestServer;
let meeting: number;
let item: { id: number; projectId: number };
const clients: SocketClient[] = [];

beforeAll(async () => {
  server = await startServer({ template: 'demonstration' });
  meeting = (await one(`select id from meeting where status = 'SCHEDULED'`)).id;
  item = await one(`select id, project_id as "projectId" from agenda_item where meeting_id = ${meeting} and project_id is not null order by position limit 1`);
  await server.query(`update meeting set status = 'IN_PROGRESS', started_at = business_now() where id = ${meeting}`);
  await server.query(`update agenda_item set status = 'CALLED', called_at = business_now() where id = ${item.id}`);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => server.close());

const one = async (statement: string): Promise<Data> => (await server.query(statement))[0];

async function screen(role = 'SCREEN', options: Record<string, string> = {}, init: Record<string, unknown> = {}): Promise<() => Promise<Data>> {
  const client = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role, options)}`, ...init });
  clients.push(client);
  const next = client.subscribe(document, { meetingId: globalId('Meeting', meeting) });
  return async () => (await next()).meetingScreen;
}

test('[X1] a screen gets the present state at once, and the whole state after a change by SQL', async () => {
  const next = await screen();
  const first = await next();
  expect(first).toMatchObject({ revision: expect.any(Number), meeting: { status: 'IN_PROGRESS', currentItem: { status: 'CALLED' } } });
  await server.query(`update project set name = '大屏上的新名字' where id = ${item.projectId}`);
  const second = await next();
  expect(second.meeting.currentItem.project.name).toBe('大屏上的新名字');
  expect(second.revision).toBeGreaterThan(first.revision);
});

test('[X2] whatever a board shows wakes it: an issue, a leader, a unit, a directive, a site', async () => {
  const next = await screen();
  await next();
  const issue = await one(`insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id, due_on)
    select 'X2-1', 'PROBLEM', 'LAND', '屏上问题', 'HIGH', 'ASSIGNED', 'CITY', ${item.projectId}, min(id), '2020-01-01' from unit returning id, lead_unit_id`);
  expect((await next()).meeting.currentItem.project.issues.nodes).toContainEqual(expect.objectContaining({ number: 'X2-1', overdue: true }));
  await server.query(`update unit set name = '改名单位' where id = ${issue.lead_unit_id}`);
  expect((await next()).meeting.currentItem.project.issues.nodes).toContainEqual(expect.objectContaining({ leadUnit: { id: expect.any(String), name: '改名单位' } }));
  await server.query(`update leader set name = '改名主席' where id = (select chair_id from meeting where id = ${meeting})`);
  expect((await next()).meeting.chair.name).toBe('改名主席');
  await server.query(`insert into directive (meeting_id, item_id, issue_id, text) values (${meeting}, ${item.id}, ${issue.id}, '限期办结')`);
  expect((await next()).meeting.directives).toContainEqual(expect.objectContaining({ text: '限期办结' }));
  await server.query(`update meeting_site set name = '改名会场' where id = (select min(id) from meeting_site where meeting_id = ${meeting})`);
  expect((await next()).meeting.sites.map((site: Data) => site.name)).toContain('改名会场');
});

test('[X3] a change that the board does not show sends nothing', async () => {
  const next = await screen();
  await next();
  await server.query(`update project set description = '看不见' where id = ${item.projectId}`);
  await server.query(`update meeting set title = '看得见' where id = ${meeting}`);
  expect((await next()).meeting.title).toBe('看得见');
});

test('[X4] a screen that stands in a site makes it online; a socket that goes makes it offline', async () => {
  const site = await one(`select id, name from meeting_site where meeting_id = ${meeting} and kind = 'MAIN_HALL'`);
  const online = (state: Data) => state.meeting.sites.find(({ id }: Data) => id === globalId('MeetingSite', site.id)).online;
  const next = await screen('VIEWER');
  expect(online(await next())).toBe(false);
  const hall = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('SCREEN')}`, siteId: globalId('MeetingSite', site.id) });
  expect(online(await next())).toBe(true);
  hall.close();
  expect(online(await next())).toBe(false);
});

test('[X5] who may not stand in a site is closed with 4403', async () => {
  const site = await one(`select id from meeting_site where meeting_id = ${meeting} limit 1`);
  const socket = await openSocket(server.wsUrl);
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${await server.token('VIEWER')}`, siteId: globalId('MeetingSite', site.id) } });
  expect((await socket.closed).code).toBe(4403);
});

test('[X6] a unit sees no meeting; a county hall sees the meeting of its site, without other counties\' projects', async () => {
  const unit = await one(`select code from unit where type = 'DEPARTMENT' limit 1`);
  expect((await (await screen('UNIT', { unit: unit.code }))()).meeting).toBeNull();
  const hall = await one(`select r.id, r.code from meeting_site s join region r on r.id = s.region_id where s.meeting_id = ${meeting} and s.kind = 'COUNTY' limit 1`);
  const { meeting: seen } = await (await screen('SCREEN', { region: hall.code }))();
  const visible = await server.query<{ id: number }>(`select p.id from agenda_item g join project p on p.id = g.project_id where g.meeting_id = ${meeting} and p.region_id = ${hall.id}`);
  const shown = seen.agenda.filter((entry: Data) => entry.project).map((entry: Data) => entry.project.id);
  expect(shown.toSorted()).toEqual(visible.map(({ id }) => globalId('Project', id)).toSorted());
  expect(seen.agenda.length).toBeGreaterThan(shown.length);
});

test('[X7] screens of equal rights are one group, and get byte for byte the same state', async () => {
  await expect.poll(() => server.live.hub.size).toEqual({ groups: 0, members: 0 });
  const [one_, two, other] = [await screen(), await screen(), await screen('SCREEN', { region: 'DQ' })];
  await Promise.all([one_(), two(), other()]);
  expect(server.live.hub.size).toEqual({ groups: 2, members: 3 });
  await server.query(`update meeting set title = title || '。' where id = ${meeting}`);
  expect(JSON.stringify(await one_())).toBe(JSON.stringify(await two()));
});

test('[X8] a clock that is set reaches the screens, whose timers count by it', async () => {
  const next = await screen();
  const { at } = await next();
  await server.query(`update business_clock set ahead = ahead + interval '1 minute'`);
  const ahead = Date.parse((await next()).at) - Date.parse(at);
  expect(ahead).toBeGreaterThanOrEqual(60_000);
  expect(ahead).toBeLessThan(90_000);
});

test('[X9] a screen that goes before it was let in leaves no site online', async () => {
  const site = await one(`select id from meeting_site where meeting_id = ${meeting} and kind = 'COUNTY' limit 1`);
  for (let time = 0; time < 10; time += 1) {
    const socket = await openSocket(server.wsUrl);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${await server.token('SCREEN')}`, siteId: globalId('MeetingSite', site.id) } });
    setTimeout(() => socket.socket.terminate(), time);
    await socket.closed;
  }
  await expect.poll(() => server.query('select from site_connection')).toEqual([]);
  await expect.poll(() => one(`select online from meeting_site where id = ${site.id}`)).toEqual({ online: false });
});

test('[X10] a crowd that comes back at once costs executions by groups, not by screens', async () => {
  const tokens = await Promise.all([server.token('SCREEN'), server.token('SCREEN', { region: 'DQ' })]);
  const crowd = await Promise.all(Array.from({ length: 100 }, (_, number) => openSocket(server.wsUrl, { authorization: `Bearer ${tokens[number % 2]}` })));
  clients.push(...crowd);
  const before = server.live.hub.executions;
  const states = crowd.map((client) => client.subscribe(document, { meetingId: globalId('Meeting', meeting) }));
  const revisions = await Promise.all(states.map(async (next) => (await next()).meetingScreen.revision));
  expect(revisions).toHaveLength(100);
  expect(server.live.hub.executions - before).toBeLessThanOrEqual(20);
});
