import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Data } from '../support/city.js';
import { startServer, type TestServer } from '../support/server.js';
import { bothTransports } from '../server/both.js';

let city: City;
beforeAll(async () => void (city = await openCity('demonstration')));
afterAll(() => city.close());

const setClock = (to: string) => city.get('ADMIN', `mutation ($to: DateTime!) { clockSet(input: { to: $to }) { userErrors { code } } }`, { to });
const fields = 'day before after began ceased reasons { rule colour measure detail }';
const historyOf = async (code: string, span = '') => (await city.get('VIEWER', `{ project(code: "${code}") { signalHistory${span} { ${fields} } } }`)).project.signalHistory as Data[];

test('[SG16] the history of a light has the first day and every day on which its colour or its rules changed, by what was known and which rules stood at each day\'s end', async () => {
  const [{ id }] = await city.query(`select id from project where code = 'DQ-2020-354'`);
  await city.query(`update project set origin = 'NEW', stage = 'PREPARING', started_on = null, resumed_on = null, planned_start_on = '2020-04-20', planned_completion_on = null where id = ${id}`);
  await city.query(`update issue set project_id = null, region_id = 2 where project_id = ${id}`);
  await setClock('2020-04-25T02:00:00Z');
  await city.get('ADMIN', `mutation { signalRuleSet(input: { rule: START_OVERDUE, yellowFrom: 1, redFrom: 4 }) { userErrors { code } } }`);
  await setClock('2020-04-28T02:00:00Z');
  await city.query(`update project set stage = 'UNDER_CONSTRUCTION', started_on = '2020-04-28' where id = ${id}`);
  await setClock('2020-05-02T02:00:00Z');
  const told = (await historyOf('DQ-2020-354', '(from: "2020-04-18")')).map(({ day, before, after, began, ceased }) => [day, before, after, began.join(), ceased.join()]);
  expect(told).toEqual([
    ['2020-04-18', null, 'GREEN', '', ''],
    ['2020-04-21', 'GREEN', 'YELLOW', 'START_OVERDUE', ''],
    // By the rule that stood from this day on.
    ['2020-04-25', 'YELLOW', 'RED', 'START_OVERDUE', ''],
    ['2020-04-28', 'RED', expect.stringMatching(/GREEN|RED/), expect.any(String), 'START_OVERDUE'],
    ...told.slice(4),
  ]);
  await city.get('ADMIN', `mutation { signalRuleSet(input: { rule: START_OVERDUE, yellowFrom: 1, redFrom: 15 }) { userErrors { code } } }`);
});

test('[SG16] each day is as a query of that day\'s past answers', async () => {
  await setClock('2020-05-02T02:00:00Z');
  const server = await startServer();
  try {
    const admin = await server.token('ADMIN');
    const codes = ['DQ-2020-003', 'DQ-2020-036', 'DQ-2020-100', 'DQ-2020-289'];
    const view = (code: string, fields: string) => `project(code: "${code}") { ${fields} }`;
    for (const code of codes) {
      const changes = (await server.get(admin, `{ ${view(code, `signalHistory(from: "2020-04-01", to: "2020-04-15") { ${fields} }`)} }`)).project.signalHistory as Data[];
      for (const day of ['2020-04-01', '2020-04-08', '2020-04-15']) {
        const { signal } = (await server.get(admin, `query @asOf(day: "${day}") { ${view(code, 'signal { colour reasons { rule colour } }')} }`)).project;
        const last = changes.findLast((change) => change.day <= day);
        expect([code, day, last!.after, last!.reasons.map(({ rule, colour }: Data) => ({ rule, colour }))]).toEqual([code, day, signal.colour, signal.reasons]);
      }
    }
  } finally {
    await server.close();
  }
});

test('[SG17] a project that came later has no earlier days; days ahead, unknown days and more than a hundred are refused', async () => {
  await city.query(`insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, planned_start_on) select 9000, 'LATER', '后来', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', region_id, 1, '2020-05-01' from project limit 1`);
  expect((await historyOf('LATER', '(from: "2020-04-20")')).map(({ day, after }) => [day, after])).toEqual([['2020-05-02', 'YELLOW']]);
  const refusal = async (span: string) => (await city.ask('VIEWER', `{ project(code: "LATER") { signalHistory${span} { day } } }`)).errors!.map(({ extensions }) => [extensions!['code'], extensions!['argumentPath']]);
  expect(await refusal('(to: "2020-05-03")')).toEqual([['BAD_USER_INPUT', ['to']]]);
  expect(await refusal('(from: "2020-05-02", to: "2020-05-01")')).toEqual([['BAD_USER_INPUT', ['from']]]);
  expect(await refusal('(from: "2020-01-23")')).toEqual([['BAD_USER_INPUT', ['from']]]);
  expect(await refusal('(from: "2019-12-25", to: "2020-01-10")')).toEqual([['BAD_USER_INPUT', ['from']]]);
  expect(await historyOf('LATER', '(from: "2020-01-24")')).toHaveLength(1);
});

test('[SG18] the histories of a page of lights cost two statements, whatever their number', async () => {
  const page = (first: number, more: string) => city.statements(() => city.get('VIEWER', `{ projects(first: ${first}) { nodes { code ${more} } } }`));
  for (const first of [2, 40]) expect(await page(first, 'signalHistory(from: "2020-04-20") { day after reasons { message } }')).toBe(await page(first, '') + 2);
  for (const first of [2, 100]) expect(await page(first, 'signal { colour reasons { detail } checks { rule measure detail } }')).toBe(await page(first, '') + 2);
});

test('[SG8] reasons, checks and rules of a past moment are those of that moment, over both transports', async () => {
  const server: TestServer = await startServer();
  try {
    const admin = await server.token('ADMIN');
    const to = (at: string) => server.get(admin, `mutation ($to: DateTime!) { clockSet(input: { to: $to }) { userErrors { code } } }`, { to: at });
    const view = '{ signalSettings { rules { rule yellowFrom tiers signs } curve { month share } history { act } } project(code: "DQ-2020-036") { signal { colour reasons { rule measure since threshold detail } checks { rule colour skipped measure detail } } } candidates(first: 5) { totalCount nodes { kinds urgency since reasons { message detail } } } }';
    await to('2020-04-20T10:00:00Z');
    const then = await server.get(admin, view);
    await server.query(`
      update signal_rule set yellow_from = 2, red_from = 3, tiers = '{COUNTY}' where rule = 'STUCK'; update seasonal_curve set share = 0.2 where month = 5;
      insert into progress_report (project_id, kind, day, counts_from, physical_progress) select id, 'DAILY', '2020-04-20', '2020-04-20', 0.99 from project where code = 'DQ-2020-036';
      update issue set due_on = '2020-04-18', status = 'REPORTED', closed_at = null where id < 50`);
    await to('2020-04-25T10:00:00Z');
    expect(await server.get(admin, view)).not.toEqual(then);
    const asked = await (await bothTransports(server, admin)).ask(`query ($at: DateTime!) @asOf(at: $at) ${view}`, { at: '2020-04-20T10:00:00Z' });
    expect(asked.http).toEqual({ data: then });
    expect(asked.socket).toEqual({ data: then });
  } finally {
    await server.close();
  }
});
