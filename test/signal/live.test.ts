import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';

let server: TestServer;
let admin: string;
let socket: SocketClient;
beforeAll(async () => {
  server = await startServer({ template: 'empty' });
  await server.query(`
    update business_clock set ahead = make_interval(secs => extract(epoch from timestamptz '2020-04-16T01:00:00Z' - now())::float8);
    insert into region (id, code, name, level) values (1, 'A', 'A', 'CITY');
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, started_on) values (1, 'P', 'P', 'COUNTY', 'INDUSTRY', 'NEW', 'UNDER_CONSTRUCTION', 1, 1, '2020-04-02')`);
  admin = await server.token('ADMIN');
  socket = await openSocket(server.wsUrl, { authorization: `Bearer ${admin}` });
});
afterAll(async () => {
  socket.close();
  await server.close();
});

const subscription = 'subscription { changes(scope: { types: [PROJECT] }) { changes { entity { ... on Project { code signal { colour reasons { rule measure detail } } } } } } }';

test('[SG23] screens hear of a light that changes because the day turned, because a rule or the curve was set, or because progress was reported', async () => {
  const next = socket.subscribe(subscription, {}, 'lights');
  expect((await next()).changes.changes).toEqual([]);
  const until = async (fits: (signal: Data) => boolean) => {
    for (;;) for (const { entity } of (await next()).changes.changes as Data[]) if (entity?.code === 'P' && fits(entity.signal)) return entity.signal;
  };
  const act = (source: string) => server.get(admin, `mutation { ${source} { userErrors { code } } }`);
  await act('clockSet(input: { to: "2020-04-17T01:00:00Z" })');
  expect(await until(({ colour }) => colour === 'YELLOW')).toEqual({ colour: 'YELLOW', reasons: [{ rule: 'STUCK', measure: 15, detail: '最近进展 2020-04-02（开工或复工）' }] });
  await act('signalRuleSet(input: { rule: STUCK, yellowFrom: 10, redFrom: 15 })');
  expect((await until(({ colour }) => colour === 'RED')).reasons).toHaveLength(1);
  await server.query(`insert into progress_report (project_id, kind, day, counts_from, physical_progress) values (1, 'DAILY', '2020-04-17', '2020-04-17', 0.1)`);
  await until(({ colour }) => colour === 'GREEN');
  await server.query(`insert into project_year (project_id, year, planned) values (1, 2020, 10000)`);
  await until(({ colour }) => colour === 'RED');
  const points = [0, 0, 0, 0, 0.18, 0.32, 0.47, 0.62, 0.77, 0.89, 0.95, 1].map((share, index) => `{ month: ${index + 1}, share: ${share} }`).join(' ');
  await act(`seasonalCurveSet(points: [${points}])`);
  await until(({ colour }) => colour === 'GREEN');
});
