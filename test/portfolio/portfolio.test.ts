import { expect, test } from 'vitest';
import { lookBack } from '../../src/graphql/past.js';
import { portfolioOf } from '../../src/portfolio/portfolio.queries.js';
import { assigned, ids, openTown, report, rowId } from '../issue/town.js';
import type { City, Data } from '../support/city.js';

const figures = 'projects leads openIssues overdueIssues overdueRate returnedIssues returnedRate directives directivesClosed';
const asked = `{ leaders(orderBy: CODE_ASC) { nodes { code portfolio { ${figures} openDirectives { text issue { number status } } } } } }`;

/** Two leaders; the first holds a project and a lead in the east, and a project in the west. */
async function openPortfolios(): Promise<City> {
  const city = await openTown();
  await city.query(`insert into assignment (role, leader_id, project_id, lead_id) values
    ('GENERAL_SERVICE_OFFICER', 1, 1, null), ('CHIEF_SERVICE_OFFICER', 1, 1, null), ('GENERAL_SERVICE_OFFICER', 1, 2, null),
    ('GENERAL_SERVICE_OFFICER', 1, null, 1), ('GENERAL_SERVICE_OFFICER', 2, 3, null)`);
  const late = rowId(await assigned(city, ids.power));
  await report(city, { projectCode: 'DQ-W-1' });
  await report(city, { leadId: ids.lead });
  const closed = rowId(await report(city));
  await report(city, { projectCode: 'DQ-E-2' });
  await city.query(`update issue set due_on = '2020-04-15', returns = 1 where id = ${late}`);
  await city.query(`update issue set status = 'CLOSED' where id = ${closed}`);
  await city.query(`insert into meeting (id, title, mode, status, starts_at, region_id) values (1, '会', 'JOINT_HANDLING', 'SCHEDULED', business_now(), 2)`);
  await city.query(`insert into agenda_item (id, meeting_id, position, minutes, project_id, status) values (1, 1, 1, 5, 1, 'PENDING')`);
  await city.query(`insert into directive (meeting_id, item_id, issue_id, text) values (1, 1, ${late}, '限期送电'), (1, 1, ${closed}, '已办')`);
  return city;
}

async function read(city: City, role: Parameters<City['get']>[0], eyes: Parameters<City['get']>[3] = {}): Promise<Data[]> {
  return (await city.get(role, asked, {}, eyes)).leaders.nodes.map(({ portfolio }: Data) => portfolio);
}

test('[PF1] a portfolio counts what a leader holds now once, gives each rate with both its numbers, and lists what they were told that is still open', async () => {
  const city = await openPortfolios();
  try {
    const [first, second] = await read(city, 'ADMIN');
    expect(first).toMatchObject({ projects: 2, leads: 1, openIssues: 3, overdueIssues: 1, returnedIssues: 1, directives: 2, directivesClosed: 1 });
    expect(first.overdueRate).toBeCloseTo(1 / 3);
    expect(first.returnedRate).toBeCloseTo(1 / 3);
    expect(first.openDirectives).toEqual([{ text: '限期送电', issue: { number: expect.any(String), status: 'ASSIGNED' } }]);
    expect(second).toMatchObject({ projects: 1, leads: 0, openIssues: 1, overdueRate: 0, directives: 0, openDirectives: [] });
    await city.query(`update issue set status = 'CLOSED'`);
    expect((await read(city, 'ADMIN'))[0]).toMatchObject({ openIssues: 0, overdueRate: null, returnedRate: null, directivesClosed: 2, openDirectives: [] });
  } finally {
    await city.close();
  }
});

test('[PF2] a leader sees their own portfolio whole; others see of each what they see of its projects and issues', async () => {
  const city = await openPortfolios();
  try {
    const numbers = async (...eyes: [Parameters<City['get']>[0], Parameters<City['get']>[3]]) =>
      (await read(city, ...eyes)).map(({ projects, leads, openIssues, overdueIssues, directives, openDirectives }) => [projects, leads, openIssues, overdueIssues, directives, openDirectives.length]);
    expect(await numbers('LEADER', { leader: 'L1' })).toEqual([[2, 1, 3, 1, 2, 1], [0, 0, 0, 0, 0, 0]]);
    expect(await numbers('LEADER', { leader: 'L2' })).toEqual([[0, 0, 0, 0, 0, 0], [1, 0, 1, 0, 0, 0]]);
    expect(await numbers('VIEWER', { region: 'DQ-W' })).toEqual([[1, 0, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0]]);
    expect(await numbers('UNIT', { unit: 'POWER' })).toEqual([[1, 0, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0]]);
    expect(await numbers('UNIT', { unit: 'WATER' })).toEqual([[0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]]);
  } finally {
    await city.close();
  }
});

test('[PF3] handovers are counted within the days asked for', async () => {
  const city = await openPortfolios();
  try {
    const make = `mutation ($input: AssignmentMakeInput!) { assignmentMake(input: $input) { userErrors { code } } }`;
    const made = await city.get('DISPATCHER', make, { input: { leaderId: ids.leader2, subjectId: ids.east1, role: 'GENERAL_SERVICE_OFFICER' } });
    expect(made.assignmentMake.userErrors).toEqual([]);
    const count = async (args: string) => (await city.get('ADMIN', `{ leaders(orderBy: CODE_ASC) { nodes { portfolio${args} { handedOver } } } }`)).leaders.nodes.map(({ portfolio }: Data) => portfolio.handedOver);
    expect(await count('')).toEqual([1, 0]);
    expect(await count('(from: "2020-04-16", until: "2020-04-16")')).toEqual([1, 0]);
    expect(await count('(until: "2020-04-15")')).toEqual([0, 0]);
    expect(await count('(from: "2020-04-17")')).toEqual([0, 0]);
  } finally {
    await city.close();
  }
});

test('[PF4] the office compares leaders by overdue rate, open issues or projects, page by page; a district\'s office over what it sees', async () => {
  const city = await openPortfolios();
  try {
    const codes = async (orderBy: string, eyes = {}) => {
      const { portfolios } = await city.get('DISPATCHER', `{ portfolios(orderBy: ${orderBy}) { totalCount nodes { code } } }`, {}, eyes);
      expect(portfolios.totalCount).toBe(portfolios.nodes.length);
      return portfolios.nodes.map(({ code }: Data) => code);
    };
    expect(await codes('OVERDUE_RATE_DESC')).toEqual(['L1', 'L2']);
    await city.query(`update issue set due_on = '2020-04-15' where project_id = 3`);
    expect(await codes('OVERDUE_RATE_DESC')).toEqual(['L2', 'L1']);
    expect(await codes('OPEN_ISSUES_DESC')).toEqual(['L1', 'L2']);
    expect(await codes('PROJECTS_DESC')).toEqual(['L1', 'L2']);
    expect(await codes('PROJECTS_DESC', { region: 'DQ-W' })).toEqual(['L1']);
    const { portfolios: page } = await city.get('ADMIN', `{ portfolios(first: 1) { pageInfo { endCursor } } }`);
    expect((await city.get('ADMIN', `{ portfolios(first: 1, after: "${page.pageInfo.endCursor}") { nodes { code } } }`)).portfolios.nodes).toEqual([{ code: 'L1' }]);
  } finally {
    await city.close();
  }
});

test('[PF5] a portfolio of yesterday counts as things stood then', async () => {
  const city = await openPortfolios();
  try {
    const { clock } = await city.get('ADMIN', '{ clock { now } }');
    await city.query(`update business_clock set ahead = ahead + interval '1 day'`);
    await city.query(`update issue set status = 'CLOSED'`);
    const [past] = await city.store.db.transaction().execute(async (db) => {
      await lookBack(db, clock.now);
      return portfolioOf.batch(db, [{ leaderId: 1, sight: { kind: 'ALL' }, from: null, until: null }]);
    });
    expect(past).toMatchObject({ openIssues: 3, overdueIssues: 1, directives: 2, directivesClosed: 1, openDirectiveIds: [1] });
    expect((await read(city, 'ADMIN'))[0]).toMatchObject({ openIssues: 0, directivesClosed: 2 });
  } finally {
    await city.close();
  }
});
