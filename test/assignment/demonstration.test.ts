import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City } from '../support/city.js';

const source = `query Leaders($first: Int!, $after: String) {
  leaders(first: $first, after: $after) {
    nodes { id name assignments(active: true) { id role since duty subject { __typename ... on Project { id code name } ... on InvestmentLead { id name } } } }
  }
}`;

interface Held {
  role: string;
  subject: { __typename: string };
}

let city: City;
beforeAll(async () => void (city = await openCity('demonstration')));
afterAll(() => city.close());

test('[A18] in the demonstration 34 city leaders answer for 68 projects and 34 investment leads; 286 of 354 projects have none', async () => {
  const { leaders } = await city.get('VIEWER', source, { first: 50 });
  const held: Held[] = leaders.nodes.flatMap((leader: { assignments: Held[] }) => leader.assignments);
  expect(leaders.nodes).toHaveLength(34);
  expect(held.every((one) => one.role === 'GENERAL_SERVICE_OFFICER')).toBe(true);
  expect(held.filter((one) => one.subject.__typename === 'Project')).toHaveLength(68);
  expect(held.filter((one) => one.subject.__typename === 'InvestmentLead')).toHaveLength(34);
  const { all, without } = await city.get('VIEWER', `{ all: projects { totalCount } without: projects(filter: { hasLeader: false }) { totalCount nodes { leader { name } } } }`);
  expect([all.totalCount, without.totalCount]).toEqual([354, 286]);
  expect(without.nodes.every((project: { leader: unknown }) => project.leader === null)).toBe(true);
});

test('[A19] a list of leaders with all that they answer for costs a fixed number of statements', async () => {
  const few = await city.statements(() => city.get('VIEWER', source, { first: 2 }));
  const many = await city.statements(() => city.get('VIEWER', source, { first: 34 }));
  expect(few).toBeLessThanOrEqual(4);
  expect(many).toBe(few);
});

test('[A20] a list of projects with leader, light and who answered before costs a fixed number of statements', async () => {
  const projects = `query ($first: Int!) { projects(first: $first, filter: { hasLeader: true }) { nodes { leader { name } assignments { since leader { name } } signal { colour } } } }`;
  const few = await city.statements(() => city.get('VIEWER', projects, { first: 2 }));
  const many = await city.statements(() => city.get('VIEWER', projects, { first: 68 }));
  expect(few).toBeLessThanOrEqual(5);
  expect(many).toBe(few);
});
