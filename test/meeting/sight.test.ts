import { afterAll, beforeAll, expect, test } from 'vitest';
import { may } from '../../src/kernel/rights.js';
import { Role } from '../../src/kernel/viewer.js';
import type { City, Data } from '../support/city.js';
import { does, documentOf, draft, everyAct, id, north, openMeetingCity, refused, schedule, south, start, type Act } from './meeting-city.js';

let city: City;
beforeAll(async () => void (city = await openMeetingCity()));
afterAll(() => city.close());

/** Every act on one meeting. */
function actsOn({ id: meetingId, agenda, sites, version }: Data): Record<Exclude<Act, 'meetingSchedule'>, Data> {
  const itemId = agenda[0].id;
  return {
    meetingCorrect: { id: meetingId, input: { version, title: '改名' } },
    meetingCancel: { id: meetingId, reason: '取消' },
    meetingAgendaAdd: { id: meetingId, input: { topic: '议题', minutes: 5 } },
    meetingAgendaRemove: { itemId },
    meetingAgendaMove: { itemId, position: 1 },
    meetingSiteAdd: { id: meetingId, input: { name: '会场', kind: 'COUNTY' } },
    meetingSiteRemove: { siteId: sites[0].id },
    meetingStart: { id: meetingId },
    meetingCallItem: { itemId },
    meetingFinishItem: { itemId },
    meetingDeferItem: { itemId },
    meetingRecordDirective: { input: { itemId, text: '办理' } },
    meetingClose: { id: meetingId },
  };
}

const board = `query ($id: ID!) { meeting(id: $id) {
  agenda { position topic project { name } lead { name } directives { text } } currentItem { project { name } }
  sites { name } directives { text issue { title } } history { act note }
} }`;

test('[M23] only the dispatch office acts on meetings', async () => {
  const meeting = await schedule(city);
  const acts = { meetingSchedule: { input: draft }, ...actsOn(meeting) };
  expect(Object.keys(acts).toSorted()).toEqual(everyAct.toSorted());
  const idle = Object.values(Role).filter((role) => !may({ role, subject: '', name: '', regionId: null, unitId: null, leaderId: null, system: null }, 'runMeeting'));
  expect(idle).toEqual(['LEADER', 'OFFICER', 'UNIT', 'OWNER', 'INTEGRATION', 'SCREEN', 'VIEWER']);
  for (const role of idle) {
    for (const [act, variables] of Object.entries(acts)) {
      const { data, errors } = await city.ask(role, documentOf(act as Act), variables, { unit: 'UN', system: 'county' });
      expect([errors?.[0]?.extensions?.code, data?.[act] ?? null]).toEqual(['FORBIDDEN', null]);
    }
  }
  const { meeting: after } = await city.get('ADMIN', `query ($id: ID!) { meeting(id: $id) { version history { act } } }`, { id: meeting.id });
  expect(after).toEqual({ version: 1, history: [{ act: 'SCHEDULED' }] });
  await does(city, 'meetingStart', { id: meeting.id }, { role: 'ADMIN' });
});

test('[M24] a dispatcher of a county acts on the county\'s own meetings, not on one that it sees by its hall alone, and knows of no other', async () => {
  const own = await does(city, 'meetingSchedule', { input: { ...draft, regionId: id('Region', 3), agenda: [{ projectId: id('Project', 1), minutes: 5 }] } }, north);
  await does(city, 'meetingStart', { id: own.id }, north);
  await does(city, 'meetingCallItem', { itemId: own.agenda[0].id }, north);
  const ofCity = await schedule(city);
  for (const [act, variables] of Object.entries(actsOn(ofCity))) {
    expect((await refused(city, act as Act, variables, north)).join()).toMatch(/^FORBIDDEN_HERE /);
    expect((await refused(city, act as Act, variables, south)).join()).toMatch(/^NOT_FOUND /);
  }
  expect(await refused(city, 'meetingSchedule', { input: draft }, north)).toEqual(['FORBIDDEN_HERE input.regionId']);
  expect(await refused(city, 'meetingSchedule', { input: { ...draft, regionId: id('Region', 4) } }, north)).toEqual(['FORBIDDEN_HERE input.regionId']);
});

test('[M25] a dispatcher calls what it sees: another county\'s project or lead is no project to it', async () => {
  const agenda = [{ projectId: id('Project', 2), minutes: 5 }, { leadId: id('InvestmentLead', 2), minutes: 5 }];
  expect(await refused(city, 'meetingSchedule', { input: { ...draft, regionId: id('Region', 3), agenda } }, north)).toEqual(['NOT_FOUND input.agenda.0.projectId', 'NOT_FOUND input.agenda.1.leadId']);
  // Somebody of the city puts it on the county's agenda.
  const meeting = await does(city, 'meetingSchedule', { input: { ...draft, regionId: id('Region', 3), agenda } });
  await does(city, 'meetingStart', { id: meeting.id }, north);
  const called = await does(city, 'meetingCallItem', { itemId: meeting.agenda[0].id }, north);
  expect(called.agenda).toMatchObject([{ status: 'CALLED', project: null }, { lead: null }]);
  expect(await refused(city, 'meetingRecordDirective', { input: { itemId: meeting.agenda[0].id, text: '办理' } }, north)).toEqual(['NOT_FOUND input.itemId']);
});

test('[M26] a county hall sees the meeting that one of its sites takes part in, without other counties\' projects, leads and directives', async () => {
  const { id: meetingId, agenda: [a, b, c, d] } = await start(city, {
    agenda: [{ projectId: id('Project', 1), minutes: 5 }, { projectId: id('Project', 2), minutes: 5 }, { leadId: id('InvestmentLead', 2), minutes: 5 }, { topic: '防疫', minutes: 5 }],
  });
  for (const item of [a, b, c, d]) {
    await does(city, 'meetingCallItem', { itemId: item.id });
    await does(city, 'meetingRecordDirective', { input: { itemId: item.id, text: `交办${item.position}` } });
  }
  await does(city, 'meetingCallItem', { itemId: (await does(city, 'meetingAgendaAdd', { id: meetingId, input: { projectId: id('Project', 2), minutes: 1 } })).agenda[4].id });
  const see = async (options: Data) => (await city.get('SCREEN', board, { id: meetingId }, options)).meeting;
  const hall = await see(north);
  expect(hall.agenda).toEqual([
    { position: 1, topic: null, project: { name: '北厂' }, lead: null, directives: [{ text: '交办1' }] },
    { position: 2, topic: null, project: null, lead: null, directives: [] },
    { position: 3, topic: null, project: null, lead: null, directives: [] },
    { position: 4, topic: '防疫', project: null, lead: null, directives: [] },
    { position: 5, topic: null, project: null, lead: null, directives: [] },
  ]);
  expect(hall.currentItem).toEqual({ project: null });
  expect(hall.directives).toEqual([{ text: '交办1', issue: { title: '交办1' } }]);
  expect(JSON.stringify(hall)).not.toMatch(/南|交办[234]/);
  const whole = await see({});
  expect(whole.directives.map(({ text }: Data) => text)).toEqual(['交办1', '交办2', '交办3', '交办4']);
  expect(await see(south)).toBeNull();
  await city.query(`insert into meeting_site (meeting_id, name, kind, region_id) values (${atob(meetingId).split(':')[1]}, '南县会场', 'COUNTY', 4)`);
  expect((await see(south)).directives.map(({ text }: Data) => text)).toEqual(['交办2', '交办3']);
});

test('[M27] units and reporting systems see no meetings, not even in counts', async () => {
  const { id: meetingId } = await start(city);
  for (const [role, options] of [['UNIT', { unit: 'UN' }], ['INTEGRATION', { system: 'county' }], ['UNIT', {}], ['INTEGRATION', {}]] as const) {
    const data = await city.get(role, `query ($id: ID!) { meeting(id: $id) { id } meetings { totalCount nodes { id } } }`, { id: meetingId }, options);
    expect(data).toEqual({ meeting: null, meetings: { totalCount: 0, nodes: [] } });
  }
});

test('[M28] a unit reads what was decided on its issue, and nothing of the meeting', async () => {
  const { agenda: [item] } = await start(city);
  await does(city, 'meetingCallItem', { itemId: item.id });
  const { issue } = await does(city, 'meetingRecordDirective', { input: { itemId: item.id, text: '北县牵头', leadUnitId: id('Unit', 1), dueOn: '2020-04-30' } });
  const source = `query ($id: ID!) { issue(id: $id) { directives { text item { position } } } }`;
  expect((await city.get('UNIT', source, { id: issue.id }, { unit: 'UN' })).issue).toEqual({ directives: [{ text: '北县牵头', item: null }] });
  expect((await city.get('UNIT', source, { id: issue.id }, { unit: 'US' })).issue).toBeNull();
  expect((await city.get('VIEWER', source, { id: issue.id })).issue).toEqual({ directives: [{ text: '北县牵头', item: { position: 1 } }] });
});
