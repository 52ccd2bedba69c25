import { afterAll, beforeAll, expect, test } from 'vitest';
import { bothTransports } from '../server/both.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await startServer();
  admin = await server.token('ADMIN');
});
afterAll(() => server.close());

const difference = `query ($kind: ListKind!, $from: ListMoment!, $to: ListMoment, $filter: ListFilter, $first: Int! = 200, $after: String) {
  listDifference(kind: $kind, from: $from, to: $to, filter: $filter, first: $first, after: $after) { from to entries { totalCount pageInfo { hasNextPage endCursor } nodes {
    id happened before { ...mark } after { ...mark } } } } }
  fragment mark on ListEntry { state day severity level colour leader { code } unit { code } project { code } issue { number } assignment { role } }`;
const differ = async (variables: Data, token = admin): Promise<Data> => (await server.get(token, difference, variables)).listDifference;

const list = (day: string) => `query ($kind: ListKind!) @asOf(day: "${day}") { list(kind: $kind, first: 200) { totalCount nodes { id state day doneOn issue { status } } } }`;

test('[LS9] in the demonstration each past day has the projects started by it, the issues reported and not closed by it, who answered then, and how meetings went', async () => {
  for (const day of ['2020-02-20', '2020-03-15', '2020-03-31', '2020-04-01', '2020-04-10', '2020-04-15']) {
    const { projectStats, list: open, past } = await server.get(admin, `query @asOf(day: "${day}") {
      projectStats(by: []) { startedCount }
      list(kind: ISSUE, first: 0) { totalCount }
      past: list(kind: RESPONSIBILITY, first: 0) { totalCount }
    }`);
    const [{ started, standing, held }] = await server.query<Data>(`select
      (select count(*)::int from project where case origin when 'NEW' then started_on else resumed_on end between '2020-01-01' and '${day}') as started,
      (select count(*)::int from issue where kind = 'PROBLEM' and reported_at < date '${day}' + interval '16 hours' and (closed_at is null or closed_at >= date '${day}' + interval '16 hours')) as standing,
      (select count(*)::int from assignment where since < date '${day}' + interval '16 hours') as held`) as [Data];
    expect([day, projectStats[0].startedCount, open.totalCount, past.totalCount]).toEqual([day, started, standing, held]);
  }
  const { meetings } = await server.get(admin, 'query @asOf(at: "2020-04-10T01:20:00Z") { meetings(first: 1, filter: { status: [IN_PROGRESS] }) { nodes { title agenda { status } } } }');
  expect(meetings.nodes[0].title).toContain('4月10日');
  expect(new Set(meetings.nodes[0].agenda.map(({ status }: Data) => status))).toContain('PENDING');
});

test('[LS10] every list can be asked of a past day, over both transports, and of today answers the present', async () => {
  const both = await bothTransports(server, admin);
  for (const kind of ['START_SEQUENCE', 'PROGRESS', 'DEMAND', 'ISSUE', 'RESPONSIBILITY']) {
    const present = await server.get(admin, list('2020-04-16').replace('@asOf(day: "2020-04-16")', ''), { kind });
    expect(await server.get(admin, list('2020-04-16'), { kind })).toEqual(present);
    const { http, socket } = await both.ask(list('2020-04-10'), { kind });
    expect(http.errors).toBeUndefined();
    expect(socket).toEqual(http);
    // Who answers has not changed since March.
    if (kind !== 'RESPONSIBILITY') expect(http).not.toEqual({ data: present });
  }
});

test('[LS11] between a past meeting and now a list tells what is new and what was closed', async () => {
  const { meetings } = await server.get(admin, '{ meetings(first: 20, filter: { status: [CLOSED] }) { nodes { id closedAt } } }');
  const meeting = meetings.nodes[0];
  const { from, entries } = await differ({ kind: 'ISSUE', from: { meetingId: meeting.id } });
  expect(from).toBe(meeting.closedAt);
  const [count] = await server.query<Data>(`select count(*) filter (where reported_at > '${from}' and closed_at is null)::int as new, count(*) filter (where reported_at <= '${from}' and closed_at > '${from}')::int as closed
    from issue where kind = 'PROBLEM'`);
  const happened = (word: string) => entries.nodes.filter((each: Data) => each.happened.includes(word));
  expect([happened('NEW').length, happened('CLOSED').length]).toEqual([count.new, count.closed]);
  expect(happened('NEW').every(({ before, after }: Data) => before === null && after !== null)).toBe(true);
  const [page, next] = await Promise.all([differ({ kind: 'ISSUE', from: { at: from }, first: 2 }), differ({ kind: 'ISSUE', from: { at: from }, first: 200, after: (await differ({ kind: 'ISSUE', from: { at: from }, first: 2 })).entries.pageInfo.endCursor })]);
  expect([...page.entries.nodes, ...next.entries.nodes].map(({ id }: Data) => id)).toEqual(entries.nodes.map(({ id }: Data) => id));
});

test('[LS12] it tells what slipped, moved up, worsened, improved and was handed over, from what to what', async () => {
  const [subject] = await server.query<Data>(`select project_id as id, leader_id as leader, (select code from project p where p.id = project_id) as code from assignment where until is null and role = 'GENERAL_SERVICE_OFFICER' and project_id is not null limit 1`);
  const issues = (await server.query<Data>(`select id, number from issue where kind = 'PROBLEM' and status = 'ASSIGNED' and severity = 'MEDIUM' and level = 'COUNTY' order by id limit 4`)).map(({ number }) => number);
  await server.query(`update issue set due_on = '2020-05-01' where number = any('{${issues.join()}}')`);
  const [{ at }] = await server.query<Data>(`select business_now() as at`) as [Data];
  const from = { at: new Date(at).toISOString() };
  await server.query(`select pg_sleep(0.01)`);
  await server.query(`
    update issue set due_on = '2020-05-09' where number = '${issues[0]}';
    update issue set due_on = '2020-04-20', severity = 'LOW' where number = '${issues[1]}';
    update issue set level = 'CITY' where number = '${issues[2]}';
    update issue set lead_unit_id = (select min(id) from unit u where u.id <> lead_unit_id) where number = '${issues[3]}';
    update assignment set until = business_now() where until is null and role = 'GENERAL_SERVICE_OFFICER' and project_id = ${subject.id};
    insert into assignment (role, leader_id, project_id, duty) select 'GENERAL_SERVICE_OFFICER', min(id), ${subject.id}, '' from leader where id <> ${subject.leader}`);
  const nodes = (await differ({ kind: 'ISSUE', from })).entries.nodes;
  const told = (number: string): Data => nodes.find((each: Data) => each.after?.issue.number === number);
  expect(issues.map((number) => told(number).happened.filter((word: string) => word !== 'HANDED_OVER' || number === issues[3]))).toEqual([['SLIPPED'], ['MOVED_UP', 'IMPROVED'], ['WORSENED'], ['HANDED_OVER']]);
  expect([told(issues[0]).before.day, told(issues[0]).after.day]).toEqual(['2020-05-01', '2020-05-09']);
  expect([told(issues[2]).before.level, told(issues[2]).after.level]).toEqual(['COUNTY', 'CITY']);
  const handed = (await differ({ kind: 'RESPONSIBILITY', from })).entries.nodes;
  expect(handed).toHaveLength(1);
  expect([handed[0].happened, handed[0].after.project.code, handed[0].before.leader.code !== handed[0].after.leader.code]).toEqual([['HANDED_OVER'], subject.code, true]);
  await server.query(`update project set planned_completion_on = '2020-01-01' where stage = 'UNDER_CONSTRUCTION' and id = (select min(id) from project where stage = 'UNDER_CONSTRUCTION' and planned_completion_on > '2020-12-01' and ended_at is null)`);
  const [turned] = (await differ({ kind: 'PROGRESS', from })).entries.nodes.filter((each: Data) => each.happened.includes('MOVED_UP'));
  expect([turned.after.colour, turned.happened.includes('WORSENED') || turned.before.colour === 'RED']).toEqual(['RED', true]);
});

test('[LS13] a difference is of what the viewer sees; a meeting out of sight and a moment before the versions are refused, and so is one asked of the past', async () => {
  const leader = await server.token('LEADER', { leader: 'L01' });
  const { list: mine } = await server.get(leader, '{ list(kind: START_SEQUENCE, first: 200) { nodes { id } } }');
  const { entries } = await differ({ kind: 'START_SEQUENCE', from: { day: '2020-02-01' } }, leader);
  const ids = new Set(mine.nodes.map(({ id }: Data) => id));
  expect(entries.nodes.length).toBeGreaterThan(0);
  expect(entries.nodes.every(({ id }: Data) => ids.has(id))).toBe(true);
  const county = await server.token('VIEWER', { region: 'LD' });
  const [hidden] = await server.query<Data>(`select m.id from meeting m join entity_scope s on s.type = 'Meeting' and s.entity_id = m.id where m.status = 'CLOSED' and not (select id from region where code = 'LD') = any((s.keys).regions) limit 1`);
  const refused = async (token: string, query: string, variables: Data): Promise<Data> => (await server.post(token, query, variables)).body.errors?.map(({ extensions, message }: Data) => [extensions.code, message]);
  if (hidden) expect(await refused(county, difference, { kind: 'ISSUE', from: { meetingId: btoa(`Meeting:${hidden.id}`) } })).toEqual([['BAD_USER_INPUT', expect.stringContaining('会议')]]);
  expect(await refused(admin, difference, { kind: 'ISSUE', from: { day: '2019-12-01' } })).toEqual([['BAD_USER_INPUT', expect.stringContaining('起才保存')]]);
  expect(await refused(admin, difference.replace('{', '@asOf(day: "2020-04-10") {'), { kind: 'ISSUE', from: { day: '2020-04-01' } })).toEqual([['BAD_USER_INPUT', expect.stringContaining('@asOf')]]);
});
