import { id, openTwoCounties } from '../lead/two-counties.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import type { Role } from '../../src/kernel/viewer.js';

export { id };

export const reportFields = `
  id kind day completedInvestment(unit: YUAN) physicalProgress workersOnSite workersBack backByOrigin { province workers } backByTransport { transport workers } isolated started
  permits prevention remarks photos correctionReason reporter { name } supersedes { id } supersededBy { id }`;
export const make = `mutation ($input: ProgressReportMakeInput!) { progressReportMake(input: $input) {
  progressReport { ${reportFields} project { code physicalProgress completedInvestment version } } userErrors { code path message } } }`;

/** Two projects that were registered in January, on 16 April 2020. */
export async function openSites(): Promise<City> {
  const city = await openTwoCounties();
  await city.query(`update project set registered_at = '2020-01-10 09:00+08', stage = 'UNDER_CONSTRUCTION', started_on = '2020-03-20'`);
  return city;
}

export async function reported(city: City, input: object, role: Role = 'DISPATCHER', options?: ViewerOptions): Promise<Data> {
  const { progressReportMake: { progressReport, userErrors } } = await city.get(role, make, { input: { projectId: id('Project', 1), ...input } }, options);
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
  return progressReport;
}

/** What is said against a report, as "CODE path". */
export async function refused(city: City, input: object, role: Role = 'DISPATCHER', options?: ViewerOptions): Promise<string[]> {
  const { progressReportMake: { progressReport, userErrors } } = await city.get(role, make, { input: { projectId: id('Project', 1), ...input } }, options);
  if (progressReport) throw new Error('it was kept');
  return userErrors.map(({ code, path }: { code: string; path: string[] }) => `${code} ${path.join('.')}`);
}

/** What the lists say of project 1. */
export async function standing(city: City): Promise<Data> {
  return (await city.get('VIEWER', '{ project(code: "P-1") { physicalProgress completedInvestment } }')).project;
}
