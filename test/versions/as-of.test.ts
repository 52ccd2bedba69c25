import { readdirSync, readFileSync } from 'node:fs';
import { Kind, parse, print, type DirectiveNode, type DocumentNode } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EntityType } from '../../src/kernel/entity-type.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { bothTransports, type Said } from '../server/both.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await startServer();
  admin = await server.token('ADMIN');
});
afterAll(() => server.close());

const setClock = async (to: string): Promise<void> => {
  const { clockSet } = await server.get(admin, 'mutation ($to: DateTime) { clockSet(input: { to: $to }) { userErrors { message } } }', { to });
  expect(clockSet.userErrors).toEqual([]);
};

/** The documents of pages and clients, every query of them of the past. */
function looking(document: DocumentNode, directive: string): DocumentNode {
  const [carrier] = parse(`query ${directive} { clock { id } }`).definitions;
  const directives = (carrier as { directives: readonly DirectiveNode[] }).directives;
  return { ...document, definitions: document.definitions.map((each) => (each.kind === Kind.OPERATION_DEFINITION && each.operation === 'query' && !each.directives?.length ? { ...each, directives } : each)) };
}

/** What the clock says goes on. */
function still(answer: Data): Data {
  return JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === 'now' || key === 'at' ? typeof value : value)));
}

test('[AO1] every query of the pages and of the contract can be asked of the past, and of this moment answers what it answers without', async () => {
  const [meeting] = await server.query<{ id: number }>('select min(id)::int as id from meeting');
  const [issue] = await server.query<{ id: number }>(`select min(m.issue_id)::int as id from supply_match m where m.status = 'PROMISED'`);
  const files = ['test/contract', 'schema/operations'].flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.graphql')).map((name) => `${folder}/${name}`));
  const variables = {
    first: 30, by: ['TIER', 'SECTOR', 'ORIGIN', 'STAGE', 'REGION'], forecastOn: '2020-04-30', filter: null, search: '电', meetingId: toGlobalId('Meeting', meeting!.id),
    kind: ['POWER'], issueId: toGlobalId('Issue', issue!.id), day: '2020-04-15', week: '2020-04-16', year: 2020, behind: false, projectId: toGlobalId('Project', 131), changes: { milestones: [] }, on: '2020-04-16', contestId: toGlobalId('Contest', 1),
  };
  let compared = 0;
  for (const file of files) {
    const document = parse(readFileSync(file, 'utf8'));
    for (const { operation, name, directives, selectionSet } of document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION)) {
      // One that looks back by itself is of the past already, and one that compares moments names its own.
      if (operation !== 'query' || directives?.length || name!.value === 'ListCompared') continue;
      // `project(id: $id)` wants the id of a project.
      const asked = selectionSet.selections.find((each) => each.kind === Kind.FIELD && each.arguments?.some((argument) => argument.name.value === 'id'));
      const type = asked?.kind === Kind.FIELD ? (asked.name.value[0]!.toUpperCase() + asked.name.value.slice(1)) as EntityType : 'Meeting';
      const id = toGlobalId(type, type === 'Issue' ? issue!.id : type === 'Meeting' ? meeting!.id : 1);
      const ask = async (directive: string) => (await server.fetch('/graphql', {
        method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
        body: JSON.stringify({ query: print(directive ? looking(document, directive) : document), operationName: name!.value, variables: { ...variables, id } }),
      })).body;
      const now = still(await ask(''));
      expect(now.errors, file).toBeUndefined();
      expect(still(await ask('@asOf(day: "2020-04-16")')), file).toEqual(now);
      expect((await ask('@asOf(at: "2020-04-16T01:00:00Z")')).errors, file).toBeUndefined();
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(9);
});

const view = `{
  clock { today }
  issue(number: "DQ-2020-0001") { title severity status overdue dueOn leadUnit { name } history { act } }
  project(code: "DQ-2020-001") { name physicalProgress completedInvestment(unit: YUAN) started leader { name } signal { colour reasons { rule message } } }
  projectStats(by: [STAGE]) { key { stage } count startedCount completedInvestment forecastStartedCount(on: "2020-05-01") }
  issues(first: 3, filter: { overdue: true }, orderBy: DUE_ON_ASC) { totalCount nodes { number overdue } }
  signalRules { rule yellowFrom redFrom }
  meetings(first: 2) { nodes { title agenda { minutes project { name } } } }
}`;

test('[AO2] lists, figures, lights, their rules, histories and the day are those of the moment, over HTTP and WebSocket alike', async () => {
  await setClock('2020-04-20T10:00:00Z');
  const then = await server.get(admin, view);
  await server.query(`
    update issue set title = '后来', due_on = '2020-04-18', severity = 'CRITICAL', status = 'REPORTED', closed_at = null where id = 1;
    update project set name = '后来', started_on = null where code = 'DQ-2020-001';
    update project_year set completed = planned;
    update assignment set until = business_now() where project_id = (select id from project where code = 'DQ-2020-001');
    update signal_rule set yellow_from = 2, red_from = 3;
    update project set stage = 'COMPLETED' where id % 3 = 0;
    delete from agenda_item where meeting_id in (select id from meeting where status = 'SCHEDULED');
    update unit set name = name || '（更名）'`);
  await setClock('2020-05-08T10:00:00Z');
  expect(await server.get(admin, view)).not.toEqual(then);
  const asked = await (await bothTransports(server, admin)).ask(`query ($at: DateTime!) @asOf(at: $at) ${view}`, { at: '2020-04-20T10:00:00Z' });
  expect(asked.http).toEqual({ data: then });
  expect(asked.socket).toEqual({ data: then });
});

test('[IW7] of a comment that was withdrawn the past says nothing, either', async () => {
  await setClock('2020-05-08T10:00:00Z');
  await server.query(`insert into issue_comment (issue_id, text, author, author_name) values (1, '误发', 'x', '供电公司')`);
  await setClock('2020-05-08T12:00:00Z');
  const then = async (): Promise<Data> => (await server.get(admin, 'query @asOf(at: "2020-05-08T11:00:00Z") { issue(number: "DQ-2020-0001") { comments(first: 1) { nodes { text withdrawnAt } } } }')).issue.comments.nodes[0];
  expect(await then()).toEqual({ text: '误发', withdrawnAt: null });
  await server.query(`update issue_comment set withdrawn_at = business_now(), withdrawn_by_name = '供电公司' where text = '误发'`);
  expect(await then()).toEqual({ text: null, withdrawnAt: null });
});

test('[AO3] a day means its end in the city\'s time zone; of today it means now', async () => {
  await setClock('2020-05-10T15:59:00Z');
  await server.query(`update issue set title = '当日' where id = 2`);
  await setClock('2020-05-10T16:00:01Z');
  await server.query(`update issue set title = '次日' where id = 2`);
  const title = async (day: string) => (await server.get(admin, `query @asOf(day: "${day}") { clock { today } issue(number: "DQ-2020-0002") { title } }`));
  expect(await title('2020-05-10')).toEqual({ clock: { today: '2020-05-10' }, issue: { title: '当日' } });
  expect(await title('2020-05-11')).toEqual({ clock: { today: '2020-05-11' }, issue: { title: '次日' } });
});

test('[AO4] no moment, two moments, one that has not come and one of which nothing was kept are refused, and say why', async () => {
  await server.query(`update versions.kept set since = '2020-03-01'`);
  const both = await bothTransports(server, admin);
  const codesOf = ({ errors }: Said) => errors?.map(({ extensions, message }: Data) => [extensions.code, message]);
  for (const [directive, word] of [['@asOf', '只给一个'], ['@asOf(at: "2020-04-20T00:00:00Z", day: "2020-04-20")', '只给一个'], ['@asOf(at: "2031-01-01T00:00:00Z")', '尚未到来'], ['@asOf(day: "2031-01-01")', '尚未到来'], ['@asOf(day: "2020-02-01")', '2020-03-01']]) {
    const { http, socket } = await both.ask(`query ${directive} { clock { today } }`);
    expect(codesOf(http), directive).toEqual([['BAD_USER_INPUT', expect.stringContaining(word!)]]);
    expect(codesOf(socket), directive).toEqual(codesOf(http));
  }
  const { http: malformed } = await both.ask('query @asOf(day: "yesterday") { clock { today } }');
  expect(malformed.errors![0].extensions.code).toBe('BAD_USER_INPUT');
  await server.query(`update versions.kept set since = '-infinity'`);
});

test('[AO5] acts and subscriptions are of the present: neither takes a moment', async () => {
  const { http, socket } = await (await bothTransports(server, admin)).ask('mutation @asOf(day: "2020-04-20") { clockSet(input: { to: null }) { clock { today } } }');
  expect(http.errors![0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  expect(socket.errors![0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  const line = await openSocket(server.wsUrl, { authorization: `Bearer ${admin}` });
  line.send({ id: 's', type: 'subscribe', payload: { query: 'subscription @asOf(day: "2020-04-20") { changes { cursor } }' } });
  expect(await line.next('s')).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  line.close();
});

test('[AO6] of the past a viewer sees what they may see now, and no more', async () => {
  const leader = await server.token('LEADER', { leader: 'L01' });
  const seen = async (directive: string) => (await server.get(leader, `query ${directive} { projects(first: 100) { nodes { code } } }`)).projects.nodes.map(({ code }: Data) => code);
  const [gone] = await seen('');
  const before = await seen('@asOf(day: "2020-05-10")');
  expect(before).toContain(gone);
  await server.query(`update assignment set until = business_now() where project_id = (select id from project where code = '${gone}') and until is null`);
  expect(await seen('@asOf(day: "2020-05-10")')).toEqual(before.filter((code: string) => code !== gone));
});
