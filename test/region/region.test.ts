import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
const ids: Record<string, string> = {};

beforeAll(async () => {
  city = await openCity('empty');
  await city.query(`
    insert into region (code, name, level) values ('HL', '黑龙江省', 'PROVINCE');
    insert into region (code, name, level, parent_id) select 'DQ', '大庆市', 'CITY', id from region where code = 'HL';
    insert into region (code, name, level, parent_id) select code, code, 'COUNTY', (select id from region where code = 'DQ') from (values ('LF'), ('LD'), ('EMPTY')) as county(code);
    insert into unit (code, name, type, region_id) select 'U', '单位', 'DEPARTMENT', id from region where code = 'LF'`);
  for (const { id, code } of await city.query<{ id: number; code: string }>('select id, code from region')) ids[code] = toGlobalId('Region', id);
});

afterAll(() => city.close());

const register = `mutation ($input: RegionRegisterInput!) { regionRegister(input: $input) { region { id code name parent { code } version history { act actor { name } } } userErrors { code message path } } }`;
const correct = `mutation ($id: ID!, $input: RegionCorrectInput!) { regionCorrect(id: $id, input: $input) { region { name version parent { code } } userErrors { code path } } }`;
const end = `mutation ($id: ID!) { regionEnd(id: $id, reason: "合并") { region { endedAt } userErrors { code path } } }`;
const input = (more: Data = {}) => ({ code: 'NEW', name: '新区', level: 'COUNTY', parentId: ids['DQ'], ...more });
const codes = (payload: Data) => payload.userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`);

test('[G1] the tree comes whole, each region after the one above it, in one statement and one for the children', async () => {
  let data: Data;
  expect(await city.statements(async () => {
    data = await city.get('VIEWER', '{ regions { code level children { code } } }', {}, { region: 'LF' });
  })).toBe(2);
  expect(data.regions.map(({ code }: Data) => code)).toEqual(['HL', 'DQ', 'EMPTY', 'LD', 'LF']);
  expect(data.regions[1].children.map(({ code }: Data) => code)).toEqual(['EMPTY', 'LD', 'LF']);
});

test('[G2] a region is found by id and by code', async () => {
  const { byId, byCode, none } = await city.get('UNIT', `query ($id: ID!) { byId: region(id: $id) { code } byCode: region(code: "LD") { code } none: region(code: "?") { code } }`, { id: ids['LF'] });
  expect([byId, byCode, none]).toEqual([{ code: 'LF' }, { code: 'LD' }, null]);
});

test('[G3] a region is registered below another, with its history', async () => {
  const { regionRegister } = await city.get('ADMIN', register, { input: input() });
  expect(regionRegister).toMatchObject({ region: { code: 'NEW', parent: { code: 'DQ' }, version: 1, history: [{ act: 'REGISTERED', actor: { name: 'ADMIN' } }] }, userErrors: [] });
  expect(codes((await city.get('ADMIN', register, { input: input() })).regionRegister)).toEqual(['CODE_TAKEN input.code']);
});

test('[G4] bad input is refused with its path, and changes nothing', async () => {
  const before = await city.query('select * from region');
  expect(codes((await city.get('ADMIN', register, { input: input({ code: ' ', name: '字'.repeat(201) }) })).regionRegister)).toEqual(['TEXT_EMPTY input.code', 'TEXT_TOO_LONG input.name']);
  expect(codes((await city.get('ADMIN', register, { input: input({ code: 'X', parentId: toGlobalId('Region', 999) }) })).regionRegister)).toEqual(['NOT_FOUND input.parentId']);
  const { errors } = await city.ask('ADMIN', register, { input: input({ parentId: toGlobalId('Project', 1) }) });
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argumentPath: ['input', 'parentId'] });
  expect(await city.query('select * from region')).toEqual(before);
});

test('[G5] a region is corrected and moved by its version; it cannot lie below itself', async () => {
  expect(codes((await city.get('ADMIN', correct, { id: ids['LD'], input: { version: 7, name: '旧' } })).regionCorrect)).toEqual(['CONFLICT input.version']);
  expect(codes((await city.get('ADMIN', correct, { id: ids['DQ'], input: { version: 1, parentId: ids['LD'] } })).regionCorrect)).toEqual(['WOULD_CIRCLE input.parentId']);
  expect((await city.get('ADMIN', correct, { id: ids['LD'], input: { version: 1, name: '林甸县', parentId: ids['HL'] } })).regionCorrect.region).toEqual({ name: '林甸县', version: 2, parent: { code: 'HL' } });
});

test('[G6] a region ends when nothing alive lies in it, and then takes nothing new', async () => {
  expect(codes((await city.get('ADMIN', end, { id: ids['LF'] })).regionEnd)).toEqual(['IN_USE id']);
  expect((await city.get('ADMIN', end, { id: ids['EMPTY'] })).regionEnd.region.endedAt).toEqual(expect.any(String));
  expect(codes((await city.get('ADMIN', end, { id: ids['EMPTY'] })).regionEnd)).toEqual(['ENDED id']);
  expect(codes((await city.get('ADMIN', register, { input: input({ code: 'BELOW', parentId: ids['EMPTY'] }) })).regionRegister)).toEqual(['ENDED input.parentId']);
});

test('[G7] a dispatcher keeps the regions of its own subtree only; other roles keep none', async () => {
  expect(codes((await city.get('DISPATCHER', register, { input: input({ code: 'OUT' }) }, { region: 'LF' })).regionRegister)).toEqual(['FORBIDDEN_HERE input.parentId']);
  expect(codes((await city.get('DISPATCHER', correct, { id: ids['LD'], input: { version: 2, name: '改' } }, { region: 'LF' })).regionCorrect)).toEqual(['FORBIDDEN_HERE id']);
  expect((await city.get('DISPATCHER', register, { input: input({ code: 'IN', parentId: ids['LF'] }) }, { region: 'LF' })).regionRegister.region.code).toBe('IN');
  for (const role of ['UNIT', 'INTEGRATION', 'SCREEN', 'VIEWER'] as const) {
    const { errors } = await city.ask(role, register, { input: input({ code: role }) });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  }
});

test('[G8] the code of a region cannot be changed, not even by SQL', async () => {
  await expect(city.query(`update region set code = 'OTHER' where code = 'LF'`)).rejects.toThrow(/stable/);
});

test('[G9] a city of one\'s own begins with a root, which only those who see the whole tree register', async () => {
  expect(codes((await city.get('DISPATCHER', register, { input: input({ code: 'ROOT', parentId: null }) }, { region: 'DQ' })).regionRegister)).toEqual(['FORBIDDEN_HERE input.parentId']);
  const { regionRegister } = await city.get('ADMIN', register, { input: { code: 'ROOT', name: '另一省', level: 'PROVINCE' } });
  expect(regionRegister).toMatchObject({ region: { code: 'ROOT', parent: null }, userErrors: [] });
});
