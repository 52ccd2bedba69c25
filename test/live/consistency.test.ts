import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dice } from '../support/dice.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

const projects = 8;
const issues = 40;
/** Each issue of a project stands for so much of its year plan, yuan: a state in which that does not hold is half of a move. */
const share = 100;
const base = 10_000;

let server: TestServer;
let region: number;
const globalId = (type: string, id: number) => Buffer.from(`${type}:${id}`).toString('base64');

beforeAll(async () => {
  server = await startServer({ template: 'empty', pollMs: 20 });
  await server.query(`
    insert into region (code, name, level) values ('DQ', '大庆市', 'CITY');
    insert into region (code, name, level, parent_id) select code, code, 'COUNTY', (select id from region where code = 'DQ') from (values ('A'), ('B')) as county(code);
    insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
      select 'P' || n, 'P' || n, 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', (select id from region where code = (array['A', 'B'])[1 + n % 2]), 1 from generate_series(1, ${projects}) n;
    insert into issue (number, kind, category, title, severity, status, level, project_id)
      select 'Q' || n, 'PROBLEM', 'LAND', 'Q', 'LOW', 'REPORTED', 'PROJECT', 1 + n % ${projects} from generate_series(1, ${issues}) n;
    insert into project_year (project_id, year, planned) select p.id, 2020, ${base} + ${share} * (select count(*) from issue i where i.project_id = p.id) from project p;
    insert into meeting (title, mode, starts_at, region_id) select '会', 'JOINT_HANDLING', now(), id from region where code = 'DQ';
    insert into agenda_item (meeting_id, position, minutes, project_id) select 1, id, 5, id from project`);
  region = (await server.query<{ id: number }>(`select id from region where code = 'A'`))[0]!.id;
});
afterAll(() => server.close());

async function session(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query(`set deadlock_timeout = '50ms'`);
  return client;
}

interface Held {
  readonly plan: number;
  readonly count: number;
}

const heldOf = ({ annualPlan, issues: { totalCount } }: Data): Held => ({ plan: Number(annualPlan), count: totalCount });

/** Which of the projects are half moved, and whether all of them together are. */
function halves(held: readonly Held[], all: boolean): unknown[] {
  const half: unknown[] = held.filter(({ plan, count }) => plan !== base + share * count);
  const sum = held.reduce((total, { count }) => total + count, 0);
  return all && sum !== issues ? [...half, `${sum} issues in all`] : half;
}

const fields = 'annualPlan(year: 2020, unit: YUAN) issues(first: 0) { totalCount }';

/** Follows projects and looks at the copy after every batch. */
async function watchBatches(scope: Data, all: boolean): Promise<{ halves: unknown[]; copy: Map<string, Held>; batches: () => number; close: () => void }> {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('ADMIN')}` });
  const found: unknown[] = [];
  const copy = new Map<string, Held>();
  let batches = 0;
  const [start] = await Promise.all([
    server.get(await server.token('ADMIN'), `{ projects(first: 50) { nodes { id ${fields} } } }`),
    socket.subscribe(`subscription ($scope: ChangeScope) { changes(scope: $scope) { reset changes { operation entityId entity { ... on Project { ${fields} } } } } }`, { scope }, 'batches')(),
  ]);
  for (const node of start.projects.nodes) copy.set(node.id, heldOf(node));
  socket.socket.on('message', (data) => {
    const { payload } = JSON.parse(String(data)) as Data;
    if (!payload?.data) return;
    batches += 1;
    if (payload.data.changes.reset) found.push('a reset');
    for (const { entityId, entity } of payload.data.changes.changes) copy.set(entityId, heldOf(entity));
    found.push(...halves([...copy.values()], all));
  });
  return { halves: found, copy, batches: () => batches, close: () => socket.close() };
}

/** Follows the board and looks at every state. */
async function watchBoard(): Promise<{ halves: unknown[]; states: () => number; close: () => void }> {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('SCREEN')}` });
  const found: unknown[] = [];
  let states = 0;
  let revision = 0;
  socket.socket.on('message', (data) => {
    const { payload } = JSON.parse(String(data)) as Data;
    if (!payload?.data) return;
    states += 1;
    const screen = payload.data.meetingScreen;
    if (screen.revision <= revision) found.push(`revision ${screen.revision} after ${revision}`);
    revision = screen.revision;
    found.push(...halves(screen.meeting.agenda.map(({ project }: Data) => heldOf(project)), true));
  });
  await socket.subscribe(`subscription { meetingScreen(meetingId: "${globalId('Meeting', 1)}") { revision meeting { agenda { project { ${fields} } } } } }`)();
  return { halves: found, states: () => states, close: () => socket.close() };
}

/** Moves an issue to another project, and its share of the plan with it, in one transaction of several statements. */
async function move(client: pg.Client, roll: (below: number) => number): Promise<boolean> {
  const [issue, to] = [1 + roll(issues), 1 + roll(projects)];
  try {
    await client.query('begin');
    const { rows } = await client.query<{ from: number }>(`select project_id as from from issue where id = ${issue} for update`);
    for (const [project, amount] of ([[rows[0]!.from, -share], [to, share]] as const).toSorted(([a], [b]) => a - b)) {
      await client.query(`update project_year set planned = planned + ${amount} where project_id = ${project} and year = 2020`);
    }
    await client.query(`update issue set project_id = ${to} where id = ${issue}`);
    await client.query(roll(10) === 0 ? 'rollback' : 'commit');
    return true;
  } catch (error) {
    await client.query('rollback');
    if ((error as { code?: string }).code !== '40P01') throw error;
    return false;
  }
}

test('[R24] an issue and its money moved between projects in one transaction, thousands of times at once: no batch and no board shows half of it', { timeout: 120_000 }, async () => {
  const watchers = [
    await watchBatches({ types: ['PROJECT'] }, true),
    await watchBatches({ types: ['PROJECT'], projectIds: [globalId('Project', 1)] }, false),
    await watchBatches({ types: ['PROJECT'], regionId: globalId('Region', region) }, false),
  ];
  const board = await watchBoard();
  let moved = 0;
  await Promise.all(Array.from({ length: 6 }, async (_, number) => {
    const client = await session();
    const roll = dice(number);
    while (moved < 2_400) if (await move(client, roll)) moved += 1;
    await client.end();
  }));
  const [stored] = await server.query<{ plans: number }>(`select sum(planned)::int as plans from project_year`);
  expect(stored!.plans).toBe(projects * base + issues * share);
  const wanted = (await server.query<{ id: number; plan: number; count: number }>(`
    select p.id, y.planned::int as plan, (select count(*)::int from issue i where i.project_id = p.id) as count from project p join project_year y on y.project_id = p.id order by p.id`))
    .map(({ id, plan, count }) => [globalId('Project', id), { plan, count }]);
  await expect.poll(() => [...watchers[0]!.copy].toSorted(([a], [b]) => a.localeCompare(b)), { timeout: 10_000 }).toEqual(wanted.toSorted(([a], [b]) => String(a).localeCompare(String(b))));
  for (const { halves: found, batches, close } of watchers) {
    expect(found).toEqual([]);
    expect(batches()).toBeGreaterThan(20);
    close();
  }
  expect(board.halves).toEqual([]);
  expect(board.states()).toBeGreaterThan(20);
  board.close();
});

test('[R26] a transaction that stays open with an early number delays nobody; its own changes come when it commits, once', async () => {
  const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('ADMIN')}` });
  const next = socket.subscribe('subscription { changes(scope: { types: [PROJECT] }) { changes { entity { ... on Project { name } } } } }');
  const names = async () => (await next()).changes.changes.map(({ entity }: Data) => entity.name);
  expect(await names()).toEqual([]);
  const late = await session();
  await late.query(`begin; update project set name = '早开始' where code = 'P1'`);
  for (const name of ['甲', '乙', '丙']) {
    await server.query(`update project set name = '${name}' where code = 'P2'`);
    expect(await names()).toEqual([name]);
  }
  await late.query('commit');
  expect(await names()).toEqual(['早开始']);
  await late.end();
  await server.query(`update project set name = '丁' where code = 'P2'`);
  expect(await names()).toEqual(['丁']);
  socket.close();
});
