import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.close());

const follow = `subscription ($kind: ListKind!, $filter: ListFilter, $first: Int! = 200) {
  listFollow(kind: $kind, filter: $filter, first: $first) { revision at totalCount entries { id state day leader { code } issue { number severity } project { name } } } }`;
const list = follow.replace('subscription', 'query').replace('listFollow', 'list').replace('revision at totalCount entries', 'totalCount nodes');

async function open(role: string, variables: Data, options = {}): Promise<{ next(): Promise<Data>; close(): void }> {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role, options)}` });
  const next = socket.subscribe(follow, variables);
  return { next: async () => (await next()).listFollow, close: () => socket.close() };
}

test('[LS14] a live list comes whole at once and again after each change that it shows, and is then what the query answers', async () => {
  const line = await open('ADMIN', { kind: 'ISSUE' });
  const first = await line.next();
  const [issue] = await server.query<Data>(`update issue set due_on = '2020-04-02' where id = (select max(id) from issue where kind = 'PROBLEM' and status = 'ASSIGNED') returning number`);
  const second = await line.next();
  expect(second.revision).toBeGreaterThan(first.revision);
  expect(second.entries.find((each: Data) => each.issue.number === issue.number)).toMatchObject({ day: '2020-04-02', state: 'LATE' });
  const { list: now } = await server.get(await server.token('ADMIN'), list, { kind: 'ISSUE' });
  expect([second.totalCount, second.entries]).toEqual([now.totalCount, now.nodes]);
  line.close();
});

test('[LS15] a live list has what its viewer sees, as rights come and go, and is not sent again for what it does not show', async () => {
  const [duty] = await server.query<Data>(`select a.id, a.project_id as project, l.code as leader from assignment a join leader l on l.id = a.leader_id where a.until is null and a.project_id is not null and a.role = 'GENERAL_SERVICE_OFFICER' order by a.id limit 1`);
  const mine = await open('LEADER', { kind: 'RESPONSIBILITY' }, { leader: duty.leader });
  const first = await mine.next();
  expect(first.entries.every(({ leader }: Data) => leader.code === duty.leader)).toBe(true);
  const [outside] = await server.query<Data>(`select p.id from project p where not exists (select from assignment a join leader l on l.id = a.leader_id where a.project_id = p.id and l.code = '${duty.leader}') limit 1`);
  await server.query(`update project set name = name || '（更名）' where id = ${outside.id}`);
  await server.query(`update assignment set until = business_now() where id = ${duty.id}`);
  const second = await mine.next();
  expect(second.totalCount).toBe(first.totalCount - 1);
  expect(second.entries.map(({ id }: Data) => id)).toEqual(first.entries.map(({ id }: Data) => id).filter((id: string) => id !== btoa(`Assignment:${duty.id}`)));
  mine.close();
});

test('[LS16] a malformed filter of a live list is refused when it is asked for', async () => {
  const line = await open('ADMIN', { kind: 'ISSUE', filter: { regionId: 'x' } });
  await expect(line.next()).rejects.toThrow('BAD_USER_INPUT');
  line.close();
});

test('[LS21] a live start-sequence or progress list is sent again when a day begins, without anybody setting the clock', { timeout: 60_000 }, async () => {
  // Nothing else happens with the day: no light changes, and no issue becomes late.
  await server.query(`update signal_rule set enabled = false; update issue set due_on = null`);
  const lines: { line: { close(): void }; next(): Promise<Data> }[] = [];
  for (const kind of ['START_SEQUENCE', 'PROGRESS']) {
    const line = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('ADMIN')}` });
    lines.push({ line, next: line.subscribe('subscription ($kind: ListKind!) { listFollow(kind: $kind, orderBy: LATE_DESC, first: 1) { entries { lateDays } } }', { kind }) });
  }
  const late = async (): Promise<number[]> => (await Promise.all(lines.map(({ next }) => next()))).map(({ listFollow }: Data) => listFollow.entries[0].lateDays);
  const before = await late();
  await server.query(`alter table business_clock disable trigger all; update business_clock set ahead = ahead + interval '24 hours'; alter table business_clock enable trigger all; alter table business_clock enable always trigger capture_insert, enable always trigger capture_update, enable always trigger capture_delete, enable always trigger capture_truncate`);
  expect(await late()).toEqual(before.map((days) => days + 1));
  for (const { line } of lines) line.close();
});
