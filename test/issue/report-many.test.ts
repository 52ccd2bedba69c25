import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../src/kernel/viewer.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import { ids, openTown } from './town.js';

let city: City;
beforeAll(async () => void (city = await openTown()));
afterAll(() => city.close());

const plain = { kind: 'PROBLEM', category: 'TRANSPORT', severity: 'HIGH', title: '砂石运不进来' };
const document = `mutation ($inputs: [IssueReportInput!]!) { issueReportMany(inputs: $inputs) {
  results { issue { id number title project { code } externalRef { key } } userErrors { code path } } userErrors { code message path } } }`;

async function send(role: Role, inputs: readonly Record<string, unknown>[], options?: ViewerOptions): Promise<Data> {
  return (await city.get(role, document, { inputs: inputs.map((input) => ({ ...plain, ...input })) }, options)).issueReportMany;
}

const hotline = { system: 'hotline' };
const ref = (key: string) => ({ externalRef: { system: 'hotline', key } });
const count = async (where = 'true') => (await city.query<{ n: number }>(`select count(*)::int as n from issue where ${where}`))[0]!.n;

test('[I38] many reports are one act, each with a result of its own, in their order: what is wrong with one keeps no other back', async () => {
  const { results, userErrors } = await send('INTEGRATION', [
    { projectCode: 'DQ-E-1', ...ref('1'), title: '一' },
    { projectCode: 'NONE', ...ref('2') },
    { projectCode: 'DQ-W-1', ...ref('3'), title: '三' },
    { projectCode: 'DQ-W-1', title: ' ', dueOn: '2020-04-15', ...ref('4') },
    { ...ref('5') },
    { projectCode: 'DQ-W-1', externalRef: { system: 'other', key: '6' } },
  ], hotline);
  expect(userErrors).toEqual([]);
  expect(results.map(({ issue }: Data) => issue && [issue.number, issue.title, issue.project.code, issue.externalRef.key])).toEqual([
    ['DQ-2020-0001', '一', 'DQ-E-1', '1'], null, ['DQ-2020-0002', '三', 'DQ-W-1', '3'], null, null, null,
  ]);
  expect(results.map((result: Data) => result.userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`))).toEqual([
    [], ['NOT_FOUND inputs.1.projectCode'], [], ['TEXT_EMPTY inputs.3.title', 'DAY_BEFORE inputs.3.dueOn'], ['ISSUE_SUBJECT inputs.4'], ['FOREIGN_SYSTEM inputs.5.externalRef.system'],
  ]);
  expect(await city.query(`select distinct entity_id, act, actor_subject from history where type = 'Issue' order by 1`)).toMatchObject([{ act: 'REPORTED' }, { act: 'REPORTED' }]);
  expect(await city.query(`select count(distinct xid)::int as transactions from change_log where type = 'Issue'`)).toEqual([{ transactions: 1 }]);
});

test('[I39] sent again, in part or with others beside, they are answered as they stand; one reference named twice is one issue', async () => {
  const before = await count();
  const first = await send('INTEGRATION', [{ projectCode: 'DQ-E-1', ...ref('a') }, { projectCode: 'DQ-E-1', ...ref('b') }, { projectCode: 'DQ-W-1', ...ref('a') }], hotline);
  expect(first.results[2]).toEqual(first.results[0]);
  const again = await send('INTEGRATION', [{ projectCode: 'DQ-E-2', ...ref('b') }, { projectCode: 'DQ-E-1', ...ref('c') }, { projectCode: 'DQ-E-1', ...ref('a') }], hotline);
  expect([again.results[0], again.results[2]]).toEqual([first.results[1], first.results[0]]);
  expect(await count()).toBe(before + 3);
});

test('[I40] many that race with the same references, in other orders, make each issue once', async () => {
  const before = await count();
  const keys = Array.from({ length: 40 }, (_, index) => ({ projectCode: index % 2 ? 'DQ-E-1' : 'DQ-W-1', ...ref(`race ${index}`) }));
  const answers = await Promise.all([keys, keys.toReversed(), keys, keys.toReversed()].map((inputs) => send('INTEGRATION', inputs, hotline)));
  const numbers = answers.map(({ results }) => results.map(({ issue }: Data) => issue.number).toSorted());
  expect(numbers).toEqual(numbers.map(() => numbers[0]));
  expect(await count()).toBe(before + 40);
});

test('[I41] on projects, leads and regions alike, each within the sight of who reports', async () => {
  const { results } = await send('DISPATCHER', [{ projectId: ids.east1 }, { leadId: ids.lead }, { regionId: ids.east }, { projectId: ids.west1 }, { regionId: ids.west }], { region: 'DQ-E' });
  expect(results.map(({ issue, userErrors }: Data) => issue?.number.slice(0, 7) ?? userErrors[0].code)).toEqual(['DQ-2020', 'DQ-2020', 'DQ-2020', 'NOT_FOUND', 'FORBIDDEN_HERE']);
});

test('[I42] none, or more than 5,000, and a malformed one among them', async () => {
  const before = await count();
  expect(await send('ADMIN', [])).toEqual({ results: [], userErrors: [] });
  const tooMany = await send('ADMIN', Array.from({ length: 5_001 }, () => ({ projectCode: 'DQ-E-1' })));
  expect(tooMany).toMatchObject({ results: null, userErrors: [{ code: 'NUMBER_OUT_OF_RANGE', path: ['inputs'], message: expect.stringContaining('5000') }] });
  const { errors } = await city.ask('ADMIN', document, { inputs: [{ ...plain, projectCode: 'DQ-E-1' }, { ...plain, projectId: 'none' }] });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argumentPath: ['inputs', '1', 'projectId'] } }]);
  expect(await count()).toBe(before);
});

test('[I43] a thousand cost as many statements as two, and every row is told of', async () => {
  await city.query(`
    create table heard (statement text, rows int);
    create function hear() returns trigger language plpgsql as $$ begin insert into heard select tg_table_name, count(*) from fresh; return null; end $$;
    create trigger hear_issue after insert on issue referencing new table as fresh for each statement execute function hear();
    create trigger hear_history after insert on history referencing new table as fresh for each statement execute function hear();`);
  const { results } = await send('INTEGRATION', Array.from({ length: 1_000 }, (_, index) => ({ projectCode: 'DQ-E-1', ...ref(`many ${index}`) })), hotline);
  expect(results.every(({ issue }: Data) => issue !== null)).toBe(true);
  expect(await city.query('select * from heard where rows > 0 order by 1')).toEqual([{ statement: 'history', rows: 1_000 }, { statement: 'issue', rows: 1_000 }]);
  const [told] = await city.query<{ n: number }>(`select count(distinct entity_id)::int as n from change_log l join issue i on i.id = l.entity_id where l.type = 'Issue' and i.external_key like 'many %'`);
  expect(told).toEqual({ n: 1_000 });
});
