import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { city } from '../../src/demonstration/city.js';
import { fillWithDemonstration } from '../../src/demonstration/insert.js';
import source from '../../src/demonstration/source.json' with { type: 'json' };
import { entities } from '../../src/server/entities.js';
import { openStore, rows, sql, type Store } from '../../src/store/database.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

const words: Record<string, string> = { provincialTop100: 'PROVINCIAL_TOP_100', municipal: 'MUNICIPAL', county: 'COUNTY', new: 'NEW', continuing: 'CONTINUING' };

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await cloneDatabase('demonstration');
  store = await openStore(database.url, entities);
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

// oxlint-disable-next-line no-explicit-any -- rows are what the statement says
type Row = Record<string, any>;

function ask(statement: string): Promise<Row[]> {
  return rows<Row>(store.db, sql.raw(statement));
}

/** Counts and money (in 100 million yuan) of the projects that meet a condition, on 16 April and forecast for 30 April. */
async function figures(where = 'true'): Promise<Row> {
  const [row] = await ask(`
    select count(*)::int as projects, count(*) filter (where origin = 'NEW')::int as new, count(*) filter (where origin = 'CONTINUING')::int as continuing,
      count(*) filter (where started)::int as started, count(*) filter (where startable)::int as startable,
      count(launched_on)::int as launched, count(*) filter (where led)::int as led,
      count(*) filter (where startable and sector = 'INDUSTRY' and total_investment >= 1e8)::int as "startableLarge",
      sum(total_investment / 1e8)::float as total, sum(planned / 1e8)::float as annual, sum(completed / 1e8)::float as completed
    from (
      select p.*, y.planned, y.completed,
        started_on_or_before(origin, started_on, resumed_on, '2020-04-16') as started,
        startable_by(origin, started_on, resumed_on, planned_start_on, planned_resumption_on, '2020-04-30') as startable,
        exists (select from assignment a where a.project_id = p.id and a.until is null and a.role = 'GENERAL_SERVICE_OFFICER') as led
      from project p join project_year y on y.project_id = p.id and y.year = 2020
    ) as project
    where ${where}`);
  return row!;
}

async function none(what: string): Promise<void> {
  expect(await ask(what)).toEqual([]);
}

describe('the figures of the report', () => {
  test('[D1] the clock stands at 16 April 2020, 9:00, when the demonstration is filled in, and ticks on', async () => {
    const [before] = await ask(`select extract(epoch from business_now() - '2020-04-16 09:00:00+08')::float as since, business_today()::text as today, (select last_day::text from day_turn) as turned`);
    expect(before).toMatchObject({ today: '2020-04-16', turned: '2020-04-16' });
    expect(before!.since).toBeGreaterThanOrEqual(0);
    expect(before!.since).toBeLessThan(3600);
    const [after] = await ask(`select extract(epoch from business_now() - '2020-04-16 09:00:00+08')::float as since`);
    expect(after!.since).toBeGreaterThan(before!.since);
  });

  test('[D2] 354 projects, 237 new and 117 continuing, of just under 139 billion yuan and just under 60.8 billion this year', async () => {
    const { total, annual, ...counts } = await figures();
    expect(counts).toMatchObject({ projects: 354, new: 237, continuing: 117 });
    expect(total).toBeLessThan(1390);
    expect(Math.round(total)).toBe(1390);
    expect(annual).toBeLessThan(608);
    expect(Math.round(annual)).toBe(608);
  });

  test('[D3] 188 industry projects, 131 new and 57 continuing, plan 40.1 billion yuan this year', async () => {
    expect(await figures(`sector = 'INDUSTRY'`)).toMatchObject({ projects: 188, new: 131, continuing: 57, annual: 401 });
    const [large] = await ask(`select count(*)::int as count from project where sector = 'INDUSTRY' and total_investment >= 1e8`);
    expect(large!.count).toBeGreaterThanOrEqual(source.portfolio.commitmentAndStartOnLandGrant.projects);
  });

  test('[D4] 134 are started, 64 new and 70 resumed, and they alone completed 3.06 billion yuan this year', async () => {
    expect(await figures('started')).toMatchObject({ projects: 134, new: 64, continuing: 70, completed: 30.6 });
    expect(await figures('not started')).toMatchObject({ completed: 0 });
  });

  test('[D5] 51 provincial projects: 23 new, 28 continuing; 35 industry, 13 infrastructure, 1 livelihood, 2 healthcare', async () => {
    expect(await figures(`tier = 'PROVINCIAL_TOP_100'`)).toMatchObject({ projects: 51, new: 23, continuing: 28, total: 720.3, annual: 365.2, startable: 46 });
    expect(await figures(`tier = 'PROVINCIAL_TOP_100' and sector = 'INDUSTRY'`)).toMatchObject({ projects: 35, new: 16, continuing: 19, annual: 281.1 });
    expect(await ask(`select sector, count(*)::int as count from project where tier = 'PROVINCIAL_TOP_100' group by 1 order by 2 desc`)).toEqual([
      { sector: 'INDUSTRY', count: 35 }, { sector: 'INFRASTRUCTURE', count: 13 }, { sector: 'HEALTHCARE', count: 2 }, { sector: 'LIVELIHOOD', count: 1 },
    ]);
  });

  test('[D6] 10 provincial projects are to be finished this year', async () => {
    expect(await ask(`select count(*)::int as count from project where tier = 'PROVINCIAL_TOP_100' and planned_completion_on between '2020-04-17' and '2020-12-31'`)).toEqual([{ count: 10 }]);
    expect(await ask(`select count(*)::int as count from project where tier = 'PROVINCIAL_TOP_100' and planned_completion_on <= '2020-12-31'`)).toEqual([{ count: 10 }]);
  });

  test('[D7] 21 provincial and 116 county projects were launched together on 1 April', async () => {
    expect(await figures(`launched_on = '2020-04-01' and tier = 'PROVINCIAL_TOP_100'`)).toMatchObject({ projects: 21, annual: 223.3 });
    expect(await figures(`launched_on = '2020-04-01' and tier = 'COUNTY'`)).toMatchObject({ projects: 116, annual: 67.8 });
    expect(await figures('launched_on is not null')).toMatchObject({ projects: 137 });
  });

  test('[D8] 276 can start by the end of April, 87 of them industry of at least 100 million yuan', async () => {
    expect(await figures('startable')).toMatchObject({ projects: 276, startableLarge: 87 });
  });

  test('[D9] 34 leaders answer for two projects and one investment lead each; 286 projects have none', async () => {
    expect(await ask('select count(*)::int as count from leader')).toEqual([{ count: 34 }]);
    expect(await ask(`
      select projects::int, leads::int, count(*)::int as leaders
      from (select count(project_id) as projects, count(lead_id) as leads from assignment where until is null and role = 'GENERAL_SERVICE_OFFICER' group by leader_id) as load
      group by 1, 2`)).toEqual([{ projects: 2, leads: 1, leaders: 34 }]);
    expect(await figures('led')).toMatchObject({ projects: 68 });
    expect(await figures('not led')).toMatchObject({ projects: 286 });
    expect(await figures(`led and sector <> 'INDUSTRY'`)).toMatchObject({ projects: 0 });
  });

  test.each(source.demonstrationCounts.rows)('[D10] %s %s %s: %i', async (tier, kind, origin, projects, launched, started, startable, startableLarge, led) => {
    expect(await figures(`tier = '${words[tier!]}' and (sector = 'INDUSTRY') = ${kind === 'industry'} and origin = '${words[origin!]}'`))
      .toMatchObject({ projects, launched, started, startable, startableLarge, led });
  });
});

describe('lights', () => {
  test('[D11] on 16 April all three colours show, none on over 60 % of the projects and each on at least 15 %', async () => {
    const shares = await ask(`select colour, count(*)::float / 354 as share from project_colours(array(select id from project), '2020-04-16') group by 1 order by 1`);
    expect(shares.map(({ colour }) => colour)).toEqual(['GREEN', 'RED', 'YELLOW']);
    for (const { share } of shares) {
      expect(share).toBeGreaterThanOrEqual(0.15);
      expect(share).toBeLessThanOrEqual(0.6);
    }
  });

  test('[D12] every rule fires on some project', async () => {
    expect(await ask(`select distinct rule from project_signals(array(select id from project), '2020-04-16') order by 1`))
      .toEqual(['BEHIND_PLAN', 'COMPLETION_OVERDUE', 'ISSUES_OVERDUE', 'MILESTONES_LATE', 'SLOW', 'START_OVERDUE', 'STUCK'].map((rule) => ({ rule })));
  });
});

describe('the register holds together', () => {
  test('[D13] stages agree with days', async () => {
    const started = `started_on_or_before(origin, started_on, resumed_on, '2020-04-16')`;
    await none(`select code from project where ${started} <> (stage = 'UNDER_CONSTRUCTION')`);
    await none(`select code from project where not ${started} and origin = 'CONTINUING' and stage <> 'SUSPENDED'`);
    await none(`select code from project where not ${started} and origin = 'NEW' and stage not in ('PREPARING', 'RESERVE')`);
    await none(`select code from project where origin = 'NEW' and (planned_start_on is null or planned_resumption_on is not null or resumed_on is not null)`);
    await none(`select code from project where origin = 'CONTINUING' and (started_on is null or started_on >= '2020-01-01' or planned_resumption_on is null)`);
    await none(`select code from project where greatest(started_on, resumed_on, launched_on) > '2020-04-16'`);
    await none(`select code from project where coalesce(planned_completion_on, '2020-01-01') <= greatest(started_on, planned_start_on)`);
    await none(`select code from project where num_nonnulls(completed_on, entered_production_on, reached_capacity_on, ended_at) > 0`);
  });

  test('[D14] money agrees: never more completed than planned or than the total, at least five million yuan planned this year', async () => {
    await none('select project_id from project_year where completed > planned');
    await none(`select p.code from project p join project_year y on y.project_id = p.id group by p.id having sum(y.completed) > p.total_investment`);
    await none(`select p.code from project p join project_year y on y.project_id = p.id where y.year = 2020 and (y.planned < 5e6 or y.planned + coalesce((select sum(completed) from project_year e where e.project_id = p.id and e.year < 2020), 0) > p.total_investment)`);
    await none(`select p.code from project p where (p.origin = 'CONTINUING') <> exists (select from project_year y where y.project_id = p.id and y.year < 2020 and y.completed > 0)`);
    await none(`select code from project where physical_progress not between 0 and 1 or (physical_progress > 0 and started_on is null)`);
  });

  test('[D15] the city has its districts and counties below it; every one has projects, county projects lie nowhere else', async () => {
    expect(await ask(`select r.code, r.level from region r where r.path[1] = (select id from region where code = 'HL') and cardinality(r.path) <= 2 order by r.id`))
      .toEqual([{ code: 'HL', level: 'PROVINCE' }, { code: 'DQ', level: 'CITY' }]);
    expect(await ask(`select count(*)::int as count from region where level = 'COUNTY' and path[2] = (select id from region where code = 'DQ')`)).toEqual([{ count: 11 }]);
    await none(`select code from region r where not exists (select from project p join region q on q.id = p.region_id where r.id = any(q.path))`);
    await none(`select code from region r where level = 'COUNTY' and not exists (select from project p where p.region_id = r.id and p.tier = 'COUNTY')`);
    await none(`select p.code from project p join region r on r.id = p.region_id where p.tier = 'COUNTY' and r.level <> 'COUNTY'`);
    await none('select code from project where owner_unit_id is null');
  });

  test('[D16] codes run from DQ-2020-001 to DQ-2020-354, and no name is there twice', async () => {
    await none(`select code from project where code <> 'DQ-2020-' || lpad(id::text, 3, '0')`);
    expect(await ask('select count(distinct name)::int as names, max(id) as last from project')).toEqual([{ names: 354, last: 354 }]);
    await none(`select code from investment_lead where code <> 'DQ-L-' || lpad(id::text, 3, '0')`);
  });

  test.each(source.projects)('[D17] $name stands as the report tells of it', async ({ name, ...told }) => {
    const said = told as { tier?: string; phase?: string; place?: string; totalInvestmentYi?: number; startedOn?: string };
    const [project] = await ask(`
      select p.tier, p.origin, r.name as region, (p.total_investment / 1e8)::float as total, p.started_on::text as "startedOn"
      from project p join region r on r.id = p.region_id where p.name = '${name}'`);
    expect(project).toMatchObject({
      ...(said.tier && { tier: words[said.tier] }),
      ...(said.phase && { origin: words[said.phase] }),
      ...(said.place && { region: said.place }),
      ...(said.totalInvestmentYi && { total: said.totalInvestmentYi }),
      ...(said.startedOn && { startedOn: said.startedOn }),
    });
  });

  test('[D18] the lead that the report names is there, with 33 others', async () => {
    expect(await ask(`select code from investment_lead where name = '太阳能电池片'`)).toEqual([{ code: 'DQ-L-001' }]);
    expect(await ask('select count(*)::int as count, count(distinct name)::int as names from investment_lead where ended_at is null and converted_at is null')).toEqual([{ count: 34, names: 34 }]);
  });
});

describe('issues and meetings', () => {
  test('[D19] about 300 issues, of every kind, category, severity, status, level and service mode, on projects, leads and regions', async () => {
    const [row] = await ask(`
      select count(*)::int as issues, count(distinct kind)::int as kinds, count(distinct category)::int as categories, count(distinct severity)::int as severities,
        count(distinct status)::int as statuses, count(distinct level)::int as levels, count(distinct service_mode)::int as modes,
        count(project_id) > 0 and count(lead_id) > 0 and count(region_id) > 0 as everywhere,
        count(*) filter (where returns > 0) > 0 as returned, count(*) filter (where status <> 'CLOSED' and due_on < '2020-04-16') > 0 as overdue
      from issue`);
    expect(row).toEqual({ issues: 300, kinds: 2, categories: 16, severities: 4, statuses: 5, levels: 4, modes: 5, everywhere: true, returned: true, overdue: true });
    expect(await ask('select distinct external_system as system from issue where external_system is not null order by 1')).toEqual([{ system: 'county-platform' }, { system: 'hotline-12345' }]);
  });

  test('[D20] an issue is as its history tells: assigned with a unit and a deadline, closed by somebody other than who resolved it', async () => {
    const acts = (issue: string) => `(select array_agg(h.act order by h.id) from history h where h.type = 'Issue' and h.entity_id = ${issue} and h.act in ('REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'RESOLVED', 'VERIFIED', 'RETURNED', 'ESCALATED'))`;
    await none(`select number from issue i where (${acts('i.id')})[1] <> 'REPORTED' or reported_at <> (select min(at) from history h where h.type = 'Issue' and h.entity_id = i.id)`);
    await none(`
      select number, status, a.acts from issue i cross join lateral (select ${acts('i.id')} as acts) a
      where merged_into is null and status <> case a.acts[cardinality(a.acts)] when 'VERIFIED' then 'CLOSED' when 'RETURNED' then 'ASSIGNED' when 'ESCALATED' then 'REPORTED' else a.acts[cardinality(a.acts)] end
         or returns <> cardinality(array_positions(a.acts, 'RETURNED'))`);
    await none(`select number from issue where merged_into is null and (status = 'REPORTED') <> (lead_unit_id is null) or (lead_unit_id is null) <> (due_on is null)`);
    await none(`select number from issue where merged_into is null and (status in ('RESOLVED', 'CLOSED')) <> (resolved_by is not null) or (resolved_by is null) <> (resolved_at is null) or (status = 'CLOSED') <> (closed_at is not null) or closed_at <= resolved_at`);
    await none(`select number from issue i join history h on h.type = 'Issue' and h.entity_id = i.id and h.act = 'VERIFIED' where h.actor_subject = i.resolved_by`);
    await none(`select number from issue i join issue_supporting_unit s on s.issue_id = i.id where s.unit_id = i.lead_unit_id`);
  });

  test('[D21] numbers follow the order of reports, and the counter goes on after the last', async () => {
    await none(`select number from (select number, row_number() over (order by reported_at, id) as nth from issue) as i where number <> 'DQ-2020-' || lpad(nth::text, 4, '0')`);
    expect(await ask('select prefix, last from number_counter')).toEqual([{ prefix: 'DQ-2020', last: 300 }]);
  });

  test('[D22] the issues that the report tells of are there', async () => {
    expect(await ask(`
      select i.level, i.service_mode as mode, i.category, u.code as unit, p.name like '龙油%' as ours
      from issue i join project p on p.id = i.project_id join unit u on u.id = i.lead_unit_id where i.title = '疫情期间安达境内通行运输'`))
      .toEqual([{ level: 'PROVINCE', mode: 'ESCALATED', category: 'TRANSPORT', unit: 'HL-FGW', ours: true }]);
    expect(await ask(`select p.name from issue i join project p on p.id = i.project_id where i.title = '哈尔滨两家管桩供应商未复工'`)).toEqual([{ name: '大庆豫港龙泉铝合金加工材' }]);
  });

  test('[D23] past meetings are closed, and their directives took up issues of the called projects', async () => {
    await none(`select title from meeting where starts_at < business_now() and (status <> 'CLOSED' or not started_at < closed_at)`);
    await none(`select title from meeting m where status = 'CLOSED' and not exists (select from directive d where d.meeting_id = m.id)`);
    await none(`
      select d.id from directive d join agenda_item g on g.id = d.item_id join issue i on i.id = d.issue_id
      where g.meeting_id <> d.meeting_id or i.project_id <> g.project_id or d.at not between g.called_at and g.ended_at or i.reported_at > d.at or i.closed_at < d.at`);
    await none(`select g.id from agenda_item g join meeting m on m.id = g.meeting_id where m.status = 'CLOSED' and (g.status not in ('DONE', 'DEFERRED') or g.ended_at > m.closed_at)`);
  });

  test('[D24] a joint-handling meeting is scheduled for 9:30, on red and named projects, the lead and a topic, with a hall of every kind', async () => {
    const [meeting, ...others] = await ask(`
      select m.id, m.mode, l.code as chair, r.code as region, m.starts_at = '2020-04-16 09:30+08' as on_time
      from meeting m join leader l on l.id = m.chair_id join region r on r.id = m.region_id where m.status = 'SCHEDULED'`);
    expect(others).toEqual([]);
    expect(meeting).toMatchObject({ mode: 'JOINT_HANDLING', chair: 'L01', region: 'DQ', on_time: true });
    const [agenda] = await ask(`
      select count(project_id)::int as projects, count(lead_id)::int as leads, count(topic)::int as topics, bool_and(status = 'PENDING') as pending, array_agg(position order by position) as positions,
        count(*) filter (where project_id in (select c.project_id from project_colours(array(select id from project), '2020-04-16') c where c.colour = 'RED'))::int as red
      from agenda_item where meeting_id = ${meeting!.id}`);
    expect(agenda).toEqual({ projects: 8, leads: 1, topics: 1, pending: true, positions: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], red: 7 });
    expect((await ask(`select distinct kind from meeting_site where meeting_id = ${meeting!.id} order by 1`)).map(({ kind }) => kind)).toEqual(['COUNTY', 'DEPARTMENT', 'MAIN_HALL', 'PROJECT_SITE']);
    await none(`select id from meeting_site where kind = 'COUNTY' and region_id not in (select id from region where level = 'COUNTY')`);
  });
});

describe('how it is made', () => {
  test('[D25] history is in the order of time, all of it before the clock, by offices and units; the change log knows the seed as its actor', async () => {
    await none(`select id from (select id, at, lag(at) over (order by id) as before from history) as h where at < before or at >= '2020-04-16 09:00+08'`);
    await none(`select id from history where act = 'CHANGED_BY_SQL' or actor_name is null or (actor_subject not like 'demonstration:%' and not automatic)`);
    await none(`select code from project p where not exists (select from history h where h.type = 'Project' and h.entity_id = p.id and h.act = 'REGISTERED' and h.at = p.registered_at)`);
    await none(`select code from investment_lead l where not exists (select from history h where h.type = 'InvestmentLead' and h.entity_id = l.id and h.act = 'REGISTERED')`);
    await none(`select id from assignment a where not exists (select from history h where h.type = 'Assignment' and h.entity_id = a.id and h.act = 'MADE' and h.at = a.since)`);
    await none(`select id from meeting m where not exists (select from history h where h.type = 'Meeting' and h.entity_id = m.id and h.act = 'SCHEDULED' and h.at < m.starts_at)`);
    await none(`select a.id from assignment a left join project p on p.id = a.project_id left join investment_lead l on l.id = a.lead_id where a.since < coalesce(p.registered_at, l.registered_at)`);
    await none(`select i.id from issue i left join project p on p.id = i.project_id left join investment_lead l on l.id = i.lead_id where i.reported_at < coalesce(p.registered_at, l.registered_at)`);
    await none(`select distinct actor, act from change_log where actor <> 'demonstration' or act <> 'SEEDED'`);
  });

  test('[D26] it is always the same', () => {
    expect(JSON.stringify(city())).toBe(JSON.stringify(city()));
  });

  test('[D27] ids go on after the demonstration', async () => {
    for (const table of ['region', 'unit', 'leader', 'project', 'investment_lead', 'assignment', 'issue', 'meeting', 'meeting_site', 'agenda_item', 'directive', 'history', 'progress_report', 'enterprise', 'enterprise_report']) {
      const [row] = await ask(`select (select max(id) from ${table}) as last, nextval(pg_get_serial_sequence('${table}', 'id'))::int as next`);
      expect(row!.next).toBe(row!.last + 1);
    }
  });

  test('[D29] the joint launch of 1 April is one ceremony of 137 projects, each day that stands is an event, and the provincial plan grew by 240.3 %', async () => {
    expect(await ask(`select l.on_day as on, count(*)::int as projects from joint_launch l join project p on p.joint_launch_id = l.id and p.launched_on = l.on_day group by 1`)).toEqual([{ on: '2020-04-01', projects: 137 }]);
    for (const [kind, column] of [['LAUNCHED', 'launched_on'], ['STARTED', 'started_on'], ['RESUMED', 'resumed_on']]) {
      await none(`select id from project p where (${column} is not null) <> exists (select from project_event e where e.project_id = p.id and e.kind = '${kind}' and e.on_day = p.${column} and e.ended_at is null)`);
    }
    await none(`select e.id from project_event e where recorded_by <> '调度办' or recorded_at > business_now() or (recorded_at at time zone 'Asia/Shanghai')::date < on_day`);
    const [grown] = await ask(`select round(sum(y.planned) / f.annual_plan - 1, 3)::text as plan, round(sum(p.total_investment) / f.total_investment - 1, 3)::text as total
      from project p join project_year y on y.project_id = p.id and y.year = 2020 join portfolio_year f on f.part = 'PROVINCIAL_TOP_100' and f.year = 2019 where p.tier = 'PROVINCIAL_TOP_100' group by f.annual_plan, f.total_investment`);
    expect(grown).toEqual({ plan: '2.403', total: '1.000' });
    expect(await ask(`select p.name, count(*)::int as parts from sub_project s join project p on p.id = s.project_id group by 1 order by 2`)).toMatchObject([{ parts: 2 }, { name: '溢泰砷化镓晶片', parts: 6 }]);
  });

  test('[D30] requests for more time in every state, answers, evidence and remarks; one issue that came back, one reported twice', async () => {
    expect(await ask(`select state, count(*)::int as count from extension_request group by 1 order by 1`)).toEqual([{ state: 'APPROVED', count: 3 }, { state: 'OPEN', count: 3 }, { state: 'REFUSED', count: 3 }]);
    await none(`select id from extension_request r where state = 'APPROVED' and due_on <> (select i.due_on from issue i where i.id = r.issue_id)`);
    const [counts] = await ask(`select (select count(*) from issue_answer) > 30 as answers, (select count(*) from issue_evidence) > 10 as evidence, (select count(*) from issue_comment) > 10 as comments,
      (select count(*)::int from issue where recurrence_of is not null) as recurrences, (select count(*)::int from issue where merged_into is not null) as merged`);
    expect(counts).toEqual({ answers: true, evidence: true, comments: true, recurrences: 1, merged: 1 });
    await none(`select a.id from issue_answer a where not exists (select from issue_supporting_unit s where s.issue_id = a.issue_id and s.unit_id = a.unit_id)`);
  });

  test('[D28] a database that holds a city already is refused and left as it was', async () => {
    const before = await ask('select (select count(*) from project) as projects, (select ahead::text from business_clock) as ahead');
    await expect(fillWithDemonstration(store.db)).rejects.toThrow(/already holds a city/);
    expect(await ask('select (select count(*) from project) as projects, (select ahead::text from business_clock) as ahead')).toEqual(before);
  });
});
