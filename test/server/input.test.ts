import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { startServer, type TestServer } from '../support/server.js';
import { bothTransports, type Both } from './both.js';

let server: TestServer;
let both: Both;
let before: string;
beforeAll(async () => {
  server = await startServer();
  both = await bothTransports(server, await server.token('ADMIN'));
  before = await everything();
});
afterAll(() => server.close());

/** What the tables hold and the change log tells: malformed input must leave it. */
async function everything(): Promise<string> {
  return JSON.stringify(await server.query(`select
    (select count(*) from change_log) as changes, (select count(*) from history) as histories, (select last_value from issue_id_seq) as issues,
    (select md5(string_agg(i::text, '' order by id)) from issue i) as "theIssues", (select md5(string_agg(p::text, '' order by id)) from project p) as "theProjects"`));
}

const report = `mutation ($input: IssueReportInput!) { issueReport(input: $input) { issue { id } userErrors { code message path } } }`;
const good = { projectId: toGlobalId('Project', 1), kind: 'PROBLEM', category: 'LAND', severity: 'HIGH', title: '征地' };
const register = `mutation ($input: ProjectRegisterInput!) { projectRegister(input: $input) { project { id } userErrors { code path } } }`;
const project = { code: 'T-1', name: '项目', origin: 'NEW', sector: 'INDUSTRY', tier: 'MUNICIPAL', regionId: toGlobalId('Region', 2), totalInvestment: '1' };
const end = `mutation ($id: ID!) { projectEnd(id: $id, reason: "x") { userErrors { code path } } }`;
const list = `query ($first: Int!, $after: String) { projects(first: $first, after: $after) { nodes { id } } }`;

interface Case {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly code?: string;
  readonly argumentPath?: (string | number)[];
}

describe('[T8] malformed input is refused over both transports with a code and a path, and changes nothing', () => {
  const cases: Record<string, Case> = {
    'an unknown enum value': { query: report, variables: { input: { ...good, kind: 'RUMOUR' } }, argumentPath: ['input', 'kind'] },
    'a text where a list of enum values stands': { query: `query ($f: IssueFilter) { issues(first: 1, filter: $f) { totalCount } }`, variables: { f: { status: ['OPEN', 'CLOSED'] } }, argumentPath: ['f', 'status', 0] },
    'an unknown input field': { query: report, variables: { input: { ...good, colour: 'red' } }, argumentPath: ['input'] },
    'a missing input field': { query: report, variables: { input: { ...good, title: undefined } }, argumentPath: ['input'] },
    'null where something is needed': { query: report, variables: { input: { ...good, title: null } }, argumentPath: ['input', 'title'] },
    'a missing variable': { query: report, argumentPath: ['input'] },
    'a number instead of a text': { query: report, variables: { input: { ...good, title: 7 } }, argumentPath: ['input', 'title'] },
    'a malformed id': { query: end, variables: { id: 'no id' }, argumentPath: ['id'] },
    'an id that only looks like one': { query: end, variables: { id: Buffer.from('Project:1 ').toString('base64') }, argumentPath: ['id'] },
    'an id of another type': { query: end, variables: { id: toGlobalId('Issue', 1) }, argumentPath: ['id'] },
    'an id within an input': { query: report, variables: { input: { ...good, projectId: toGlobalId('Unit', 1) } }, argumentPath: ['input', 'projectId'] },
    'a malformed cursor': { query: list, variables: { first: 1, after: 'nowhere' }, argumentPath: ['after'] },
    'a page of more than there may be': { query: list, variables: { first: 201 }, argumentPath: ['first'] },
    'a page of less than nothing': { query: list, variables: { first: -1 }, argumentPath: ['first'] },
    'money with a comma': { query: register, variables: { input: { ...project, totalInvestment: '1,000' } }, argumentPath: ['input', 'totalInvestment'] },
    'money as a number': { query: register, variables: { input: { ...project, totalInvestment: 1.5 } }, argumentPath: ['input', 'totalInvestment'] },
    'a day that does not exist': { query: register, variables: { input: { ...project, launchedOn: '2020-02-30' } }, argumentPath: ['input', 'launchedOn'] },
    'a day with a time': { query: register, variables: { input: { ...project, launchedOn: '2020-02-03T00:00:00Z' } }, argumentPath: ['input', 'launchedOn'] },
    'NUL in a text': { query: report, variables: { input: { ...good, title: 'a\0b' } }, argumentPath: ['input', 'title'] },
    'half a surrogate pair': { query: report, variables: { input: { ...good, detail: 'a\ud800b' } }, argumentPath: ['input', 'detail'] },
    'the other half, in a list': { query: `query ($ids: [String!]) { __typename }`, variables: { ids: ['a', '\udc00'] }, argumentPath: ['ids', 1] },
    'NUL in a literal': { query: `mutation { issueReport(input: { projectCode: "x", kind: PROBLEM, category: LAND, severity: HIGH, title: "a\\u0000" }) { userErrors { code } } }`, argumentPath: ['input', 'title'] },
  };
  for (const [what, { query, variables, code = 'BAD_USER_INPUT', argumentPath }] of Object.entries(cases)) {
    test(what, async () => {
      const { http, socket } = await both.ask(query, variables);
      for (const { data, errors } of [http, socket]) {
        expect(errors).toMatchObject([{ message: expect.stringMatching(/\S{4}/), extensions: { code, argumentPath } }]);
        expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true);
      }
      expect(socket.errors!.map(({ message }) => message)).toEqual(http.errors!.map(({ message }) => message));
      expect(await everything()).toBe(before);
    });
  }
});

describe('[T9] a document that makes no sense is refused over both transports, with a code and the place', () => {
  const cases: Record<string, { query: string; code: string }> = {
    'no GraphQL': { query: '{ projects(', code: 'GRAPHQL_PARSE_FAILED' },
    'half a surrogate pair, escaped': { query: '{ project(code: "\\ud800") { id } }', code: 'GRAPHQL_PARSE_FAILED' },
    'an unknown field': { query: '{ projects(first: 1) { nodes { budget } } }', code: 'GRAPHQL_VALIDATION_FAILED' },
    'an unknown enum value as a literal': { query: '{ issues(first: 1, filter: { status: OPEN }) { totalCount } }', code: 'GRAPHQL_VALIDATION_FAILED' },
  };
  for (const [what, { query, code }] of Object.entries(cases)) {
    test(what, async () => {
      const { http, socket } = await both.ask(query);
      for (const { errors } of [http, socket]) expect(errors).toMatchObject([{ extensions: { code }, locations: [{ line: 1 }] }]);
    });
  }
  test('an operation that is not there', async () => {
    expect(await server.fetch('/graphql', await json({ query: 'query A { __typename } query B { __typename }' }))).toMatchObject({ body: { errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] } });
    expect(await server.fetch('/graphql', await json({ query: '{ __typename }', operationName: 'C' }))).toMatchObject({ body: { errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] } });
  });
});

describe('[T10] what is well-formed but cannot be is a user error with a code and the field, and changes nothing', () => {
  const cases: Record<string, { query: string; variables: Record<string, unknown>; code: string; path: string[] }> = {
    'a reference to nothing': { query: report, variables: { input: { ...good, projectId: toGlobalId('Project', 2_000_000_000) } }, code: 'NOT_FOUND', path: ['input', 'projectId'] },
    'a deadline before the report': { query: report, variables: { input: { ...good, dueOn: '2020-04-01' } }, code: 'DAY_BEFORE', path: ['input', 'dueOn'] },
    'a title of 10,000 characters': { query: report, variables: { input: { ...good, title: '长'.repeat(10_000) } }, code: 'TEXT_TOO_LONG', path: ['input', 'title'] },
    'a title of blanks': { query: report, variables: { input: { ...good, title: ' \n' } }, code: 'TEXT_EMPTY', path: ['input', 'title'] },
  };
  for (const [what, { query, variables, code, path }] of Object.entries(cases)) {
    test(what, async () => {
      const { http, socket } = await both.ask(query, variables);
      for (const { data, errors } of [http, socket]) {
        expect(errors).toBeUndefined();
        expect((Object.values(data)[0] as { userErrors: object[] }).userErrors).toMatchObject([{ code, path }]);
      }
      // A number may have been taken; the rows stand as they stood.
      expect(JSON.parse(await everything())).toMatchObject([{ ...JSON.parse(before)[0], issues: expect.anything() }]);
    });
  }
});

describe('[T11] what is no GraphQL request is refused in GraphQL\'s shape', () => {
  test.each<[string, RequestInit, number, string]>([
    ['broken JSON', { body: '{"query":' }, 400, 'BAD_REQUEST'],
    ['no JSON', { body: 'query', headers: { 'content-type': 'text/plain' } }, 415, 'BAD_REQUEST'],
    ['nothing', {}, 400, 'BAD_REQUEST'],
    ['a list', { body: '[{"query":"{__typename}"}]' }, 400, 'BAD_REQUEST'],
    ['no query', { body: '{"variables":{}}' }, 400, 'BAD_REQUEST'],
    ['variables as text', { body: '{"query":"{__typename}","variables":"{}"}' }, 400, 'BAD_REQUEST'],
    ['more than a megabyte', { body: JSON.stringify({ query: '{__typename}', more: 'x'.repeat(1_048_576) }) }, 413, 'TOO_LARGE'],
  ])('%s', async (_, init, status, code) => {
    const { headers, ...rest } = init;
    const answer = await server.fetch('/graphql', { ...(await json({})), ...rest, ...(headers && { headers: { ...(await json({})).headers, ...(headers as object) } }), ...(!('body' in init) && { body: '' }) });
    expect(answer).toMatchObject({ status, body: { errors: [{ message: expect.any(String), extensions: { code } }] } });
  });

  test('a subscription over HTTP says where subscriptions are', async () => {
    const answer = await server.fetch('/graphql', await json({ query: 'subscription { changes { cursor } }' }));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ message: expect.stringContaining('WebSocket'), extensions: { code: 'BAD_REQUEST' } }] } });
  });

  test('a mutation by GET', async () => {
    const { headers } = await json({});
    const answer = await server.fetch(`/graphql?query=${encodeURIComponent('mutation { clockSet(input: {}) { userErrors { code } } }')}`, { headers: { ...headers } });
    expect(answer).toMatchObject({ status: 405, body: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] } });
  });
});

async function json(body: unknown): Promise<{ method: string; headers: Record<string, string>; body: string }> {
  return { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${await server.token('ADMIN')}` }, body: JSON.stringify(body) };
}

test('[T55] a body that is not UTF-8 is refused, and nothing of it is stored', async () => {
  const body = Buffer.from(JSON.stringify({ query: report, variables: { input: { ...good, title: 'GBK' } } }).replace('GBK', '\xb4\xf3\xc7\xec'), 'latin1');
  const answer = await fetch(`${server.url}/graphql`, {
    method: 'POST', headers: { authorization: `Bearer ${await server.token('ADMIN')}`, 'content-type': 'application/json; charset=gbk' }, body,
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  expect(await everything()).toBe(before);
});

test('[T56] an act that was done is answered, also where another one of the request is malformed', async () => {
  const { http } = await both.ask(`mutation { done: clockSet(input: { to: "2020-04-16T02:00:00Z" }) { clock { today } } wrong: projectEnd(id: "x", reason: "x") { project { id } } }`);
  expect(http).toMatchObject({ data: { done: { clock: { today: '2020-04-16' } }, wrong: null }, errors: [{ path: ['wrong'], extensions: { code: 'BAD_USER_INPUT' } }] });
});
