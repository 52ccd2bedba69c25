import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';

let server: TestServer;
let admin: string;
let socket: SocketClient;
const globalId = (type: string, id: number) => Buffer.from(`${type}:${id}`).toString('base64');

/** Two cities, each with a county; project P lies in county A1, and all else hangs on it. */
beforeAll(async () => {
  server = await startServer({ template: 'empty' });
  await server.query(`
    insert into region (id, code, name, level) values (1, 'HLJ', '黑龙江省', 'PROVINCE');
    insert into region (id, code, name, level, parent_id) values (2, 'A', 'A', 'CITY', 1), (3, 'B', 'B', 'CITY', 1);
    insert into region (id, code, name, level, parent_id) values (4, 'A1', 'A1', 'COUNTY', 2), (5, 'B1', 'B1', 'COUNTY', 3);
    insert into leader (id, code, name, title) values (1, 'L1', '甲', '副市长'), (2, 'L2', '乙', '副市长');
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment)
      select n, code, code, 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', region, 1 from (values (1, 'P', 4), (2, 'Q', 5)) as project(n, code, region);
    insert into assignment (id, role, leader_id, project_id) values (1, 'GENERAL_SERVICE_OFFICER', 1, 1);
    insert into meeting (id, title, mode, starts_at, region_id) values (1, '会一', 'JOINT_HANDLING', now(), 1), (2, '会二', 'JOINT_HANDLING', now(), 1);
    insert into agenda_item (id, meeting_id, position, minutes, project_id) values (1, 1, 1, 5, 1);
    insert into issue (id, number, kind, category, title, severity, status, level, project_id) values (1, 'I', 'PROBLEM', 'LAND', 'I', 'LOW', 'REPORTED', 'PROJECT', 1);
    select setval(pg_get_serial_sequence(t, 'id'), 100) from unnest(array['region', 'leader', 'project', 'assignment', 'meeting', 'agenda_item', 'issue']) t`);
  admin = await server.token('ADMIN');
  socket = await openSocket(server.wsUrl, { authorization: `Bearer ${admin}` });
});
afterAll(async () => {
  socket.close();
  await server.close();
});

const scopes = {
  'city A': { regionId: globalId('Region', 2) },
  'city B': { regionId: globalId('Region', 3) },
  'project P': { projectIds: [globalId('Project', 1)] },
  'project Q': { projectIds: [globalId('Project', 2)] },
  'leader 甲': { leaderId: globalId('Leader', 1) },
  'leader 乙': { leaderId: globalId('Leader', 2) },
  'meeting 一': { meetingId: globalId('Meeting', 1) },
  'meeting 二': { meetingId: globalId('Meeting', 2) },
  'issues of city A': { regionId: globalId('Region', 2), types: ['ISSUE'] },
};
type ScopeName = keyof typeof scopes;

const named: Record<string, string> = { PROJECT: 'Project', ISSUE: 'Issue', ASSIGNMENT: 'Assignment' };

/** What each scope is told when the deed is done: for each a cursor from before, and the gap after it. */
async function told(deed: () => Promise<unknown>): Promise<Partial<Record<ScopeName, string>>> {
  const asked = async (scope: Data, since: string | null, id: string) => {
    const next = socket.subscribe('subscription ($scope: ChangeScope, $since: Cursor) { changes(scope: $scope, since: $since) { cursor changes { operation type entityId } } }', { scope, since }, id);
    const { changes } = await next();
    socket.send({ id, type: 'complete' });
    return changes;
  };
  const names = Object.keys(scopes) as ScopeName[];
  const before = await Promise.all(names.map((name) => asked(scopes[name], null, `before ${name}`)));
  await deed();
  const after = await Promise.all(names.map((name, at) => asked(scopes[name], before[at]!.cursor, `after ${name}`)));
  const rows = names.map((name, at) => [name, after[at]!.changes
    .filter(({ type }: Data) => type in named)
    .map(({ operation, type, entityId }: Data) => `${operation[0]} ${type.toLowerCase()} ${Buffer.from(entityId, 'base64').toString().split(':')[1]}`).toSorted().join(', ')] as const);
  return Object.fromEntries(rows.filter(([, text]) => text !== ''));
}

async function act(mutation: string): Promise<void> {
  const data = await server.get(admin, `mutation { ${mutation} { userErrors { message } } }`);
  expect(Object.values<Data>(data)[0].userErrors).toEqual([]);
}

const all = (operation: 'C' | 'U' | 'R') => `${operation} assignment 1, ${operation} issue 1, ${operation} project 1`;

test('[R25] what enters or leaves a scope is CREATED or REMOVED there, whatever moved it: a region, a leader, a meeting, a project, by the API and by SQL', async () => {
  const cases: [what: string, deed: () => Promise<unknown>, expected: Partial<Record<ScopeName, string>>][] = [
    ['the project moves to another city, by SQL', () => server.query(`update project set region_id = 5 where id = 1`),
      { 'city A': all('R'), 'city B': all('C'), 'project P': all('U'), 'leader 甲': all('U'), 'meeting 一': all('U'), 'issues of city A': 'R issue 1' }],
    ['and back', () => server.query(`update project set region_id = 4 where id = 1`), { 'city A': all('C'), 'city B': all('R'), 'issues of city A': 'C issue 1' }],
    ['the county that it lies in moves below the other city', () => server.query(`update region set parent_id = 3 where id = 4`),
      { 'city A': all('R'), 'city B': all('C'), 'issues of city A': 'R issue 1', 'project P': all('U'), 'leader 甲': all('U'), 'meeting 一': all('U') }],
    ['and back', () => server.query(`update region set parent_id = 2 where id = 4`), { 'city A': all('C'), 'city B': all('R'), 'issues of city A': 'C issue 1' }],
    ['the leader hands over, by the API', () => act(`assignmentMake(input: { subjectId: "${globalId('Project', 1)}", leaderId: "${globalId('Leader', 2)}", role: GENERAL_SERVICE_OFFICER, reason: "分工调整" })`),
      { 'leader 甲': 'R issue 1, R project 1, U assignment 1', 'leader 乙': 'C assignment 101, C issue 1, C project 1', 'city A': 'C assignment 101, U assignment 1, U issue 1, U project 1', 'project P': 'C assignment 101, U assignment 1, U issue 1, U project 1', 'meeting 一': 'C assignment 101, U assignment 1, U issue 1, U project 1', 'issues of city A': 'U issue 1' }],
    ['the agenda item moves to another meeting, by SQL', () => server.query(`update agenda_item set meeting_id = 2 where id = 1`),
      { 'meeting 一': 'R assignment 1, R assignment 101, R issue 1, R project 1', 'meeting 二': 'C assignment 1, C assignment 101, C issue 1, C project 1' }],
    ['the item is taken off the agenda, by the API', () => act(`meetingAgendaRemove(itemId: "${globalId('AgendaItem', 1)}")`),
      { 'meeting 二': 'R assignment 1, R assignment 101, R issue 1, R project 1' }],
    ['the issue moves to another project, by SQL', () => server.query(`update issue set project_id = 2 where id = 1`),
      { 'project P': 'R issue 1, U project 1', 'project Q': 'C issue 1, U project 2', 'leader 乙': 'R issue 1, U project 1', 'city A': 'R issue 1, U project 1', 'city B': 'C issue 1, U project 2', 'issues of city A': 'R issue 1' }],
    ['the assignment ends, by the API', () => act(`assignmentEnd(id: "${globalId('Assignment', 101)}", reason: "调离")`),
      { 'leader 乙': 'R project 1, U assignment 101' }],
  ];
  for (const [what, deed, expected] of cases) {
    const heard = await told(deed);
    for (const name of Object.keys(expected) as ScopeName[]) expect(heard[name], `${what}: ${name}`).toBe(expected[name]);
  }
});

test('[R27] what changes because the day turned is announced: an issue that became overdue, and the light of its project', async () => {
  await server.query(`update business_clock set ahead = interval '0'; update issue set due_on = business_today() where id = 1; select turn_day()`);
  const next = socket.subscribe('subscription { changes { changes { operation entity { ... on Issue { overdue } ... on Project { id signal { colour reasons { rule } } } } } } }', {}, 'day');
  expect((await next()).changes.changes).toEqual([]);
  // The clock goes on to the day after; nobody writes to the issue or the project.
  await server.query(`update business_clock set ahead = interval '1 day'`);
  const heard: Data[] = [];
  const lit = ({ entity }: Data) => entity.signal?.reasons.some(({ rule }: Data) => rule === 'ISSUES_OVERDUE') === true;
  while (!(heard.some(({ entity }) => entity.overdue === true) && heard.some(lit))) heard.push(...(await next()).changes.changes);
  expect(heard.map(({ operation }) => operation)).not.toContain('CREATED');
});
