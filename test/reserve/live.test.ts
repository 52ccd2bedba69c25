import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { bothTransports } from '../server/both.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer, type TokenOptions } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await startServer();
  admin = await server.token('ADMIN');
});
afterAll(() => server.close());

/** What one who follows projects is told of a deed. */
async function told(viewer: TokenOptions, deed: () => Promise<unknown>): Promise<Data[]> {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('VIEWER', viewer)}` });
  const next = socket.subscribe('subscription { changes(scope: { types: [PROJECT] }) { changes { operation entity { ... on Project { code reserve { field { code } reached { code } lacking { code } steps { late } } } } } } }', {}, 'follow');
  await next();
  await deed();
  const { changes } = (await next()).changes;
  socket.close();
  return changes;
}

test('[RP9] a step planned or reached, a field given, a word set or ended, and the day that makes a step late are told to who sees the projects', async () => {
  const [{ id, code, region }] = await server.query<Data>(`select p.id, p.code, r.code as region from project p join region r on r.id = p.region_id where p.stage = 'RESERVE' and not exists (select from ripening g where g.project_id = p.id and g.step_id = 6) order by p.id limit 1`) as [Data];
  const projectId = toGlobalId('Project', id);
  const reach = () => server.get(admin, 'mutation ($projectId: ID!) { ripeningReach(input: { projectId: $projectId, step: "DESIGN" }) { userErrors { code } } }', { projectId });
  expect(await told({ region }, reach)).toMatchObject([{ operation: 'UPDATED', entity: { code, reserve: { reached: { code: 'DESIGN' } } } }]);
  const field = () => server.get(admin, 'mutation ($projectId: ID!) { reserveSetField(projectId: $projectId, field: "FIVE_G") { userErrors { code } } }', { projectId });
  expect(await told({}, field)).toMatchObject([{ entity: { code, reserve: { field: { code: 'FIVE_G' } } } }]);
  const [{ reserved }] = await server.query<Data>(`select count(*)::int as reserved from project where stage = 'RESERVE' and ended_at is null`) as [Data];
  expect(await told({}, () => server.get(admin, 'mutation { ripeningStepEnd(code: "LAND") { userErrors { code } } }'))).toHaveLength(reserved);
  await server.query(`update ripening set planned_on = '2020-04-16' where project_id = ${id} and reached_on is null`);
  await server.query(`insert into ripening (project_id, step_id, planned_on, recorded_by) values (${id}, 5, '2020-04-16', 'x') on conflict do nothing`);
  await server.query(`update ripening_step set ended_at = null`);
  const turn = () => server.get(admin, 'mutation { clockSet(input: { to: "2020-04-17T00:00:10+08:00" }) { userErrors { code } } }').then(() => server.query('select turn_day()'));
  const changed = (await told({}, turn)).find(({ entity }) => entity.code === code);
  expect(changed.entity.reserve.steps.some(({ late }: Data) => late)).toBe(true);
  await server.get(admin, 'mutation { clockSet(input: { to: "2020-04-16T09:00:00+08:00" }) { userErrors { code } } }');
});

test('[RP10] the reserve is asked of a past day, over both transports; who set, planned, reached and was refused what is in the audit', async () => {
  const { ask } = await bothTransports(server, admin);
  for (const day of ['2020-02-28', '2020-03-31', '2020-04-15']) {
    const [{ reached }] = await server.query<Data>(`select count(distinct g.project_id)::int as reached from ripening g where g.reached_on <= '${day}' and business_day(g.recorded_at) <= '${day}'`) as [Data];
    const { http, socket } = await ask(`query @asOf(day: "${day}") { reserveStats(by: [STEP]) { step { code } count } reserveProjects(first: 1) { nodes { reserve { steps { reachedOn } } } } }`);
    expect(http).toEqual(socket);
    const ripe = http.data.reserveStats.filter(({ step }: Data) => step !== null).reduce((sum: number, { count }: Data) => sum + count, 0);
    expect([day, http.errors, ripe]).toEqual([day, undefined, reached]);
  }
  const projectId = toGlobalId('Project', (await server.query<Data>(`select id from project where stage = 'PREPARING' limit 1`))[0].id);
  const { http } = await ask('mutation ($id: ID!) { ripeningPlan(projectId: $id, step: "IDEA", on: "2020-05-01") { project { code } userErrors { code path message } } }', { id: projectId });
  expect(http.data.ripeningPlan).toEqual({ project: null, userErrors: [{ code: 'NOT_RESERVE', path: ['projectId'], message: expect.stringContaining('不在谋划储备阶段') }] });
  const written = await server.query<Data>(`select act, relation, refusals->0->>'code' as refused from audit_entry where act in ('ripeningReach', 'reserveSetField', 'ripeningStepEnd', 'ripeningPlan')`);
  expect(new Set(written.map(({ act, relation, refused }) => `${act} ${relation} ${refused}`))).toEqual(new Set(['ripeningReach ripening null', 'reserveSetField project_reserve null', 'ripeningStepEnd ripening_step null', 'ripeningPlan null NOT_RESERVE']));
});
