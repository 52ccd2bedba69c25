import { afterAll, beforeEach, expect, test } from 'vitest';
import { south } from '../lead/two-counties.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import { id, openSites, reportFields, standing } from './reporting.js';

let city: City;
beforeEach(async () => {
  await city?.close();
  city = await openSites();
});
afterAll(() => city.close());

const document = `mutation ($inputs: [ProgressReportMakeInput!]!) { progressReportMakeMany(inputs: $inputs) {
  results { progressReport { ${reportFields} project { code } } userErrors { code path } } userErrors { code message path } } }`;

async function send(inputs: readonly object[], options?: ViewerOptions): Promise<Data> {
  return (await city.get('DISPATCHER', document, { inputs: inputs.map((input) => ({ projectId: id('Project', 1), ...input })) }, options)).progressReportMakeMany;
}

const said = ({ results }: Data): string[] => results.map(({ progressReport, userErrors }: Data) => (
  progressReport ? `${progressReport.project.code} ${progressReport.kind} ${progressReport.day}` : userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`).join(', ')));

test('[PR24] many reports are one act, each with a result of its own, in their order, measured by those before it: what is wrong with one keeps no other back', async () => {
  const answer = await send([
    { day: '2020-04-14', completedInvestment: '100', physicalProgress: 0.4, backByOrigin: [{ province: ' 吉林 ', workers: 3 }], photos: ['https://example.org/a.jpg'] },
    { projectId: id('Project', 2), kind: 'WEEKLY', day: '2020-04-14', completedInvestment: '7' },
    { day: '2020-04-15', completedInvestment: '99' },
    { day: '2020-04-17', physicalProgress: 1.2 },
    { projectId: id('Project', 999), workersOnSite: 1 },
    { day: '2020-04-14', completedInvestment: '90' },
    { day: '2020-04-15', completedInvestment: '99', remarks: '复核' },
  ]);
  expect(answer.userErrors).toEqual([]);
  expect(said(answer)).toEqual([
    'P-1 DAILY 2020-04-14', 'P-2 WEEKLY 2020-04-19', 'BELOW_REPORTED inputs.2.completedInvestment', 'DAY_AFTER inputs.3.day, NUMBER_OUT_OF_RANGE inputs.3.physicalProgress',
    'NOT_FOUND inputs.4.projectId', 'P-1 DAILY 2020-04-14', 'P-1 DAILY 2020-04-15',
  ]);
  const [first, , , , , second] = answer.results.map(({ progressReport }: Data) => progressReport);
  expect(first).toMatchObject({ backByOrigin: [{ province: '吉林', workers: 3 }], photos: ['https://example.org/a.jpg'], reporter: { name: 'DISPATCHER' }, supersededBy: { id: second.id } });
  expect(await standing(city)).toEqual({ completedInvestment: '99', physicalProgress: 0 });
  const { project } = await city.get('VIEWER', '{ project(code: "P-1") { history { act note } } }');
  expect(project.history.slice(-3)).toEqual(['14', '14', '15'].map((day) => ({ act: 'PROGRESS_REPORTED', note: `DAILY 2020-04-${day}` })));
  expect(said(await send([{ workersOnSite: 1 }, { projectId: id('Project', 2), workersOnSite: 1 }], south))).toEqual(['NOT_FOUND inputs.0.projectId', 'P-2 DAILY 2020-04-16']);
  expect(await send([])).toEqual({ results: [], userErrors: [] });
  expect(await send(Array.from({ length: 501 }, () => ({ workersOnSite: 1 })))).toMatchObject({ results: null, userErrors: [{ code: 'NUMBER_OUT_OF_RANGE', path: ['inputs'] }] });
  const { errors } = await city.ask('LEADER', document, { inputs: [] }, { leader: 'L2' });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('[PR25] reports of 500 projects are written by one statement, and each project\'s change and history are told', async () => {
  await city.query(`
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, registered_at)
    select n, 'X-' || n, '厂' || n, 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 2, 1, '2020-01-10' from generate_series(1001, 1500) n;
    create table heard (statement text, rows int);
    create function hear() returns trigger language plpgsql as $$ begin insert into heard select tg_table_name, count(*) from fresh; return null; end $$;
    create trigger hear_report after insert on progress_report referencing new table as fresh for each statement execute function hear();
    create trigger hear_project after update on project referencing new table as fresh for each statement execute function hear();
    create trigger hear_year after insert on project_year referencing new table as fresh for each statement execute function hear();
    create trigger hear_history after insert on history referencing new table as fresh for each statement execute function hear()`);
  const [{ last }] = await city.query<{ last: string }>('select max(seq) as last from change_log') as [{ last: string }];
  const many = Array.from({ length: 500 }, (_, index) => ({ projectId: id('Project', 1001 + index), completedInvestment: '5', physicalProgress: 0.2 }));
  let answer: Data;
  const reads = await city.statements(async () => void (answer = await send(many)));
  expect(reads).toBeLessThanOrEqual(4);
  expect(answer.results.every(({ progressReport }: Data) => progressReport !== null)).toBe(true);
  expect(await city.query('select * from heard where rows > 0 order by 1')).toEqual(['history', 'progress_report', 'project', 'project_year'].map((statement) => ({ statement, rows: 500 })));
  expect(await city.query(`select count(distinct entity_id)::int as told from change_log where seq > ${last} and type = 'Project'`)).toEqual([{ told: 500 }]);
});
