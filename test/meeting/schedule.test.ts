import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { does, draft, id, openMeetingCity, refused, schedule, start } from './meeting-city.js';

let city: City;
beforeAll(async () => void (city = await openMeetingCity()));
afterAll(() => city.close());

const count = async (table: string): Promise<number> => (await city.query<{ count: number }>(`select count(*)::int as count from ${table}`))[0]!.count;
const positions = (meeting: Data) => meeting.agenda.map((item: Data) => `${item.position} ${item.project?.name ?? item.lead?.name ?? item.topic}`);

test('[M2] a meeting is scheduled with its agenda in order and its sites', async () => {
  const meeting = await does(city, 'meetingSchedule', {
    input: {
      ...draft, title: ' 调度会 ', chairId: id('Leader', 2),
      agenda: [{ topic: ' 总体情况 ', minutes: 5 }, { leadId: id('InvestmentLead', 2), minutes: 480 }, { projectId: id('Project', 2), minutes: 1 }],
      sites: [{ name: ' 主会场 ', kind: 'MAIN_HALL' }, { name: '南县会场', kind: 'COUNTY', regionId: id('Region', 4) }],
    },
  });
  expect(meeting).toMatchObject({
    title: '调度会', mode: 'JOINT_HANDLING', status: 'SCHEDULED', startsAt: '2020-04-17T01:00:00.000Z', startedAt: null, closedAt: null, cancelReason: null, version: 1,
    chair: { name: '领导二' }, region: { code: 'C' }, currentItem: null,
    agenda: [
      { position: 1, minutes: 5, status: 'PENDING', topic: '总体情况', project: null, lead: null, calledAt: null, endedAt: null },
      { position: 2, minutes: 480, status: 'PENDING', topic: null, project: null, lead: { name: '南线索' } },
      { position: 3, minutes: 1, status: 'PENDING', topic: null, project: { name: '南厂' }, lead: null },
    ],
    sites: [{ name: '主会场', kind: 'MAIN_HALL', online: false, region: null }, { name: '南县会场', kind: 'COUNTY', online: false, region: { code: 'S' } }],
    history: [{ act: 'SCHEDULED', actor: { name: 'DISPATCHER' }, note: null }],
  });
  expect(await does(city, 'meetingSchedule', { input: draft })).toMatchObject({ chair: null, agenda: [], sites: [] });
});

test('[M3] a meeting that makes no sense is refused with all that is wrong, and leaves nothing behind', async () => {
  await city.query(`
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, ended_at) values (9, 'P-9', '旧厂', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 3, 1, business_now());
    insert into investment_lead (id, code, name, region_id, sector, project_id) values (8, 'V-8', '已转线索', 3, 'INDUSTRY', 1);
    insert into investment_lead (id, code, name, region_id, sector, ended_at) values (9, 'V-9', '旧线索', 3, 'INDUSTRY', business_now());
    insert into region (id, code, name, level, parent_id, ended_at) values (9, 'OLD', '旧县', 'COUNTY', 2, business_now())`);
  const before = [await count('meeting'), await count('agenda_item'), await count('history')];
  const bad = async (more: Data) => refused(city, 'meetingSchedule', { input: { ...draft, ...more } });
  expect(await bad({ title: ' ', startsAt: '1999-12-31T23:59:59Z', chairId: id('Leader', 4), regionId: id('Region', 9) })).toEqual([
    'TEXT_EMPTY input.title', 'NUMBER_OUT_OF_RANGE input.startsAt', 'ENDED input.regionId', 'ENDED input.chairId',
  ]);
  expect(await bad({ title: '会'.repeat(201), startsAt: '9999-12-31T23:00:00Z', chairId: id('Leader', 999), regionId: id('Region', 999) })).toEqual([
    'TEXT_TOO_LONG input.title', 'NUMBER_OUT_OF_RANGE input.startsAt', 'NOT_FOUND input.regionId', 'NOT_FOUND input.chairId',
  ]);
  expect(await bad({
    agenda: [
      { minutes: 5 }, { projectId: id('Project', 1), topic: '议题', minutes: 5 }, { topic: '议题', minutes: 0 }, { topic: '议题', minutes: 481 }, { topic: ' ', minutes: 5 },
      { projectId: id('Project', 9), minutes: 5 }, { projectId: id('Project', 999), minutes: 5 },
      { leadId: id('InvestmentLead', 8), minutes: 5 }, { leadId: id('InvestmentLead', 9), minutes: 5 }, { leadId: id('InvestmentLead', 999), minutes: 5 },
    ],
  })).toEqual([
    'ONE_SUBJECT input.agenda.0', 'ONE_SUBJECT input.agenda.1', 'NUMBER_OUT_OF_RANGE input.agenda.2.minutes', 'NUMBER_OUT_OF_RANGE input.agenda.3.minutes',
    'TEXT_EMPTY input.agenda.4.topic', 'ENDED input.agenda.5.projectId', 'NOT_FOUND input.agenda.6.projectId',
    'ALREADY_CONVERTED input.agenda.7.leadId', 'ENDED input.agenda.8.leadId', 'NOT_FOUND input.agenda.9.leadId',
  ]);
  expect(await bad({ sites: [{ name: '', kind: 'COUNTY' }, { name: '会场', kind: 'COUNTY', regionId: id('Region', 9) }, { name: '会场', kind: 'COUNTY', regionId: id('Region', 999) }] })).toEqual([
    'TEXT_EMPTY input.sites.0.name', 'ENDED input.sites.1.regionId', 'NOT_FOUND input.sites.2.regionId',
  ]);
  expect(await bad({ agenda: Array.from({ length: 501 }, () => ({ topic: '议题', minutes: 1 })) })).toEqual(['NUMBER_OUT_OF_RANGE input.agenda']);
  expect([await count('meeting'), await count('agenda_item'), await count('history')]).toEqual(before);
});

test('[M13] a scheduled meeting is corrected at the version that was read; what is left out stays', async () => {
  const { id: meetingId, version } = await schedule(city);
  const corrected = await does(city, 'meetingCorrect', { id: meetingId, input: { version, title: '改期的会', startsAt: '2020-04-18T01:00:00Z' } });
  expect(corrected).toMatchObject({ title: '改期的会', mode: 'JOINT_HANDLING', startsAt: '2020-04-18T01:00:00.000Z', chair: { name: '领导一' }, version: version + 1 });
  expect(corrected.history.map(({ act }: Data) => act)).toEqual(['SCHEDULED', 'CORRECTED']);
  expect(await refused(city, 'meetingCorrect', { id: meetingId, input: { version, title: '晚了一步' } })).toEqual(['CONFLICT input.version']);
  const emptied = await does(city, 'meetingCorrect', { id: meetingId, input: { version: version + 1, mode: 'VIDEO_INSPECTION', chairId: null } });
  expect(emptied).toMatchObject({ title: '改期的会', mode: 'VIDEO_INSPECTION', chair: null });
  const bad = { version: version + 2, title: '', startsAt: '2100-01-01T00:00:00Z', chairId: id('Leader', 4) };
  expect(await refused(city, 'meetingCorrect', { id: meetingId, input: bad })).toEqual(['TEXT_EMPTY input.title', 'NUMBER_OUT_OF_RANGE input.startsAt', 'ENDED input.chairId']);
  await does(city, 'meetingStart', { id: meetingId });
  expect(await refused(city, 'meetingCorrect', { id: meetingId, input: { version: version + 3, title: '开会了' } })).toEqual(['MEETING_STATE id']);
  expect(await refused(city, 'meetingCorrect', { id: id('Meeting', 99999), input: { version: 1 } })).toEqual(['NOT_FOUND id']);
});

test('[M14] an agenda is added to at its end, items move and go, and positions stay 1 to n', async () => {
  const { id: meetingId, agenda: [a, b] } = await schedule(city);
  const added = await does(city, 'meetingAgendaAdd', { id: meetingId, input: { leadId: id('InvestmentLead', 1), minutes: 8 } });
  expect(positions(added)).toEqual(['1 北厂', '2 南厂', '3 复工防疫', '4 北线索']);
  const last = added.agenda[3];
  expect(positions(await does(city, 'meetingAgendaMove', { itemId: last.id, position: 1 }))).toEqual(['1 北线索', '2 北厂', '3 南厂', '4 复工防疫']);
  expect(positions(await does(city, 'meetingAgendaMove', { itemId: a.id, position: 4 }))).toEqual(['1 北线索', '2 南厂', '3 复工防疫', '4 北厂']);
  expect(positions(await does(city, 'meetingAgendaRemove', { itemId: b.id }))).toEqual(['1 北线索', '2 复工防疫', '3 北厂']);
  expect(await refused(city, 'meetingAgendaRemove', { itemId: b.id })).toEqual(['NOT_FOUND itemId']);
  for (const position of [0, 4, -2147483648]) expect(await refused(city, 'meetingAgendaMove', { itemId: a.id, position })).toEqual(['NUMBER_OUT_OF_RANGE position']);
  expect(await refused(city, 'meetingAgendaAdd', { id: meetingId, input: { minutes: 8 } })).toEqual(['ONE_SUBJECT input']);
  expect(await refused(city, 'meetingAgendaAdd', { id: meetingId, input: { projectId: id('Project', 999), minutes: 0 } })).toEqual(['NUMBER_OUT_OF_RANGE input.minutes', 'NOT_FOUND input.projectId']);
  const { meeting } = await city.get('VIEWER', 'query ($id: ID!) { meeting(id: $id) { history { act } } }', { id: meetingId });
  expect(meeting.history.map(({ act }: Data) => act)).toEqual(['SCHEDULED', ...Array(4).fill('AGENDA_CHANGED')]);
});

test('[M15] while a meeting runs, items are added and pending ones move, but none goes', async () => {
  const { id: meetingId, agenda: [a, , c] } = await start(city);
  await does(city, 'meetingCallItem', { itemId: a.id });
  const added = await does(city, 'meetingAgendaAdd', { id: meetingId, input: { topic: '临时动议', minutes: 3 } });
  expect(positions(added).at(-1)).toBe('4 临时动议');
  expect(positions(await does(city, 'meetingAgendaMove', { itemId: added.agenda[3].id, position: 2 }))).toEqual(['1 北厂', '2 临时动议', '3 南厂', '4 复工防疫']);
  expect(await refused(city, 'meetingAgendaMove', { itemId: a.id, position: 3 })).toEqual(['ITEM_STATE itemId']);
  expect(await refused(city, 'meetingAgendaRemove', { itemId: c.id })).toEqual(['MEETING_STATE itemId']);
});

test('[M16] sites are added before a meeting and during it; none goes once it has started', async () => {
  const { id: meetingId, sites: [hall, county] } = await schedule(city);
  const added = await does(city, 'meetingSiteAdd', { id: meetingId, input: { name: ' 项目现场 ', kind: 'PROJECT_SITE', regionId: id('Region', 4) } });
  expect(added.sites.map(({ name }: Data) => name)).toEqual(['主会场', '北县会场', '项目现场']);
  const removed = await does(city, 'meetingSiteRemove', { siteId: hall.id });
  expect(removed.sites.map(({ name }: Data) => name)).toEqual(['北县会场', '项目现场']);
  expect(removed.history.map(({ act }: Data) => act)).toEqual(['SCHEDULED', 'SITES_CHANGED', 'SITES_CHANGED']);
  expect(await refused(city, 'meetingSiteRemove', { siteId: hall.id })).toEqual(['NOT_FOUND siteId']);
  expect(await refused(city, 'meetingSiteAdd', { id: meetingId, input: { name: ' ', kind: 'COUNTY', regionId: id('Region', 999) } })).toEqual(['TEXT_EMPTY input.name', 'NOT_FOUND input.regionId']);
  await does(city, 'meetingStart', { id: meetingId });
  await does(city, 'meetingSiteAdd', { id: meetingId, input: { name: '发改委', kind: 'DEPARTMENT' } });
  expect(await refused(city, 'meetingSiteRemove', { siteId: county.id })).toEqual(['MEETING_STATE siteId']);
});

test('[M17] of many who change one agenda at once none is lost', async () => {
  const { id: meetingId, agenda } = await schedule(city);
  await Promise.all([
    ...['甲', '乙', '丙'].map((topic) => does(city, 'meetingAgendaAdd', { id: meetingId, input: { topic, minutes: 1 } })),
    does(city, 'meetingAgendaMove', { itemId: agenda[2].id, position: 1 }),
    does(city, 'meetingAgendaRemove', { itemId: agenda[0].id }),
  ]);
  const { meeting } = await city.get('VIEWER', 'query ($id: ID!) { meeting(id: $id) { agenda { position topic } } }', { id: meetingId });
  expect(meeting.agenda.map((item: Data) => item.position)).toEqual([1, 2, 3, 4, 5]);
  expect(meeting.agenda.map((item: Data) => item.topic).filter(Boolean).toSorted()).toEqual(['丙', '乙', '复工防疫', '甲'].toSorted());
});

test('[MD40] a meeting has its warnings: 80 and 100 percent unless said otherwise, rising, at most five; corrected like the rest before it starts', async () => {
  const warnings = async (meetingId: string): Promise<Data> => (await city.get('VIEWER', 'query ($id: ID!) { meeting(id: $id) { warnAt version } }', { id: meetingId })).meeting;
  const usual = await schedule(city);
  expect((await warnings(usual.id)).warnAt).toEqual([80, 100]);
  const own = await schedule(city, { warnAt: [120, 50, 120] });
  const { warnAt, version } = await warnings(own.id);
  expect(warnAt).toEqual([50, 120]);
  await does(city, 'meetingCorrect', { id: own.id, input: { version, warnAt: [] } });
  expect((await warnings(own.id)).warnAt).toEqual([]);
  for (const bad of [[0], [301], [1, 2, 3, 4, 5, 6]]) {
    expect(await refused(city, 'meetingSchedule', { input: { ...draft, warnAt: bad } })).toEqual(['NUMBER_OUT_OF_RANGE input.warnAt']);
    expect(await refused(city, 'meetingCorrect', { id: own.id, input: { version: version + 1, warnAt: bad } })).toEqual(['NUMBER_OUT_OF_RANGE input.warnAt']);
  }
  await expect(city.query(`update meeting set warn_at = '{0}'`)).rejects.toThrow('meeting_warn_at_check');
});
