import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startServer({ limits: { introspection: false } });
  token = await server.token('ADMIN');
});
afterAll(() => server.close());

/** As it is written, without what a URL would mend. */
const get = async (search: string) => {
  const { port } = new URL(server.url);
  const { request } = await import('node:http');
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: `/graphql?${search}`, headers: { authorization: `Bearer ${token}`, accept: 'application/json' } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).on('end', () => resolve({ status: response.statusCode!, text }));
    }).on('error', reject).end();
  });
};

test('[HX20] what was found good is what runs: a GET that two readers read otherwise is no way around the limits', async () => {
  // To a reader that gives up at a bad escape all of it is one string.
  const hidden = await get('query={node(id:"%22){__typename}__schema{queryType{name}}}%23%zz"){__typename}}');
  expect(hidden.text).not.toContain('queryType":');
  expect(hidden.text).toMatch(/INTROSPECTION_OFF|GRAPHQL_PARSE_FAILED|BAD_REQUEST|GRAPHQL_VALIDATION_FAILED/);
  const aliases = Array.from({ length: 300 }, (_, index) => `a${index}:clock{today}`).join(' ');
  expect((await get(`query={node(id:"%22){__typename}+${encodeURIComponent(aliases)}}%23%zz"){__typename}}`)).text).not.toContain('a299');
  // What stands behind a # is not read by one of them.
  const deep = encodeURIComponent('query ($n: Int! = 200) { projects(first: $n) { nodes { id issues(first: $n) { nodes { id history { note } } } } } }');
  expect((await get(`query=${deep}#&variables={"n":1}`)).text).toContain('TOO_LARGE');
  // Of a part that comes twice one is read, by both.
  const twice = await get(`query=${encodeURIComponent('query ($n: Int!) { projects(first: $n) { nodes { id } } }')}&variables=${encodeURIComponent('{"n":1}')}&variables=${encodeURIComponent('{"n":3}')}`);
  expect(JSON.parse(twice.text).data.projects.nodes).toHaveLength(1);
});

test('[HX21] an id names one operation until it has ended, also where it was taken back: another one under it closes the socket', async () => {
  const line = await openSocket(server.wsUrl, { authorization: `Bearer ${token}` });
  line.send({ id: '1', type: 'subscribe', payload: { query: '{ projects(first: 100) { nodes { id issues(first: 10) { nodes { id } } } } }' } });
  line.send({ id: '1', type: 'complete' });
  line.send({ id: '1', type: 'subscribe', payload: { query: 'subscription { changes { cursor } }' } });
  const first = await Promise.race([line.closed, line.next('1')]);
  // Where the query had ended in the meantime, the id was free.
  if ('code' in first) expect(first.code).toBe(4409);
  else expect(first.payload.data.changes.cursor).toEqual(expect.any(String));
  line.close();
});

test('[HX22] credentials shown on an open socket are looked at one at a time, and one that is none counts as an attempt to get in', async () => {
  const line = await openSocket(server.wsUrl, { authorization: `Bearer ${token}` });
  for (let index = 0; index < 20; index += 1) line.send({ type: 'ping', payload: { authorization: `Bearer ddk_${String(index).padStart(12, 'a')}_${'x'.repeat(43)}` } });
  const answers = [];
  for (let index = 0; index < 20; index += 1) answers.push((await line.next()).payload);
  expect(answers.every(({ renewed }) => renewed === false)).toBe(true);
  expect(answers.filter(({ reason }) => reason.includes('one at a time')).length).toBeGreaterThan(10);
  const [noted] = await server.query<{ count: number }>(`select count(*)::int as count from audit_entry where outcome = 'UNAUTHENTICATED'`);
  expect(noted!.count).toBeGreaterThanOrEqual(1);
  line.close();
});
