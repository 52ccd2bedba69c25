import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openCity, type City } from '../support/city.js';

let city: City;
const sessions: pg.Client[] = [];

beforeAll(async () => {
  city = await openCity('empty');
});
afterAll(() => city.close());

afterEach(async () => {
  for (const open of sessions.splice(0)) await open.end();
});
beforeEach(seed);

async function seed(): Promise<void> {
  await city.query(`
    truncate region, unit, project, meeting, leader, issue cascade;
    insert into region (code, name, level) values ('CITY', '市', 'CITY'), ('OTHER', '另一市', 'CITY');
    insert into region (code, name, level, parent_id) select code, code, 'COUNTY', (select id from region where code = 'CITY') from (values ('A'), ('B')) as county(code);
    insert into unit (code, name, type, region_id) select code, code, 'DEPARTMENT', (select id from region where code = 'CITY') from (values ('U'), ('V')) as unit(code);
    insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
      select code, code, 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', (select id from region where code = 'A'), 1 from (values ('P'), ('Q')) as project(code);
    insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id)
      select 'I' || project.code, 'PROBLEM', 'LAND', '用地', 'LOW', 'REPORTED', 'PROJECT', project.id, unit.id from project, unit where unit.code = 'U'`);
}

async function session(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: city.store.url });
  await client.connect();
  await client.query(`set lock_timeout = '5s'`);
  sessions.push(client);
  return client;
}

/** The first writes and stays open; the second writes; the first commits; both orders of what they write. */
async function both(one: string, other: string): Promise<void> {
  for (const [first, second] of [[one, other], [other, one]] as const) {
    const [early, late] = [await session(), await session()];
    await early.query(`begin; ${first}`);
    const written = late.query(`begin; ${second}`);
    await Promise.race([written, delay(100)]);
    await early.query('commit');
    await written;
    await late.query('commit');
    expect(await drift()).toEqual([]);
    await seed();
  }
}

/** Entities whose kept keys are not those that the tables give. */
const drift = () => city.query(`
  select type, coalesce(is_so.entity_id, said.entity_id) as id, to_jsonb(said.keys) as said, to_jsonb(is_so.keys) as is_so
  from (
    select 'Project' as type, * from scope_of('Project', (select array_agg(id) from project)) union all
    select 'Issue', * from scope_of('Issue', (select array_agg(id) from issue)) union all
    select 'Assignment', * from scope_of('Assignment', (select array_agg(id) from assignment)) union all
    select 'Meeting', * from scope_of('Meeting', (select array_agg(id) from meeting)) union all
    select 'InvestmentLead', * from scope_of('InvestmentLead', (select array_agg(id) from investment_lead))
  ) is_so full join entity_scope said using (type, entity_id) where said.keys is distinct from is_so.keys`);

const region = (code: string) => `(select id from region where code = '${code}')`;
const unit = (code: string) => `(select id from unit where code = '${code}')`;
const project = (code: string) => `(select id from project where code = '${code}')`;
const report = (of: string, by: string) => `insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id)
  values ('NEW', 'PROBLEM', 'LAND', '新', 'LOW', 'REPORTED', 'PROJECT', ${project(of)}, ${by})`;

test('[K13] an issue reported while its project moves lies where the project lies then', async () => {
  await both(`update project set region_id = ${region('B')} where code = 'P'`, report('P', 'null'));
});

test('[K14] a unit that gets one issue of a project while another issue leaves it still sees the project', async () => {
  await both(`update issue set lead_unit_id = ${unit('V')} where number = 'IP'`, report('P', unit('U')));
});

test('[K15] what is registered in a region while the region moves moves along', async () => {
  await both(
    `update region set parent_id = ${region('OTHER')} where code = 'A'`,
    `insert into project (code, name, tier, sector, origin, stage, region_id, total_investment) values ('NEW', '新', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', ${region('A')}, 1)`,
  );
});

test('[K16] a unit that supports an issue sees its project, also if the issue changes projects meanwhile', async () => {
  await both(`update issue set project_id = ${project('Q')} where number = 'IP'`, `insert into issue_supporting_unit select id, ${unit('V')} from issue where number = 'IP'`);
});

test('[K17] a region that moves below one that moves itself lies below both', async () => {
  const [early, late] = [await session(), await session()];
  await early.query(`begin; update region set parent_id = ${region('OTHER')} where code = 'B'`);
  const written = late.query(`update region set parent_id = ${region('B')} where code = 'A'`);
  await Promise.race([written, delay(100)]);
  await early.query('commit');
  await written;
  expect(await city.query(`select path = array[${region('OTHER')}, ${region('B')}, id] as right from region where code = 'A'`)).toEqual([{ right: true }]);
  expect(await drift()).toEqual([]);
});

test('[K18] a change of no keys waits for nobody, and the turn of the day neither', async () => {
  await city.query(`update issue set due_on = business_today(), status = 'ASSIGNED'`);
  const [mover, other] = [await session(), await session()];
  await mover.query(`begin; update project set region_id = ${region('B')}; insert into assignment (role, leader_id, project_id) select 'GENERAL_SERVICE_OFFICER', l.id, p.id from leader l, project p`);
  await other.query(`set lock_timeout = '500ms'; update issue set title = '不等'; update day_turn set last_day = last_day - 1; select turn_day()`);
  await mover.query('rollback');
});

test('[K19] a transaction that looks from an older state fails instead of keeping keys from then', async () => {
  const old = await session();
  await old.query(`begin isolation level repeatable read; select from project`);
  await city.query(report('P', unit('U')));
  await expect(old.query(`update issue set lead_unit_id = ${unit('V')} where number = 'IP'`)).rejects.toThrow(/could not serialize/);
  await old.query(`rollback; begin isolation level repeatable read`);
  await expect(old.query(`update region set parent_id = ${region('OTHER')} where code = 'A'`)).rejects.toThrow(/READ COMMITTED/);
  await old.query('rollback');
  expect(await drift()).toEqual([]);
});
