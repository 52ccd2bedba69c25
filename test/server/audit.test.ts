import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ template: 'empty' });
});
afterAll(() => server.close());

test('[T1] the audit of the GraphQL-over-HTTP specification finds nothing to complain of, not even a warning', async () => {
  const authorization = `Bearer ${await server.token('ADMIN')}`;
  const results = await auditServer({
    url: `${server.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) => fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), authorization } }),
  });
  expect(results.length).toBeGreaterThan(50);
  const complaints = results.filter(({ status }) => status !== 'ok').map(({ name, ...result }) => `${name}: ${'reason' in result ? result.reason : ''}`);
  expect(complaints).toEqual([]);
});
