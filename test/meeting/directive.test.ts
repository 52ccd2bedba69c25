import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { does, id, openMeetingCity, refused, schedule, start } from './meeting-city.js';

let city: City;
beforeAll(async () => void (city = await openMeetingCity()));
afterAll(() => city.close());

/** A meeting in progress with its first item called. */
async function called(more: Data = {}): Promise<Data> {
  const { agenda } = await start(city, more);
  return does(city, 'meetingCallItem', { itemId: agenda[0].id });
}

async function report(more: Data): Promise<string> {
  const { issueReport } = await city.get('DISPATCHER', `mutation ($input: IssueReportInput!) { issueReport(input: $input) { issue { id } userErrors { code } } }`, {
    input: { kind: 'DEMAND', category: 'LAND', severity: 'HIGH', title: '用地', ...more },
  });
  return issueReport.issue.id;
}

async function assign(issue: string, input: Data): Promise<void> {
  const { issueAssign } = await city.get('DISPATCHER', `mutation ($id: ID!, $input: IssueAssignInput!) { issueAssign(id: $id, input: $input) { userErrors { code } } }`, { id: issue, input });
  expect(issueAssign.userErrors).toEqual([]);
}

const open = async (): Promise<number> => (await city.query<{ count: number }>(`select count(*)::int as count from issue`))[0]!.count;

test('[M18] a directive makes an issue about the item\'s project and assigns it in the same act', async () => {
  const meeting = await called();
  const text = `  请${'市发改委会同北县政府'.repeat(6)}办理用地、施工两项手续 `;
  const directive = await does(city, 'meetingRecordDirective', {
    input: { itemId: meeting.currentItem.id, text, leadUnitId: id('Unit', 3), supportingUnitIds: [id('Unit', 1)], dueOn: '2020-04-30', serviceMode: 'CONCENTRATED' },
  });
  expect(directive).toMatchObject({
    text: text.trim(), item: { id: meeting.currentItem.id },
    issue: {
      kind: 'PROBLEM', category: 'OTHER', severity: 'MEDIUM', status: 'ASSIGNED', title: [...text.trim()].slice(0, 60).join(''), detail: text.trim(),
      dueOn: '2020-04-30', serviceMode: 'CONCENTRATED', project: { name: '北厂' }, lead: null, leadUnit: { code: 'UC' }, supportingUnits: [{ code: 'UN' }],
      history: [{ act: 'REPORTED', note: null }, { act: 'ASSIGNED', note: null }, { act: 'DIRECTED', note: text.trim() }],
    },
  });
  const { meeting: after } = await city.get('VIEWER', `query ($id: ID!) { meeting(id: $id) { directives { id at text } agenda { directives { id } } history { act note } } }`, { id: meeting.id });
  expect(after.directives).toEqual([{ id: directive.id, at: expect.stringMatching(/^2020-04-16T01:/), text: text.trim() }]);
  expect(after.agenda.map((item: Data) => item.directives.length)).toEqual([1, 0, 0]);
  expect(after.history.at(-1)).toEqual({ act: 'DIRECTED', note: '#1' });
});

test('[M19] a directive on a lead is about the lead, one on a topic about the meeting\'s region; without a unit the issue is only reported', async () => {
  const { id: meetingId, agenda: [lead, topic] } = await start(city, { agenda: [{ leadId: id('InvestmentLead', 2), minutes: 5 }, { topic: '防疫', minutes: 5 }] });
  await does(city, 'meetingCallItem', { itemId: lead.id });
  const onLead = await does(city, 'meetingRecordDirective', { input: { itemId: lead.id, text: '洽谈\n落地', kind: 'DEMAND', category: 'NEGOTIATION', severity: 'HIGH', dueOn: '2020-05-01' } });
  expect(onLead.issue).toMatchObject({
    kind: 'DEMAND', category: 'NEGOTIATION', severity: 'HIGH', status: 'REPORTED', title: '洽谈 落地', detail: '', dueOn: '2020-05-01', lead: { name: '南线索' }, project: null, region: { code: 'S' }, leadUnit: null,
  });
  await does(city, 'meetingCallItem', { itemId: topic.id });
  const onTopic = await does(city, 'meetingRecordDirective', { input: { itemId: topic.id, text: '严防聚集' } });
  expect(onTopic.issue).toMatchObject({ status: 'REPORTED', project: null, lead: null, region: { code: 'C' } });
  const afterwards = await does(city, 'meetingRecordDirective', { input: { itemId: lead.id, text: '补充一条' } });
  const { meeting } = await city.get('VIEWER', `query ($id: ID!) { meeting(id: $id) { directives { id } } }`, { id: meetingId });
  expect(meeting.directives).toEqual([onLead, onTopic, afterwards].map((directive) => ({ id: directive.id })));
});

test('[M20] a directive that cannot be recorded leaves no issue behind', async () => {
  const { agenda: scheduled } = await schedule(city);
  const { currentItem: item, agenda: [, pending] } = await called();
  const before = await open();
  const bad = (more: Data) => refused(city, 'meetingRecordDirective', { input: { itemId: item.id, text: '办理', ...more } });
  expect(await bad({ itemId: scheduled[0].id })).toEqual(['MEETING_STATE input.itemId']);
  expect(await bad({ itemId: pending.id })).toEqual(['ITEM_STATE input.itemId']);
  expect(await bad({ itemId: id('AgendaItem', 99999) })).toEqual(['NOT_FOUND input.itemId']);
  expect(await bad({ text: ' ' })).toEqual(['TEXT_EMPTY input.text']);
  expect(await bad({ text: '办'.repeat(2001) })).toEqual(['TEXT_TOO_LONG input.text']);
  expect(await bad({ dueOn: '2020-04-15' })).toEqual(['DAY_BEFORE input.dueOn']);
  expect(await bad({ dueOn: '2020-04-15', leadUnitId: id('Unit', 1) })).toEqual(['DAY_BEFORE input.dueOn']);
  expect(await bad({ leadUnitId: id('Unit', 999) })).toEqual(['NOT_FOUND input.leadUnitId']);
  expect(await bad({ leadUnitId: id('Unit', 1), supportingUnitIds: [id('Unit', 4)] })).toEqual(['ENDED input.supportingUnitIds']);
  expect(await bad({ serviceMode: 'ESCALATED' })).toEqual(['TEXT_EMPTY input.leadUnitId']);
  expect(await bad({ supportingUnitIds: [id('Unit', 1)] })).toEqual(['TEXT_EMPTY input.leadUnitId']);
  await does(city, 'meetingDeferItem', { itemId: item.id });
  expect(await bad({})).toEqual(['ITEM_STATE input.itemId']);
  expect(await open()).toBe(before);
});

test('[M21] a directive takes up a standing issue: it stays the one issue, and what the directive does not say stays', async () => {
  const issue = await report({ projectId: id('Project', 1) });
  const { currentItem: item } = await called();
  const before = await open();
  const noted = await does(city, 'meetingRecordDirective', { input: { itemId: item.id, text: '继续跟踪', issueId: issue } });
  expect(noted.issue).toMatchObject({ id: issue, title: '用地', kind: 'DEMAND', status: 'REPORTED', leadUnit: null, history: [{ act: 'REPORTED' }, { act: 'DIRECTED', note: '继续跟踪' }] });

  await assign(issue, { leadUnitId: id('Unit', 1), supportingUnitIds: [id('Unit', 3)], dueOn: '2020-04-20', serviceMode: 'AT_YOUR_DOOR' });
  const later = await does(city, 'meetingRecordDirective', { input: { itemId: item.id, text: '延至月底', issueId: issue, dueOn: '2020-04-30' } });
  expect(later.issue).toMatchObject({ status: 'ASSIGNED', dueOn: '2020-04-30', serviceMode: 'AT_YOUR_DOOR', leadUnit: { code: 'UN' }, supportingUnits: [{ code: 'UC' }] });

  const moved = await does(city, 'meetingRecordDirective', { input: { itemId: item.id, text: '改由市里牵头', issueId: issue, leadUnitId: id('Unit', 3), supportingUnitIds: [id('Unit', 1)], serviceMode: 'ESCALATED' } });
  expect(moved.issue).toMatchObject({ dueOn: '2020-04-30', serviceMode: 'ESCALATED', leadUnit: { code: 'UC' }, supportingUnits: [{ code: 'UN' }] });
  expect(await open()).toBe(before);
  const { issue: told } = await city.get('VIEWER', `query ($id: ID!) { issue(id: $id) { directives { text } } }`, { id: issue });
  expect(told.directives.map(({ text }: Data) => text)).toEqual(['继续跟踪', '延至月底', '改由市里牵头']);
});

test('[M22] only an open issue about the same project, lead or region is taken up', async () => {
  const { currentItem: item, agenda } = await called({ agenda: [{ projectId: id('Project', 1), minutes: 5 }, { topic: '防疫', minutes: 5 }] });
  const taking = (issueId: string, more: Data = {}) => refused(city, 'meetingRecordDirective', { input: { itemId: item.id, text: '办理', issueId, ...more } });
  const ofRegion = await report({ regionId: id('Region', 2) });
  expect(await taking(await report({ projectId: id('Project', 2) }))).toEqual(['OTHER_SUBJECT input.issueId']);
  expect(await taking(await report({ leadId: id('InvestmentLead', 1) }))).toEqual(['OTHER_SUBJECT input.issueId']);
  expect(await taking(ofRegion)).toEqual(['OTHER_SUBJECT input.issueId']);
  expect(await taking(id('Issue', 99999))).toEqual(['NOT_FOUND input.issueId']);
  const closed = await report({ projectId: id('Project', 1) });
  expect(await taking(closed, { dueOn: '2020-04-30' })).toEqual(['TEXT_EMPTY input.leadUnitId']);
  await city.query(`update issue set status = 'CLOSED', closed_at = business_now() where id = ${(atob(closed)).split(':')[1]}`);
  expect(await taking(closed)).toEqual(['ISSUE_STATE input.issueId']);
  const resolved = await report({ projectId: id('Project', 1) });
  await city.query(`update issue set status = 'RESOLVED', lead_unit_id = 1 where id = ${(atob(resolved)).split(':')[1]}`);
  expect(await taking(resolved, { dueOn: '2020-04-30' })).toEqual(['ISSUE_STATE input.issueId']);
  await does(city, 'meetingCallItem', { itemId: agenda[1].id });
  const topic = await does(city, 'meetingRecordDirective', { input: { itemId: agenda[1].id, text: '办理', issueId: ofRegion } });
  expect(topic.issue.id).toBe(ofRegion);
  expect(await refused(city, 'meetingRecordDirective', { input: { itemId: agenda[1].id, text: '办理', issueId: resolved } })).toEqual(['OTHER_SUBJECT input.issueId']);
  expect(await refused(city, 'meetingRecordDirective', { input: { itemId: agenda[1].id, text: '办理', issueId: await report({ regionId: id('Region', 3) }) } })).toEqual(['OTHER_SUBJECT input.issueId']);
});
