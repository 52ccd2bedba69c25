import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity('demonstration')));
afterAll(() => city.close());

const kinds = ['START_SEQUENCE', 'PROGRESS', 'DEMAND', 'ISSUE', 'RESPONSIBILITY'];
const entry = `id kind state day doneOn lateDays tier severity level colour project { code } lead { code } issue { number status dueOn kind } assignment { role duty }
  region { code } leader { code } unit { code } progress { annualPlan expected completed gap share expectedShare months { month expected completed } }`;
const list = `query ($kind: ListKind!, $filter: ListFilter, $orderBy: ListOrder! = DAY_ASC, $first: Int! = 200, $after: String) {
  list(kind: $kind, filter: $filter, orderBy: $orderBy, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { ${entry} } }
}`;

async function whole(variables: Data, role: 'ADMIN' | 'VIEWER' | 'UNIT' | 'LEADER' | 'OWNER' = 'ADMIN', options = {}): Promise<Data[]> {
  const nodes: Data[] = [];
  for (let after: string | null = null; ;) {
    const page: Data = (await city.get(role, list, { ...variables, after }, options)).list;
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) {
      expect(nodes).toHaveLength(page.totalCount);
      return nodes;
    }
    after = page.pageInfo.endCursor;
  }
}

test('[LS1] the start-sequence list has what starts or resumes this year in planned order, with whether it happened and days late', async () => {
  const nodes = await whole({ kind: 'START_SEQUENCE' });
  const days = nodes.map(({ day }) => day);
  expect(days).toEqual(days.toSorted());
  const [{ started }] = await city.query<Data>(`select count(*)::int as started from project where case origin when 'NEW' then started_on else resumed_on end between '2020-01-01' and '2020-04-16'`) as [Data];
  expect(nodes.filter(({ state }) => state === 'DONE')).toHaveLength(started);
  for (const { state, doneOn, day, lateDays } of nodes) {
    const late = Math.max(0, (Date.parse(doneOn ?? '2020-04-16') - Date.parse(day)) / 86_400_000);
    expect([state === 'DONE', lateDays]).toEqual([doneOn !== null, late]);
    if (state === 'LATE') expect(day < '2020-04-16').toBe(true);
  }
});

test('[LS2] the progress list measures projects under construction by the seasonal curve, by month', async () => {
  const nodes = await whole({ kind: 'PROGRESS', orderBy: 'WORST_DESC' });
  const [{ building }] = await city.query<Data>(`select count(*)::int as building from project where stage = 'UNDER_CONSTRUCTION' and ended_at is null`) as [Data];
  expect(nodes).toHaveLength(building);
  const planned = nodes.filter(({ progress }) => progress.share !== null);
  const gaps = planned.map(({ progress }) => progress.expectedShare - progress.share);
  for (const [index, gap] of gaps.entries()) if (index > 0) expect(gap).toBeLessThan(gaps[index - 1]! + 0.0002);
  for (const { progress, state } of planned) {
    expect(Number(progress.expected) - Number(progress.completed)).toBeCloseTo(Number(progress.gap), 4);
    expect(progress.months.map(({ month }: Data) => month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(Number(progress.months[11].expected)).toBeCloseTo(Number(progress.annualPlan), 4);
    expect(progress.months[4].completed).toBeNull();
    if (state === 'AHEAD') expect(Number(progress.gap)).toBeLessThan(0);
  }
});

test('[LS3] the demand and the issue list have what is open of either kind by deadline, and closed ones where asked for', async () => {
  for (const [kind, word] of [['DEMAND', 'DEMAND'], ['ISSUE', 'PROBLEM']]) {
    const open = await whole({ kind });
    const [count] = await city.query<Data>(`select count(*) filter (where status <> 'CLOSED')::int as open, count(*)::int as all from issue where kind = '${word}'`);
    expect(open).toHaveLength(count.open);
    expect(await whole({ kind, filter: { includeClosed: true } })).toHaveLength(count.all);
    for (const { issue, day, state } of open) {
      expect([issue.kind, issue.dueOn, state]).toEqual([word, day, day === null ? 'OPEN' : day < '2020-04-16' ? 'LATE' : day <= '2020-04-23' ? 'DUE' : 'OPEN']);
    }
  }
});

test('[LS4] the responsibility list says who answers for which project or lead, in which role, since when', async () => {
  const nodes = await whole({ kind: 'RESPONSIBILITY', orderBy: 'LEADER_ASC' });
  const [{ active }] = await city.query<Data>(`select count(*)::int as active from assignment where until is null`) as [Data];
  expect(nodes).toHaveLength(active);
  expect(nodes.every(({ leader, assignment, project, lead, day }) => leader && assignment && (project || lead) && day)).toBe(true);
  expect(nodes.map(({ leader }) => leader.code)).toEqual(nodes.map(({ leader }) => leader.code).toSorted());
});

test('[LS5] every order of every list is total: page by page each entry comes once; filters narrow together', async () => {
  const orders = ['DAY_ASC', 'DAY_DESC', 'LATE_DESC', 'WORST_DESC', 'REGION_ASC', 'LEADER_ASC', 'UNIT_ASC'];
  for (const kind of kinds) {
    const ids = (await whole({ kind })).map(({ id }) => id).toSorted();
    for (const orderBy of orders) expect((await whole({ kind, orderBy, first: 90 })).map(({ id }) => id).toSorted(), `${kind} ${orderBy}`).toEqual(ids);
  }
  const { regions, leaders } = await city.get('ADMIN', '{ regions { id code } leaders(first: 1) { nodes { id code } } }');
  const region = regions.find(({ code }: Data) => code !== 'HL' && code !== 'DQ');
  for (const kind of kinds) {
    const all = await whole({ kind });
    expect((await whole({ kind, filter: { regionId: region.id } })).map(({ id }) => id)).toEqual(all.filter((each) => each.region.code === region.code).map(({ id }) => id));
    expect((await whole({ kind, filter: { leaderId: leaders.nodes[0].id } })).map(({ id }) => id)).toEqual(all.filter((each) => each.leader?.code === leaders.nodes[0].code).map(({ id }) => id));
    expect((await whole({ kind, filter: { tier: ['COUNTY'] } })).map(({ id }) => id)).toEqual(all.filter((each) => each.tier === 'COUNTY').map(({ id }) => id));
  }
  expect((await whole({ kind: 'START_SEQUENCE', filter: { search: '龙油' } })).length).toBeGreaterThan(0);
});

test('[LS6] figures by region, leader, unit and tier add up to the list', async () => {
  for (const kind of kinds) {
    const all = await whole({ kind });
    for (const [by, field] of [['REGION', 'region'], ['LEADER', 'leader'], ['UNIT', 'unit'], ['TIER', 'tier']]) {
      const { listStats } = await city.get('ADMIN', `query ($kind: ListKind!, $by: ListDimension!) { listStats(kind: $kind, by: $by) { region { code } leader { code } unit { code } tier count late done } }`, { kind, by });
      const key = (each: Data): string | null => each[field!]?.code ?? each[field!] ?? null;
      const counted = Object.fromEntries(listStats.map((each: Data) => [key(each), [each.count, each.late, each.done]]));
      const expected = Object.fromEntries([...Map.groupBy(all, key)].map(([group, of]) => [group, [of.length, of.filter(({ state }) => state === 'LATE').length, of.filter(({ state }) => state === 'DONE').length]]));
      expect(counted, `${kind} ${by}`).toEqual(expected);
    }
  }
});

test('[LS7] a viewer gets, counts and compares entries of rows that they see, and learns nothing of what lies behind those', async () => {
  const unit = (await city.query<Data>(`select u.code from issue i join unit u on u.id = i.lead_unit_id where i.status <> 'CLOSED' group by 1 order by count(*) desc limit 1`))[0].code;
  const mine = await whole({ kind: 'ISSUE' }, 'UNIT', { unit });
  const { issues } = await city.get('UNIT', '{ issues(first: 200, filter: { open: true, kind: [PROBLEM] }) { nodes { number } } }', {}, { unit });
  expect(mine.map(({ issue }) => issue.number).toSorted()).toEqual(issues.nodes.map(({ number }: Data) => number).toSorted());
  for (const each of mine) if (each.project === null && each.lead === null) expect([each.leader, each.tier]).toEqual([null, null]);
  for (const [role, options] of [['LEADER', { leader: 'L01' }], ['VIEWER', { region: 'LF' }]] as const) {
    for (const kind of kinds) {
      const seen = await whole({ kind }, role, options);
      for (const each of seen) expect(each.project ?? each.lead ?? each.issue ?? each.assignment, kind).not.toBeNull();
      const { listStats } = await city.get(role, 'query ($kind: ListKind!) { listStats(kind: $kind, by: TIER) { count } }', { kind }, options);
      expect(listStats.reduce((sum: number, { count }: Data) => sum + count, 0)).toBe(seen.length);
    }
  }
});

test('[LS8] malformed ids, cursors and page sizes, and moments that are none, are refused with their codes', async () => {
  const codes = async (source: string): Promise<Data[]> => ((await city.ask('ADMIN', source)).errors ?? []).map(({ extensions }) => [extensions['code'], extensions['argumentPath']]);
  expect(await codes('{ list(kind: ISSUE, filter: { regionId: "x" }) { totalCount } }')).toEqual([['BAD_USER_INPUT', ['filter', 'regionId']]]);
  expect(await codes('{ list(kind: ISSUE, after: "x") { nodes { id } } }')).toEqual([['BAD_USER_INPUT', ['after']]]);
  expect(await codes('{ list(kind: ISSUE, first: 201) { nodes { id } } }')).toEqual([['BAD_USER_INPUT', ['first']]]);
  const difference = (args: string) => codes(`{ listDifference(kind: ISSUE, ${args}) { entries { totalCount } } }`);
  expect(await difference('from: {}')).toEqual([['BAD_USER_INPUT', ['from']]]);
  expect(await difference('from: { day: "2020-04-15", at: "2020-04-15T00:00:00Z" }')).toEqual([['BAD_USER_INPUT', ['from']]]);
  expect(await difference('from: { day: "2020-04-15" }, to: { day: "2031-01-01" }')).toEqual([['BAD_USER_INPUT', ['to']]]);
  expect(await difference('from: { day: "2020-04-16" }, first: 500')).toEqual([['BAD_USER_INPUT', ['first']]]);
  expect(await difference('from: { day: "2020-04-16" }, after: "x"')).toEqual([['BAD_USER_INPUT', ['after']]]);
  const { meetings } = await city.get('ADMIN', '{ meetings(filter: { status: [SCHEDULED] }) { nodes { id } } }');
  if (meetings.nodes[0]) expect(await difference(`from: { meetingId: "${meetings.nodes[0].id}" }`)).toEqual([['BAD_USER_INPUT', ['from', 'meetingId']]]);
});

test('[LS23] a month has what the reports of days until its end say, a late one too; before the first of the year and until it has ended it has nothing', async () => {
  const [{ code, id }] = await city.query<Data>(`select p.code, p.id from project p join progress_report r on r.project_id = p.id and r.day = '2020-03-29' and r.completed_investment is not null where p.stage = 'UNDER_CONSTRUCTION' and p.ended_at is null order by p.id limit 1`) as [Data];
  const months = async () => (await whole({ kind: 'PROGRESS', filter: { search: code } }))[0]!.progress.months.slice(0, 4).map(({ completed }: Data) => completed);
  const [january, february, march, april] = await months();
  expect([january, february, april]).toEqual([null, null, null]);
  await city.query(`insert into progress_report (project_id, kind, day, counts_from, completed_investment) values (${id}, 'DAILY', '2020-02-20', '2020-02-20', 1230000)`);
  expect(await months()).toEqual([null, '123', march, null]);
  await city.query(`insert into progress_report (project_id, kind, day, counts_from, completed_investment) values (${id}, 'DAILY', '2020-03-31', '2020-03-31', 2340000)`);
  expect(await months()).toEqual([null, '123', '234', null]);
});

test('[LS20] a project that completed any multiple of a plan of next to nothing stands on the progress list with the others, in every order', async () => {
  const [{ code }] = await city.query<Data>(`select p.code from project p join project_year y on y.project_id = p.id and y.year = 2020 where p.stage = 'UNDER_CONSTRUCTION' and p.ended_at is null order by p.id limit 1`) as [Data];
  await city.query(`update project_year set planned = 10000, completed = 3000000000 where year = 2020 and project_id = (select id from project where code = '${code}')`);
  const codes = (await whole({ kind: 'PROGRESS', orderBy: 'WORST_DESC', first: 50 })).map(({ project }) => project.code);
  expect(codes.at(-1)).toBe(code);
  const [line] = await whole({ kind: 'PROGRESS', filter: { search: code } });
  expect([line.progress.share, line.state]).toEqual([300000, 'AHEAD']);
});

test('[LS22] the progress list says LATE of a project behind its plan where, and only where, the light\'s rule says so', async () => {
  const lateByPlan = async () => (await whole({ kind: 'PROGRESS' })).filter(({ state, day }) => state === 'LATE' && !(day < '2020-04-16')).map(({ project }) => project.code).toSorted();
  const litByPlan = async () => (await city.query<Data>(`
    select p.code from project_signals(array(select id from project where stage = 'UNDER_CONSTRUCTION'), '2020-04-16') s join project p on p.id = s.project_id
    where s.rule = 'BEHIND_PLAN' and (p.planned_completion_on is null or p.planned_completion_on >= '2020-04-16')`)).map(({ code }) => code).toSorted();
  const before = await lateByPlan();
  expect(before.length).toBeGreaterThan(1);
  expect(before).toEqual(await litByPlan());
  await city.query(`update project set started_on = null, resumed_on = null where code = '${before[0]}'`);
  expect(await lateByPlan()).toEqual(before.slice(1));
  await city.query(`update signal_rule set yellow_from = 0.2, red_from = 0.9 where rule = 'BEHIND_PLAN'`);
  expect(await lateByPlan()).toEqual(await litByPlan());
  await city.query(`update signal_rule set enabled = false where rule = 'BEHIND_PLAN'`);
  expect([await lateByPlan(), await litByPlan()]).toEqual([[], []]);
});
