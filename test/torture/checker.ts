import { setTimeout as delay } from 'node:timers/promises';
import type { World } from './world.js';
import type { Ledger } from './writers.js';
import { kept, type Content, type Report, type Scope, type Subscriber, type ViolationKind } from './subscriber.js';

const types = ['PROJECT', 'ISSUE', 'ASSIGNMENT'];

/**
 * Who follows what. `where` says in SQL, apart from the server's own reckoning, which entities that is: `type` is the entity's,
 * `p` its project (an assignment's or issue's), `i` the issue and `a` the assignment, null for other types.
 */
export const scopes: readonly Scope[] = [
  { name: 'everything', holder: { role: 'ADMIN' }, scope: { types }, where: 'true' },
  { name: 'everything', holder: { role: 'DISPATCHER' }, scope: { types }, where: 'true' },
  { name: 'dispatcher of A', holder: { role: 'DISPATCHER', region: 'A' }, scope: { types }, where: `r.code = 'A'` },
  { name: 'dispatcher of B', holder: { role: 'DISPATCHER', region: 'B' }, scope: { types }, where: `r.code = 'B'` },
  { name: 'a system', holder: { role: 'INTEGRATION', system: 'torture' }, scope: { types: ['ISSUE'] }, where: `type = 'Issue' and i.external_system = 'torture'` },
  { name: 'a unit', holder: { role: 'UNIT', unit: 'U1' }, scope: { types: ['ISSUE'] }, where: `type = 'Issue' and i.lead_unit_id = 1` },
  { name: 'a region', holder: { role: 'ADMIN' }, scope: { types, regionId: globalId('Region', 3) }, where: 'p.region_id = 3' },
  { name: 'a region, seen from another', holder: { role: 'DISPATCHER', region: 'A' }, scope: { types, regionId: globalId('Region', 3) }, where: 'false' },
  { name: 'some projects', holder: { role: 'ADMIN' }, scope: { types, projectIds: [1, 2, 3, 4, 5].map((id) => globalId('Project', id)) }, where: 'p.id <= 5' },
  { name: 'a leader', holder: { role: 'ADMIN' }, scope: { types, leaderId: globalId('Leader', 1) }, where: `
      case type when 'Assignment' then a.leader_id = 1 else exists (select from assignment x where x.project_id = p.id and x.leader_id = 1 and x.until is null) end` },
  { name: 'a meeting', holder: { role: 'ADMIN' }, scope: { types, meetingId: globalId('Meeting', 1) }, where: 'exists (select from agenda_item g where g.project_id = p.id and g.meeting_id = 1)' },
  { name: 'issues', holder: { role: 'ADMIN' }, scope: { types: ['ISSUE'] }, where: `type = 'Issue'` },
];

function globalId(type: string, id: number): string {
  return Buffer.from(`${type}:${id}`).toString('base64');
}

interface Held {
  readonly type: 'Project' | 'Issue' | 'Assignment';
  readonly id: number;
  readonly code: string | null;
  readonly text: string;
  readonly money: string;
  readonly ended: boolean;
}

/** What a copy of the scope should hold by the tables as they now stand. */
export async function expected(world: World, { where }: Scope): Promise<Map<string, Content>> {
  const held = await world.insist<Held>(`
    select type, coalesce(a.id, i.id, p.id) as id, case when type = 'Project' then p.code end as code,
           coalesce(i.title, p.name) as text, p.total_investment as money, a.until is not null as ended
    from (
      select 'Project' as type, id as project_id, null::int as issue_id, null::int as assignment_id from project
      union all select 'Issue', project_id, id, null from issue
      union all select 'Assignment', project_id, null, id from assignment
    ) entity
    join project p on p.id = entity.project_id join region r on r.id = p.region_id
    left join issue i on i.id = entity.issue_id left join assignment a on a.id = entity.assignment_id
    where ${where}`);
  return new Map(held.map(({ type, id, code, text, money, ended }) => [
    globalId(type, id),
    { kept: kept(type.toUpperCase(), { name: text, title: text, totalInvestment: money, until: ended ? 'then' : null }), code },
  ]));
}

/** Holds a copy against the tables, until they agree or the time is out. */
export async function compare(world: World, { scope, copy }: Subscriber, report: Report, until: number): Promise<void> {
  const wanted = await expected(world, scope);
  for (;;) {
    const wrong = differences(wanted, copy);
    if (wrong.length === 0) return;
    if (performance.now() > until) {
      for (const [kind, what] of wrong) report(kind, `${scope.name}: ${what}`);
      return;
    }
    await delay(100);
  }
}

function differences(wanted: ReadonlyMap<string, Content>, copy: ReadonlyMap<string, string>): [ViolationKind, string][] {
  const nameOf = (id: string) => String(Buffer.from(id, 'base64'));
  const missing = [...wanted].filter(([id, { kept: content }]) => copy.get(id) !== content)
    .map(([id, { kept: content }]): [ViolationKind, string] => ['lost', `${nameOf(id)} is "${content}", and the copy holds ${copy.has(id) ? `"${copy.get(id)}"` : 'nothing'}`]);
  const beyond = [...copy].filter(([id]) => !wanted.has(id))
    .map(([id, held]): [ViolationKind, string] => ['leaked', `the copy holds ${nameOf(id)} "${held}", which is not in its scope`]);
  return [...missing, ...beyond];
}

/** Holds what the writers were told against what is stored. */
export async function audit(world: World, { stored, undone }: Ledger, report: Report): Promise<void> {
  const found = await world.insist<{ name: string; count: number }>(`
    select case when number like 'S%' then number else title end as name, count(*)::int as count from issue
    where number like 'S%' or title like 'T%' group by 1`);
  const counts = new Map(found.map(({ name, count }) => [name, count]));
  for (const name of stored) if (!counts.has(name)) report('lost', `${name} was acknowledged and is not stored`);
  for (const [name, count] of counts) if (count > 1) report('doubled', `${name} was reported once and is stored ${count} times`);
  for (const name of undone) if (counts.has(name)) report('doubled', `${name} was rolled back and is stored`);
}
