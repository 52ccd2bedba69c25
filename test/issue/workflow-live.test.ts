import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const changes = 'subscription { changes(scope: { types: [ISSUE] }) { reset changes { entity { ... on Issue { id actions } } } } }';

test('[IW14] who follows changes of issues hears what they may do themselves, not what others with the same sight may', async () => {
  const followers = await Promise.all([['DISPATCHER', {}], ['DISPATCHER', { subject: 'resolver' }], ['VIEWER', {}]].map(async ([role, options]) => {
    const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role as string, options as { subject?: string })}` });
    const next = socket.subscribe(changes);
    await next();
    return { socket, next };
  }));
  await server.query(`update issue set resolved_by = 'resolver', version = version + 1 where id = (select min(id) from issue where status = 'RESOLVED')`);
  const heard = await Promise.all(followers.map(async ({ next }) => (await next()).changes.changes[0].entity.actions as string[]));
  expect(heard.map((actions) => actions.map((act) => act.toUpperCase()).includes('VERIFY'))).toEqual([true, false, false]);
  expect(heard[2]).toEqual([]);
  for (const { socket } of followers) socket.close();
});

test('[IW15] a list of issues with all that belongs to them costs as many statements however long it is', async () => {
  const city = await openCity();
  const list = (first: number) => city.get('DISPATCHER', `{ issues(first: ${first}) { nodes { actions answers { unit { name } } evidence { url } extensionRequests { state }
    returnReasons { reason } comments(first: 5) { nodes { text } } recurrenceOf { id } recurrences { id } mergedInto { id } duplicates { id } } } }`);
  expect(await city.statements(() => list(200))).toBe(await city.statements(() => list(100)));
  await city.close();
});
