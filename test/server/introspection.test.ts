import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.js';
import { bothTransports, type Both } from './both.js';

let server: TestServer;
let both: Both;
beforeAll(async () => {
  server = await startServer({ limits: { introspection: false } });
  both = await bothTransports(server, await server.token('ADMIN'));
});
afterAll(() => server.close());

test('[LM45] where introspection is off, the schema is told over neither transport, however it is asked for, and there is no explorer', async () => {
  for (const query of [getIntrospectionQuery(), '{ __schema { types { name } } }', '{ clock { now } a: __type(name: "Project") { name } }', '{ ...F } fragment F on Query { __type(name: "Project") { name } }']) {
    const { http, socket } = await both.ask(query);
    for (const { errors } of [http, socket]) expect(errors).toMatchObject([{ extensions: { code: 'INTROSPECTION_OFF' } }]);
  }
  expect((await server.fetch('/graphiql')).status).toBe(404);
  expect((await both.ask('{ __typename clock { __typename } }')).http.data).toEqual({ __typename: 'Query', clock: { __typename: 'Clock' } });
});

test('[LM45] nor do errors suggest what it might have been', async () => {
  for (const [query, variables] of [['{ projcts(first: 1) { nodes { id } } }', {}], ['query ($filter: ProjectFilter) { projects(first: 1, filter: $filter) { nodes { id } } }', { filter: { serch: 'x' } }]] as const) {
    const { http, socket } = await both.ask(query, variables);
    for (const { errors } of [http, socket]) expect(JSON.stringify({ errors })).not.toContain('Did you mean');
  }
});
