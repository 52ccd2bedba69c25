import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { does, id, openMeetingCity, start, type Act } from './meeting-city.js';

let city: City;
beforeAll(async () => void (city = await openMeetingCity()));
afterAll(() => city.close());

const inputs = { meetingRecordNote: 'NoteRecordInput', meetingRecordAgreement: 'AgreementRecordInput', meetingPostponeItem: 'ItemPostponeInput' } as const;
type DecisionAct = keyof typeof inputs;
const fields = 'id kind text until at parties { code } directive { id issue { number } } item { id status endedAt }';

async function decide(act: DecisionAct, input: Data, options: Data = {}): Promise<Data> {
  const answer = await city.get('DISPATCHER', `mutation ($input: ${inputs[act]}!) { ${act}(input: $input) { decision { ${fields} } userErrors { code path } } }`, { input }, options);
  return answer[act];
}
const refused = async (act: DecisionAct, input: Data, options?: Data): Promise<string[]> => {
  const { decision, userErrors } = await decide(act, input, options);
  expect(decision).toBeNull();
  return userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`);
};
const decided = async (act: DecisionAct, input: Data): Promise<Data> => {
  const { decision, userErrors } = await decide(act, input);
  expect(userErrors).toEqual([]);
  return decision;
};

async function called(more: Data = {}): Promise<Data> {
  const { agenda } = await start(city, more);
  return does(city, 'meetingCallItem' as Act, { itemId: agenda[0].id });
}

const read = async (meetingId: string, options: Data = {}): Promise<Data> =>
  (await city.get('VIEWER', `query ($id: ID!) { meeting(id: $id) { decisions { kind text } agenda { status decisions { kind } } history { act note } } }`, { id: meetingId }, options)).meeting;

test('[MD1] an item collects directives, agreements with their parties, notes and postponements, in the order in which they were made', async () => {
  const meeting = await called();
  const itemId = meeting.currentItem.id;
  expect(await decided('meetingRecordNote', { itemId, text: ' 关注融资 ' })).toMatchObject({ kind: 'NOTE', text: '关注融资', until: null, parties: [], directive: null, item: { id: itemId, status: 'CALLED' } });
  const directive = await does(city, 'meetingRecordDirective', { input: { itemId, text: '办理用地' } });
  const agreement = await decided('meetingRecordAgreement', { itemId, text: '三方联合踏勘', partyIds: [id('Unit', 3), id('Unit', 1), id('Unit', 3)] });
  expect(agreement).toMatchObject({ kind: 'AGREEMENT', parties: [{ code: 'UC' }, { code: 'UN' }] });
  const { meeting: after } = await city.get('VIEWER', `query ($id: ID!) { meeting(id: $id) { decisions { ${fields} } directives { id } history { act note } } }`, { id: meeting.id });
  expect(after.decisions.map(({ kind }: Data) => kind)).toEqual(['NOTE', 'DIRECTIVE', 'AGREEMENT']);
  expect(after.decisions[1]).toMatchObject({ id: directive.id, text: '办理用地', directive: { id: directive.id, issue: { number: directive.issue.number } } });
  expect(after.directives).toEqual([{ id: directive.id }]);
  expect(after.history.slice(-3)).toEqual([{ act: 'NOTED', note: '#1' }, { act: 'DIRECTED', note: '#1' }, { act: 'AGREED', note: '#1' }]);
});

test('[MD2] a postponed item is put off in this meeting, called or not, to the next meeting or to a day', async () => {
  const meeting = await called();
  const [first, second] = meeting.agenda;
  expect(await decided('meetingPostponeItem', { itemId: first.id, text: '等设计方案' })).toMatchObject({ kind: 'POSTPONED', until: null, item: { status: 'DEFERRED', endedAt: expect.any(String) } });
  expect(await decided('meetingPostponeItem', { itemId: second.id, text: '等省里批复', until: '2020-04-30' })).toMatchObject({ until: '2020-04-30', item: { status: 'DEFERRED' } });
  expect((await read(meeting.id)).agenda.map(({ status, decisions }: Data) => [status, decisions.length])).toEqual([['DEFERRED', 1], ['DEFERRED', 1], ['PENDING', 0]]);
});

test('[MD3] what cannot be decided is refused and leaves nothing behind: the state of meeting and item, an empty text, no party, one that ended, a day that is not to come', async () => {
  const { agenda: scheduled } = await start(city);
  const pending = scheduled[2].id;
  const meeting = await called();
  const itemId = meeting.currentItem.id;
  expect(await refused('meetingRecordNote', { itemId: pending, text: '记' })).toEqual(['ITEM_STATE input.itemId']);
  expect(await refused('meetingRecordNote', { itemId, text: ' ' })).toEqual(['TEXT_EMPTY input.text']);
  expect(await refused('meetingRecordNote', { itemId: id('AgendaItem', 99999), text: '记' })).toEqual(['NOT_FOUND input.itemId']);
  expect(await refused('meetingRecordAgreement', { itemId, text: '商定', partyIds: [] })).toEqual(['TEXT_EMPTY input.partyIds']);
  expect(await refused('meetingRecordAgreement', { itemId, text: '商定', partyIds: [id('Unit', 4)] })).toEqual(['ENDED input.partyIds.0']);
  expect(await refused('meetingRecordAgreement', { itemId, text: '商定', partyIds: [id('Unit', 1), id('Unit', 999)] })).toEqual(['NOT_FOUND input.partyIds.1']);
  expect(await refused('meetingRecordAgreement', { itemId, text: '商定', partyIds: Array.from({ length: 21 }, (_, n) => id('Unit', n + 1)) })).toEqual(['NUMBER_OUT_OF_RANGE input.partyIds']);
  expect(await refused('meetingPostponeItem', { itemId, text: '缓', until: '2020-04-16' })).toEqual(['DAY_BEFORE input.until']);
  expect(await refused('meetingPostponeItem', { itemId, text: '缓', until: '2100-01-01' })).toEqual(['DAY_AFTER input.until']);
  await does(city, 'meetingFinishItem', { itemId });
  expect(await refused('meetingPostponeItem', { itemId, text: '缓' })).toEqual(['ITEM_STATE input.itemId']);
  await decided('meetingRecordNote', { itemId, text: '补记' });
  await does(city, 'meetingClose', { id: meeting.id });
  expect(await refused('meetingRecordNote', { itemId, text: '记' })).toEqual(['MEETING_STATE input.itemId']);
  expect((await read(meeting.id)).decisions).toEqual([{ kind: 'NOTE', text: '补记' }]);
});

test('[MD4] a decision on a project is read by who sees the project, one on a topic by who sees the meeting; a county\'s dispatcher decides in its own meetings alone', async () => {
  const meeting = await called({ agenda: [{ projectId: id('Project', 2), minutes: 5 }, { topic: '防疫', minutes: 5 }] });
  const [south, topic] = meeting.agenda;
  await decided('meetingRecordNote', { itemId: south.id, text: '南厂机密' });
  await does(city, 'meetingCallItem', { itemId: topic.id });
  await decided('meetingRecordNote', { itemId: topic.id, text: '严防聚集' });
  expect((await read(meeting.id)).decisions).toHaveLength(2);
  expect((await read(meeting.id, { region: 'N' })).decisions).toEqual([{ kind: 'NOTE', text: '严防聚集' }]);
  expect(JSON.stringify(await read(meeting.id, { region: 'N' }))).not.toContain('机密');
  expect(await refused('meetingRecordNote', { itemId: topic.id, text: '记' }, { region: 'N' })).toEqual(['FORBIDDEN_HERE input.itemId']);
  expect(await refused('meetingRecordNote', { itemId: topic.id, text: '记' }, { region: 'S' })).toEqual(['NOT_FOUND input.itemId']);
});

test('[MD5] the database keeps the shape of decisions, whoever writes them', async () => {
  const meeting = await called();
  await decided('meetingRecordNote', { itemId: meeting.currentItem.id, text: '记' });
  const write = (kind: string, parties: string, until: string) => city.query(`
    insert into meeting_decision (meeting_id, item_id, kind, text, party_ids, until_day) select meeting_id, item_id, '${kind}', 'x', ${parties}, ${until} from meeting_decision limit 1`);
  await expect(write('AGREEMENT', `'{}'`, 'null')).rejects.toThrow('meeting_decision_parties_check');
  await expect(write('NOTE', `'{1}'`, 'null')).rejects.toThrow('meeting_decision_parties_check');
  await expect(write('NOTE', `'{}'`, `date '2020-05-01'`)).rejects.toThrow('meeting_decision_until_check');
});
