import pg from 'pg';

/**
 * Fills a migrated, empty database with a city of 20 counties, 200 units, 100 leaders, 10,000 projects with their money of the
 * year, 2,000 assignments and 100,000 issues, all alike but for what lists are filtered and sorted by. The clock stands on
 * 16 April 2020. Other rows are the business of the test that needs them.
 */
export async function fillBigCity(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const statements = [
  `update business_clock set ahead = make_interval(secs => extract(epoch from timestamptz '2020-04-16 09:00+08' - now())::float8)`,
  `insert into region (id, code, name, level) values (1, 'CITY', '市', 'CITY')`,
  `insert into region (id, code, name, level, parent_id) select 1 + n, 'R' || n, '第' || n || '县', 'COUNTY', 1 from generate_series(1, 20) n`,
  `insert into unit (id, code, name, type, region_id) select n, 'U' || n, '单位' || n, case when n % 2 = 0 then 'COMPANY' else 'DEPARTMENT' end, 1 + n % 21 from generate_series(1, 200) n`,
  `insert into leader (id, code, name, title) select n, 'L' || n, '领导' || n, '副市长' from generate_series(1, 100) n`,
  `insert into project (id, code, name, tier, sector, origin, stage, region_id, owner_unit_id, total_investment, planned_start_on, started_on, planned_resumption_on, planned_completion_on, physical_progress)
   select n, 'P' || lpad(n::text, 5, '0'), '项目' || n,
          (array['PROVINCIAL_TOP_100', 'MUNICIPAL', 'COUNTY'])[1 + n % 3], (array['INDUSTRY', 'INFRASTRUCTURE', 'LIVELIHOOD', 'HEALTHCARE'])[1 + n % 4],
          case when n % 2 = 0 then 'NEW' else 'CONTINUING' end, case when n % 5 = 0 then 'UNDER_CONSTRUCTION' else 'PREPARING' end,
          2 + n % 20, 2 + 2 * (n % 99), 1000000 * (1 + n % 500), date '2020-03-01' + n % 120, case when n % 5 = 0 then date '2020-03-01' + n % 40 end,
          case when n % 2 = 1 then date '2020-03-15' + n % 60 end, date '2020-10-01' + n % 300, (n % 100) / 100.0
   from generate_series(1, 10000) n`,
  `insert into project_year (project_id, year, planned, completed) select n, 2020, 100000 * (1 + n % 500), 1000 * (n % 500) from generate_series(1, 10000) n`,
  `insert into assignment (role, leader_id, project_id, duty) select 'GENERAL_SERVICE_OFFICER', 1 + n % 100, n * 5, '包保' from generate_series(1, 2000) n`,
  `insert into issue (id, number, kind, category, title, severity, status, level, project_id, lead_unit_id, due_on, reported_at, resolved_by, resolved_at, closed_at)
   select n, 'B-2020-' || lpad(n::text, 6, '0'), case when n % 4 = 0 then 'DEMAND' else 'PROBLEM' end,
          (array['PERMITS', 'LAND', 'FUNDS', 'LABOUR', 'MATERIALS', 'POWER'])[1 + n % 6], '事项' || n, (array['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[1 + n % 4],
          (array['REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'RESOLVED', 'CLOSED', 'CLOSED', 'CLOSED', 'CLOSED'])[1 + n % 8], (array['PROJECT', 'COUNTY', 'CITY', 'PROVINCE'])[1 + n % 4],
          1 + n % 10000, case when n % 8 > 0 then 1 + n % 200 end, case when n % 8 > 0 then date '2020-04-01' + n % 60 end, timestamptz '2020-02-01 08:00+08' + n * interval '1 minute',
          case when n % 8 >= 3 then 'unit' end, case when n % 8 >= 3 then timestamptz '2020-04-10 09:00+08' end, case when n % 8 >= 4 then timestamptz '2020-04-12 09:00+08' end
   from generate_series(1, 100000) n`,
  ...['region', 'unit', 'leader', 'project', 'assignment', 'issue'].map((table) => `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`),
  'vacuum analyze',
];
