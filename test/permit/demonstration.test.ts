import { afterAll, beforeAll, expect, test } from 'vitest';
import { papersDue } from '../../src/permit/permit.queries.js';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

test('[PM22] the demonstration has permits of all 170 new projects that may start by the end of April: land procedures done for 17, 100 commitments, the mask project exempted, shares near the targets', async () => {
  const { permitProgress, permitStats } = await city.get('ADMIN', '{ permitProgress { landProceduresDone committed } permitStats(by: [CHANNEL]) { channel share target } }');
  expect(permitProgress).toEqual({ landProceduresDone: 17, committed: 100 });
  for (const { channel, share, target } of permitStats.filter(({ channel }: Data) => channel !== null)) expect([channel, Math.abs(share - target) < 0.03]).toEqual([channel, true]);
  expect(await city.query(`select count(distinct project_id)::int as projects, count(*)::int > 1500 as many from permit`)).toEqual([{ projects: 170, many: true }]);
  // As the register's own words say it.
  expect(await city.query(`select count(*)::int as count from project p where p.description like '%用地手续已办结%' and exists (select from permit m join permit_kind k on k.id = m.kind_id where m.project_id = p.id and k.land_use and m.state = 'GRANTED')
    and not exists (select from permit m join permit_kind k on k.id = m.kind_id where m.project_id = p.id and k.land_use and m.state <> 'GRANTED')`)).toEqual([{ count: 17 }]);
  expect(await city.query(`select m.state, m.reason from permit m join permit_kind k on k.id = m.kind_id join project p on p.id = m.project_id where p.name like '%医用口罩%' and k.code = 'EIA'`)).toEqual([{ state: 'EXEMPTED', reason: '疫情防控急需物资生产项目，豁免环评' }]);
});

test('[PM23] its permits keep their order and their days, its commitments their rule; its papers are reminded of when they were to be, and each permit is what its history tells', async () => {
  expect(await city.query(`select m.id from permit m join permit_kind k on k.id = m.kind_id join permit_kind b on b.code = any(k.after) join permit before on before.project_id = m.project_id and before.kind_id = b.id
    where m.applied_on is not null and not (before.state = 'EXEMPTED' or before.granted_on <= m.applied_on)`)).toEqual([]);
  expect(await city.query(`select id from permit where greatest(applied_on, accepted_on, granted_on, refused_on) >= business_today()`)).toEqual([]);
  expect(await city.query(`select c.project_id from start_commitment c join project p on p.id = c.project_id, permit_rules r where p.sector <> 'INDUSTRY' or p.total_investment < r.commitment_from`)).toEqual([]);
  // What has begun has all that it needs, or committed itself and has its land.
  const { projects } = await city.get('ADMIN', '{ projects(first: 200, filter: { origin: [NEW], stage: [UNDER_CONSTRUCTION] }) { nodes { code permitsReady } } }');
  expect(projects.nodes.filter(({ permitsReady }: Data) => !permitsReady)).toEqual([]);
  expect(await papersDue(city.store.db)).toEqual([]);
  expect((await city.query(`select count(*)::int as count from permit_paper where delivered_on is null and reminded_at is not null`))[0].count).toBeGreaterThan(5);
  const lines = await city.query(`select act, count(*)::int as count from history where act like 'PERMIT%' group by 1 order by 1`);
  const [{ planned, applied, accepted, granted, refused, exempted }] = await city.query(`select count(*)::int as planned, count(applied_on)::int as applied, count(accepted_on)::int as accepted, count(granted_on)::int as granted, count(refused_on)::int as refused,
    count(*) filter (where state = 'EXEMPTED')::int as exempted from permit`) as [Data];
  expect(Object.fromEntries(lines.map(({ act, count }: Data) => [act, count]))).toEqual({ PERMIT_PLANNED: planned, PERMIT_APPLIED: applied, PERMIT_ACCEPTED: accepted, PERMIT_GRANTED: granted, PERMIT_REFUSED: refused, PERMIT_EXEMPTED: exempted });
});
