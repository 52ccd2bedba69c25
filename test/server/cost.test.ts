import { buildASTSchema, isObjectType, parse } from 'graphql';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../../src/graphql/limits.js';
import { prices } from '../../src/graphql/prices.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';

let server: TestServer;
let token: string;
let client: SocketClient;
beforeAll(async () => {
  server = await startServer();
  token = await server.token('ADMIN');
  client = await openSocket(server.wsUrl, { authorization: `Bearer ${token}` });
});
afterAll(() => server.close());

let asked = 0;
/** The same over POST, GET and the socket. */
async function ask(query: string, variables: Record<string, unknown> = {}, extensions: Record<string, unknown> = { cost: true }): Promise<readonly Data[]> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const posted = await server.fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query, variables, extensions }) });
  const got = await server.fetch(`/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables), extensions: JSON.stringify(extensions) })}`, { headers });
  const id = `cost-${(asked += 1)}`;
  client.send({ id, type: 'subscribe', payload: { query, variables, extensions } });
  const { type, payload } = await client.next(id);
  return [posted.body, got.body, type === 'error' ? { errors: payload } : payload];
}
const costOf = async (query: string, variables?: Record<string, unknown>): Promise<number> => (await ask(query, variables))[0].extensions.cost.requested;

test('[LM5] an answer says what its request cost where that asks for it, over POST, GET and the socket, and else nothing', async () => {
  for (const { data, extensions } of await ask('{ clock { now today } }')) {
    expect(data.clock.today).toEqual(expect.any(String));
    expect(extensions).toEqual({ cost: { requested: 3, limit: limits.cost } });
  }
  for (const extensions of [{}, { cost: false }, { cost: 'true' }]) {
    for (const answer of await ask('{ clock { now today } }', {}, extensions)) expect(Object.keys(answer)).toEqual(['data']);
  }
});

test('[LM5] what costs too much says how much in its error', async () => {
  const query = '{ projects(first: 200) { nodes { issues(first: 200) { nodes { id } } } } }';
  for (const { errors } of await ask(query)) {
    expect(errors).toMatchObject([{ extensions: { code: 'TOO_LARGE', cost: { limit: limits.cost } } }]);
    expect(errors[0].extensions.cost.requested).toBeGreaterThan(limits.cost);
  }
});

test('[LM5] the batches of a subscription say it, too; who does not ask for it is told nothing', async () => {
  const query = 'subscription { changes(scope: { types: [MEETING] }) { cursor } }';
  for (const [id, extensions] of [['told', { cost: true }], ['untold', undefined]] as const) {
    client.send({ id, type: 'subscribe', payload: { query, extensions } });
    const { payload } = await client.next(id);
    expect(payload.data.changes.cursor).toEqual(expect.any(String));
    expect(payload.extensions).toEqual(extensions && { cost: { requested: 2, limit: limits.cost } });
    client.send({ id, type: 'complete' });
  }
});

test('[LM6] rows multiply, lists within lists by each other, and what is expensive costs more: by a table that gives reasons', async () => {
  const page = (first: number, fields: string) => costOf(`{ projects(first: ${first}) { nodes { ${fields} } } }`);
  const [ten, hundred] = [await page(10, 'id name'), await page(100, 'id name')];
  expect((hundred - ten) / 90).toBe(3);
  expect(await page(10, 'issues(first: 7) { nodes { id } }') - await page(10, 'id')).toBe(10 * (1 + 7 * 2 - 1));
  expect(await costOf('query ($n: Int!) { projects(first: $n) { nodes { id name } } }', { n: 100 })).toBe(hundred);
  expect(await page(10, 'totalInvestment') - await page(10, 'name')).toBe(10 * 2);
  expect(await page(10, 'signal { colour }') - await page(10, 'region { name }')).toBe(10 * 5);
  expect(await costOf('{ projects(first: 1) { totalCount } }') - await costOf('{ projects(first: 1) { __typename } }')).toBe(50);
  expect(await costOf('{ projectStats(by: []) { count } }')).toBeGreaterThan(2_000);
});

test('[LM6] every price is of a field that there is, and has its reason', async () => {
  const schema = buildASTSchema(parse(await readFile('schema/schema.graphql', 'utf8')));
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  for (const { fields, why } of prices) {
    expect(why.length).toBeGreaterThan(20);
    for (const each of fields) {
      const [type, field] = each.split('.') as [string, string];
      const found = types.filter(({ name }) => type === '*' || name === type).filter((it) => field === '*' || field in it.getFields());
      expect(found.length, each).toBeGreaterThan(0);
    }
  }
  // Amounts are among them, all of them.
  const amounts = types.flatMap((type) => Object.values(type.getFields()).filter(({ args }) => args.some(({ name }) => name === 'unit')).map(({ name }) => `${type.name}.${name}`));
  const priced = prices.flatMap(({ fields }) => fields);
  expect(amounts.filter((amount) => !priced.includes(amount))).toEqual([]);
});

test('[LM5] what a variable defaults to, and what `inputs` and `ids` list, counts like what is sent', async () => {
  const deep = (head: string) => `query (${head}) { projects(first: $n) { nodes { id issues(first: $n) { nodes { id title } } } } }`;
  expect(await costOf(deep('$n: Int! = 20'))).toBe(await costOf(deep('$n: Int!'), { n: 20 }));
  expect(await costOf(deep('$n: Int'))).toBe(await costOf(deep('$n: Int!'), { n: 20 }));
  for (const { errors } of await ask(deep('$n: Int! = 200'))) expect(errors[0].extensions.code).toBe('TOO_LARGE');
  const nodes = (count: number) => costOf('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array<string>(count).fill('UHJvamVjdDox') });
  expect(await nodes(200) - await nodes(100)).toBe(100 * (await nodes(2) - await nodes(1)));
});
