import { afterAll, beforeEach, expect, test } from 'vitest';
import { newProject, report } from '../project/seed.js';
import type { City } from '../support/city.js';
import { id, openSites, reported, standing } from './reporting.js';

let city: City;
beforeEach(async () => {
  await city?.close();
  city = await openSites();
});
afterAll(() => city.close());

const kinds = async () => (await city.query<{ line: string }>(`
  select concat_ws(' ', kind, day, physical_progress, completed_investment) as line from progress_report order by id`)).map(({ line }) => line);

test('[PR6] progress and the year\'s money are those of the latest report that names them, by day, then by when it was made', async () => {
  await reported(city, { day: '2020-04-14', completedInvestment: '100', physicalProgress: 0.4 });
  await reported(city, { day: '2020-04-15', physicalProgress: 0.5 });
  expect(await standing(city)).toEqual({ completedInvestment: '100', physicalProgress: 0.5 });
  await reported(city, { day: '2020-04-13', completedInvestment: '80', physicalProgress: 0.3 });
  expect(await standing(city)).toEqual({ completedInvestment: '100', physicalProgress: 0.5 });
  await reported(city, { day: '2020-04-15', completedInvestment: '120' });
  expect(await standing(city)).toEqual({ completedInvestment: '120', physicalProgress: 0.4 });
});

test('[PR7] reports written, changed or deleted by SQL count alike, in bulk, and screens hear of their projects', async () => {
  const [{ last }] = await city.query<{ last: string }>('select max(seq) as last from change_log') as [{ last: string }];
  await city.query(`insert into progress_report (project_id, kind, day, counts_from, physical_progress, completed_investment)
    select p, 'DAILY', day, day, 0.1 * n, 10000 * n from generate_series(1, 2) p, generate_series(1, 5) n, lateral (select date '2020-04-01' + n as day) d`);
  expect(await city.query('select physical_progress::float8 as progress, (select completed::float8 from project_year where project_id = p.id) as completed from project p order by id'))
    .toEqual([{ progress: 0.5, completed: 50000 }, { progress: 0.5, completed: 50000 }]);
  expect(await city.query(`select distinct type, entity_id as id from change_log where seq > ${last} order by 2`)).toEqual([{ type: 'Project', id: 1 }, { type: 'Project', id: 2 }]);
  await city.query(`delete from progress_report where project_id = 1 and day > '2020-04-04'`);
  expect(await standing(city)).toEqual({ completedInvestment: '3', physicalProgress: 0.3 });
  await city.query(`update progress_report set physical_progress = 0.35 where project_id = 1 and day = '2020-04-04'`);
  expect(await standing(city)).toMatchObject({ physicalProgress: 0.35 });
  await city.query('delete from progress_report where project_id = 1');
  expect(await standing(city)).toEqual({ completedInvestment: '0', physicalProgress: 0 });
});

test('[PR8] what is written into the figures by hand becomes an OPENING report, so that they never say what no report says', async () => {
  await city.query(`update project set physical_progress = 0.2 where id = 1`);
  await city.query(`insert into project_year (project_id, year, planned, completed) values (1, 2019, 500, 400), (1, 2020, 900, 300)`);
  expect(await kinds()).toEqual(['OPENING 2020-04-16 0.2000', 'OPENING 2019-12-31 400.00', 'OPENING 2020-04-16 300.00']);
  await reported(city, { completedInvestment: '1', physicalProgress: 0.3 });
  await city.query(`update project set physical_progress = 0.1, name = '改名' where id = 1`);
  await city.query(`update project set name = '又改' where id = 1`);
  expect((await kinds()).slice(4)).toEqual(['OPENING 2020-04-16 0.1000']);
  expect(await standing(city)).toEqual({ completedInvestment: '1', physicalProgress: 0.1 });
  // The register does so, too.
  const { id: made } = await newProject(city, { physicalProgress: 0.6 });
  const { project } = await city.get('VIEWER', 'query ($id: ID!) { project(id: $id) { version latestReport { kind physicalProgress reporter { name } } } }', { id: made });
  expect(project).toEqual({ version: 1, latestReport: { kind: 'OPENING', physicalProgress: 0.6, reporter: { name: 'ADMIN' } } });
});

test('[PR9] `projectReportProgress` makes a daily report of today, which keeps what today\'s report said besides', async () => {
  await reported(city, { completedInvestment: '10', workersOnSite: 40, backByOrigin: [{ province: '吉林', workers: 3 }] });
  const [{ version }] = await city.query<{ version: number }>('select version from project where id = 1') as [{ version: number }];
  const { projectReportProgress } = await city.get('DISPATCHER', report, { id: id('Project', 1), input: { version, physicalProgress: 0.45, completedInvestment: '9' } });
  expect(projectReportProgress).toMatchObject({ project: { physicalProgress: 0.45, completedInvestment: '9', version: version + 1 }, userErrors: [] });
  const { project } = await city.get('VIEWER', '{ project(code: "P-1") { latestReport { kind day workersOnSite backByOrigin { province workers } } } }');
  expect(project.latestReport).toEqual({ kind: 'DAILY', day: '2020-04-16', workersOnSite: 40, backByOrigin: [{ province: '吉林', workers: 3 }] });
});

test('[PR10] of reports that are written at once, whichever commits last, the latest day counts', async () => {
  for (let round = 0; round < 8; round += 1) {
    const days = [1, 2, 3, 4].map((n) => `2020-04-${String(4 + n).padStart(2, '0')}`);
    await city.query('delete from progress_report');
    await Promise.all(days.toSorted(() => (round % 2 ? 1 : -1)).map((day) => city.query(`insert into progress_report (project_id, kind, day, counts_from, physical_progress) values (1, 'DAILY', '${day}', '${day}', 0.${day.slice(-1)})`)));
    expect(await standing(city)).toMatchObject({ physicalProgress: 0.8 });
  }
});
