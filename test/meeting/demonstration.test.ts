import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity()));
afterAll(() => city.close());

test('[MD80] the demonstration\'s meetings have agreements, attendance and what was left over, and its next meeting is proposed what the last one left', async () => {
  const { meetings } = await city.get('DISPATCHER', `{ meetings(first: 10, orderBy: STARTS_AT_ASC) { nodes { id status agenda { status topic decisions { kind } } decisions { kind parties { name } } attendance { present spans { from until } } history { act note } } } }`);
  const closed: Data[] = meetings.nodes.filter(({ status }: Data) => status === 'CLOSED');
  expect(closed.length).toBeGreaterThan(3);
  for (const { agenda, decisions, attendance, history } of closed) {
    expect(decisions.filter(({ kind }: Data) => kind === 'AGREEMENT')).toEqual([{ kind: 'AGREEMENT', parties: expect.arrayContaining([expect.any(Object)]) }]);
    expect(attendance.length).toBeGreaterThan(3);
    expect(attendance.every(({ present }: Data) => present)).toBe(true);
    for (const item of agenda) expect(item.decisions.some(({ kind }: Data) => kind === 'POSTPONED')).toBe(item.status === 'DEFERRED');
    for (const kind of ['AGREED', 'POSTPONED']) expect(history.filter(({ act }: Data) => act === kind)).toHaveLength(decisions.filter((each: Data) => each.kind === (kind === 'AGREED' ? 'AGREEMENT' : kind)).length);
  }
  const left = closed.flatMap(({ agenda }) => agenda.filter(({ status }: Data) => status === 'DEFERRED').map(({ topic }: Data) => topic));
  const next = meetings.nodes.find(({ status }: Data) => status === 'SCHEDULED');
  const { agendaProposal } = await city.get('DISPATCHER', 'query ($id: ID!) { agendaProposal(meetingId: $id, first: 200) { nodes { topic carried candidate { kinds } } } }', { id: next.id });
  expect(agendaProposal.nodes.filter(({ carried }: Data) => carried).map(({ topic }: Data) => topic).toSorted()).toEqual(left.toSorted());
  expect(agendaProposal.nodes.some(({ candidate }: Data) => candidate)).toBe(true);
  expect(left.length).toBeGreaterThan(0);
});
