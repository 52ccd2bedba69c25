import { readFileSync } from 'node:fs';
import { Kind, parse, print, visit, type FieldNode } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { walk } from '../unit/seed.js';
import { does, documentOf, id, north, openMeetingCity, schedule, south, type Act } from './meeting-city.js';

let city: City;
beforeAll(async () => {
  city = await openMeetingCity();
  await schedule(city, { title: '三月例会', startsAt: '2020-03-02T01:00:00Z', mode: 'VIDEO_INSPECTION' });
  await schedule(city, { title: '北县会办', startsAt: '2020-04-01T01:00:00Z', regionId: id('Region', 3), agenda: [{ projectId: id('Project', 1), minutes: 5 }], sites: [] });
  await schedule(city, { title: '南县会办', startsAt: '2020-04-01T01:00:00Z', regionId: id('Region', 4), agenda: [{ projectId: id('Project', 2), minutes: 5 }], sites: [] });
  const { id: running } = await schedule(city, { title: 'DQ 专题督导', startsAt: '2020-04-16T01:00:00Z', mode: 'THEMATIC_SUPERVISION' });
  await does(city, 'meetingStart', { id: running });
});
afterAll(() => city.close());

const source = `query ($first: Int! = 20, $after: String, $filter: MeetingFilter, $orderBy: MeetingOrder) {
  meetings(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { totalCount nodes { title } pageInfo { hasNextPage endCursor } }
}`;
const titles = async (variables: Data, options: Data = {}): Promise<string[]> => {
  const { meetings } = await city.get('VIEWER', source, variables, options);
  expect(meetings.totalCount).toBe(meetings.nodes.length);
  return meetings.nodes.map(({ title }: Data) => title);
};

test('[M29] meetings are listed by planned start, either way, and every page of a walk follows the last', async () => {
  const latestFirst = ['DQ 专题督导', '南县会办', '北县会办', '三月例会'];
  expect(await titles({})).toEqual(latestFirst);
  expect(await titles({ orderBy: 'STARTS_AT_ASC' })).toEqual(latestFirst.toReversed());
  for (const orderBy of ['STARTS_AT_DESC', 'STARTS_AT_ASC']) {
    const walked = await walk<Data>(async (after) => (await city.get('VIEWER', source, { first: 1, after, orderBy })).meetings);
    expect(walked.map(({ title }) => title)).toEqual(await titles({ orderBy }));
  }
});

test('[M30] every part of a filter narrows the list', async () => {
  expect(await titles({ filter: { status: ['IN_PROGRESS'] } })).toEqual(['DQ 专题督导']);
  expect(await titles({ filter: { status: [] } })).toEqual([]);
  expect(await titles({ filter: { mode: ['VIDEO_INSPECTION', 'THEMATIC_SUPERVISION'] } })).toEqual(['DQ 专题督导', '三月例会']);
  expect(await titles({ filter: { regionId: id('Region', 3) } })).toEqual(['北县会办']);
  expect(await titles({ filter: { regionId: id('Region', 1) } })).toHaveLength(4);
  expect(await titles({ filter: { from: '2020-03-02T01:00:00Z', to: '2020-04-01T01:00:00Z' } })).toEqual(['三月例会']);
  expect(await titles({ filter: { from: '2020-04-01T09:00:00+08:00' } })).toEqual(['DQ 专题督导', '南县会办', '北县会办']);
  expect(await titles({ filter: { projectId: id('Project', 2) } })).toEqual(['DQ 专题督导', '南县会办', '三月例会']);
  expect(await titles({ filter: { search: ' dq ' } })).toEqual(['DQ 专题督导']);
  expect(await titles({ filter: { search: '会办', mode: ['JOINT_HANDLING'], regionId: id('Region', 4) } })).toEqual(['南县会办']);
  expect(await titles({ filter: { search: '%' } })).toEqual([]);
});

test('[M31] a viewer of a county lists the meetings held there or with a site there, and learns nothing by filters', async () => {
  expect(await titles({}, north)).toEqual(['DQ 专题督导', '北县会办', '三月例会']);
  expect(await titles({}, south)).toEqual(['南县会办']);
  expect(await titles({ filter: { projectId: id('Project', 1) } }, north)).toEqual(['DQ 专题督导', '北县会办', '三月例会']);
  expect(await titles({ filter: { projectId: id('Project', 2) } }, north)).toEqual([]);
});

/** The screen's own selection of a meeting, asked as a query. */
function screenQuery(): string {
  let selected: FieldNode | undefined;
  visit(parse(readFileSync('test/contract/meeting-screen.graphql', 'utf8')), {
    Field: (field) => (field.name.value === 'meeting' ? ((selected = field), undefined) : undefined),
  });
  const meeting = { ...selected!, name: { kind: Kind.NAME, value: 'meeting(id: $id)' } } as FieldNode;
  return `query ($id: ID!) { ${print(meeting)} }`;
}

test('[M32] the whole board of a meeting costs the same few statements, however long its agenda', async () => {
  const projects = Array.from({ length: 40 }, (_, index) => `(${1000 + index}, 'B-${index}', '项目${index}', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', ${3 + (index % 2)}, 1)`);
  await city.query(`insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment) values ${projects.join()}`);
  const board = async (items: number) => {
    const agenda = Array.from({ length: items }, (_, index) => ({ projectId: id('Project', 1000 + index), minutes: 5 }));
    const sites = Array.from({ length: items }, (_, index) => ({ name: `会场${index}`, kind: 'PROJECT_SITE', regionId: id('Region', 3) }));
    const meeting = await schedule(city, { agenda, sites });
    await does(city, 'meetingStart', { id: meeting.id });
    for (const item of meeting.agenda.slice(0, items / 2)) {
      await does(city, 'meetingCallItem', { itemId: item.id });
      await does(city, 'meetingRecordDirective', { input: { itemId: item.id, text: '办理', leadUnitId: id('Unit', 1), dueOn: '2020-04-30' } });
    }
    let answer: Data;
    const statements = await city.statements(async () => void (answer = await city.get('SCREEN', screenQuery(), { id: meeting.id })));
    expect(answer.meeting.agenda).toHaveLength(items);
    expect(answer.meeting.directives).toHaveLength(items / 2);
    expect(answer.meeting.currentItem.project.issues.totalCount).toBe(1);
    return statements;
  };
  const few = await board(2);
  expect(await board(40)).toBe(few);
  expect(few).toBeLessThanOrEqual(13);
});

test('[M33] a list of meetings with all that they hold costs a number of statements that depends on depth alone', async () => {
  const deep = `query ($first: Int!) { meetings(first: $first) { nodes {
    title chair { name } region { name } currentItem { id } agenda { project { name } lead { name } meeting { title } directives { text } }
    sites { region { name } meeting { title } } directives { text item { position } issue { title } } history { act } } } }`;
  const one = await city.statements(() => city.get('VIEWER', deep, { first: 1 }));
  const all = await city.statements(() => city.get('VIEWER', deep, { first: 20 }));
  expect(all - one).toBeLessThanOrEqual(3);
  expect(all).toBeLessThanOrEqual(13);
});

test('[M34] an id of another type, or of none, is a malformed request', async () => {
  const wrong: Partial<Record<Act, Data>> = {
    meetingSchedule: { input: { title: '会', mode: 'JOINT_HANDLING', startsAt: '2020-04-17T01:00:00Z', regionId: id('Unit', 1) } },
    meetingStart: { id: id('AgendaItem', 1) },
    meetingCallItem: { itemId: id('Meeting', 1) },
    meetingSiteRemove: { siteId: 'MeetingSite:1' },
    meetingCorrect: { id: id('Meeting', 1), input: { version: 1, chairId: id('Unit', 1) } },
    meetingRecordDirective: { input: { itemId: id('AgendaItem', 1), text: '办理', issueId: id('Project', 1) } },
  };
  for (const [act, variables] of Object.entries(wrong)) {
    const { errors } = await city.ask('DISPATCHER', documentOf(act as Act), variables);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  }
  const { errors } = await city.ask('VIEWER', 'query { meeting(id: "x") { id } }');
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argumentPath: ['id'] });
  for (const filter of [{ regionId: id('Project', 1) }, { projectId: '' }, { from: 'gestern' }]) {
    expect((await city.ask('VIEWER', source, { filter })).errors).toHaveLength(1);
  }
  for (const page of [{ first: 201 }, { first: -1 }, { after: 'x' }]) expect((await city.ask('VIEWER', source, page)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});
