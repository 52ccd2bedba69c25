import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data, ViewerOptions } from '../support/city.js';
import { does, id, openMeetingCity, schedule, start } from '../meeting/meeting-city.js';

let city: City;
let next: Data;
/** P-1 has waited long, P-2 a little; P-3 is fine. A meeting is over that put off P-1, did not come to a lead, decided to leave a topic to May and one to the next meeting. */
beforeAll(async () => {
  city = await openMeetingCity();
  await city.query(`
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment) values (3, 'P-3', '东厂', 'COUNTY', 'LIVELIHOOD', 'NEW', 'PREPARING', 3, 1);
    update project set stage = 'UNDER_CONSTRUCTION', started_on = '2020-03-01' where id = 1; update project set stage = 'UNDER_CONSTRUCTION', started_on = '2020-02-01' where id = 2`);
  const { id: over, agenda } = await start(city, { agenda: [
    { projectId: id('Project', 1), minutes: 11 }, { leadId: id('InvestmentLead', 2), minutes: 6 }, { topic: '五月再议', minutes: 5 }, { topic: '下次再议', minutes: 7 }, { topic: '已议', minutes: 5 }] });
  await does(city, 'meetingCallItem', { itemId: agenda[0].id });
  await does(city, 'meetingCallItem', { itemId: agenda[4].id, previous: 'DEFERRED' });
  await postpone(agenda[2].id, '2020-05-01');
  await postpone(agenda[3].id, null);
  await does(city, 'meetingClose', { id: over });
  next = await schedule(city, { agenda: [] });
});
afterAll(() => city.close());

async function postpone(itemId: string, until: string | null): Promise<void> {
  const { meetingPostponeItem } = await city.get('DISPATCHER', 'mutation ($input: ItemPostponeInput!) { meetingPostponeItem(input: $input) { userErrors { code } } }', { input: { itemId, text: '缓', until } });
  expect(meetingPostponeItem.userErrors).toEqual([]);
}

const view = `query ($id: ID!, $first: Int, $after: String) { agendaProposal(meetingId: $id, first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage } nodes {
  project { code } lead { name } topic minutes carried since listed candidate { kinds urgency reasons { message } } agenda { id } item { position meeting { status } } } } }`;
const propose = async (options: ViewerOptions = {}, variables: Data = {}, of = next.id): Promise<Data> => (await city.get('DISPATCHER', view, { id: of, ...variables }, options)).agendaProposal;
const brief = ({ nodes }: Data): unknown[] => nodes.map(({ project, lead, topic, minutes, carried, candidate }: Data) => [project?.code ?? lead?.name ?? topic, minutes, carried, candidate?.kinds ?? null]);

const acceptance = 'mutation ($id: ID!, $inputs: [AgendaItemInput!]!) { meetingAgendaExtend(id: $id, inputs: $inputs) { meeting { agenda { position minutes project { code } topic } } userErrors { code path } } }';
const accept = async (inputs: Data[], options: ViewerOptions = {}, of = next.id): Promise<Data> => (await city.get('DISPATCHER', acceptance, { id: of, inputs }, options)).meetingAgendaExtend;

test('[MD20] an agenda is proposed: first what the meeting before left over (put off, not reached, or left to the next one), then candidates, each with its reasons and minutes', async () => {
  const proposal = await propose();
  expect(brief(proposal)).toEqual(expect.arrayContaining([['P-1', 11, 'DEFERRED', ['STUCK']], ['南线索', 6, 'NOT_REACHED', null], ['下次再议', 7, 'POSTPONED', null], ['P-2', 8, null, ['STUCK']]]));
  expect(proposal.totalCount).toBe(4);
  expect(brief(proposal).at(-1)).toEqual(['P-2', 8, null, ['STUCK']]);
  const [first] = proposal.nodes.filter(({ project }: Data) => project?.code === 'P-1');
  expect(first).toMatchObject({ since: '2020-04-16', listed: false, agenda: null, item: { position: 1, meeting: { status: 'CLOSED' } }, candidate: { reasons: [{ message: expect.any(String) }] } });
});

test('[MD21] an item left to a day is proposed to the first meeting on that day or later', async () => {
  const may = await schedule(city, { agenda: [], startsAt: '2020-05-02T01:00:00Z' });
  expect(brief(await propose({}, {}, may.id))).toContainEqual(['五月再议', 5, 'POSTPONED', null]);
});

test('[MD22] pages of it go on where the one before ended', async () => {
  const all = brief(await propose());
  const one = await propose({}, { first: 3 });
  expect(one.pageInfo.hasNextPage).toBe(true);
  const two = await propose({}, { first: 3, after: one.pageInfo.endCursor });
  expect([...brief(one), ...brief(two)]).toEqual(all);
});

test('[MD23] each sees of a proposal what they see, and of a meeting that they do not see none', async () => {
  expect(await propose({ region: 'N' }, {}, (await schedule(city, { regionId: id('Region', 4), sites: [], agenda: [{ topic: '南县', minutes: 5 }] })).id)).toBeNull();
  expect(await propose({}, {}, id('Meeting', 99999))).toBeNull();
  const north = brief(await propose({ region: 'N' }));
  expect(north).toContainEqual(['P-1', 11, 'DEFERRED', ['STUCK']]);
  expect(JSON.stringify(north)).not.toMatch(/南线索|P-2/);
});

test('[MD24] what is chosen is put on the agenda in one act; nothing twice, nothing half, nothing elsewhere', async () => {
  const mine = [{ projectId: id('Project', 1), minutes: 11 }, { topic: '下次再议', minutes: 7 }];
  expect(await accept([...mine, { projectId: id('Project', 99), minutes: 5 }])).toEqual({ meeting: null, userErrors: [{ code: 'NOT_FOUND', path: ['inputs', '2', 'projectId'] }] });
  expect(await accept([mine[0]!, mine[0]!])).toEqual({ meeting: null, userErrors: [{ code: 'ALREADY_LISTED', path: ['inputs', '1'] }] });
  expect(await accept([])).toEqual({ meeting: null, userErrors: [{ code: 'NUMBER_OUT_OF_RANGE', path: ['inputs'] }] });
  expect(await accept(mine, { region: 'N' })).toEqual({ meeting: null, userErrors: [{ code: 'FORBIDDEN_HERE', path: ['id'] }] });
  // Of two offices that accept the same at once, one does.
  const answers = await Promise.all([accept(mine), accept(mine)]);
  expect(answers.map(({ userErrors }) => userErrors.map(({ code }: Data) => code)).toSorted()).toEqual([[], ['ALREADY_LISTED']]);
  const { meeting } = answers.find((answer) => answer.meeting !== null)!;
  expect(meeting.agenda).toEqual([{ position: 1, minutes: 11, project: { code: 'P-1' }, topic: null }, { position: 2, minutes: 7, project: null, topic: '下次再议' }]);
  const { nodes } = await propose();
  expect(nodes.filter(({ listed }: Data) => listed).map(({ project, topic }: Data) => project?.code ?? topic).toSorted()).toEqual(['P-1', '下次再议']);
  expect(nodes.find(({ project }: Data) => project?.code === 'P-1').agenda).toEqual({ id: next.id });
});

test('[MD25] what a later meeting has done with, and what became of a lead, is proposed accordingly; how long a project took last time is what is suggested for it', async () => {
  await does(city, 'meetingStart', { id: next.id });
  const { agenda } = await does(city, 'meetingAgendaAdd', { id: next.id, input: { topic: '末项', minutes: 5 } });
  await does(city, 'meetingAgendaAdd', { id: next.id, input: { leadId: id('InvestmentLead', 2), minutes: 9 } });
  await does(city, 'meetingCallItem', { itemId: agenda[0].id });
  await city.query(`update agenda_item set called_at = called_at - interval '13 minutes' where id = ${atob(agenda[0].id).split(':')[1]}`);
  await does(city, 'meetingFinishItem', { itemId: agenda[0].id });
  await does(city, 'meetingClose', { id: next.id });
  await city.query(`update investment_lead set project_id = 3, converted_at = business_now() where id = 2`);
  const after = brief(await propose({}, {}, (await schedule(city, { agenda: [] })).id));
  expect(after).toContainEqual(['P-1', 14, null, ['STUCK']]);
  expect(after).toContainEqual(['下次再议', 7, 'NOT_REACHED', null]);
  expect(after).toContainEqual(['末项', 5, 'NOT_REACHED', null]);
  expect(after).toContainEqual(['P-3', 9, 'NOT_REACHED', null]);
  expect(JSON.stringify(after)).not.toMatch(/南线索/);
});
