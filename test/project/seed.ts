import { toGlobalId } from '../../src/kernel/global-id.js';
import type { City, Data } from '../support/city.js';
import { seedPlaces } from '../unit/seed.js';

export { refusals, walk } from '../unit/seed.js';

export const region = (id: number) => toGlobalId('Region', id);
export const unit = (id: number) => toGlobalId('Unit', id);

/** Regions and units as in seedPlaces, an industry project in either county, and leaders. */
export async function seedProjects(city: City): Promise<void> {
  await seedPlaces(city);
  await city.query(`
    insert into leader (id, code, name, title) values (1, 'L01', '市领导 01', '副市长'), (2, 'L02', '市领导 02', '副市长');
    insert into project (id, code, name, tier, sector, origin, stage, region_id, owner_unit_id, total_investment, planned_start_on) values
      (1, 'P-LF', '龙凤石化项目', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', 3, 2, 123456789.01, '2020-04-20'),
      (2, 'P-LD', '林甸温泉项目', 'MUNICIPAL', 'LIVELIHOOD', 'NEW', 'RESERVE', 4, null, 50000000, '2020-06-01');
    select setval('project_id_seq', 2), setval('leader_id_seq', 2)`);
}

export const projectFields = `
  id code name tier sector origin stage version region { code } ownerUnit { code } totalInvestment(unit: YUAN) annualPlan completedInvestment
  plannedStartOn startedOn plannedResumptionOn resumedOn plannedCompletionOn completedOn launchedOn enteredProductionOn reachedCapacityOn
  physicalProgress description endedAt endReason years { year planned completed } history { act note actor { name } }`;
const answer = `{ project { ${projectFields} } userErrors { code message path } }`;

export const register = `mutation ($input: ProjectRegisterInput!) { projectRegister(input: $input) ${answer} }`;
export const correct = `mutation ($id: ID!, $input: ProjectCorrectInput!) { projectCorrect(id: $id, input: $input) ${answer} }`;
export const report = `mutation ($id: ID!, $input: ProjectProgressInput!) { projectReportProgress(id: $id, input: $input) ${answer} }`;
export const plan = `mutation ($id: ID!, $input: ProjectYearPlanInput!) { projectSetYearPlan(id: $id, input: $input) ${answer} }`;
export const end = `mutation ($id: ID!, $reason: String!) { projectEnd(id: $id, reason: $reason) ${answer} }`;

export const good = { code: 'P-1', name: '项目', tier: 'COUNTY', sector: 'INDUSTRY', origin: 'NEW', regionId: region(3), totalInvestment: '5000' };

let registered = 0;

/** A new project, as the register answers it. */
export async function newProject(city: City, data: object = {}): Promise<Data> {
  registered += 1;
  const { projectRegister } = await city.get('ADMIN', register, { input: { ...good, code: `N-${registered}`, ...data } });
  if (!projectRegister.project) throw new Error(JSON.stringify(projectRegister.userErrors));
  return projectRegister.project;
}
