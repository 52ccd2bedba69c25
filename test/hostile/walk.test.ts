import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schema } from '../../src/server/schema.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';
import { placesOf, type Place } from './places.js';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startServer();
  token = await server.token('ADMIN');
});
afterAll(() => server.close());

const places = placesOf(schema);
const texts = new Set(['String', 'ID', 'Cursor', 'Money', 'Date', 'DateTime']);
const injections = [
  `'`, `''`, `' or '1'='1`, `'; drop table project; --`, `" or 1=1 --`, `\\'; delete from issue; --`, `' union select table_name from information_schema.tables --`, `1; select pg_sleep(9)`,
  `'||(select 1/0)||'`, `%' and 1=(select 1/0) --`, `$1`, `$$; drop table issue; $$`, `:name`, `?`, `/*`, `{"$gt":""}`, `\\`, `(((`, `a&|!b:*`,
];
/** Tables that the server writes by itself as time goes by. */
const own = ['node_lease', 'feed_state', 'log_mark', 'day_turn', 'audit_seal', 'audit_unsealed', 'rate_limit', 'holder_sockets'];

/** What every table holds: its rows and a sum over them; and the tables, functions and indexes themselves. */
async function standing(): Promise<Record<string, string>> {
  const tables = await server.query<{ name: string }>(`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`);
  const held: Record<string, string> = {};
  for (const { name } of tables) {
    if (own.includes(name)) continue;
    const [row] = await server.query<{ sum: string }>(`select count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') as sum from "${name}" t`);
    held[name] = row!.sum;
  }
  const [made] = await server.query<{ sum: string }>(`select md5(coalesce(string_agg(it, ',' order by it), '')) as sum from (
    select relname || relkind::text from pg_class where relnamespace = 'public'::regnamespace union all
    select proname || md5(prosrc) from pg_proc where pronamespace = 'public'::regnamespace) as all_of(it)`);
  return { ...held, made: made!.sum };
}

async function send({ query, variables }: Place, value: string): Promise<Data> {
  const { body } = await server.post(token, query, variables(value));
  return body;
}

const codes = ({ errors = [] }: Data): string[] => errors.map(({ extensions }: Data) => extensions?.code);

/** Nothing was found: null, an empty list, a count of none. */
function isEmpty(value: Data): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  if (typeof value !== 'object') return false;
  if ('needing' in value) return value.needing === 0;
  return 'totalCount' in value ? value.totalCount === 0 : Object.values(value).every(isEmpty);
}

test('[HX13] SQL in any text, id, cursor, enum or number of any query finds nothing and changes nothing', async () => {
  const before = await standing();
  const asked = places.filter(({ kind }) => kind === 'query');
  expect(asked.length).toBeGreaterThan(60);
  const odd: string[] = [];
  for (const place of asked) {
    for (const injection of texts.has(place.type) ? injections : injections.slice(0, 4)) {
      const body = await send(place, injection);
      const refused = codes(body);
      const fine = refused.length > 0 ? refused.every((code) => code === 'BAD_USER_INPUT') : isEmpty(body.data);
      if (!fine) odd.push(`${place.name} ${injection}: ${JSON.stringify(body).slice(0, 200)}`);
    }
  }
  expect(odd).toEqual([]);
  expect(await standing()).toEqual(before);
}, 120_000);

test('[HX14] SQL in any text, id, enum or number of any mutation is refused or stored word for word; nothing that stood is changed', async () => {
  const [before] = await server.query<{ issues: number; projects: number }>('select count(*)::int as issues, (select count(*)::int from project) as projects from issue');
  const { made, ...held } = await standing();
  const done: string[] = [];
  const odd: string[] = [];
  for (const place of places.filter(({ kind }) => kind === 'mutation')) {
    for (const injection of texts.has(place.type) ? injections : injections.slice(0, 3)) {
      const body = await send(place, injection);
      const refused = codes(body);
      if (refused.some((code) => code !== 'BAD_USER_INPUT')) odd.push(`${place.name} ${injection}: ${JSON.stringify(body).slice(0, 200)}`);
      else if (refused.length === 0 && Object.values<Data>(body.data).every((payload) => payload?.userErrors?.length === 0)) done.push(place.name);
    }
  }
  expect(odd).toEqual([]);
  // Only what makes something new out of nothing, or sets what is data, can be done here, and what ends by its code what was just made so: every id is one of nothing.
  expect([...new Set(done.map((name) => name.split('(')[0]!))].filter((name) => !/Register$|Schedule$|Set$|industryChainEnd|scheduleTemplateEnd|readinessItemEnd|reserveFieldEnd|ripeningStepEnd|issueReportMany|progressReportMakeMany|accessGrantMake|accessWithdraw/.test(name))).toEqual([]);
  const after = await standing();
  expect(after['made']).toBe(made);
  for (const table of ['issue', 'assignment', 'directive', 'project_year', 'issue_supporting_unit', 'seasonal_curve']) expect([table, after[table]]).toEqual([table, held[table]]);
  expect(await server.query('select count(*)::int as issues from issue')).toEqual([{ issues: before!.issues }]);
  // What was made stands there as it was written.
  const codesOfNew = await server.query<{ code: string }>('select code from unit union all select code from leader union all select code from region union all select code from project');
  expect(codesOfNew.map(({ code }) => code)).toEqual(expect.arrayContaining(injections.filter(({ length }) => length <= 40)));
}, 120_000);

test('[HX15] the server fetches nothing that a client names: a trap whose address stands in every text, header and parameter is never called', async () => {
  const trap = createServer((socket) => {
    called += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  let called = 0;
  await once(trap, 'listening');
  const address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/x`;
  try {
    for (const place of places.filter(({ type }) => type === 'String' || type === 'ID')) await send(place, address);
    const headers = Object.fromEntries(['referer', 'x-forwarded-host', 'x-forwarded-for', 'forwarded', 'x-original-url', 'idempotency-key', 'accept-language', 'x-request-id', 'traceparent'].map((name) => [name, address]));
    await server.post(token, '{ __typename }', {}, headers);
    const client = await openSocket(`${server.wsUrl}?url=${address}`, { authorization: `Bearer ${token}`, language: address, callback: address });
    for (const [query, variables] of [
      ['subscription ($id: ID!) { meetingScreen(meetingId: $id) { revision } }', { id: address }],
      ['subscription ($since: Cursor) { changes(since: $since) { cursor } }', { since: address }],
    ] as const) {
      client.send({ id: 'x', type: 'subscribe', payload: { query, variables } });
      expect(await client.next('x')).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    }
    client.close();
    // The trap works.
    expect(called).toBe(0);
    await fetch(address).catch(() => {});
    expect(called).toBe(1);
  } finally {
    trap.close();
  }
}, 60_000);
