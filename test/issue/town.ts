import { readFileSync } from 'node:fs';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { openCity, type City, type Data } from '../support/city.js';

/** A document that clients rely on, word for word. */
export const contract = (name: string): string => readFileSync(new URL(`../contract/${name}.graphql`, import.meta.url), 'utf8');

/** A province with a city of two counties, and what issues need, on 16 April 2020, 9:00. */
export async function openTown(): Promise<City> {
  const city = await openCity('empty');
  await city.query(`update business_clock set ahead = make_interval(secs => extract(epoch from timestamptz '2020-04-16 01:00:00Z' - now())::float8)`);
  await city.query(`insert into region (code, name, level, parent_id) values ('HLJ', '黑龙江省', 'PROVINCE', null)`);
  await city.query(`insert into region (code, name, level, parent_id) values ('DQ', '大庆市', 'CITY', 1)`);
  await city.query(`insert into region (code, name, level, parent_id) values ('DQ-E', '东县', 'COUNTY', 2), ('DQ-W', '西县', 'COUNTY', 2)`);
  await city.query(`insert into unit (code, name, type, region_id) values
    ('POWER', '供电公司', 'COMPANY', 2), ('WATER', '水务局', 'DEPARTMENT', 2), ('LAND', '自然资源局', 'DEPARTMENT', 2)`);
  await city.query(`insert into leader (code, name, title) values ('L1', '甲', '市长'), ('L2', '乙', '副市长')`);
  await city.query(`insert into project (code, name, tier, sector, origin, stage, region_id, total_investment) values
    ('DQ-E-1', '东一', 'MUNICIPAL', 'INDUSTRY', 'NEW', 'PREPARING', 3, 1000000),
    ('DQ-W-1', '西一', 'MUNICIPAL', 'INDUSTRY', 'NEW', 'PREPARING', 4, 1000000),
    ('DQ-E-2', '东二', 'COUNTY', 'LIVELIHOOD', 'NEW', 'PREPARING', 3, 1000000)`);
  await city.query(`insert into investment_lead (code, name, region_id, sector) values ('XS-1', '线索一', 3, 'INDUSTRY')`);
  return city;
}

export const ids = {
  province: toGlobalId('Region', 1), city: toGlobalId('Region', 2), east: toGlobalId('Region', 3), west: toGlobalId('Region', 4),
  power: toGlobalId('Unit', 1), water: toGlobalId('Unit', 2), land: toGlobalId('Unit', 3),
  east1: toGlobalId('Project', 1), west1: toGlobalId('Project', 2), east2: toGlobalId('Project', 3),
  lead: toGlobalId('InvestmentLead', 1),
  leader1: toGlobalId('Leader', 1), leader2: toGlobalId('Leader', 2),
};

const documents = contract('issue-lifecycle');

/** One operation of the contract's lifecycle document. */
export async function act(city: City, operation: string, variables: Record<string, unknown>, subject = 'office'): Promise<Data> {
  return Object.values(await city.get('DISPATCHER', lifecycleOf(operation), variables, { subject }))[0];
}

/** The document names its operation; graphql runs one, so the others are cut out and the fragment is kept. */
export function lifecycleOf(operation: string): string {
  const found = documents.split(/^(?=mutation |fragment )/m).filter((part) => part.startsWith(`mutation ${operation}(`) || part.startsWith('fragment '));
  return found.join('');
}

let reports = 0;


/** Reports an issue as the office and answers its global id. */
export async function report(city: City, input: Record<string, unknown> = {}): Promise<string> {
  const subject = 'projectCode' in input || 'leadId' in input || 'regionId' in input ? {} : { projectCode: 'DQ-E-1' };
  reports += 1;
  const { issueReport } = await city.get('ADMIN', contract('issue-report'), {
    input: { ...subject, kind: 'PROBLEM', category: 'POWER', severity: 'HIGH', title: `问题${reports}`, ...input },
  });
  if (!issueReport.issue) throw new Error(JSON.stringify(issueReport.userErrors));
  return issueReport.issue.id;
}

/** Reports an issue and gives it to a unit. */
export async function assigned(city: City, unit: string = ids.power, supportingUnitIds: string[] = [], input: Record<string, unknown> = {}): Promise<string> {
  const id = await report(city, input);
  const { userErrors } = await act(city, 'IssueAssign', { id, input: { leadUnitId: unit, supportingUnitIds, dueOn: '2020-04-30' } });
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
  return id;
}

export const rowId = (globalId: string): number => Number(Buffer.from(globalId, 'base64').toString().split(':')[1]);

export const codes = (answer: Data): string[] => answer.userErrors.map((error: { code: string }) => error.code);
