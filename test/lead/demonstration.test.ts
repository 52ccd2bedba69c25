import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity()));
afterAll(() => city.close());

test('[IL17] the pilot\'s 34 leads stand at every stage, each with contacts by their posts and most with a next step; what they need is partly answered, and what is a demand already is told so', async () => {
  const { investmentLeads } = await city.get('ADMIN', `{ investmentLeads(first: 200) { totalCount nodes { stage status registeredAt nextStep { on overdue leader { code } } leader { code }
    moves { from to at } contacts { name role telephone endedAt } needs { state issue { number } } history { act at note } } } }`);
  const leads: Data[] = investmentLeads.nodes;
  expect([investmentLeads.totalCount, new Set(leads.map(({ status }) => status))]).toEqual([34, new Set(['OPEN'])]);
  expect(new Set(leads.map(({ stage }) => stage))).toEqual(new Set(['CLUE', 'CONTACTED', 'NEGOTIATING', 'AGREED']));
  for (const { stage, moves, history, registeredAt } of leads) {
    expect(moves.at(-1)?.to ?? 'CLUE').toBe(stage);
    expect(moves.every(({ from }: Data, index: number) => from === (moves[index - 1]?.to ?? 'CLUE'))).toBe(true);
    const times = [registeredAt, ...moves.map(({ at }: Data) => at), '2020-04-16T01:00:00Z'].map((at: string) => Date.parse(at));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(history.filter(({ act }: Data) => act === 'STAGE_MOVED')).toHaveLength(moves.length);
  }
  const contacts = leads.flatMap((lead) => lead.contacts);
  expect(leads.every((lead) => lead.contacts.length >= 2)).toBe(true);
  expect(contacts.every(({ name, telephone, endedAt }: Data) => (endedAt ? name === null : /经理|董事长|专员|联络员/.test(name) && telephone.startsWith('0459-000-')))).toBe(true);
  expect(contacts.some(({ endedAt }: Data) => endedAt)).toBe(true);
  const steps = leads.flatMap(({ nextStep, leader }) => (nextStep ? [{ ...nextStep, own: nextStep.leader.code === leader.code }] : []));
  expect(steps.length).toBeGreaterThan(25);
  expect(steps.every(({ own }) => own)).toBe(true);
  expect(steps.filter(({ overdue }) => overdue).length).toBeGreaterThan(3);
  expect(new Set(leads.flatMap(({ needs }) => needs.map(({ state }: Data) => state)))).toEqual(new Set(['OPEN', 'ANSWERED', 'REPORTED']));
});

test('[RP11] the pilot\'s projects in reserve each stand under a field with steps reached and planned, some late; the register\'s 354 are as before', async () => {
  const { reserveProjects, reserveStats, projectStats, all } = await city.get('ADMIN', `{ reserveProjects(first: 200) { totalCount nodes { stage reserve { field { code } reached { code } steps { plannedOn reachedOn late } } } }
    reserveStats(by: []) { count late } projectStats(by: [STAGE]) { key { stage } count } all: projects { totalCount } }`);
  expect(all.totalCount).toBe(354);
  expect(projectStats.find(({ key }: Data) => key.stage === 'RESERVE').count).toBe(reserveProjects.totalCount);
  expect(reserveStats).toEqual([{ count: reserveProjects.totalCount, late: reserveProjects.nodes.filter(({ reserve }: Data) => reserve.steps.some(({ late }: Data) => late)).length }]);
  expect(reserveStats[0].late).toBeGreaterThan(0);
  for (const { stage, reserve } of reserveProjects.nodes) {
    expect(stage).toBe('RESERVE');
    expect(reserve.field).not.toBeNull();
    expect(reserve.reached).not.toBeNull();
    const days = reserve.steps.flatMap(({ plannedOn, reachedOn }: Data) => reachedOn ?? plannedOn ?? []);
    expect(days).toEqual(days.toSorted());
  }
});
