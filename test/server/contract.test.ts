import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { schema } from '../../src/server/schema.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

const folder = join(import.meta.dirname, '../contract');
const documents = Object.fromEntries(readdirSync(folder).map((name) => [name.replace('.graphql', ''), readFileSync(join(folder, name), 'utf8')]));

let server: TestServer;
let office: string;
beforeAll(async () => {
  server = await startServer();
  office = await server.token('DISPATCHER', { region: 'DQ', subject: 'office', name: '调度办' });
});
afterAll(() => server.close());

/** Sends an operation of a document, word for word as the file has it. */
async function send(name: string, operationName: string, variables: Record<string, unknown>, token = office): Promise<Data> {
  const { status, body } = await server.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: documents[name], operationName, variables }),
  });
  expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
  return body.data;
}

/** Sends a mutation and expects it to be done. */
async function done(name: string, operationName: string, variables: Record<string, unknown>, token = office): Promise<Data> {
  const [answer] = Object.values(await send(name, operationName, variables, token)) as [Data];
  expect(answer.userErrors).toEqual([]);
  return answer;
}

async function idOf(type: 'Project' | 'Unit' | 'Leader' | 'Region', where: string): Promise<string> {
  const table = { Project: 'project', Unit: 'unit', Leader: 'leader', Region: 'region' }[type];
  return toGlobalId(type, (await server.query<{ id: number }>(`select id from ${table} where ${where} order by id limit 1`))[0]!.id);
}

test.each(Object.entries(documents))('[T50] the document %s fits the schema', (_, text) => {
  expect(validate(schema, parse(text))).toEqual([]);
});

test('[T51] the documents that front ends read with run word for word', async () => {
  const stats = await send('project-stats', 'ProjectStats', { filter: null, by: ['TIER', 'SECTOR', 'ORIGIN', 'STAGE', 'REGION'], forecastOn: '2020-04-30' });
  expect(stats.projectStats.reduce((sum: number, { count }: Data) => sum + count, 0)).toBe(354);
  const projects = await send('projects', 'Projects', { first: 200, filter: { tier: ['PROVINCIAL_TOP_100'] } });
  expect(projects.projects).toMatchObject({ totalCount: 51, pageInfo: { hasNextPage: false } });
  const more = await send('projects', 'Projects', { first: 2, after: (await send('projects', 'Projects', { first: 2 })).projects.pageInfo.endCursor });
  expect(more.projects.nodes).toHaveLength(2);
  expect((await send('leaders', 'Leaders', { first: 50 })).leaders.totalCount).toBe(34);
  expect((await send('issues', 'Issues', { first: 50, filter: { open: true } })).issues.nodes.length).toBe(50);
});

test('[T52] an issue goes from report to verified closure word for word, and a retried report makes no second one', async () => {
  const input = {
    projectCode: (await server.query<{ code: string }>('select code from project order by id limit 1'))[0]!.code, kind: 'PROBLEM', category: 'TRANSPORT', severity: 'HIGH',
    title: '运输受阻', detail: '砂石料进不了场。', externalRef: { system: 'county-platform', key: 'A-17' },
  };
  const county = await server.token('INTEGRATION', { system: 'county-platform' });
  const reported = await done('issue-report', 'IssueReport', { input }, county);
  expect(reported.issue).toMatchObject({ status: 'REPORTED', title: '运输受阻', externalRef: { key: 'A-17' } });
  expect(await done('issue-report', 'IssueReport', { input }, county)).toEqual(reported);

  const { id } = reported.issue;
  const unit = await idOf('Unit', 'ended_at is null');
  const step = async (operation: string, variables: Record<string, unknown> = {}, token = office) => (await done('issue-lifecycle', operation, { id, ...variables }, token)).issue;
  expect(await step('IssueAssign', { input: { leadUnitId: unit, supportingUnitIds: [], dueOn: '2020-04-30', serviceMode: 'DONE_FOR_YOU' } })).toMatchObject({ status: 'ASSIGNED', leadUnit: { id: unit } });
  const code = (await server.query<{ code: string }>('select code from unit where ended_at is null order by id limit 1'))[0]!.code;
  const department = await server.token('UNIT', { unit: code, subject: 'department' });
  expect(await step('IssueAcknowledge', {}, department)).toMatchObject({ status: 'ACKNOWLEDGED' });
  expect(await step('IssueResolve', { note: '已协调放行' }, department)).toMatchObject({ status: 'RESOLVED' });
  expect(await step('IssueReturn', { note: '仍有两车被拦' })).toMatchObject({ status: 'ASSIGNED', returns: 1 });
  expect(await step('IssueEscalate', { to: 'CITY', note: '请市级协调' })).toMatchObject({ level: 'CITY' });
  await step('IssueAcknowledge', {}, department);
  await step('IssueResolve', { note: '全部放行' }, department);
  const closed = await step('IssueVerify', { note: '现场核实' });
  expect(closed).toMatchObject({ status: 'CLOSED' });
  expect(closed.history.map(({ act }: Data) => act)).toEqual(['REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'RESOLVED', 'RETURNED', 'ESCALATED', 'ACKNOWLEDGED', 'RESOLVED', 'VERIFIED']);
});

test('[T53] a leader takes a project on and gives it back word for word', async () => {
  const [leaderId, subjectId] = [await idOf('Leader', 'true'), await idOf('Project', `not exists (select from assignment a where a.project_id = project.id and a.until is null and a.role = 'FACILITATION_OFFICER')`)];
  const { assignment } = await done('assignment', 'AssignmentMake', { input: { leaderId, subjectId, role: 'FACILITATION_OFFICER', duty: '每周到场' } });
  expect(assignment).toMatchObject({ role: 'FACILITATION_OFFICER', duty: '每周到场', leader: { id: leaderId }, subject: { id: subjectId } });
  expect((await done('assignment', 'AssignmentEnd', { id: assignment.id, reason: '工作调整' })).assignment.until).toEqual(expect.any(String));
});

describe('[T54] a meeting runs word for word, with its screen and the changes beside it', () => {
  test('schedule, start, call, direct, close', async () => {
    const [projectId, chairId, regionId] = [await idOf('Project', 'true'), await idOf('Leader', 'true'), await idOf('Region', `code = 'DQ'`)];
    const { meeting } = await done('meeting-run', 'MeetingSchedule', {
      input: {
        title: '重点项目调度会', mode: 'JOINT_HANDLING', startsAt: '2020-04-17T01:00:00Z', chairId, regionId,
        agenda: [{ projectId, minutes: 10 }], sites: [{ name: '主会场', kind: 'MAIN_HALL', regionId }],
      },
    });
    expect(meeting).toMatchObject({ status: 'SCHEDULED', agenda: [{ position: 1, minutes: 10, project: { id: projectId } }], sites: [{ kind: 'MAIN_HALL' }] });

    const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('SCREEN', { region: 'DQ' })}`, siteId: meeting.sites[0].id });
    const screen = socket.subscribe(documents['meeting-screen']!, { meetingId: meeting.id });
    const changes = socket.subscribe(documents['changes']!, { scope: { meetingId: meeting.id, types: ['MEETING', 'ISSUE'] }, since: null });
    expect(await changes()).toMatchObject({ changes: { reset: false, changes: [] } });
    expect(await shown(screen, ({ sites }) => sites[0].online)).toMatchObject({ status: 'SCHEDULED', currentItem: null });

    expect((await done('meeting-run', 'MeetingStart', { id: meeting.id })).meeting).toMatchObject({ status: 'IN_PROGRESS' });
    const itemId = meeting.agenda[0].id;
    expect((await done('meeting-run', 'MeetingCallItem', { itemId })).meeting.currentItem).toMatchObject({ id: itemId, status: 'CALLED' });
    const { directive } = await done('meeting-run', 'MeetingRecordDirective', {
      input: { itemId, text: '一周内解决用电', leadUnitId: await idOf('Unit', 'ended_at is null'), supportingUnitIds: [], dueOn: '2020-04-30', serviceMode: 'ESCALATED' },
    });
    expect(await shown(screen, ({ directives }) => directives.length === 1)).toMatchObject({ currentItem: { id: itemId, project: { id: projectId } }, directives: [{ text: '一周内解决用电', issue: { id: directive.issue.id } }] });
    expect((await done('meeting-run', 'MeetingClose', { id: meeting.id })).meeting).toMatchObject({ status: 'CLOSED' });
    expect(await shown(screen, ({ status }) => status === 'CLOSED')).toMatchObject({ agenda: [{ status: 'DONE' }] });

    const seen = new Set<string>();
    while (!(seen.has(`MEETING ${meeting.id}`) && seen.has(`ISSUE ${directive.issue.id}`))) {
      for (const { type, entityId } of (await changes()).changes.changes) seen.add(`${type} ${entityId}`);
    }
    socket.close();
  });

  /** The first state that is as wanted; states between may be left out. */
  async function shown(screen: () => Promise<Data>, wanted: (meeting: Data) => boolean): Promise<Data> {
    for (;;) {
      const { meeting } = (await screen()).meetingScreen;
      if (wanted(meeting)) return meeting;
    }
  }
});
