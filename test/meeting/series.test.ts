import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeMeetings, seriesDue } from '../../src/meeting/series.commands.js';
import { done } from '../../src/kernel/refusal.js';
import { UnitOfWork } from '../../src/store/unit-of-work.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import { does, id, openMeetingCity, refused as refusedAct, schedule } from './meeting-city.js';

let city: City;
/** The holiday of May, and a Sunday that is worked. */
beforeAll(async () => {
  city = await openMeetingCity();
  await city.query(`insert into calendar_day (day, working, name) values ('2020-04-26', true, '调休'), ('2020-05-01', false, '劳动节'), ('2020-05-04', false, '劳动节'), ('2020-05-05', false, '劳动节'), ('2020-05-09', true, '调休')
    on conflict (day) do update set working = excluded.working`);
});
afterAll(() => city.close());

const heads = {
  meetingSeriesMake: ['$input: MeetingSeriesMakeInput!', 'input: $input'], meetingSeriesSkip: ['$meetingId: ID!, $day: Date!, $reason: String!', 'meetingId: $meetingId, day: $day, reason: $reason'],
  meetingSeriesEnd: ['$meetingId: ID!, $reason: String!', 'meetingId: $meetingId, reason: $reason'],
} as const;
const view = 'id status startsAt series { weekdays workingDaysOnly until aheadDays skipped endedAt meetings { id title startsAt mode warnAt chair { name } region { code } sites { name kind region { code } } agenda { id } history { act } } }';
async function act(name: keyof typeof heads, variables: Data, options: ViewerOptions = {}): Promise<Data> {
  return (await city.get('DISPATCHER', `mutation (${heads[name][0]}) { ${name}(${heads[name][1]}) { meeting { ${view} } userErrors { code path } } }`, variables, options))[name];
}
async function acts(name: keyof typeof heads, variables: Data): Promise<Data> {
  const { meeting, userErrors } = await act(name, variables);
  expect(userErrors).toEqual([]);
  return meeting;
}
async function refused(name: keyof typeof heads, variables: Data, options?: ViewerOptions): Promise<string[]> {
  const { meeting, userErrors } = await act(name, variables, options);
  expect(meeting).toBeNull();
  return userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`);
}
/** Month and day in the city of the meetings to come. */
const days = ({ series }: Data): string[] => series.meetings.map(({ startsAt }: Data) => new Date(Date.parse(startsAt) + 8 * 3_600_000).toISOString().slice(5, 10));
const workdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];
const make = (meetingId: string, more: Data = {}): Data => ({ input: { meetingId, weekdays: workdays, aheadDays: 20, ...more } });

test('[MD70] a scheduled meeting comes again on the days of the week that are named, not on days off, at its hour, with its title, mode, chair, region, sites and warnings and an empty agenda', async () => {
  const model = await schedule(city, { warnAt: [90] });
  const meeting = await acts('meetingSeriesMake', make(model.id));
  expect(meeting.series).toMatchObject({ weekdays: workdays, workingDaysOnly: true, until: null, aheadDays: 20, skipped: [], endedAt: null });
  expect(days(meeting)).toEqual(['04-17', '04-20', '04-21', '04-22', '04-23', '04-24', '04-27', '04-28', '04-29', '04-30', '05-06']);
  expect(meeting.series.meetings[1]).toEqual({
    id: expect.any(String), title: model.title, startsAt: '2020-04-20T01:00:00.000Z', mode: 'JOINT_HANDLING', warnAt: [90], chair: { name: '领导一' }, region: { code: 'C' },
    sites: [{ name: '主会场', kind: 'MAIN_HALL', region: null }, { name: '北县会场', kind: 'COUNTY', region: { code: 'N' } }], agenda: [], history: [{ act: 'SCHEDULED' }],
  });
  const weekly = await acts('meetingSeriesMake', make((await schedule(city)).id, { weekdays: ['SATURDAY', 'FRIDAY'], until: '2020-05-09' }));
  expect(days(weekly)).toEqual(['04-17', '04-24']);
  const holidays = await acts('meetingSeriesMake', make((await schedule(city)).id, { weekdays: ['FRIDAY'], workingDaysOnly: false, until: '2020-05-02' }));
  expect(days(holidays)).toEqual(['04-17', '04-24', '05-01']);
});

test('[MD71] as days pass the next meetings are made by rule, each once, also by several at a time; a worked Saturday counts where Saturday is named', async () => {
  const model = await schedule(city);
  await acts('meetingSeriesMake', make(model.id, { weekdays: ['FRIDAY', 'SATURDAY'], aheadDays: 7 }));
  const read = async (): Promise<Data> => (await city.get('VIEWER', `query ($id: ID!) { meeting(id: $id) { ${view} } }`, { id: model.id })).meeting;
  expect(days(await read())).toEqual(['04-17']);
  const [{ id: series }] = await city.query<{ id: number }>('select max(id) as id from meeting_series') as [{ id: number }];
  expect((await seriesDue(city.store.db)).map((due) => due.id)).not.toContain(series);
  await city.query(`update business_clock set ahead = ahead + interval '16 days'`);
  expect((await seriesDue(city.store.db)).map((due) => due.id)).toContain(series);
  const unitOfWork = new UnitOfWork(city.store);
  const byRule = () => unitOfWork.run({ subject: 'rule', name: 'rule', automatic: true }, 'automaticActs', async (tx) => done(await makeMeetings(tx, series)));
  const made = await Promise.all([byRule(), byRule(), byRule()]);
  expect(made.map((each) => each.done).toSorted()).toEqual([0, 0, 2]);
  expect(days(await read())).toEqual(['04-17', '05-08', '05-09']);
  expect((await seriesDue(city.store.db)).map((due) => due.id)).not.toContain(series);
  await city.query(`update business_clock set ahead = ahead - interval '16 days'`);
});

test('[MD72] a day is left out before or after its meeting was made, a series ends after one of its meetings; the reason is on the meetings that are cancelled', async () => {
  const model = await schedule(city);
  const { series: { meetings } } = await acts('meetingSeriesMake', make(model.id));
  const skipped = await acts('meetingSeriesSkip', { meetingId: meetings[3].id, day: '2020-04-21', reason: '领导出差' });
  expect(days(skipped)).not.toContain('04-21');
  expect((await acts('meetingSeriesSkip', { meetingId: model.id, day: '2020-05-07', reason: '不开' })).series.skipped).toEqual(['2020-04-21', '2020-05-07']);
  const { meeting: gone } = await city.get('VIEWER', 'query ($id: ID!) { meeting(id: $id) { status cancelReason } }', { id: meetings[2].id });
  expect(gone).toEqual({ status: 'CANCELLED', cancelReason: '领导出差' });
  const ended = await acts('meetingSeriesEnd', { meetingId: meetings[4].id, reason: '专项结束' });
  expect(ended.series.endedAt).toEqual(expect.any(String));
  expect(days(ended)).toEqual(['04-17', '04-20', '04-22', '04-23']);
  expect(await refused('meetingSeriesSkip', { meetingId: model.id, day: '2020-04-22', reason: 'x' })).toEqual(['NO_SERIES meetingId']);
  const { meeting: { history } } = await city.get('VIEWER', 'query ($id: ID!) { meeting(id: $id) { history { act note } } }', { id: model.id });
  expect(history).toEqual([{ act: 'SCHEDULED', note: null }, { act: 'SERIES_CHANGED', note: null }, { act: 'SERIES_CHANGED', note: '2020-05-07' }]);
});

test('[MD73] a series that makes no sense, or of a meeting elsewhere, is refused and makes no meeting', async () => {
  const model = await schedule(city);
  const before = await city.query('select count(*) from meeting');
  expect(await refused('meetingSeriesMake', make(model.id, { weekdays: [] }))).toEqual(['TEXT_EMPTY input.weekdays']);
  expect(await refused('meetingSeriesMake', make(model.id, { aheadDays: 61 }))).toEqual(['NUMBER_OUT_OF_RANGE input.aheadDays']);
  expect(await refused('meetingSeriesMake', make(model.id, { until: '2020-04-16' }))).toEqual(['DAY_BEFORE input.until']);
  expect(await refused('meetingSeriesMake', make(id('Meeting', 99999)))).toEqual(['NOT_FOUND input.meetingId']);
  expect(await refused('meetingSeriesMake', make(model.id), { region: 'N' })).toEqual(['FORBIDDEN_HERE input.meetingId']);
  expect(await refused('meetingSeriesSkip', { meetingId: model.id, day: '2020-04-20', reason: 'x' })).toEqual(['NO_SERIES meetingId']);
  expect(await city.query('select count(*) from meeting')).toEqual(before);
  const { series: { meetings } } = await acts('meetingSeriesMake', make(model.id));
  expect(await refused('meetingSeriesMake', make(meetings[1].id))).toEqual(['IN_SERIES input.meetingId']);
  expect(await refused('meetingSeriesSkip', { meetingId: model.id, day: '2020-04-15', reason: 'x' })).toEqual(['DAY_BEFORE day']);
  expect(await refused('meetingSeriesSkip', { meetingId: model.id, day: '2020-04-20', reason: ' ' })).toEqual(['TEXT_EMPTY reason']);
  expect(await refused('meetingSeriesEnd', { meetingId: model.id, reason: 'x' }, { region: 'S' })).toEqual(['NOT_FOUND meetingId']);
  await does(city, 'meetingStart', { id: meetings[1].id });
  expect(await refused('meetingSeriesSkip', { meetingId: model.id, day: '2020-04-20', reason: 'x' })).toEqual(['MEETING_STATE day']);
  expect(await refusedAct(city, 'meetingStart', { id: meetings[1].id })).toEqual(['MEETING_STATE id']);
  await expect(city.query(`insert into meeting (title, mode, starts_at, region_id, series_id, series_day) select title, mode, starts_at, region_id, series_id, series_day from meeting where series_id is not null limit 1`)).rejects.toThrow('meeting_series_once_a_day');
});

test('[MD74] what a meeting of a series leaves to the next one is proposed to the next one of that series, and to no other meeting', async () => {
  const model = await schedule(city, { agenda: [{ topic: '系列内再议', minutes: 5 }] });
  const { series: { meetings } } = await acts('meetingSeriesMake', make(model.id));
  await does(city, 'meetingStart', { id: model.id });
  await does(city, 'meetingClose', { id: model.id });
  const topics = async (meetingId: string): Promise<string[]> => (await city.get('DISPATCHER', 'query ($id: ID!) { agendaProposal(meetingId: $id) { nodes { topic } } }', { id: meetingId })).agendaProposal.nodes.map(({ topic }: Data) => topic);
  expect(await topics(meetings[1].id)).toContain('系列内再议');
  expect(await topics((await schedule(city)).id)).not.toContain('系列内再议');
});
