import { afterAll, beforeAll, expect, test } from 'vitest';
import type { City, Data, ViewerOptions } from '../support/city.js';
import type { Role } from '../../src/kernel/viewer.js';
import { done } from '../../src/kernel/refusal.js';
import { UnitOfWork } from '../../src/store/unit-of-work.js';
import { codes, contract, ids, openTown, report, rowId } from './town.js';

let city: City;
beforeAll(async () => void (city = await openTown()));
afterAll(() => city.close());

const plain = { kind: 'PROBLEM', category: 'TRANSPORT', severity: 'HIGH', title: '砂石运不进来', detail: '路面塌陷' };

async function send(role: Role, input: Record<string, unknown>, options?: ViewerOptions): Promise<Data> {
  return (await city.get(role, contract('issue-report'), { input: { ...plain, ...input } }, options)).issueReport;
}

const whole = `query ($id: ID!) { issue(id: $id) {
  number kind category title detail severity status level serviceMode dueOn overdue returns reportedAt resolvedAt closedAt version
  project { code } lead { code } region { code } leadUnit { code } supportingUnits { code } externalRef { system key }
  history { at act actor { name } note } } }`;

const count = async (where = 'true') => (await city.query<{ n: number }>(`select count(*)::int as n from issue where ${where}`))[0]!.n;

test('[I1] a report is answered with the issue: numbered, REPORTED, at level PROJECT, with one line of history', async () => {
  const { issue, userErrors } = await send('DISPATCHER', { projectCode: 'DQ-E-1' }, { subject: '王主任' });
  expect(userErrors).toEqual([]);
  expect(issue).toEqual({ id: expect.any(String), number: 'DQ-2020-0001', status: 'REPORTED', title: '砂石运不进来', project: { id: ids.east1, code: 'DQ-E-1' }, externalRef: null });
  const { issue: read } = await city.get('ADMIN', whole, { id: issue.id });
  expect(read).toEqual({
    ...plain, number: 'DQ-2020-0001', status: 'REPORTED', level: 'PROJECT', serviceMode: null, dueOn: null, overdue: false, returns: 0,
    reportedAt: expect.stringMatching(/^2020-04-16T01:/), resolvedAt: null, closedAt: null, version: 1,
    project: { code: 'DQ-E-1' }, lead: null, region: { code: 'DQ-E' }, leadUnit: null, supportingUnits: [], externalRef: null,
    history: [{ at: read.reportedAt, act: 'REPORTED', actor: { name: '王主任' }, note: null }],
  });
});

test('[I2] numbers run on in one series for each city and business year; a region in no city has its own; a number given by SQL is passed over', async () => {
  const number = async (input: Record<string, unknown>) => (await send('ADMIN', input)).issue.number;
  expect(await number({ projectCode: 'DQ-W-1' })).toBe('DQ-2020-0002');
  expect(await number({ regionId: ids.city })).toBe('DQ-2020-0003');
  expect(await number({ regionId: ids.province })).toBe('HLJ-2020-0001');
  await city.query(`update issue set number = 'DQ-2020-0004' where number = 'DQ-2020-0002'`);
  expect(await number({ projectCode: 'DQ-E-1' })).toBe('DQ-2020-0005');
  await city.query(`update number_counter set last = 9999 where prefix = 'DQ-2020'`);
  expect(await number({ projectCode: 'DQ-E-1' })).toBe('DQ-2020-10000');
  await city.query(`update business_clock set ahead = ahead + interval '365 days'`);
  expect(await number({ projectCode: 'DQ-E-1' })).toBe('DQ-2021-0001');
  await city.query(`update business_clock set ahead = ahead - interval '365 days'`);
});

test('[I3] a reference seen before is answered with the issue that stands, unchanged, whatever the retry says', async () => {
  const externalRef = { system: 'county-platform', key: 'A-17' };
  const first = await send('INTEGRATION', { projectCode: 'DQ-E-1', dueOn: '2020-04-20', externalRef }, { system: 'county-platform' });
  expect(first.issue.externalRef).toEqual(externalRef);
  const before = await city.get('ADMIN', whole, { id: first.issue.id });
  for (const other of [{}, { title: '另一件事', severity: 'LOW' }, { title: ' ' }, { projectCode: 'NONE' }, { dueOn: '2020-01-01' }, { externalRef: { system: ' county-platform ', key: 'A-17 ' } }]) {
    expect(await send('INTEGRATION', { projectCode: 'DQ-E-1', externalRef, ...other }, { system: 'county-platform' })).toEqual(first);
  }
  expect(await city.get('ADMIN', whole, { id: first.issue.id })).toEqual(before);
  expect(await count(`external_key = 'A-17'`)).toBe(1);
});

test('[I4] of retries that race one makes the issue; all answer it, and the others leave no history and no change', async () => {
  const externalRef = { system: 'county-platform', key: 'B-1' };
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) =>
    send('INTEGRATION', { projectCode: 'DQ-E-1', title: `第${index}次`, externalRef }, { system: 'county-platform' })));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0].userErrors).toEqual([]);
  const id = rowId(answers[0].issue.id);
  expect(await count(`external_key = 'B-1'`)).toBe(1);
  expect(await city.query(`select act from history where type = 'Issue' and entity_id >= ${id}`)).toEqual([{ act: 'REPORTED' }]);
  expect(await city.query(`select type, moved from change_log where type = 'Issue' and entity_id >= ${id}`)).toEqual([{ type: 'Issue', moved: true }]);
});

test('[I5] an issue names exactly one project, lead or region, which is alive', async () => {
  expect((await send('ADMIN', { projectId: ids.east1 })).issue.project.code).toBe('DQ-E-1');
  const ofLead = await city.get('ADMIN', whole, { id: (await send('ADMIN', { leadId: ids.lead })).issue.id });
  expect(ofLead.issue).toMatchObject({ project: null, lead: { code: 'XS-1' }, region: { code: 'DQ-E' } });
  const ofRegion = await city.get('ADMIN', whole, { id: (await send('ADMIN', { regionId: ids.west })).issue.id });
  expect(ofRegion.issue).toMatchObject({ project: null, lead: null, region: { code: 'DQ-W' } });
  const before = await count();
  for (const [input, code, path] of [
    [{}, 'ISSUE_SUBJECT', ['input']],
    [{ projectCode: 'DQ-E-1', regionId: ids.east }, 'ISSUE_SUBJECT', ['input']],
    [{ projectCode: 'NONE' }, 'NOT_FOUND', ['input', 'projectCode']],
    [{ projectId: Buffer.from('Project:999').toString('base64') }, 'NOT_FOUND', ['input', 'projectId']],
    [{ leadId: Buffer.from('InvestmentLead:999').toString('base64') }, 'NOT_FOUND', ['input', 'leadId']],
    [{ regionId: Buffer.from('Region:999').toString('base64') }, 'NOT_FOUND', ['input', 'regionId']],
  ] as const) {
    expect(await send('ADMIN', input)).toMatchObject({ issue: null, userErrors: [{ code, path }] });
  }
  await city.query(`insert into project (code, name, tier, sector, origin, stage, region_id, total_investment, ended_at) values ('GONE', '已终止', 'COUNTY', 'INDUSTRY', 'NEW', 'RESERVE', 3, 1, now())`);
  await city.query(`insert into investment_lead (code, name, region_id, sector, project_id, ended_at) values ('XS-2', '已转', 3, 'INDUSTRY', 3, now()), ('XS-3', '已终止', 3, 'INDUSTRY', null, now())`);
  expect(codes(await send('ADMIN', { projectCode: 'GONE' }))).toEqual(['ENDED']);
  expect(codes(await send('ADMIN', { leadId: Buffer.from('InvestmentLead:2').toString('base64') }))).toEqual(['ALREADY_CONVERTED']);
  expect(codes(await send('ADMIN', { leadId: Buffer.from('InvestmentLead:3').toString('base64') }))).toEqual(['ENDED']);
  expect(await count()).toBe(before);
});

test('[I6] an integration reports on any project by its code, for its own system and with a reference, and then sees what it reported', async () => {
  const hotline = { system: 'hotline' };
  const list = `{ issues { totalCount } projects { totalCount } }`;
  expect(await city.get('INTEGRATION', list, {}, hotline)).toEqual({ issues: { totalCount: 0 }, projects: { totalCount: 0 } });
  const { issue } = await send('INTEGRATION', { projectCode: 'DQ-W-1', externalRef: { system: 'hotline', key: '1' } }, hotline);
  expect(issue.project).toEqual({ id: ids.west1, code: 'DQ-W-1' });
  expect(await city.get('INTEGRATION', list, {}, hotline)).toEqual({ issues: { totalCount: 1 }, projects: { totalCount: 1 } });
  const before = await count();
  expect(await send('INTEGRATION', { projectCode: 'DQ-W-1' }, hotline)).toMatchObject({ issue: null, userErrors: [{ code: 'TEXT_EMPTY', path: ['input', 'externalRef'] }] });
  expect(await send('INTEGRATION', { projectCode: 'DQ-W-1', externalRef: { system: 'county-platform', key: 'A-17' } }, hotline))
    .toMatchObject({ issue: null, userErrors: [{ code: 'FOREIGN_SYSTEM', path: ['input', 'externalRef', 'system'], message: expect.stringContaining('hotline') }] });
  expect(codes(await send('INTEGRATION', { projectCode: 'DQ-W-1', externalRef: { system: 'hotline', key: '2' } }, {}))).toEqual(['FORBIDDEN_HERE']);
  expect(await count()).toBe(before);
});

test('[I7] by anything but a project\'s code an integration names only what it sees', async () => {
  const externalRef = { system: 'other', key: '1' };
  expect(codes(await send('INTEGRATION', { projectId: ids.east1, externalRef }, { system: 'other' }))).toEqual(['NOT_FOUND']);
  expect(codes(await send('INTEGRATION', { leadId: ids.lead, externalRef }, { system: 'other' }))).toEqual(['NOT_FOUND']);
  expect(codes(await send('INTEGRATION', { regionId: ids.east, externalRef }, { system: 'other' }))).toEqual(['FORBIDDEN_HERE']);
  await send('INTEGRATION', { projectCode: 'DQ-E-1', externalRef }, { system: 'other' });
  expect((await send('INTEGRATION', { projectId: ids.east1, externalRef: { system: 'other', key: '2' } }, { system: 'other' })).issue.project.code).toBe('DQ-E-1');
});

test('[I8] the reference of an issue that the viewer may not see is refused and tells nothing of it', async () => {
  const externalRef = { system: 'west', key: '1' };
  await report(city, { projectCode: 'DQ-W-1', externalRef });
  const before = await count();
  const answer = await send('DISPATCHER', { projectCode: 'DQ-E-1', externalRef }, { region: 'DQ-E' });
  expect(answer).toMatchObject({ issue: null, userErrors: [{ code: 'NOT_FOUND', path: ['input', 'externalRef'] }] });
  expect(await count()).toBe(before);
});

test('[I9] a dispatcher of a region reports only on what lies there', async () => {
  const east = { region: 'DQ-E' };
  expect((await send('DISPATCHER', { projectCode: 'DQ-E-1' }, east)).issue.project.code).toBe('DQ-E-1');
  expect((await send('DISPATCHER', { regionId: ids.east }, east)).userErrors).toEqual([]);
  const before = await count();
  expect(codes(await send('DISPATCHER', { projectCode: 'DQ-W-1' }, east))).toEqual(['NOT_FOUND']);
  expect(codes(await send('DISPATCHER', { projectId: ids.west1 }, east))).toEqual(['NOT_FOUND']);
  expect(codes(await send('DISPATCHER', { leadId: ids.lead }, { region: 'DQ-W' }))).toEqual(['NOT_FOUND']);
  expect(codes(await send('DISPATCHER', { regionId: ids.west }, east))).toEqual(['FORBIDDEN_HERE']);
  expect(codes(await send('DISPATCHER', { regionId: ids.city }, east))).toEqual(['FORBIDDEN_HERE']);
  expect(await count()).toBe(before);
});

test('[I10] an empty or too long text and a deadline before the day of the report are refused, each with its field', async () => {
  const before = await count();
  for (const [input, code, path] of [
    [{ title: ' ' }, 'TEXT_EMPTY', ['input', 'title']],
    [{ title: '长'.repeat(201) }, 'TEXT_TOO_LONG', ['input', 'title']],
    [{ detail: '长'.repeat(10_001) }, 'TEXT_TOO_LONG', ['input', 'detail']],
    [{ dueOn: '2020-04-15' }, 'DAY_BEFORE', ['input', 'dueOn']],
    [{ externalRef: { system: '', key: '1' } }, 'TEXT_EMPTY', ['input', 'externalRef', 'system']],
    [{ externalRef: { system: 's', key: ' ' } }, 'TEXT_EMPTY', ['input', 'externalRef', 'key']],
    [{ externalRef: { system: 's', key: 'k'.repeat(201) } }, 'TEXT_TOO_LONG', ['input', 'externalRef', 'key']],
  ] as const) {
    expect(await send('ADMIN', { projectCode: 'DQ-E-1', ...input })).toMatchObject({ issue: null, userErrors: [{ code, path }] });
  }
  expect((await send('ADMIN', { projectCode: 'DQ-E-1', title: ' ', dueOn: '2020-04-15' })).userErrors).toHaveLength(2);
  expect(await count()).toBe(before);
  const { issue } = await send('ADMIN', { projectCode: 'DQ-E-1', title: ` ${'长'.repeat(200)} `, dueOn: '2020-04-16', level: 'CITY', detail: null });
  expect((await city.get('ADMIN', whole, { id: issue.id })).issue).toMatchObject({ title: '长'.repeat(200), detail: '', dueOn: '2020-04-16', level: 'CITY' });
});

test('[I11] far more reports at once than the pool has connections are all done, each with a number of its own', async () => {
  const before = await count();
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) =>
    send('INTEGRATION', { projectCode: index % 2 ? 'DQ-E-1' : 'DQ-W-1', externalRef: { system: 'storm', key: String(index) } }, { system: 'storm' })));
  expect(answers.flatMap((answer) => answer.userErrors)).toEqual([]);
  expect(new Set(answers.map((answer) => answer.issue.number)).size).toBe(200);
  expect(await count()).toBe(before + 200);
});

test('[I12] a number is taken apart from the act: a report that waits with its transaction open keeps nobody waiting', async () => {
  let taken!: () => void, release!: () => void;
  const numbered = new Promise<void>((resolve) => (taken = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const slow = new UnitOfWork(city.store).run({ subject: 'slow', name: 'slow' }, 'slow', async (tx) => {
    const number = await tx.takeNumber('DQ-2020');
    taken();
    await released;
    return done(number);
  });
  await numbered;
  expect((await send('ADMIN', { projectCode: 'DQ-E-1' })).userErrors).toEqual([]);
  release();
  expect((await slow).refused).toBeUndefined();
});
