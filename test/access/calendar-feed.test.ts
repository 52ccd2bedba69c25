import { afterAll, beforeAll, expect, test } from 'vitest';
import { toCalendar } from '../../src/meeting/icalendar.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { Acts, pollBody, regionId } from './acts.js';
import { TestIssuer } from './issuer.js';

let server: TestServer;
let issuer: TestIssuer;
let acts: Acts;
let admin: string;
beforeAll(async () => {
  issuer = await TestIssuer.make();
  server = await startServer({ oidc: issuer.settings, limits: { failedLoginsPerMinute: 40 } });
  admin = await server.token('ADMIN');
  acts = new Acts(server, admin);
}, 120_000);
afterAll(async () => {
  await server.close();
  await issuer.close();
});

const making = 'mutation ($name: String!) { calendarFeedMake(name: $name) { calendarFeed { id prefix name expiresAt withdrawnAt } path userErrors { code path } } }';
async function make(token: string, headers: Record<string, string> = {}): Promise<Data> {
  const { body } = await server.post(token, making, { name: ' 手机 ' }, headers);
  expect(body.errors).toBeUndefined();
  expect(body.data.calendarFeedMake.userErrors).toEqual([]);
  return body.data.calendarFeedMake;
}
const fetched = async (path: string): Promise<string> => {
  const { status, text, headers } = await server.fetch(path);
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'text/calendar; charset=utf-8', 'private, no-store']);
  return text;
};
const gone = async (path: string): Promise<void> => expect((await server.fetch(path)).status).toBe(404);
/** The events of a calendar, unfolded, each by the names of its properties. */
const eventsOf = (text: string): Record<string, string>[] => text.replaceAll('\r\n ', '').split('BEGIN:VEVENT').slice(1).map((event) =>
  Object.fromEntries(event.split('\r\n').filter((line) => line.includes(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)])));
const eventOf = (text: string, title: string): Record<string, string> => eventsOf(text).find(({ SUMMARY }) => SUMMARY === title)!;
const regionOf = async (code: string): Promise<string> => regionId((await server.query<{ id: number }>(`select id from region where code = '${code}'`))[0]!.id);

test('[CAL1] lines of a calendar are at most 75 octets and never cut a character; backslashes, commas, semicolons and line ends are escaped', () => {
  const text = toCalendar('会议', '2020-04-16T01:00:00.000Z', [{
    uid: 'meeting-1@dq.diaodu', sequence: 3, cancelled: false, startsAt: '2020-04-17T01:00:00Z', endsAt: '2020-04-17T02:30:00Z',
    summary: `${'重点项目😀'.repeat(12)}, a; b\\c`, description: '一行\n二行\r\n三行\u0007', location: '大庆市',
  }]);
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toContain('\ufffd');
  const [event] = eventsOf(text);
  expect(event).toMatchObject({
    UID: 'meeting-1@dq.diaodu', SEQUENCE: '3', STATUS: 'CONFIRMED', DTSTAMP: '20200416T010000Z', DTSTART: '20200417T010000Z', DTEND: '20200417T023000Z', DESCRIPTION: '一行\\n二行\\n三行', LOCATION: '大庆市',
    SUMMARY: `${'重点项目😀'.repeat(12)}\\, a\\; b\\\\c`,
  });
});

test('[CAL2] a feed tells its owner\'s meetings to whoever has its address: stable ids, a sequence that rises, and what was cancelled as cancelled', async () => {
  const office = await server.token('DISPATCHER', { subject: 'cal2' });
  const { calendarFeed, path } = await make(office);
  expect(calendarFeed).toMatchObject({ name: '手机', withdrawnAt: null });
  expect(path).toMatch(/^\/calendar\/ddc_[0-9a-f]{12}_[\w-]{43}\.ics$/);
  const input = { title: '日历,测试', mode: 'JOINT_HANDLING', startsAt: '2020-04-20T01:00:00Z', regionId: await regionOf('DQ'), agenda: [{ topic: '秘密议题', minutes: 45 }], sites: [] };
  const { meetingSchedule: { meeting } } = await server.get(office, 'mutation ($input: MeetingScheduleInput!) { meetingSchedule(input: $input) { meeting { id version } userErrors { code } } }', { input });
  const first = eventOf(await fetched(path), '日历\\,测试');
  expect(first).toMatchObject({ SEQUENCE: '0', STATUS: 'CONFIRMED', DTSTART: '20200420T010000Z', DTEND: '20200420T014500Z', LOCATION: '大庆市', DESCRIPTION: '网络会办\\n已排定\\n议程 1 项' });
  await server.get(office, 'mutation ($id: ID!, $input: MeetingCorrectInput!) { meetingCorrect(id: $id, input: $input) { userErrors { code } } }', { id: meeting.id, input: { version: meeting.version, startsAt: '2020-04-21T01:00:00Z' } });
  const moved = eventOf(await fetched(path), '日历\\,测试');
  expect(moved).toMatchObject({ UID: first['UID'], SEQUENCE: '1', DTSTART: '20200421T010000Z' });
  await server.get(office, 'mutation ($id: ID!) { meetingCancel(id: $id, reason: "改期") { userErrors { code } } }', { id: meeting.id });
  const cancelled = eventOf(await fetched(path), '日历\\,测试');
  expect(cancelled).toMatchObject({ UID: first['UID'], SEQUENCE: '2', STATUS: 'CANCELLED', DESCRIPTION: '网络会办\\n已取消\\n议程 1 项\\n改期' });
  expect(await fetched(path)).not.toContain('秘密议题');
  const { path: english } = await make(office, { 'accept-language': 'en' });
  expect(eventOf(await fetched(english), '日历\\,测试')['DESCRIPTION']).toContain('Joint handling');
});

test('[CAL3] a feed reads only the meetings that its owner may see', async () => {
  await server.query(`insert into meeting (title, mode, starts_at, region_id) select '林甸的会', 'JOINT_HANDLING', '2020-04-22T01:00:00Z', id from region where code = 'DQ-LD'`);
  const titles = async (role: string, options: Data): Promise<string[]> => eventsOf(await fetched((await make(await server.token(role, { subject: JSON.stringify(options), ...options }))).path)).map(({ SUMMARY }) => SUMMARY!);
  expect(await titles('VIEWER', {})).toContain('林甸的会');
  expect(await titles('VIEWER', { region: 'DQ-LD' })).toContain('林甸的会');
  const elsewhere = await titles('VIEWER', { region: 'DQ-LF' });
  expect(elsewhere).not.toContain('林甸的会');
  const { meetings } = await server.get(await server.token('VIEWER', { region: 'DQ-LF' }), '{ meetings(first: 100, orderBy: STARTS_AT_ASC) { nodes { title } } }');
  expect(elsewhere).toEqual(meetings.nodes.map(({ title }: Data) => title.replaceAll(',', '\\,')));
});

test('[CAL4] units, owners and systems, who see no meetings, make no feed; a feed has a name, and nobody has more than ten at a time, also not of several that are made at once', async () => {
  for (const [role, options] of [['UNIT', { unit: 'DQ-ZRJ' }], ['INTEGRATION', { system: 'x' }]] as const) {
    expect((await server.post(await server.token(role, options), making, { name: 'x' })).body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  }
  const viewer = await server.token('VIEWER', { subject: 'cal4' });
  expect((await server.get(viewer, making, { name: ' ' })).calendarFeedMake).toMatchObject({ calendarFeed: null, path: null, userErrors: [{ code: 'TEXT_EMPTY', path: ['name'] }] });
  const made = await Promise.all(Array.from({ length: 12 }, () => server.get(viewer, making, { name: 'x' })));
  expect(made.flatMap(({ calendarFeedMake }) => calendarFeedMake.userErrors)).toEqual([{ code: 'TOO_MANY_FEEDS', path: [] }, { code: 'TOO_MANY_FEEDS', path: [] }]);
});

test('[CAL5] a feed is withdrawn by its owner or the administrator and by nobody else; a retry of its making is not told the address again', async () => {
  const [owner, other] = [await server.token('VIEWER', { subject: 'cal5' }), await server.token('VIEWER', { subject: 'somebody else' })];
  const { calendarFeed: { id }, path } = await make(owner, { 'idempotency-key': 'cal5' });
  const again = await make(owner, { 'idempotency-key': 'cal5' });
  expect(again).toMatchObject({ calendarFeed: { id }, path: null });
  const withdraw = async (token: string, feed: string): Promise<Data> => (await server.get(token, 'mutation ($id: ID!) { calendarFeedWithdraw(id: $id) { calendarFeed { withdrawnAt } userErrors { code path } } }', { id: feed })).calendarFeedWithdraw;
  expect(await withdraw(other, id)).toEqual({ calendarFeed: null, userErrors: [{ code: 'NOT_FOUND', path: ['id'] }] });
  expect((await server.get(other, '{ calendarFeeds { id } }')).calendarFeeds).toEqual([]);
  await fetched(path);
  expect(await withdraw(owner, id)).toEqual({ calendarFeed: { withdrawnAt: expect.any(String) }, userErrors: [] });
  await gone(path);
  const second = await make(owner);
  expect((await server.get(owner, '{ calendarFeeds { id withdrawnAt } }')).calendarFeeds).toEqual([{ id: second.calendarFeed.id, withdrawnAt: null }, { id, withdrawnAt: expect.any(String) }]);
  await withdraw(admin, second.calendarFeed.id);
  await gone(second.path);
});

test('[CAL6] a feed dies with what let its owner in: their access withdrawn, their grant ended, their screen withdrawn, their region ended, its year over', async () => {
  const token = await server.token('VIEWER', { subject: 'cal6' });
  const { path } = await make(token);
  await fetched(path);
  await server.get(admin, 'mutation { accessWithdraw(input: { subject: "cal6", reason: "离岗" }) { userErrors { code } } }');
  await gone(path);

  const grant = await acts.grant({ issuer: issuer.url, subject: 'li', name: '李四', role: 'DISPATCHER', regionId: await regionOf('DQ-LD') });
  const ofPerson = await make(await issuer.token('li'));
  expect(eventOf(await fetched(ofPerson.path), '林甸的会')).toBeDefined();
  await acts.endGrant(grant.id);
  await gone(ofPerson.path);
  // Granted anew, the person reads by the grant of now.
  await acts.grant({ issuer: issuer.url, subject: 'li', name: '李四', role: 'VIEWER', regionId: await regionOf('DQ-LF') });
  expect(eventOf(await fetched(ofPerson.path), '林甸的会')).toBeUndefined();

  const { body: asked } = await server.fetch('/device/code', { method: 'POST' });
  const screen = await acts.approve({ userCode: asked.user_code, regionId: await regionOf('DQ-LF') });
  const { body: { access_token: credential } } = await server.fetch('/device/token', pollBody(asked.device_code));
  const ofScreen = await make(credential);
  await fetched(ofScreen.path);
  await acts.withdrawScreen(screen);
  await gone(ofScreen.path);

  await server.query(`insert into region (code, name, level, parent_id) select 'DQ-X', '旧区', 'COUNTY', id from region where code = 'DQ'`);
  const ofRegion = await make(await server.token('VIEWER', { region: 'DQ-X', subject: 'x' }));
  await server.query(`update region set ended_at = business_now() where code = 'DQ-X'`);
  await gone(ofRegion.path);

  const old = await make(await server.token('VIEWER', { subject: 'old' }));
  await server.query(`update calendar_feed set expires_at = now() where subject = 'old'`);
  await gone(old.path);
});

test('[CAL7] the address opens nothing else, is kept only as a hash, and who guesses is slowed down', async () => {
  const { path, calendarFeed: { prefix } } = await make(await server.token('VIEWER', { subject: 'cal7' }));
  const secret = /ddc_[^.]+/.exec(path)![0];
  expect((await server.post(secret, '{ clock { now } }')).status).toBe(401);
  expect(JSON.stringify(await server.query('select * from calendar_feed')) + JSON.stringify(await server.query(`select * from audit_entry where relation = 'calendar_feed'`))).not.toContain(secret.slice(-43));
  expect(await server.query(`select count(*)::int as count from audit_entry where relation = 'calendar_feed' and after ->> 'prefix' = '${prefix}' and not after ? 'secret_hash'`)).toEqual([{ count: 1 }]);
  for (const wrong of ['/calendar/x.ics', '/calendar/', path.replace('.ics', ''), path.replace(/.\.ics$/, 'A.ics').replace(/_([0-9a-f]{12})_/, '_000000000000_')]) await gone(wrong);
  const statuses = new Set<number>();
  for (let guess = 0; guess < 60 && !statuses.has(429); guess += 1) statuses.add((await server.fetch(`/calendar/ddc_000000000000_${'x'.repeat(43)}.ics`)).status);
  expect([...statuses]).toEqual([404, 429]);
  // Whoever has a good one is served from that address all the same.
  await fetched(path);
});
