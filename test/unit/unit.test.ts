import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { rights } from '../../src/kernel/rights.js';
import { Role } from '../../src/kernel/viewer.js';
import { openCity, type City } from '../support/city.js';
import { refusals, seedPlaces, walk } from './seed.js';

const list = `query ($first: Int! = 20, $after: String, $filter: UnitFilter, $orderBy: UnitOrder! = CODE_ASC) {
  units(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { totalCount nodes { id code name } pageInfo { hasNextPage endCursor } }
}`;
const one = `query ($id: ID, $code: String) { unit(id: $id, code: $code) { id code name type version endedAt region { code } history { act note actor { name } } } }`;
const unit = 'unit { id code name type version endedAt region { code } history { act note actor { name } } } userErrors { code message path }';
const register = `mutation ($input: UnitRegisterInput!) { unitRegister(input: $input) { ${unit} } }`;
const correct = `mutation ($id: ID!, $input: UnitCorrectInput!) { unitCorrect(id: $id, input: $input) { ${unit} } }`;
const end = `mutation ($id: ID!, $reason: String!) { unitEnd(id: $id, reason: $reason) { ${unit} } }`;

let city: City;
beforeAll(async () => {
  city = await openCity('empty');
  await seedPlaces(city);
});
afterAll(() => city.close());

const region = (id: number) => toGlobalId('Region', id);
const codes = async (filter: object) => (await city.get('VIEWER', list, { filter })).units.nodes.map(({ code }: { code: string }) => code);
const registered = async (code: string, regionId = 2) => (await city.get('ADMIN', register, { input: { code, name: `单位 ${code}`, type: 'COMPANY', regionId: region(regionId) } })).unitRegister.unit;

test('[U1] units come page by page, none twice, with the number of all', async () => {
  const { units } = await city.get('VIEWER', list, { first: 2 });
  expect(units.totalCount).toBe(4);
  expect(units.nodes.map(({ code }: { code: string }) => code)).toEqual(['DQ-FGW', 'DQ-LD-ZF']);
  for (const orderBy of ['CODE_ASC', 'CODE_DESC', 'NAME_ASC', 'NAME_DESC']) {
    const all = await walk<{ code: string }>(async (after) => (await city.get('VIEWER', list, { first: 1, after, orderBy })).units);
    expect(new Set(all.map(({ code }) => code)).size).toBe(4);
    expect(all).toHaveLength(4);
  }
});

test('[U2] units are found by kind, by region with all below it, by a part of the name or code, and by whether they are in use', async () => {
  expect(await codes({ type: ['COUNTY_GOVERNMENT'] })).toEqual(['DQ-LD-ZF', 'DQ-LF-ZF']);
  expect(await codes({ type: [] })).toEqual([]);
  expect(await codes({ regionId: region(3) })).toEqual(['DQ-LF-ZF']);
  expect(await codes({ regionId: region(1) })).toHaveLength(4);
  expect(await codes({ search: '龙凤' })).toEqual(['DQ-LF-ZF']);
  expect(await codes({ search: 'lf-z' })).toEqual(['DQ-LF-ZF']);
  expect(await codes({ search: '凤龙' })).toEqual([]);
  expect(await codes({ search: '%' })).toEqual([]);
  expect(await codes({ search: '  ' })).toHaveLength(4);
  expect(await codes({ search: '长'.repeat(100_000) })).toEqual([]);
  expect(await codes({ active: false })).toEqual(['DQ-OLD-GS']);
  expect(await codes({ active: true, regionId: region(2), type: ['COMPANY'] })).toEqual([]);
});

test('[U3] one unit is found by its id or its code; where there is none it is null; an id of another type is malformed', async () => {
  const { unit } = await city.get('SCREEN', one, { code: 'DQ-LF-ZF' });
  expect(unit).toMatchObject({ name: '龙凤区人民政府', type: 'COUNTY_GOVERNMENT', region: { code: 'DQ-LF' }, endedAt: null });
  expect((await city.get('SCREEN', one, { id: unit.id })).unit).toEqual(unit);
  expect((await city.get('SCREEN', one, { id: toGlobalId('Unit', 999) })).unit).toBeNull();
  expect((await city.get('SCREEN', one, {})).unit).toBeNull();
  const { errors } = await city.ask('SCREEN', one, { id: region(1) });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argumentPath: ['id'] });
});

test('[U4] a unit is registered in a region, and its history names who did it', async () => {
  const input = { code: ' DQ-ZJJ ', name: ' 市住建局 ', type: 'DEPARTMENT', regionId: region(2) };
  const { unitRegister } = await city.get('DISPATCHER', register, { input }, { subject: '调度员' });
  expect(unitRegister.userErrors).toEqual([]);
  expect(unitRegister.unit).toMatchObject({ code: 'DQ-ZJJ', name: '市住建局', version: 1, region: { code: 'DQ' } });
  expect(unitRegister.unit.history).toEqual([{ act: 'REGISTERED', note: null, actor: { name: '调度员' } }]);
});

test('[U5] a unit is not registered with a code in use, an empty or overlong text, or in a region that is ended or unknown; nothing is left behind', async () => {
  const good = { code: 'DQ-X', name: '名', type: 'COMPANY', regionId: region(2) };
  const tried = async (input: object) => refusals((await city.get('ADMIN', register, { input: { ...good, ...input } })).unitRegister);
  expect(await tried({ code: 'DQ-FGW' })).toEqual(['CODE_TAKEN input.code']);
  expect(await tried({ code: ' ', name: '' })).toEqual(['TEXT_EMPTY input.code', 'TEXT_EMPTY input.name']);
  expect(await tried({ code: 'x'.repeat(41), name: '长'.repeat(201) })).toEqual(['TEXT_TOO_LONG input.code', 'TEXT_TOO_LONG input.name']);
  expect(await tried({ regionId: region(5) })).toEqual(['ENDED input.regionId']);
  expect(await tried({ regionId: region(99) })).toEqual(['NOT_FOUND input.regionId']);
  expect(await city.query(`select id from unit where code = 'DQ-X' union all select id from history where entity_id not in (select id from unit) and type = 'Unit'`)).toEqual([]);
});

test('[U6] a correction changes what it names and leaves the rest; at an old version it is refused', async () => {
  const { id } = await registered('DQ-C1');
  const { unitCorrect } = await city.get('ADMIN', correct, { id, input: { version: 1, name: '新名', type: null } });
  expect(unitCorrect.unit).toMatchObject({ code: 'DQ-C1', name: '新名', type: 'COMPANY', version: 2, region: { code: 'DQ' } });
  const moved = await city.get('ADMIN', correct, { id, input: { version: 2, regionId: region(3), type: 'DEPARTMENT' } });
  expect(moved.unitCorrect.unit).toMatchObject({ name: '新名', type: 'DEPARTMENT', version: 3, region: { code: 'DQ-LF' } });
  expect(moved.unitCorrect.unit.history.map(({ act }: { act: string }) => act)).toEqual(['REGISTERED', 'CORRECTED', 'CORRECTED']);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 2, name: '旧版' } })).unitCorrect)).toEqual(['CONFLICT input.version']);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 3, name: ' ' } })).unitCorrect)).toEqual(['TEXT_EMPTY input.name']);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: 3, regionId: region(5) } })).unitCorrect)).toEqual(['ENDED input.regionId']);
  expect(refusals((await city.get('ADMIN', correct, { id: toGlobalId('Unit', 999), input: { version: 1 } })).unitCorrect)).toEqual(['NOT_FOUND id']);
});

test('[U7] of two corrections at one version that arrive together, one is done and one refused', async () => {
  const { id } = await registered('DQ-C2');
  const both = await Promise.all(['甲', '乙'].map((name) => city.get('ADMIN', correct, { id, input: { version: 1, name } })));
  expect(both.map(({ unitCorrect }) => refusals(unitCorrect)).sort()).toEqual([[], ['CONFLICT input.version']]);
});

test('[U8] a unit does not end while it leads an open issue, and is told which; afterwards it ends with its reason and changes no more', async () => {
  const { id } = await registered('DQ-E1');
  await city.query(`
    insert into issue (number, kind, category, title, severity, status, level, region_id, lead_unit_id)
    select 'DQ-2020-0007', 'PROBLEM', 'LAND', '征地', 'LOW', 'ASSIGNED', 'CITY', 2, id from unit where code = 'DQ-E1'`);
  const refused = (await city.get('ADMIN', end, { id, reason: '撤并' }, { language: 'en' })).unitEnd;
  expect(refusals(refused)).toEqual(['IN_USE id']);
  expect(refused.userErrors[0].message).toContain('DQ-2020-0007 征地');
  await city.query(`update issue set status = 'CLOSED' where number = 'DQ-2020-0007'`);
  expect(refusals((await city.get('ADMIN', end, { id, reason: '  ' })).unitEnd)).toEqual(['TEXT_EMPTY reason']);
  const { unitEnd } = await city.get('ADMIN', end, { id, reason: '撤并' });
  expect(unitEnd.unit.endedAt).toMatch(/^2020-04-16T01:0/);
  expect(unitEnd.unit.history.at(-1)).toMatchObject({ act: 'ENDED', note: '撤并' });
  expect(refusals((await city.get('ADMIN', end, { id, reason: '再次' })).unitEnd)).toEqual(['ENDED id']);
  expect(refusals((await city.get('ADMIN', correct, { id, input: { version: unitEnd.unit.version, name: '名' } })).unitCorrect)).toEqual(['ENDED id']);
});

test('[U9] administrators and dispatchers keep units, nobody else; everybody reads them', async () => {
  expect(rights).toContain('keepDirectory');
  const id = toGlobalId('Unit', 1);
  const acts = [
    [register, { input: { code: 'DQ-R', name: '名', type: 'COMPANY', regionId: region(2) } }],
    [correct, { id, input: { version: 1, name: '名' } }],
    [end, { id, reason: '无' }],
  ] as const;
  for (const role of Object.values(Role)) {
    expect((await city.get(role, one, { id })).unit.code).toBe('DQ-FGW');
    if (role === 'ADMIN' || role === 'DISPATCHER') continue;
    for (const [act, variables] of acts) {
      expect((await city.ask(role, act, variables)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  }
  expect(await city.query(`select id from unit where code = 'DQ-R'`)).toEqual([]);
});

test('[U10] the dispatcher of a region keeps the units of that region and of no other', async () => {
  const here = { region: 'DQ-LF' };
  const input = { code: 'DQ-LF-GS', name: '名', type: 'COMPANY' };
  expect(refusals((await city.get('DISPATCHER', register, { input: { ...input, regionId: region(2) } }, here)).unitRegister)).toEqual(['FORBIDDEN_HERE input.regionId']);
  const { unitRegister } = await city.get('DISPATCHER', register, { input: { ...input, regionId: region(3) } }, here);
  expect(unitRegister.userErrors).toEqual([]);
  expect(refusals((await city.get('DISPATCHER', correct, { id: unitRegister.unit.id, input: { version: 1, regionId: region(4) } }, here)).unitCorrect)).toEqual(['FORBIDDEN_HERE input.regionId']);
  const other = toGlobalId('Unit', 3);
  expect(refusals((await city.get('DISPATCHER', correct, { id: other, input: { version: 1, name: '名' } }, here)).unitCorrect)).toEqual(['FORBIDDEN_HERE id']);
  expect(refusals((await city.get('DISPATCHER', end, { id: other, reason: '无' }, here)).unitEnd)).toEqual(['FORBIDDEN_HERE id']);
});

test('[U11] who may not see the issue that keeps a unit is not told of which', async () => {
  await registered('DQ-LF-E2', 3);
  await city.query(`
    insert into issue (number, kind, category, title, severity, status, level, region_id, lead_unit_id)
    select 'DQ-2020-0008', 'PROBLEM', 'LAND', '林甸征地', 'LOW', 'ASSIGNED', 'CITY', 4, id from unit where code = 'DQ-LF-E2'`);
  const { unit } = await city.get('VIEWER', one, { code: 'DQ-LF-E2' });
  const { unitEnd } = await city.get('DISPATCHER', end, { id: unit.id, reason: '撤并' }, { region: 'DQ-LF' });
  expect(refusals(unitEnd)).toEqual(['IN_USE id']);
  expect(unitEnd.userErrors[0].message).not.toMatch(/0008|林甸/);
});

test('[U12] a list of many units takes as many statements as a list of one', async () => {
  const nested = `query ($first: Int!) { units(first: $first) { totalCount nodes { code region { code } history { act } } } }`;
  const few = await city.statements(() => city.get('ADMIN', nested, { first: 1 }));
  expect(await city.statements(() => city.get('ADMIN', nested, { first: 10 }))).toBe(few);
});

test('[U13] a page of too many, a negative one and a forged cursor are malformed', async () => {
  for (const [variables, path] of [[{ first: 201 }, 'first'], [{ first: -1 }, 'first'], [{ after: 'x' }, 'after'], [{ after: Buffer.from('["a\\u0000",1]').toString('base64url') }, 'after']] as const) {
    const { errors } = await city.ask('VIEWER', list, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argumentPath: [path] });
  }
});
