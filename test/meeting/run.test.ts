import { readFileSync } from 'node:fs';
import { parse, print } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { does, id, openMeetingCity, refused, run, schedule, start } from './meeting-city.js';

let city: City;
beforeAll(async () => void (city = await openMeetingCity()));
afterAll(() => city.close());

const contract = parse(readFileSync('test/contract/meeting-run.graphql', 'utf8'));
const operation = (name: string) => print(contract.definitions.find((it) => it.kind === 'OperationDefinition' && it.name?.value === name)!);
const statuses = (meeting: Data) => meeting.agenda.map((item: Data) => item.status);
const acts = async (meetingId: string) =>
  (await city.get('VIEWER', 'query ($id: ID!) { meeting(id: $id) { history { act note actor { name } } } }', { id: meetingId })).meeting.history
    .map(({ act, note }: Data) => (note === null ? act : `${act} ${note}`));

test('[M1] a whole meeting, in the operations that clients rely on', async () => {
  const as = async (name: string, variables: Data) => Object.values<Data>(await city.get('DISPATCHER', operation(name), variables))[0];
  const scheduled = await as('MeetingSchedule', {
    input: {
      title: '第十次调度会', mode: 'JOINT_HANDLING', startsAt: '2020-04-17T01:00:00Z', chairId: id('Leader', 1), regionId: id('Region', 2),
      agenda: [{ projectId: id('Project', 1), minutes: 10 }, { leadId: id('InvestmentLead', 1), minutes: 8 }],
      sites: [{ name: '北县会场', kind: 'COUNTY', regionId: id('Region', 3) }],
    },
  });
  expect(scheduled).toEqual({
    userErrors: [],
    meeting: {
      id: expect.any(String), title: '第十次调度会', mode: 'JOINT_HANDLING', status: 'SCHEDULED', startsAt: '2020-04-17T01:00:00.000Z',
      agenda: [
        { id: expect.any(String), position: 1, minutes: 10, project: { id: id('Project', 1), name: '北厂' } },
        { id: expect.any(String), position: 2, minutes: 8, project: null },
      ],
      sites: [{ id: expect.any(String), name: '北县会场', kind: 'COUNTY' }],
    },
  });
  const { id: meetingId, agenda } = scheduled.meeting;
  const started = await as('MeetingStart', { id: meetingId });
  expect(started).toEqual({ userErrors: [], meeting: { id: meetingId, status: 'IN_PROGRESS', startedAt: expect.stringMatching(/^2020-04-16T01:0/) } });
  const called = await as('MeetingCallItem', { itemId: agenda[0].id });
  expect(called).toEqual({ userErrors: [], meeting: { id: meetingId, currentItem: { id: agenda[0].id, position: 1, status: 'CALLED', calledAt: expect.stringMatching(/^2020-04-16T01:0/) } } });
  const directed = await as('MeetingRecordDirective', {
    input: { itemId: agenda[0].id, text: '月底前办结用地手续', leadUnitId: id('Unit', 1), supportingUnitIds: [], dueOn: '2020-04-30', serviceMode: 'ESCALATED' },
  });
  expect(directed).toEqual({
    userErrors: [],
    directive: {
      id: expect.any(String), text: '月底前办结用地手续',
      issue: { id: expect.any(String), number: 'C-2020-0001', status: 'ASSIGNED', dueOn: '2020-04-30', leadUnit: { id: id('Unit', 1), name: '北县政府' } },
    },
  });
  const closed = await as('MeetingClose', { id: meetingId });
  expect(closed).toEqual({ userErrors: [], meeting: { id: meetingId, status: 'CLOSED', closedAt: expect.stringMatching(/^2020-04-16T01:0/) } });
});

test('[M4] a started meeting refuses a second start', async () => {
  const { id: meetingId, startedAt } = await start(city);
  expect(await refused(city, 'meetingStart', { id: meetingId })).toEqual(['MEETING_STATE id']);
  const { meeting } = await city.get('VIEWER', 'query ($id: ID!) { meeting(id: $id) { status startedAt } }', { id: meetingId });
  expect(meeting).toEqual({ status: 'IN_PROGRESS', startedAt });
});

test('[M5] of two who start a meeting at once, one is refused', async () => {
  const { id: meetingId } = await schedule(city);
  const answers = await Promise.all([1, 2, 3].map(() => run(city, 'meetingStart', { id: meetingId })));
  expect(answers.map(({ userErrors }) => userErrors.map(({ code }: Data) => code).join()).toSorted()).toEqual(['', 'MEETING_STATE', 'MEETING_STATE']);
  expect((await acts(meetingId)).filter((act: string) => act === 'STARTED')).toHaveLength(1);
});

test('[M6] calling an item makes it the current one; the one before is done, or deferred where the caller says so', async () => {
  const { id: meetingId, agenda: [a, b, c], currentItem } = await start(city);
  expect(currentItem).toBeNull();
  await does(city, 'meetingCallItem', { itemId: b.id });
  const second = await does(city, 'meetingCallItem', { itemId: a.id, previous: 'DEFERRED' });
  expect(second.currentItem.id).toBe(a.id);
  expect(statuses(second)).toEqual(['CALLED', 'DEFERRED', 'PENDING']);
  const third = await does(city, 'meetingCallItem', { itemId: c.id });
  expect(statuses(third)).toEqual(['DONE', 'DEFERRED', 'CALLED']);
  expect(third.agenda[0]).toMatchObject({ calledAt: expect.any(String), endedAt: expect.any(String) });
  const again = await does(city, 'meetingCallItem', { itemId: b.id });
  expect(again.agenda[1]).toMatchObject({ status: 'CALLED', endedAt: null });
  expect(await acts(meetingId)).toEqual(['SCHEDULED', 'STARTED', 'ITEM_CALLED #2', 'ITEM_DEFERRED #2', 'ITEM_CALLED #1', 'ITEM_DONE #1', 'ITEM_CALLED #3', 'ITEM_DONE #3', 'ITEM_CALLED #2']);
});

test('[M7] only a pending or deferred item of a meeting in progress is called', async () => {
  const { id: meetingId, agenda: [a, b] } = await schedule(city);
  expect(await refused(city, 'meetingCallItem', { itemId: a.id })).toEqual(['MEETING_STATE itemId']);
  await does(city, 'meetingStart', { id: meetingId });
  await does(city, 'meetingCallItem', { itemId: a.id });
  expect(await refused(city, 'meetingCallItem', { itemId: a.id })).toEqual(['ITEM_STATE itemId']);
  await does(city, 'meetingCallItem', { itemId: b.id });
  expect(await refused(city, 'meetingCallItem', { itemId: a.id })).toEqual(['ITEM_STATE itemId']);
  expect(await refused(city, 'meetingCallItem', { itemId: id('AgendaItem', 99999) })).toEqual(['NOT_FOUND itemId']);
});

test('[M8] a caller who names the current item it sees is refused where another is called meanwhile', async () => {
  const { agenda: [a, b, c] } = await start(city);
  const other = (await schedule(city)).agenda[0];
  await does(city, 'meetingCallItem', { itemId: a.id, currentItemId: null });
  expect(await refused(city, 'meetingCallItem', { itemId: b.id, currentItemId: null })).toEqual(['ITEM_STATE currentItemId']);
  await does(city, 'meetingCallItem', { itemId: b.id, currentItemId: a.id });
  expect(await refused(city, 'meetingCallItem', { itemId: c.id, currentItemId: a.id })).toEqual(['ITEM_STATE currentItemId']);
  expect(await refused(city, 'meetingCallItem', { itemId: c.id, currentItemId: other.id })).toEqual(['NOT_FOUND currentItemId']);
});

test('[M9] the called item, and no other, is finished or deferred without calling another', async () => {
  const { agenda: [a, b] } = await start(city);
  expect(await refused(city, 'meetingFinishItem', { itemId: a.id })).toEqual(['ITEM_STATE itemId']);
  await does(city, 'meetingCallItem', { itemId: a.id });
  const finished = await does(city, 'meetingFinishItem', { itemId: a.id });
  expect(finished).toMatchObject({ currentItem: null, agenda: [{ status: 'DONE', endedAt: expect.any(String) }, { status: 'PENDING' }, { status: 'PENDING' }] });
  expect(await refused(city, 'meetingDeferItem', { itemId: a.id })).toEqual(['ITEM_STATE itemId']);
  await does(city, 'meetingCallItem', { itemId: b.id });
  const deferred = await does(city, 'meetingDeferItem', { itemId: b.id });
  expect(deferred).toMatchObject({ currentItem: null, agenda: [{ status: 'DONE' }, { status: 'DEFERRED', endedAt: expect.any(String) }, { status: 'PENDING' }] });
});

test('[M10] of many who call items at once each sees what the one before did: one item is called, and an item is called once', async () => {
  const { id: meetingId, agenda } = await start(city);
  const different = await Promise.all(agenda.map((item: Data) => run(city, 'meetingCallItem', { itemId: item.id })));
  expect(different.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  const { meeting } = await city.get('VIEWER', 'query ($id: ID!) { meeting(id: $id) { agenda { id status } } }', { id: meetingId });
  expect(statuses(meeting).toSorted()).toEqual(['CALLED', 'DONE', 'DONE']);

  const { id: next, agenda: [a, b, c] } = await start(city);
  await does(city, 'meetingCallItem', { itemId: a.id });
  const careful = await Promise.all([b, c].map((item: Data) => run(city, 'meetingCallItem', { itemId: item.id, currentItemId: a.id })));
  expect(careful.flatMap(({ userErrors }) => userErrors.map(({ code }: Data) => code))).toEqual(['ITEM_STATE']);
  const same = await Promise.all([1, 2, 3].map(() => run(city, 'meetingCallItem', { itemId: careful[0]!.userErrors.length > 0 ? b.id : c.id })));
  expect(same.flatMap(({ userErrors }) => userErrors.map(({ code }: Data) => code))).toEqual(['ITEM_STATE', 'ITEM_STATE']);
  expect((await acts(next)).filter((act: string) => act.startsWith('ITEM_CALLED'))).toHaveLength(3);
});

test('[M11] a meeting closes once: the called item is done, what was never called is deferred, and nothing changes after', async () => {
  const { id: meetingId, agenda: [a, b] } = await start(city);
  await does(city, 'meetingCallItem', { itemId: b.id });
  const closed = await does(city, 'meetingClose', { id: meetingId });
  expect(closed).toMatchObject({ status: 'CLOSED', closedAt: expect.any(String), currentItem: null });
  expect(statuses(closed)).toEqual(['DEFERRED', 'DONE', 'DEFERRED']);
  expect(closed.agenda[0].endedAt).toBe(closed.closedAt);
  expect((await acts(meetingId)).slice(-2)).toEqual(['ITEM_DONE #2', 'CLOSED']);
  const refusals = {
    meetingClose: { id: meetingId },
    meetingStart: { id: meetingId },
    meetingCancel: { id: meetingId, reason: '改期' },
    meetingCorrect: { id: meetingId, input: { version: closed.version, title: '另名' } },
    meetingAgendaAdd: { id: meetingId, input: { topic: '补充', minutes: 5 } },
    meetingSiteAdd: { id: meetingId, input: { name: '补充会场', kind: 'DEPARTMENT' } },
  } as const;
  for (const [act, variables] of Object.entries(refusals)) expect(await refused(city, act as keyof typeof refusals, variables)).toEqual(['MEETING_STATE id']);
  for (const act of ['meetingCallItem', 'meetingFinishItem', 'meetingDeferItem', 'meetingAgendaRemove'] as const) {
    expect(await refused(city, act, { itemId: a.id })).toEqual(['MEETING_STATE itemId']);
  }
  expect(await refused(city, 'meetingRecordDirective', { input: { itemId: b.id, text: '补记' } })).toEqual(['MEETING_STATE input.itemId']);
});

test('[M12] only a scheduled meeting is cancelled, with a reason; a cancelled one does not start', async () => {
  const { id: meetingId } = await schedule(city);
  expect(await refused(city, 'meetingCancel', { id: meetingId, reason: '  ' })).toEqual(['TEXT_EMPTY reason']);
  const cancelled = await does(city, 'meetingCancel', { id: meetingId, reason: ' 领导出差 ' });
  expect(cancelled).toMatchObject({ status: 'CANCELLED', cancelReason: '领导出差', closedAt: expect.any(String) });
  expect(cancelled.history.at(-1)).toEqual({ act: 'CANCELLED', note: '领导出差', actor: { name: 'DISPATCHER' } });
  expect(await refused(city, 'meetingStart', { id: meetingId })).toEqual(['MEETING_STATE id']);
  expect(await refused(city, 'meetingCancel', { id: (await start(city)).id, reason: '晚了' })).toEqual(['MEETING_STATE id']);
});
