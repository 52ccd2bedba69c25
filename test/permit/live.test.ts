import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Data } from '../support/city.js';
import { bothTransports } from '../server/both.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

let server: TestServer;
let office: string;
beforeAll(async () => {
  server = await startServer();
  office = await server.token('DISPATCHER');
});
afterAll(() => server.close());

interface Found {
  readonly id: number;
  readonly project: number;
  readonly region: string;
  readonly authority: string;
}

/** A permit of a county's project that is taken in. */
async function accepted(kind: string): Promise<Found> {
  const [found] = await server.query<Found>(`select m.id, m.project_id as project, r.code as region, u.code as authority from permit m join permit_kind k on k.id = m.kind_id join project p on p.id = m.project_id
    join region r on r.id = p.region_id join unit u on u.id = m.authority_id where m.state = 'ACCEPTED' and k.code = '${kind}' and r.level = 'COUNTY' order by m.id limit 1`);
  return found!;
}

test('[PM16] each act on a permit, its papers and a commitment is heard at once as a change of its project, by those alone who see the project; a new authority sees it from then on', async () => {
  const permit = await accepted('LAND_PLANNING');
  const [elsewhere] = await server.query<{ code: string }>(`select code from region where level = 'COUNTY' and code <> '${permit.region}' order by code limit 1`);
  const [outsider] = await server.query<{ id: number; code: string }>(`select u.id, u.code from unit u where not exists (select from entity_scope s where s.type = 'Project' and s.entity_id = ${permit.project} and u.id = any((s.keys).units)) order by u.id limit 1`);
  const listen = async (role: 'VIEWER' | 'UNIT', options: object) => {
    const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role, options)}` });
    const next = socket.subscribe('subscription { changes(scope: { types: [PROJECT] }) { changes { operation entityId entity { ... on Project { landProceduresDone permits { state kind { code } } } } } } }');
    await next();
    return { next, close: () => socket.close() };
  };
  const [near, far, stranger] = [await listen('VIEWER', { region: permit.region }), await listen('VIEWER', { region: elsewhere!.code }), await listen('UNIT', { unit: outsider!.code })];
  const project = toGlobalId('Project', permit.project);
  const { permitGrant } = await server.get(office, 'mutation ($id: ID!) { permitGrant(id: $id) { permit { state } userErrors { code } } }', { id: toGlobalId('Permit', permit.id) });
  expect(permitGrant).toEqual({ permit: { state: 'GRANTED' }, userErrors: [] });
  const [heard] = (await near.next()).changes.changes;
  expect(heard).toMatchObject({ operation: 'UPDATED', entityId: project, entity: { landProceduresDone: true } });
  expect(heard.entity.permits.find(({ kind }: Data) => kind.code === 'LAND_PLANNING')).toMatchObject({ state: 'GRANTED' });
  // Whoever comes to grant a permit of it sees the project.
  const { permitPlan } = await server.get(office, 'mutation ($input: PermitPlanInput!) { permitPlan(input: $input) { permit { authority { code } } userErrors { code } } }', {
    input: { projectId: project, kind: 'CONSTRUCTION', plannedOn: '2020-06-01', authorityId: toGlobalId('Unit', outsider!.id) },
  });
  expect(permitPlan).toEqual({ permit: { authority: { code: outsider!.code } }, userErrors: [] });
  expect((await stranger.next()).changes.changes).toMatchObject([{ operation: 'CREATED', entityId: project }]);
  const [theirs] = await server.query<{ id: number }>(`update project set description = description || '。' where id = (select p.id from project p join region r on r.id = p.region_id where r.code = '${elsewhere!.code}' and p.ended_at is null order by p.code limit 1) returning id`);
  expect((await far.next()).changes.changes).toMatchObject([{ operation: 'UPDATED', entityId: toGlobalId('Project', theirs!.id) }]);
  for (const each of [near, far, stranger]) each.close();
});

test('[PM17] what is forbidden or wrong is refused over both transports, and nothing is half done', async () => {
  const permit = await accepted('WORKS_PLANNING');
  const id = toGlobalId('Permit', permit.id);
  const admin = await bothTransports(server, office);
  const unit = await bothTransports(server, await server.token('UNIT', { unit: permit.authority }));
  const owner = await bothTransports(server, await server.token('OWNER', { unit: 'DQ-QY-001' }));
  const before = await server.query(`select * from permit where id = ${permit.id}`);
  const answers = async (both: Awaited<ReturnType<typeof bothTransports>>, query: string): Promise<Data[]> => Object.values(await both.ask(query, { id }));
  for (const { data } of await answers(admin, 'mutation ($id: ID!) { permitApply(id: $id, input: { channel: ONE_VISIT }) { permit { id } userErrors { code path } } }')) {
    expect(data.permitApply).toEqual({ permit: null, userErrors: [{ code: 'PERMIT_STATE', path: ['id'] }] });
  }
  for (const { data } of await answers(unit, 'mutation ($id: ID!) { permitGrant(id: $id, on: "2030-01-01") { permit { id } userErrors { code path } } }')) {
    expect(data.permitGrant).toEqual({ permit: null, userErrors: [{ code: 'DAY_AFTER', path: ['on'] }] });
  }
  for (const { errors } of await answers(owner, 'mutation ($id: ID!) { permitGrant(id: $id) { userErrors { code } } }')) expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect(await server.query(`select * from permit where id = ${permit.id}`)).toEqual(before);
});

test('[PM15] the past of permits can be asked for, and the audit says who changed one', async () => {
  const permit = await accepted('DRAWINGS');
  const states = async (at: string): Promise<Data> => Object.values(await (await bothTransports(server, office)).ask(`query ($id: ID!) @asOf(day: "${at}") { project(id: $id) { permitsComplete permits { id state grantedOn } } }`, { id: toGlobalId('Project', permit.project) }));
  const [{ appliedOn }] = await server.query<{ appliedOn: string }>(`select applied_on as "appliedOn" from permit where id = ${permit.id}`) as [{ appliedOn: string }];
  const dayBefore = new Date(Date.parse(appliedOn) - 86_400_000).toISOString().slice(0, 10);
  for (const [day, state] of [[dayBefore, 'PLANNED'], ['2020-04-15', 'ACCEPTED']] as const) {
    for (const { data } of await states(day)) expect([day, data.project.permits.find(({ id }: Data) => id === toGlobalId('Permit', permit.id))]).toEqual([day, { id: toGlobalId('Permit', permit.id), state, grantedOn: null }]);
  }
  await server.get(office, 'mutation ($id: ID!) { permitGrant(id: $id) { userErrors { code } } }', { id: toGlobalId('Permit', permit.id) });
  const [entry] = await server.query(`select act, role, before ->> 'state' as before, after ->> 'state' as after, type, entity_id as project from audit_entry where relation = 'permit' and act = 'permitGrant' order by id desc limit 1`);
  expect(entry).toEqual({ act: 'permitGrant', role: 'DISPATCHER', before: 'ACCEPTED', after: 'GRANTED', type: 'Project', project: permit.project });
});
