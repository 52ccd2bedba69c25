import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { assigned, contract, ids, openTown, report, rowId } from './town.js';

const loads = `{ leaders(orderBy: CODE_ASC) { nodes { code load { projects leads openIssues overdueIssues } } } }`;

test('[I36] a leader\'s load counts each project and lead held now once, in whatever role, and what is open and overdue there, within the viewer\'s sight', async () => {
  const city = await openTown();
  try {
    await city.query(`insert into assignment (role, leader_id, project_id, lead_id, until) values
      ('GENERAL_SERVICE_OFFICER', 1, 1, null, null), ('CHIEF_SERVICE_OFFICER', 1, 1, null, null), ('CHIEF_SERVICE_OFFICER', 1, 2, null, null),
      ('FACILITATION_OFFICER', 1, null, 1, null), ('GENERAL_SERVICE_OFFICER', 1, 3, null, now()), ('GENERAL_SERVICE_OFFICER', 2, 2, null, null)`);
    const late = await assigned(city, ids.power);
    await report(city);
    const closed = await report(city);
    await report(city, { projectCode: 'DQ-W-1' });
    await report(city, { projectCode: 'DQ-E-2' });
    await report(city, { leadId: ids.lead });
    await city.query(`update issue set due_on = '2020-04-15' where id in (${rowId(late)}, ${rowId(closed)})`);
    await city.query(`update issue set status = 'CLOSED' where id = ${rowId(closed)}`);
    const load = async (...eyes: [Parameters<City['get']>[0], Parameters<City['get']>[3]]) => (await city.get(eyes[0], loads, {}, eyes[1])).leaders.nodes.map((node: Data) => Object.values(node.load));
    expect(await load('VIEWER', {})).toEqual([[2, 1, 4, 1], [1, 0, 1, 0]]);
    expect(await load('VIEWER', { region: 'DQ-E' })).toEqual([[1, 1, 3, 1], [0, 0, 0, 0]]);
    expect(await load('VIEWER', { region: 'DQ-W' })).toEqual([[1, 0, 1, 0], [1, 0, 1, 0]]);
    expect(await load('UNIT', { unit: 'POWER' })).toEqual([[1, 0, 1, 1], [0, 0, 0, 0]]);
    expect(await load('INTEGRATION', { system: 'hotline' })).toEqual([[0, 0, 0, 0], [0, 0, 0, 0]]);
  } finally {
    await city.close();
  }
});

let city: City;
beforeAll(async () => void (city = await openTown()));
afterAll(() => city.close());

async function grow(times: number): Promise<void> {
  await city.query(`
    insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
    select 'A-' || ${times} || '-' || n, '项目' || n, 'MUNICIPAL', 'INDUSTRY', 'NEW', 'PREPARING', 3, 1 from generate_series(1, ${times}) n`);
  await city.query(`
    insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id, external_system, external_key)
    select 'N-' || p.id || '-' || n, 'PROBLEM', 'LAND', '问题', 'LOW', 'ASSIGNED', 'PROJECT', p.id, 1, 's', p.id || '-' || n
    from project p, generate_series(1, 3) n where p.code like 'A-${times}-%'`);
  await city.query(`insert into issue_supporting_unit (issue_id, unit_id) select i.id, 2 from issue i where i.number like 'N-%' on conflict do nothing`);
  await city.query(`
    insert into leader (code, name, title) select 'A-' || ${times} || '-' || n, '领导', '职务' from generate_series(1, ${times}) n`);
  await city.query(`
    insert into assignment (role, leader_id, project_id)
    select 'GENERAL_SERVICE_OFFICER', l.id, p.id from leader l join project p on p.code = l.code where l.code like 'A-${times}-%'`);
}

test('[I37] what a list costs depends on its depth, not on its length', async () => {
  const cost = async (source: string, first: number) => city.statements(() => city.get('ADMIN', source, { first }));
  const sources = [
    contract('issues'), contract('projects'), contract('leaders'),
    `query ($first: Int!) { units(first: $first) { nodes { issues { totalCount nodes { project { code } lead { code } region { code } supportingUnits { code } } } } } }`,
    `query ($first: Int!) { issues(first: $first) { nodes { project { issues { totalCount nodes { leadUnit { issues(first: 2) { totalCount nodes { id } } } } } } } } }`,
  ];
  await grow(5);
  const few: number[] = [];
  for (const source of sources) few.push(await cost(source, 3));
  await grow(60);
  const many: number[] = [];
  for (const source of sources) many.push(await cost(source, 60));
  expect(many).toEqual(few);
  expect(Math.max(...many)).toBeLessThan(12);
});
