import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
let office: string;
beforeAll(async () => {
  server = await startServer();
  office = await server.token('DISPATCHER');
});
afterAll(() => server.close());

test('[LA11] a joint launch and a part of a project are heard at once as changes of kind PROJECT, by those alone who see the project', async () => {
  const [waiting] = await server.query<{ id: number; region: string; regionId: number }>(`select p.id, r.code as region, r.id as "regionId" from project p join region r on r.id = p.region_id where p.launched_on is null and p.ended_at is null and not exists (select from sub_project s where s.project_id = p.id) and r.level = 'COUNTY' order by p.code limit 1`);
  const [elsewhere] = await server.query<{ code: string }>(`select code from region where level = 'COUNTY' and id <> ${waiting!.regionId} order by code limit 1`);
  const id = toGlobalId('Project', waiting!.id);
  const listen = async (region: string) => {
    const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('VIEWER', { region })}` });
    const next = socket.subscribe('subscription { changes(scope: { types: [PROJECT] }) { changes { operation type entity { ... on Project { id launchedOn subProjects { name endedAt } } } } } }');
    await next();
    return { next, close: () => socket.close() };
  };
  const near = await listen(waiting!.region);
  const far = await listen(elsewhere!.code);

  const { jointLaunchRecord } = await server.get(office, 'mutation ($input: JointLaunchRecordInput!) { jointLaunchRecord(input: $input) { userErrors { code } } }', {
    input: { name: '第二批集中开工', on: '2020-04-15', regionId: toGlobalId('Region', waiting!.regionId), projectIds: [id] },
  });
  expect(jointLaunchRecord.userErrors).toEqual([]);
  expect((await near.next()).changes.changes).toEqual([{ operation: 'UPDATED', type: 'PROJECT', entity: { id, launchedOn: '2020-04-15', subProjects: [] } }]);

  const { subProjectRegister } = await server.get(office, 'mutation ($id: ID!) { subProjectRegister(projectId: $id, input: { name: "一期厂房" }) { subProject { id } userErrors { code } } }', { id });
  expect((await near.next()).changes.changes).toEqual([{ operation: 'UPDATED', type: 'PROJECT', entity: { id, launchedOn: '2020-04-15', subProjects: [{ name: '一期厂房', endedAt: null }] } }]);
  await server.get(office, 'mutation ($id: ID!) { subProjectEnd(id: $id, reason: "并入二期") { userErrors { code } } }', { id: subProjectRegister.subProject.id });
  expect((await near.next()).changes.changes).toEqual([{ operation: 'UPDATED', type: 'PROJECT', entity: { id, launchedOn: '2020-04-15', subProjects: [{ name: '一期厂房', endedAt: expect.any(String) }] } }]);

  // What comes first to those elsewhere is what happens to a project of theirs.
  const [theirs] = await server.query<{ id: number }>(`update project set description = description || '。' where id = (select p.id from project p join region r on r.id = p.region_id where r.code = '${elsewhere!.code}' and p.ended_at is null order by p.code limit 1) returning id`);
  expect((await far.next()).changes.changes).toMatchObject([{ operation: 'UPDATED', entity: { id: toGlobalId('Project', theirs!.id) } }]);
  near.close();
  far.close();
});
