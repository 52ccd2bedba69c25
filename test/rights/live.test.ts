import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Data } from '../support/city.js';
import type { TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';
import { everybody, hidden, markersOf, type Eyes } from './eyes.js';
import { markersIn, openMarkedCity } from './marked-city.js';

let server: TestServer;
const sockets = new Map<string, SocketClient>();
beforeAll(async () => {
  server = await openMarkedCity();
  for (const { role, options, who } of everybody) sockets.set(who, await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role, options)}` }));
});
afterAll(async () => {
  for (const socket of sockets.values()) socket.close();
  await server.close();
});

let asked = 0;
beforeEach(() => {
  asked += 1;
});

const rowFields = '... on Project { name issues(first: 10) { nodes { title } } assignments { duty endReason } history { note } } ... on Issue { title directives { text } history { note } } '
  + '... on Assignment { duty endReason subject { ... on Project { name } ... on InvestmentLead { name } } history { note } } '
  + '... on Meeting { title agenda { topic project { name } lead { name } directives { text } } directives { text issue { title } } sites { name } history { note } } ... on InvestmentLead { name project { name } history { note } }';
const changes = `subscription ($scope: ChangeScope, $since: Cursor) { changes(scope: $scope, since: $since) { cursor reset changes { operation type entityId entity { ${rowFields} } } } }`;

const operation = (who: string, scope: Data): string => `${asked} ${who} ${JSON.stringify(scope)}`;

/** Follows changes; answers what comes next, after the batch that says that it stands. */
async function follow(who: string, scope: Data = null): Promise<() => Promise<Data>> {
  const next = sockets.get(who)!.subscribe(changes, { scope }, operation(who, scope));
  await next();
  return async () => (await next()).changes;
}

const told = ({ changes: all }: Data): string[] => all.map(({ operation, entityId }: Data) => `${operation} ${atob(entityId).replace(':', ' ')}`).toSorted();

test('[RT6] a batch tells everybody of the rows that they see and of no other, and shows nothing of those', async () => {
  const next = new Map(await Promise.all(everybody.map(async (eyes) => [eyes, await follow(eyes.who)] as const)));
  await server.query(`begin; ${['project', 'investment_lead', 'issue', 'meeting'].map((table) => `update ${table} set version = version + 1`).join('; ')}; update assignment set since = since - interval '1 second'; commit`);
  for (const [eyes, batch] of next) {
    const { reset, changes: all } = await batch();
    expect(reset).toBe(false);
    const types = ['Project', 'InvestmentLead', 'Assignment', 'Issue', 'Meeting'] as const;
    expect([eyes.who, told({ changes: all })]).toEqual([eyes.who, types.flatMap((type) => eyes.sees[type].map((id) => `UPDATED ${type} ${id}`)).toSorted()]);
    expect(markersIn(all).filter((each) => !markersOf(eyes).includes(each))).toEqual([]);
    expect(all.filter(({ entity }: Data) => entity === null)).toEqual([]);
  }
});

test('[RT7] a project that passes to another owner is removed from the one and comes to the other, with its issues and assignments', async () => {
  const [from, to, other] = await Promise.all([follow('OWNER CO'), follow('OWNER CX'), follow('UNIT UN')]);
  const admin = await server.token('ADMIN');
  const { project: { version } } = await server.get(admin, `query ($id: ID!) { project(id: $id) { version } }`, { id: toGlobalId('Project', 1) });
  const pass = (ownerUnitId: string | null, read: number) => server.get(admin, `mutation ($id: ID!, $input: ProjectCorrectInput!) { projectCorrect(id: $id, input: $input) { project { version } userErrors { code } } }`, {
    id: toGlobalId('Project', 1), input: { version: read, ownerUnitId },
  });
  const { projectCorrect } = await pass(toGlobalId('Unit', 4), version);
  const rows = ['Assignment 1', 'Assignment 2', 'Assignment 7', 'Issue 1', 'Issue 2', 'Project 1'];
  expect(told(await from())).toEqual(rows.map((row) => `REMOVED ${row}`));
  expect(told(await to())).toEqual(rows.map((row) => `CREATED ${row}`));
  expect(told(await other())).toEqual(rows.filter((row) => row !== 'Issue 2').map((row) => `UPDATED ${row}`));
  // By SQL as well, and to nobody.
  await server.query(`update project set owner_unit_id = null where id = 1`);
  expect(told(await to())).toEqual(rows.map((row) => `REMOVED ${row}`));
  await pass(toGlobalId('Unit', 3), projectCorrect.project.version);
  expect(told(await from())).toEqual(rows.map((row) => `CREATED ${row}`));
});

test('[RT8] who takes over from a leader gets all that is answered for, and the leader keeps no more than the ended assignment', async () => {
  const leader3 = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token('LEADER', { leader: 'L3' })}` });
  sockets.set('LEADER L3', leader3);
  const [before, after] = await Promise.all([follow('LEADER L1'), follow('LEADER L3')]);
  await server.query(`begin; update assignment set until = business_now(), end_reason = '«Assignment:1»' where id = 1;
    insert into assignment (id, role, leader_id, project_id, duty) values (9, 'GENERAL_SERVICE_OFFICER', 3, 1, '«Assignment:9»'); commit`);
  expect(told(await before())).toEqual(['REMOVED Assignment 2', 'REMOVED Issue 1', 'REMOVED Issue 2', 'REMOVED Project 1', 'UPDATED Assignment 1']);
  expect(told(await after())).toEqual(['CREATED Assignment 2', 'CREATED Assignment 9', 'CREATED Issue 1', 'CREATED Issue 2', 'CREATED Project 1']);
  await server.query(`begin; delete from assignment where id = 9; update assignment set until = null, end_reason = null where id = 1; commit`);
  expect(told(await before())).toEqual(['CREATED Assignment 2', 'CREATED Issue 1', 'CREATED Issue 2', 'CREATED Project 1', 'UPDATED Assignment 1']);
});

test('[RT9] a scope that names a meeting or project out of sight tells nothing, not even that something happened', async () => {
  // Meeting 2 takes up project 1 and meeting 1 takes up project 3; lead 3 became project 3.
  const scopes: [string, Data][] = [
    ['DISPATCHER N', { meetingId: toGlobalId('Meeting', 2) }], ['UNIT UN', { meetingId: toGlobalId('Meeting', 1) }], ['OWNER CO', { meetingId: toGlobalId('Meeting', 1) }],
    ['LEADER L1', { meetingId: toGlobalId('Meeting', 2) }], ['DISPATCHER N', { projectIds: [toGlobalId('Project', 3)] }], ['LEADER L1', { projectIds: [toGlobalId('Project', 3)] }],
  ];
  const silent = await Promise.all(scopes.map(([who, scope]) => follow(who, scope)));
  const [seen, witness] = await Promise.all([follow('DISPATCHER N', { meetingId: toGlobalId('Meeting', 1) }), follow('LEADER L1')]);
  await server.query(`begin; update project set version = version + 1; update meeting set version = version + 1; update issue set version = version + 1; update investment_lead set version = version + 1; commit`);
  expect(told(await seen())).toEqual(['UPDATED Issue 1', 'UPDATED Issue 2', 'UPDATED Meeting 1', 'UPDATED Project 1']);
  await witness();
  // What follows comes to them as the first thing.
  await server.query(`insert into meeting_site (id, meeting_id, name, kind, region_id) values (6, 2, '北县会场', 'COUNTY', 3)`);
  expect(await silent[0]!()).toMatchObject({ reset: true, changes: [] });
  await server.query(`update project set version = version + 1 where id = 1`);
  expect(told(await silent[0]!())).toEqual(['UPDATED Project 1']);
  await server.query(`delete from meeting_site where id = 6`);
  expect(await silent[0]!()).toMatchObject({ reset: true, changes: [] });
  await server.query(`update project set region_id = 3 where id = 3`);
  expect(told(await silent[4]!())).toEqual(['CREATED Assignment 8', 'CREATED Issue 4', 'CREATED Project 3']);
  await server.query(`update project set region_id = 4 where id = 3`);
  expect(told(await silent[4]!())).toEqual(['REMOVED Assignment 8', 'REMOVED Issue 4', 'REMOVED Project 3']);
  for (const [who, scope] of scopes) expect(sockets.get(who)!.waiting().filter(({ id }) => id === operation(who, scope))).toEqual([]);
});

test('[RT10] a board shows everybody what they see of its meeting; of one out of sight there is nothing, however much happens there', async () => {
  const board = `subscription ($id: ID!) { meetingScreen(meetingId: $id) { meeting {
    title currentItem { topic project { name } lead { name } } agenda { topic project { name leader { name } issues(first: 10) { nodes { title } } } lead { name } directives { text issue { title } } decisions { text } snapshots { issues { number issue { title } } schedule { late { name } } } }
    sites { name } directives { text issue { title } item { topic } } history { note }
    decisions { text } speakers { site { name } } attendance { site { name } correction { reason } } series { meetings { title } } } } }`;
  const watch = async (eyes: Eyes, meeting: number) => {
    const id = `board ${eyes.who} ${meeting}`;
    const next = sockets.get(eyes.who)!.subscribe(board, { id: toGlobalId('Meeting', meeting) }, id);
    return { id, next, first: (await next()).meetingScreen };
  };
  for (const eyes of everybody) {
    const shown = await Promise.all(eyes.sees.Meeting.map((meeting) => watch(eyes, meeting)));
    const unseen = await Promise.all(hidden(eyes, 'Meeting').map((meeting) => watch(eyes, meeting)));
    expect(unseen.map(({ first }) => first.meeting)).toEqual(unseen.map(() => null));
    await server.query(`update meeting_site set online = not online; update agenda_item set minutes = minutes + 1; update issue set title = title || '.'`);
    for (const { first, next } of shown) {
      const states = [first, (await next()).meetingScreen];
      expect(markersIn(states).filter((each) => !markersOf(eyes).includes(each))).toEqual([]);
      expect(markersIn(states)).toContain(first.meeting.title.slice(1));
    }
    expect(sockets.get(eyes.who)!.waiting().filter((message) => unseen.some(({ id }) => id === message.id))).toEqual([]);
  }
});
