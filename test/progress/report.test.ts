import { afterAll, beforeEach, expect, test } from 'vitest';
import { north, south } from '../lead/two-counties.js';
import type { City } from '../support/city.js';
import { id, openSites, refused, reported, standing } from './reporting.js';

let city: City;
beforeEach(async () => {
  await city?.close();
  city = await openSites();
});
afterAll(() => city.close());

test('[PR1] a daily report says what it names and null of the rest, exactly, by whom, and stands in the project\'s history', async () => {
  const report = await reported(city, {
    completedInvestment: '1234.5678', physicalProgress: 0.25, workersOnSite: 80, workersBack: 100, isolated: 2, started: true, remarks: ' 主体施工 ', photos: ['https://example.org/a.jpg'],
    backByOrigin: [{ province: '吉林', workers: 20 }, { province: '黑龙江', workers: 70 }], backByTransport: [{ transport: 'CHARTERED_BUS', workers: 60 }],
  }, 'DISPATCHER', { subject: '调度员甲' });
  expect(report).toMatchObject({
    kind: 'DAILY', day: '2020-04-16', completedInvestment: '12345678', physicalProgress: 0.25, workersOnSite: 80, workersBack: 100, isolated: 2, started: true, remarks: '主体施工',
    permits: null, prevention: null, photos: ['https://example.org/a.jpg'], correctionReason: null, reporter: { name: '调度员甲' }, supersedes: null, supersededBy: null,
    backByOrigin: [{ province: '黑龙江', workers: 70 }, { province: '吉林', workers: 20 }], backByTransport: [{ transport: 'CHARTERED_BUS', workers: 60 }],
    project: { code: 'P-1', physicalProgress: 0.25, completedInvestment: '1234.5678' },
  });
  const { project } = await city.get('VIEWER', '{ project(code: "P-1") { history { act note actor { name } } } }');
  expect(project.history.at(-1)).toEqual({ act: 'PROGRESS_REPORTED', note: 'DAILY 2020-04-16', actor: { name: '调度员甲' } });
});

test('[PR2] a weekly report stands on its Sunday whatever day of the week is named; while the week goes on, a daily report of a later day counts more', async () => {
  expect(await reported(city, { kind: 'WEEKLY', day: '2020-04-08', completedInvestment: '10' })).toMatchObject({ day: '2020-04-12' });
  expect(await reported(city, { kind: 'WEEKLY', day: '2020-04-14', completedInvestment: '30', physicalProgress: 0.3 })).toMatchObject({ day: '2020-04-19' });
  expect(await standing(city)).toEqual({ completedInvestment: '30', physicalProgress: 0.3 });
  await city.query(`update business_clock set ahead = ahead + interval '24 hours'`);
  await reported(city, { completedInvestment: '31', physicalProgress: 0.31 });
  expect(await standing(city)).toEqual({ completedInvestment: '31', physicalProgress: 0.31 });
});

test('[PR3] a report takes the place of an earlier one of the same day and kind, whole; both stay, and name each other', async () => {
  const first = await reported(city, { day: '2020-04-15', completedInvestment: '50', physicalProgress: 0.5, workersOnSite: 7 });
  const second = await reported(city, { day: '2020-04-15', completedInvestment: '40', workersOnSite: 8 });
  expect(second).toMatchObject({ supersedes: { id: first.id }, supersededBy: null, physicalProgress: null });
  expect(await standing(city)).toEqual({ completedInvestment: '40', physicalProgress: 0 });
  const { project } = await city.get('VIEWER', '{ project(code: "P-1") { progressReports { totalCount nodes { id workersOnSite supersededBy { id } } } latestReport { id } } }');
  expect(project).toEqual({
    progressReports: { totalCount: 2, nodes: [{ id: second.id, workersOnSite: 8, supersededBy: null }, { id: first.id, workersOnSite: 7, supersededBy: { id: second.id } }] },
    latestReport: { id: second.id },
  });
});

test('[PR4] days to come, days before the register, bad shares, amounts, numbers of workers, texts and links are refused, all at once, and nothing is kept', async () => {
  expect(await refused(city, { day: '2020-04-17' })).toEqual(['DAY_AFTER input.day']);
  expect(await refused(city, { kind: 'WEEKLY', day: '2020-04-17' })).toEqual(['DAY_AFTER input.day']);
  expect(await refused(city, { day: '2020-01-09' })).toEqual(['DAY_BEFORE input.day']);
  expect(await refused(city, { kind: 'OPENING' })).toEqual(['OPENING_REPORT input.kind']);
  expect(await refused(city, { physicalProgress: 1.2, completedInvestment: '-1', workersOnSite: -1, workersBack: 10, isolated: 11, remarks: '长'.repeat(2001), photos: ['ftp://a/b', 'https://u:p@a/b', 'https://a/b c'] })).toEqual([
    'NUMBER_OUT_OF_RANGE input.physicalProgress', 'NUMBER_OUT_OF_RANGE input.workersOnSite', 'NUMBER_OUT_OF_RANGE input.isolated', 'TEXT_TOO_LONG input.remarks',
    'BAD_LINK input.photos.0', 'BAD_LINK input.photos.1', 'BAD_LINK input.photos.2', 'NUMBER_OUT_OF_RANGE input.completedInvestment',
  ]);
  expect(await refused(city, { workersBack: 10, backByOrigin: [{ province: '吉林', workers: 6 }, { province: '辽宁', workers: 5 }] })).toEqual(['NUMBER_OUT_OF_RANGE input.backByOrigin']);
  expect(await refused(city, { backByOrigin: [{ province: '吉林', workers: 6 }, { province: ' 吉林', workers: 5 }] })).toEqual(['NAMED_TWICE input.backByOrigin']);
  expect(await refused(city, { backByTransport: [{ transport: 'OWN', workers: -6 }] })).toEqual(['NUMBER_OUT_OF_RANGE input.backByTransport.0.workers']);
  expect(await refused(city, { photos: Array.from({ length: 21 }, () => 'https://example.org/a.jpg') })).toEqual(['NUMBER_OUT_OF_RANGE input.photos']);
  await city.query(`update project set ended_at = business_now(), end_reason = '终止' where id = 2`);
  expect(await refused(city, { projectId: id('Project', 2) })).toEqual(['ENDED input.projectId']);
  expect(await city.query('select from progress_report')).toEqual([]);
});

test('[PR5] less investment than a report of an earlier day of the year says is refused, unless it is said to be a correction, with a reason', async () => {
  await reported(city, { day: '2020-04-14', completedInvestment: '100' });
  expect(await refused(city, { completedInvestment: '99.9999' })).toEqual(['BELOW_REPORTED input.completedInvestment']);
  expect(await refused(city, { completedInvestment: '90', correction: true, reason: ' ' })).toEqual(['TEXT_EMPTY input.reason']);
  expect(await reported(city, { completedInvestment: '90', correction: true, reason: '重复统计' })).toMatchObject({ correctionReason: '重复统计' });
  expect(await standing(city)).toMatchObject({ completedInvestment: '90' });
  // The same day's is what it takes the place of; a day before it is no measure.
  await reported(city, { day: '2020-04-14', completedInvestment: '95' });
  await reported(city, { day: '2020-04-13', completedInvestment: '1' });
});

test('[PR23] a daily report is measured by the weekly one of the running week, and the weekly one by the days of its week', async () => {
  await reported(city, { kind: 'WEEKLY', day: '2020-04-16', completedInvestment: '100' });
  await city.query(`update business_clock set ahead = ahead + interval '24 hours'`);
  expect(await refused(city, { completedInvestment: '99' })).toEqual(['BELOW_REPORTED input.completedInvestment']);
  await reported(city, { completedInvestment: '110' });
  expect(await refused(city, { kind: 'WEEKLY', completedInvestment: '105' })).toEqual(['BELOW_REPORTED input.completedInvestment']);
  // Of the weekly one itself it takes the place.
  await reported(city, { kind: 'DAILY', completedInvestment: '60', correction: true, reason: '更正' });
  await reported(city, { kind: 'WEEKLY', completedInvestment: '70' });
});

test('[PR11] the office, officers and owners report on projects that they see; what they do not see is not found', async () => {
  await city.query(`
    insert into assignment (role, leader_id, project_id) values ('CHIEF_SERVICE_OFFICER', 2, 1);
    update project set owner_unit_id = 1 where id = 1`);
  await reported(city, { workersOnSite: 1 }, 'OFFICER', { leader: 'L2' });
  await reported(city, { workersOnSite: 2 }, 'OWNER', { unit: 'UN' });
  await reported(city, { workersOnSite: 3 }, 'DISPATCHER', north);
  expect(await refused(city, {}, 'DISPATCHER', south)).toEqual(['NOT_FOUND input.projectId']);
  expect(await refused(city, {}, 'OWNER', { unit: 'US' })).toEqual(['NOT_FOUND input.projectId']);
  const { errors } = await city.ask('LEADER', 'mutation ($input: ProgressReportMakeInput!) { progressReportMake(input: $input) { userErrors { code } } }', { input: { projectId: id('Project', 1) } }, { leader: 'L2' });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect(await city.query('select count(*)::int as count from progress_report')).toEqual([{ count: 3 }]);
});
