import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';

const document = readFileSync('test/contract/changes.graphql', 'utf8');
let server: TestServer;
const clients: SocketClient[] = [];

beforeAll(async () => {
  server = await startServer({ template: 'demonstration' });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => server.close());

async function client(role = 'ADMIN', options: Record<string, string> = {}): Promise<SocketClient> {
  const opened = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role, options)}` });
  clients.push(opened);
  return opened;
}

async function follow(variables: Record<string, unknown> = {}, role = 'ADMIN', options: Record<string, string> = {}): Promise<() => Promise<Data>> {
  const next = (await client(role, options)).subscribe(document, variables);
  return async () => (await next()).changes;
}

const one = async (statement: string): Promise<Data> => (await server.query(statement))[0];
const globalId = (type: string, id: number) => Buffer.from(`${type}:${id}`).toString('base64');
const brief = (batch: Data) => batch.changes.map(({ operation, type, entity }: Data) => `${operation} ${type} ${entity?.code ?? entity?.number ?? ''}`.trim());

test('[B1] without a cursor the answer is at once an empty batch with the present cursor', async () => {
  const next = await follow();
  expect(await next()).toEqual({ cursor: expect.any(String), reset: false, changes: [] });
});

test('[B2] a row changed by SQL arrives, as it stands', async () => {
  const next = await follow();
  await next();
  await server.query(`update project set name = '换了名字的项目' where code = 'DQ-2020-001'`);
  expect(await next()).toMatchObject({
    reset: false,
    changes: [{ operation: 'UPDATED', type: 'PROJECT', entity: { __typename: 'Project', code: 'DQ-2020-001', name: '换了名字的项目' } }],
  });
});

test('[B3] a subscriber that was away gets what it missed, once, in one batch', async () => {
  const before = await follow();
  const { cursor } = await before();
  for (const name of ['甲', '乙', '丙']) await server.query(`update project set name = '${name}' where code = 'DQ-2020-002'`);
  await server.query(`update project set name = '丁' where code = 'DQ-2020-003'`);
  const next = await follow({ since: cursor });
  const batch = await next();
  expect(batch.changes.map(({ entity }: Data) => [entity.code, entity.name])).toEqual([['DQ-2020-002', '丙'], ['DQ-2020-003', '丁']]);
  await server.query(`update project set name = '戊' where code = 'DQ-2020-004'`);
  expect((await next()).changes.map(({ entity }: Data) => entity.code)).toEqual(['DQ-2020-004']);
  const again = await follow({ since: batch.cursor });
  expect((await again()).changes.map(({ entity }: Data) => entity.code)).toEqual(['DQ-2020-004']);
});

test('[B4] what enters a scope is CREATED there, what leaves it is REMOVED there', async () => {
  const { from, to } = await one(`select p.region_id as "from", (select id from region r where r.level = 'COUNTY' and r.id <> p.region_id order by id limit 1) as "to" from project p where p.code = 'DQ-2020-010'`);
  await server.query(`update issue set project_id = (select id from project where code = 'DQ-2020-011') where project_id = (select id from project where code = 'DQ-2020-010')`);
  const leaving = await follow({ scope: { regionId: globalId('Region', from), types: ['PROJECT'] } });
  const entering = await follow({ scope: { regionId: globalId('Region', to), types: ['PROJECT'] } });
  await Promise.all([leaving(), entering()]);
  await server.query(`update project set region_id = ${to} where code = 'DQ-2020-010'`);
  expect(await leaving()).toMatchObject({ changes: [{ operation: 'REMOVED', type: 'PROJECT', entity: null }] });
  expect(brief(await entering())).toEqual(['CREATED PROJECT DQ-2020-010']);
});

test('[B5] a cursor of another log or a forged one is a reset; one that can be none is a mistake', async () => {
  const { cursor } = await (await follow())();
  const forged = cursor.slice(0, 5) + (cursor[5] === 'A' ? 'B' : 'A') + cursor.slice(6);
  expect(await (await follow({ since: forged }))()).toMatchObject({ reset: true, changes: [] });
  const socket = await client();
  socket.send({ id: 'x', type: 'subscribe', payload: { query: document, variables: { since: 'yesterday' } } });
  expect(await socket.next('x')).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
});

test('[B6] equal subscriptions are one group, whatever their ids and cursors; other rights are another', async () => {
  await expect.poll(() => server.live.hub.size).toEqual({ groups: 0, members: 0 });
  const first = await follow({}, 'VIEWER');
  const { cursor } = await first();
  const nexts = [await follow({}, 'VIEWER'), await follow({}, 'VIEWER'), await follow({ since: cursor }, 'VIEWER')];
  await Promise.all(nexts.map((next) => next()));
  expect(server.live.hub.size).toEqual({ groups: 1, members: 4 });
  const narrower = await follow({}, 'VIEWER', { region: 'DQ' });
  await narrower();
  expect(server.live.hub.size).toEqual({ groups: 2, members: 5 });
});

test('[B7] a unit is told of the issues that it leads or supports, and of nothing else', async () => {
  const unit = await one(`select u.id, u.code from unit u join issue i on i.lead_unit_id = u.id where i.status = 'ASSIGNED' and i.project_id is not null order by i.id limit 1`);
  const next = await follow({}, 'UNIT', { unit: unit.code });
  await next();
  await server.query(`update issue set title = '别人的' where id = (select id from issue i where lead_unit_id <> ${unit.id} and not exists (select from issue_supporting_unit s where s.issue_id = i.id and s.unit_id = ${unit.id})
    and not exists (select from issue j where j.project_id = i.project_id and j.lead_unit_id = ${unit.id}) and not exists (select from issue j join issue_supporting_unit s on s.issue_id = j.id where j.project_id = i.project_id and s.unit_id = ${unit.id}) limit 1)`);
  const mine = await one(`update issue set title = '我的' where id = (select min(id) from issue where lead_unit_id = ${unit.id} and status = 'ASSIGNED') returning number`);
  const batch = await next();
  expect(brief(batch)).toContain(`UPDATED ISSUE ${mine.number}`);
  expect(batch.changes.filter(({ type }: Data) => type === 'ISSUE')).toHaveLength(1);
});

test('[B8] an issue that passes to another unit is REMOVED for the first', async () => {
  const issue = await one(`select i.id, u.code from issue i join unit u on u.id = i.lead_unit_id where i.status = 'ASSIGNED' and not exists (select from issue_supporting_unit s where s.issue_id = i.id) order by i.id limit 1`);
  const next = await follow({ scope: { types: ['ISSUE'] } }, 'UNIT', { unit: issue.code });
  await next();
  await server.query(`update issue set lead_unit_id = (select min(id) from unit where code <> '${issue.code}' and type = 'DEPARTMENT') where id = ${issue.id}`);
  expect(await next()).toMatchObject({ changes: [{ operation: 'REMOVED', type: 'ISSUE', entityId: globalId('Issue', issue.id), entity: null }] });
});

test('[B9] a cursor is worthless for a holder with other rights', async () => {
  const { cursor } = await (await follow())();
  expect(await (await follow({ since: cursor }, 'VIEWER', { region: 'DQ' }))()).toMatchObject({ reset: true, changes: [] });
});

test('[B10] a gap of more than 5,000 entities is a reset', async () => {
  const { cursor } = await (await follow())();
  await server.query(`
    insert into issue (number, kind, category, title, severity, status, level, region_id)
    select 'BULK-' || n, 'PROBLEM', 'OTHER', '批量', 'LOW', 'REPORTED', 'COUNTY', (select id from region where code = 'DQ') from generate_series(1, 5001) n`);
  expect(await (await follow({ since: cursor }))()).toMatchObject({ reset: true, changes: [] });
  await server.query(`delete from issue where number like 'BULK-%'`);
});

test('[B11] nothing is sent after complete', async () => {
  const socket = await client();
  const next = socket.subscribe(document, {}, 'over');
  await next();
  socket.send({ id: 'over', type: 'complete' });
  const other = socket.subscribe(document, {}, 'goes-on');
  await other();
  await server.query(`update project set name = '之后' where code = 'DQ-2020-005'`);
  await other();
  expect(socket.waiting()).toEqual([]);
});

test('[B12] a change in many rows of one transaction is one batch', async () => {
  const next = await follow({ scope: { types: ['PROJECT'] } });
  await next();
  await server.query(`update project set description = '一次' where code < 'DQ-2020-101'`);
  expect((await next()).changes).toHaveLength(100);
});

test('[B13] a write through the API reaches a subscriber on the same node without waiting for the poll', async () => {
  const slow = await startServer({ template: 'demonstration', pollMs: 10_000 });
  try {
    const socket = await openSocket(slow.wsUrl, { authorization: `Bearer ${await slow.token('ADMIN')}` });
    const next = socket.subscribe(document);
    await next();
    await slow.post(await slow.token('ADMIN'), `mutation { issueReport(input: { projectCode: "DQ-2020-001", kind: PROBLEM, category: LAND, severity: LOW, title: "快", detail: "" }) { userErrors { message } } }`);
    expect(brief((await next()).changes)).toEqual([expect.stringMatching(/^CREATED ISSUE DQ-2020-\d+$/), 'UPDATED PROJECT DQ-2020-001']);
    socket.close();
  } finally {
    await slow.close();
  }
});
