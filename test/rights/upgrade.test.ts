import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../src/store/migrate.js';
import { openCity, type City } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity('template1')));
afterAll(() => city.close());

test('[RT18] a city that was filled before there were owners is as one filled afterwards: keys, the log\'s keys from before, and notes', async () => {
  await city.store.orm.migrator.up({ to: 'Migration20261125011500_reading' });
  await city.query(`
    insert into region (id, code, name, level) values (1, 'N', '北县', 'COUNTY'), (2, 'S', '南县', 'COUNTY');
    insert into unit (id, code, name, type, region_id) values (1, 'CO', '公司', 'COMPANY', 1);
    insert into leader (id, code, name, title) values (1, 'L1', '领导一', '市长'), (2, 'L2', '领导二', '副市长');
    insert into project (id, code, name, tier, sector, origin, stage, region_id, owner_unit_id, total_investment) values
      (1, 'P-1', '厂', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 1, 1, 1), (2, 'P-2', '厂', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 2, null, 1);
    insert into investment_lead (id, code, name, region_id, sector, project_id, converted_at, ended_at) values (1, 'V-1', '线索', 1, 'INDUSTRY', 2, now(), now()), (2, 'V-2', '线索', 1, 'INDUSTRY', null, null, null);
    insert into assignment (id, role, leader_id, project_id, lead_id, until, end_reason) values
      (1, 'GENERAL_SERVICE_OFFICER', 1, 1, null, null, null), (2, 'CHIEF_SERVICE_OFFICER', 2, 1, null, null, null),
      (3, 'GENERAL_SERVICE_OFFICER', 1, null, 1, now(), 'P-2'), (4, 'GENERAL_SERVICE_OFFICER', 1, 2, null, null, null);
    insert into issue (id, number, kind, category, title, severity, status, level, project_id) values (1, 'I-1', 'PROBLEM', 'LAND', '用地', 'LOW', 'REPORTED', 'PROJECT', 1), (2, 'I-2', 'PROBLEM', 'LAND', '用地', 'LOW', 'REPORTED', 'PROJECT', 2);
    insert into meeting (id, title, mode, starts_at, region_id) values (1, '会', 'JOINT_HANDLING', now(), 1);
    update project set region_id = 2 where id = 1;
    insert into history (type, entity_id, act, actor_name, note) values
      ('InvestmentLead', 1, 'CONVERTED', '甲', 'P-2'), ('Assignment', 3, 'ENDED', '甲', 'P-2'), ('Assignment', 4, 'MADE', '甲', 'V-1'), ('Issue', 2, 'CORRECTED', '甲', 'V-1 → P-2'), ('Assignment', 2, 'MADE', '甲', null)`);
  const [{ last }] = await city.query(`select max(seq) as last from change_log`) as [{ last: string }];

  await migrate(city.store);
  const types = ['Project', 'InvestmentLead', 'Issue', 'Assignment', 'Meeting'];
  const differing = await Promise.all(types.map((type) => city.query(`
    select '${type}' as type, coalesce(fresh.entity_id, kept.entity_id) as id
    from scope_of('${type}', array(select entity_id from entity_scope where type = '${type}')) fresh
    full join (select * from entity_scope where type = '${type}') kept on kept.entity_id = fresh.entity_id
    where fresh.keys is distinct from kept.keys`)));
  expect(differing.flat()).toEqual([]);
  expect(await city.query(`select type, entity_id as id from entity_scope where (keys).owners = '{1}' order by 1, 2`)).toEqual([
    { type: 'Assignment', id: 1 }, { type: 'Assignment', id: 2 }, { type: 'Issue', id: 1 }, { type: 'Project', id: 1 },
  ]);
  // Nobody missed a change but those who follow a leader: the leader's colleagues have come, and so has the lead that the project was.
  expect(await city.query(`select type, entity_id as id, (before).leaders from change_log where seq > ${last} and moved order by seq`)).toEqual([
    { type: 'Assignment', id: 1, leaders: [1] }, { type: 'Assignment', id: 2, leaders: [2] }, { type: 'InvestmentLead', id: 1, leaders: [] },
  ]);
  expect(await city.query(`select from change_log where moved and not (before is null) and (before).owners is null`)).toEqual([]);
  expect(await city.query(`select type, entity_id as id, act, names_type as names, names_id as named from history h where actor_name = '甲' order by h.id`)).toEqual([
    { type: 'InvestmentLead', id: 1, act: 'CONVERTED', names: 'Project', named: 2 },
    { type: 'Assignment', id: 3, act: 'ENDED', names: 'Project', named: 2 },
    { type: 'Assignment', id: 4, act: 'MADE', names: 'InvestmentLead', named: 1 },
    { type: 'Issue', id: 2, act: 'CORRECTED', names: 'InvestmentLead', named: 1 },
    { type: 'Assignment', id: 2, act: 'MADE', names: null, named: null },
  ]);
});
