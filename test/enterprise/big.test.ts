import { expect, test } from 'vitest';
import { openCity } from '../support/city.js';

const list = (first: number) => `{ enterprises(first: ${first}) { totalCount pageInfo { hasNextPage } nodes { id code name employees resumedOn region { name } latestReport { day staffPresent output } peak { day output } } } }`;
const stats = '{ whole: enterpriseStats { count resumed employees staffPresent } byRegion: enterpriseStats(byRegion: true) { region { name } count resumed employees staffPresent } }';

test('[EN8] 10,000 enterprises with 100,000 reports: the list and the figures are read in as many statements as a few, and reports by index', { timeout: 180_000 }, async () => {
  const big = await openCity('big');
  try {
    await big.query(`insert into enterprise (code, name, region_id, employees, resumed_on, output_unit) select 'B-' || lpad(n::text, 5, '0'), '企业' || n, (select id from region order by id offset n % (select count(*) from region) limit 1), 100, case when n % 2 = 0 then date '2020-03-01' end, '吨' from generate_series(1, 10000) n`);
    await big.query(`insert into enterprise_report (enterprise_id, day, staff_present, output) select e.id, date '2020-04-01' + d, 50 + d, 10 * d from enterprise e cross join generate_series(0, 9) d where e.code like 'B-%'`);
    await big.query('vacuum analyze enterprise');
    await big.query('vacuum analyze enterprise_report');
    const ask = (source: string) => big.get('ADMIN', source);
    const few = await big.statements(() => ask(list(2)));
    expect(await big.statements(() => ask(list(200)))).toBe(few);
    expect(few).toBeLessThanOrEqual(6);
    expect(await big.statements(() => ask(stats))).toBeLessThanOrEqual(4);
    const { enterprises } = await ask(list(50));
    expect(enterprises.nodes[0]).toMatchObject({ code: 'B-00001', latestReport: { day: '2020-04-10', staffPresent: 59, output: 90 }, peak: { day: '2020-04-10', output: 90 } });
    const { whole: [whole], byRegion } = await ask(stats);
    expect(whole).toMatchObject({ count: enterprises.totalCount });
    expect(whole.staffPresent).toBeGreaterThanOrEqual(590_000);
    expect(byRegion.reduce((sum: number, { staffPresent }: { staffPresent: number }) => sum + staffPresent, 0)).toBe(whole.staffPresent);

    const plan = async (statement: string): Promise<string> => (await big.query<{ 'QUERY PLAN': string }>(`explain ${statement}`)).map((row) => row['QUERY PLAN']).join('\n');
    const counts = 'not exists (select from enterprise_report later where later.enterprise_id = r.enterprise_id and later.day = r.day and later.id > r.id)';
    for (const statement of [
      'select e.id from enterprise e order by e.code, e.id limit 51',
      `select l.* from unnest('{1,2,3}'::int[]) as of(id) cross join lateral (select r.* from enterprise_report r where r.enterprise_id = of.id order by r.day desc, r.id desc limit 1) l`,
      `select l.* from unnest('{1,2,3}'::int[]) as of(id) cross join lateral (select r.* from enterprise_report r where r.enterprise_id = of.id and r.output is not null and ${counts} order by r.output desc, r.day, r.id limit 1) l`,
    ]) expect(await plan(statement)).not.toMatch(/Seq Scan on (enterprise|enterprise_report)\b/);
    // The figures read every enterprise that is seen, and of each the reports of its own alone.
    expect(await plan(`select sum((select r.staff_present from enterprise_report r where r.enterprise_id = e.id and r.staff_present is not null and ${counts} order by r.day desc, r.id desc limit 1)) from enterprise e`)).not.toMatch(/Seq Scan on enterprise_report\b/);
  } finally {
    await big.close();
  }
});
