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

const past = (day: string): string => `query @asOf(day: "${day}") { readinessStats(by: []) { projects ready lacking } startForecast(on: "2020-04-30") { started } startSequence(first: 1) { totalCount nodes { obstacles { kind } } } }`;

test('[RD14] gaps, figures, obstacles and forecasts can be asked of a past day, over both transports', async () => {
  const { ask } = await bothTransports(server, admin);
  for (const day of ['2020-03-10', '2020-04-08', '2020-04-15']) {
    const [{ ready, started }] = await server.query<Data>(`
      select (select count(*)::int from project p where not exists (
          select from readiness_item t where not exists (select from readiness_check c where c.project_id = p.id and c.item_id = t.id and c.checked_at < date '${day}' + interval '16 hours' and c.done
            and (not c.by_owner or c.confirmed_at < date '${day}' + interval '16 hours'))) and business_day(p.registered_at) <= '${day}') as ready,
        (select count(*)::int from project where case origin when 'NEW' then started_on else resumed_on end between '2020-01-01' and '${day}') as started`) as [Data];
    const { http, socket } = await ask(past(day));
    expect(http).toEqual(socket);
    expect(http.errors).toBeUndefined();
    expect([day, http.data.readinessStats[0].ready, http.data.startForecast.started]).toEqual([day, ready, started]);
    expect(http.data.startSequence.nodes[0].obstacles).toEqual(expect.any(Array));
  }
});

/** What one who follows projects is told of a deed. */
async function told(viewer: TokenOptions, deed: () => Promise<unknown>): Promise<Data[]> {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('VIEWER', viewer)}` });
  const document = 'subscription ($since: Cursor) { changes(scope: { types: [PROJECT] }, since: $since) { cursor changes { operation entity { ... on Project { code readiness { state } startedUnready { lacking { code } } } } } } }';
  const first = (await socket.subscribe(document, {}, 'before')()).changes;
  await deed();
  const { changes } = (await socket.subscribe(document, { since: first.cursor }, 'after')()).changes;
  socket.close();
  return changes;
}

test('[RD15] a check, a confirmation, a start without what is needed and a change of the items wake the projects that they concern, for who sees them', async () => {
  const [{ id, code, county }] = await server.query<Data>(`
    select p.id, p.code, r.code as county from project p join region r on r.id = p.region_id where p.origin = 'NEW' and p.started_on is null and r.level = 'COUNTY' and not exists (select from readiness_check c where c.project_id = p.id) order by p.id limit 1`);
  const projectId = toGlobalId('Project', id);
  const check = () => server.get(admin, 'mutation ($projectId: ID!) { readinessCheck(input: { projectId: $projectId, item: "PREVENTION_DUTY", done: true }) { userErrors { code } } }', { projectId });
  expect(await told({ region: county }, check)).toEqual([{ operation: 'UPDATED', entity: { code, readiness: [{ state: 'DONE' }, { state: 'UNCHECKED' }, { state: 'UNCHECKED' }, { state: 'UNCHECKED' }], startedUnready: null } }]);
  const start = async () => {
    const { project } = await server.get(admin, 'query ($id: ID!) { project(id: $id) { version } }', { id: projectId });
    await server.get(admin, 'mutation ($id: ID!, $input: ProjectProgressInput!) { projectReportProgress(id: $id, input: $input) { userErrors { code } } }', { id: projectId, input: { version: project.version, startedOn: '2020-04-16' } });
  };
  expect(await told({}, start)).toMatchObject([{ entity: { code, startedUnready: { lacking: [{ code: 'WORKERS_ON_DUTY' }, { code: 'SITE_MEASURES' }, { code: 'EMERGENCY_PLAN' }] } } }]);
  const [{ claim, of }] = await server.query<Data>('select c.id as claim, p.code as of from readiness_check c join project p on p.id = c.project_id where c.by_owner and c.confirmed_at is null and c.done order by c.id limit 1');
  const confirm = () => server.get(admin, 'mutation ($id: ID!) { readinessConfirm(checkId: $id) { userErrors { code } } }', { id: toGlobalId('ReadinessCheck', claim) });
  expect((await told({}, confirm)).map(({ entity }) => entity.code)).toEqual([of]);
  const end = () => server.get(admin, 'mutation { readinessItemEnd(code: "EMERGENCY_PLAN") { userErrors { code } } }');
  const all = await told({}, end);
  expect(all).toHaveLength(354);
  expect(all.every(({ entity }) => entity.readiness.length === 3)).toBe(true);
});

test('[RD16] who set, checked and confirmed what is in the audit, and so are the refusals', async () => {
  const [{ id }] = await server.query<Data>(`select id from project where origin = 'NEW' and started_on is null order by id desc limit 1`);
  const projectId = toGlobalId('Project', id);
  const { ask } = await bothTransports(server, admin);
  const set = 'mutation { readinessItemSet(input: { code: "SITE_MEASURES", nameZh: "施工现场防疫措施", nameEn: "measures", place: 3, rule: REFUSED }) { userErrors { code } } }';
  const { http: made } = await ask(set);
  expect(made.data.readinessItemSet.userErrors).toEqual([]);
  await server.query(`insert into readiness_check (project_id, item_id, done) select ${id}, 3, false`);
  const { project } = await server.get(admin, 'query ($id: ID!) { project(id: $id) { version } }', { id: projectId });
  const { http, socket } = await ask('mutation ($id: ID!, $input: ProjectProgressInput!) { projectReportProgress(id: $id, input: $input) { project { code } userErrors { code path message } } }', { id: projectId, input: { version: project.version, startedOn: '2020-04-16' } });
  expect(http).toEqual(socket);
  expect(http.data.projectReportProgress).toEqual({ project: null, userErrors: [{ code: 'START_UNREADY', path: ['input', 'startedOn'], message: expect.stringContaining('施工现场防疫措施') }] });
  const written = await server.query<Data>(`select act, relation, refusals->0->>'code' as refused from audit_entry where act in ('readinessItemSet', 'readinessItemEnd', 'readinessCheck', 'readinessConfirm') or refusals @> '[{"code": "START_UNREADY"}]'`);
  expect(new Set(written.map(({ act, relation, refused }) => `${act} ${relation} ${refused}`))).toEqual(new Set([
    'readinessItemSet readiness_item null', 'readinessItemEnd readiness_item null', 'readinessCheck readiness_check null', 'readinessConfirm readiness_check null', 'projectReportProgress null START_UNREADY',
  ]));
});
