import { readFileSync } from 'node:fs';
import { getNamedType, isCompositeType, isNonNullType, isObjectType, type GraphQLField, type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schema } from '../../src/server/schema.js';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity('demonstration')));
afterAll(() => city.close());

/** A field with enough below it to be told from another: plain fields, one level down. */
function asked(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return `it: ${field.name}`;
  if (!isObjectType(type)) return `it: ${field.name} { __typename }`;
  const plain = Object.values(type.getFields()).filter((each) => !isCompositeType(getNamedType(each.type)) && each.args.length === 0).map(({ name }) => name);
  const nodes = 'nodes' in type.getFields() ? ['nodes { id }'] : [];
  return `it: ${field.name} { ${[...plain, ...nodes].join(' ')} }`;
}

const fieldsOf = (type: string) => Object.values((schema.getType(type) as GraphQLObjectType).getFields()).filter(({ args }) => args.every((arg) => !isNonNullType(arg.type) || arg.defaultValue !== undefined));

/** Lists that read only the columns that are asked for, each with the type of its rows. */
const lists: Record<string, [type: string, rowsOf: (data: Data) => Data[]]> = {
  'projects(first: 40) { nodes { ROW } }': ['Project', ({ projects }) => projects.nodes],
  'projects(first: 40) { edges { node { ROW } } }': ['Project', ({ projects }) => projects.edges.map(({ node }: Data) => node)],
  'issues(first: 40) { nodes { ROW } }': ['Issue', ({ issues }) => issues.nodes],
  'projects(first: 40) { nodes { issues { nodes { ROW } } } }': ['Issue', ({ projects }) => projects.nodes.flatMap(({ issues }: Data) => issues.nodes)],
  'units(first: 40) { nodes { issues { nodes { ROW } } } }': ['Issue', ({ units }) => units.nodes.flatMap(({ issues }: Data) => issues.nodes)],
};

test.each(Object.entries(lists))('[Q1] a list that reads only what is asked for answers each field as the whole row does: %s', async (list, [type, rowsOf]) => {
  for (const field of fieldsOf(type)) {
    const row = asked(field);
    const listed = rowsOf(await city.get('ADMIN', `{ ${list.replace('ROW', `key: id ${row}`)} }`));
    expect(listed.length, field.name).toBeGreaterThan(10);
    const { nodes } = await city.get('ADMIN', `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { key: id ${row} } } }`, { ids: [...new Set(listed.map(({ key }: Data) => key))] });
    const byKey = new Map(nodes.map((node: Data) => [node.key, node]));
    expect(listed, field.name).toEqual(listed.map(({ key }: Data) => byKey.get(key)));
  }
});

test('[Q2] fields are found in fragments, under other names and under conditions', async () => {
  const { projects } = await city.get('ADMIN', `
    query ($no: Boolean = false) { projects(first: 1) { ...page ... on ProjectConnection { nodes { other: stage ... @include(if: $no) { sector } } } } }
    fragment page on ProjectConnection { nodes { ...row } edges { node { tier } } }
    fragment row on Project { named: name region { code } ... on Node { id } }`);
  expect(projects.nodes).toEqual([{ other: expect.any(String), named: expect.any(String), region: { code: expect.any(String) }, id: expect.any(String) }]);
  expect(projects.edges).toEqual([{ node: { tier: expect.any(String) } }]);
});

test('[Q3] two lists of one owner under different names are each read with their own fields', async () => {
  const { projects } = await city.get('ADMIN', '{ projects(first: 30) { nodes { a: issues(first: 3) { nodes { id } } b: issues(first: 3) { totalCount nodes { id title } } } } }');
  const held = projects.nodes.filter(({ b }: Data) => b.totalCount > 0);
  expect(held.length).toBeGreaterThan(0);
  for (const { a, b } of held) expect(b.nodes).toEqual(a.nodes.map(({ id }: Data) => ({ id, title: expect.any(String) })));
});

test('[Q4] the count of a list comes with its page, also with an empty one', async () => {
  expect(await city.statements(() => city.get('ADMIN', '{ projects(first: 5) { totalCount nodes { id } } }'))).toBe(1);
  const { none, beyond } = await city.get('ADMIN', `{
    none: projects(first: 0) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
    beyond: projects(filter: { search: "没有这样的项目" }) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`);
  expect(none).toEqual({ totalCount: 354, nodes: [], pageInfo: { hasNextPage: true, endCursor: null } });
  expect(beyond).toEqual({ totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
});

test('[Q5] the contract\'s page of projects is five statements: the page, its lights, leaders, regions and issues', async () => {
  const document = readFileSync('test/contract/projects.graphql', 'utf8');
  for (const first of [2, 50]) expect(await city.statements(() => city.get('ADMIN', document, { first }))).toBe(5);
});
