import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { assigned, openTown, report } from './town.js';

let city: City;
beforeAll(async () => void (city = await openTown()));
afterAll(() => city.close());

test('[CW15] a correction takes so many working days from today for the deadline, too, but not beside a day', async () => {
  await city.query(`update business_clock set ahead = timestamptz '2020-04-29 09:00+08' - now()`);
  const id = await assigned(city);
  const correct = async (input: Record<string, unknown>): Promise<Data> => {
    const { issue } = await city.get('ADMIN', 'query ($id: ID!) { issue(id: $id) { version } }', { id });
    return (await city.get('DISPATCHER', 'mutation ($id: ID!, $input: IssueCorrectInput!) { issueCorrect(id: $id, input: $input) { issue { dueOn workingDaysLeft } userErrors { code path } } }', { id, input: { version: issue.version, ...input } })).issueCorrect;
  };
  expect(await correct({ dueInWorkingDays: 3 })).toEqual({ issue: { dueOn: '2020-05-07', workingDaysLeft: 3 }, userErrors: [] });
  expect(await correct({ title: '改题' })).toEqual({ issue: { dueOn: '2020-05-07', workingDaysLeft: 3 }, userErrors: [] });
  expect(await correct({ dueInWorkingDays: 3, dueOn: '2020-05-08' })).toEqual({ issue: null, userErrors: [{ code: 'ONE_DEADLINE', path: ['input', 'dueInWorkingDays'] }] });
  for (const dueInWorkingDays of [-1, 251, 2_147_483_647]) expect(await correct({ dueInWorkingDays, title: ' ' })).toEqual({ issue: null, userErrors: [{ code: 'TEXT_EMPTY', path: ['input', 'title'] }, { code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'dueInWorkingDays'] }] });
  expect(await correct({})).toMatchObject({ issue: { dueOn: '2020-05-07' } });
  expect((await city.get('ADMIN', 'query ($id: ID!) { issue(id: $id) { dueOn workingDaysLeft } }', { id: await report(city, { dueOn: null }) })).issue).toEqual({ dueOn: null, workingDaysLeft: null });
});
