import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EntityType } from '../../src/kernel/entity-type.js';
import { wordsOf } from '../../src/kernel/enumeration.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Role } from '../../src/kernel/viewer.js';
import { startServer, type TestServer } from '../support/server.js';
import { bothTransports } from './both.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const tables: Record<EntityType, string> = {
  Region: 'region', Unit: 'unit', Leader: 'leader', Project: 'project', JointLaunch: 'joint_launch', SubProject: 'sub_project', Permit: 'permit', InvestmentLead: 'investment_lead', Assignment: 'assignment', Issue: 'issue', Evidence: 'issue_evidence', Comment: 'issue_comment',
  Meeting: 'meeting', AgendaItem: 'agenda_item', MeetingSite: 'meeting_site', Directive: 'directive', Clock: 'business_clock', Calendar: '(select 2020 as id) years',
  SupplyOffer: 'supply_offer',
  ProgressReport: 'progress_report', Enterprise: 'enterprise',
  BackSchedule: 'back_schedule', Milestone: 'milestone',
  SignalSettings: '(select 1 as id) one',
  Contest: 'contest',
};
const node = `query ($id: ID!) { node(id: $id) { __typename id } }`;

async function someId(type: EntityType): Promise<string> {
  return toGlobalId(type, (await server.query<{ id: number }>(`select id from ${tables[type]} order by id limit 1`))[0]!.id);
}

test.each(wordsOf(EntityType))('[T47] `node` finds a %s by its id', async (type) => {
  const admin = await server.token('ADMIN');
  const id = await someId(type);
  expect(await server.get(admin, node, { id })).toEqual({ node: { __typename: type, id } });
  expect(await server.get(admin, node, { id: toGlobalId(type, 2_000_000_000) })).toEqual({ node: null });
});

test('[T48] `nodes` answers in the order of the ids, and knows an id that is none', async () => {
  const admin = await server.token('ADMIN');
  const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }`;
  const [project, region] = [await someId('Project'), await someId('Region')];
  expect(await server.get(admin, query, { ids: [project, toGlobalId('Issue', 2_000_000_000), region, project] })).toEqual({
    nodes: [{ __typename: 'Project', id: project }, null, { __typename: 'Region', id: region }, { __typename: 'Project', id: project }],
  });
  const error = async (ids: string[]) => (await server.post(admin, query, { ids })).body.errors;
  expect(await error([project, 'none'])).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argumentPath: ['ids', '1'] } }]);
  expect(await error([toGlobalId('User' as EntityType, 1)])).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(await error(Array.from({ length: 201 }, () => project))).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argumentPath: ['ids'] } }]);
});

describe('[T49] what a viewer may not see is absent over both transports: by id, by code, in lists and in counts', () => {
  const viewers: [Role, object][] = [['VIEWER', { region: 'DQ-DT' }], ['DISPATCHER', { region: 'DQ-DT' }], ['SCREEN', { region: 'DQ-DT' }], ['INTEGRATION', { system: 'nobody' }]];
  test.each(viewers)('%s %j', async (role, options) => {
    // A project elsewhere, of no meeting and no unit that the viewer has to do with.
    const [hidden] = await server.query<{ id: number; code: string; all: number }>(`
      select p.id, p.code, (select count(*)::int from project) as all from project p join region r on r.id = p.region_id
      join entity_scope s on s.type = 'Project' and s.entity_id = p.id
      where not (select id from region where code = 'DQ-DT') = any((s.keys).regions) order by p.id limit 1`);
    const id = toGlobalId('Project', hidden!.id);
    const query = `query ($id: ID!, $code: String!) {
      node(id: $id) { id } nodes(ids: [$id]) { id } project(id: $id) { id } byCode: project(code: $code) { id }
      projects(first: 200) { totalCount nodes { id } } projectStats(by: []) { count } }`;
    const both = await bothTransports(server, await server.token(role, options));
    const { http, socket } = await both.ask(query, { id, code: hidden!.code });
    for (const { data, errors } of [http, socket]) {
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ node: null, nodes: [null], project: null, byCode: null });
      expect(data.projects.totalCount).toBeLessThan(hidden!.all);
      expect(data.projects.totalCount).toBe(data.projects.nodes.length);
      expect(data.projects.nodes.map((each: { id: string }) => each.id)).not.toContain(id);
      expect(data.projectStats.reduce((sum: number, row: { count: number }) => sum + row.count, 0)).toBe(data.projects.totalCount);
    }
  });
});
