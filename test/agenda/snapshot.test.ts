import { afterAll, beforeAll, expect, test } from 'vitest';
import { pinCalled } from '../../src/agenda/pin.commands.js';
import { rows, sql } from '../../src/store/database.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import { does, openMeetingCity, refused, start } from '../meeting/meeting-city.js';

let city: City;
/** Project 1 has two open issues, one late, a closed one, and a schedule with one late milestone. */
beforeAll(async () => {
  city = await openMeetingCity();
  await city.query(`
    insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id, due_on, closed_at) values
      ('S-1', 'PROBLEM', 'LAND', '用地', 'HIGH', 'ASSIGNED', 'CITY', 1, 1, '2020-04-01', null), ('S-2', 'PROBLEM', 'POWER', '用电', 'LOW', 'REPORTED', 'PROJECT', 1, null, null, null),
      ('S-3', 'PROBLEM', 'POWER', '旧事', 'LOW', 'CLOSED', 'PROJECT', 1, 1, null, business_now());
    insert into project_year (project_id, year, planned, completed) values (1, 2020, 50000000, 12340000) on conflict (project_id, year) do update set planned = excluded.planned, completed = excluded.completed;
    insert into back_schedule (id, project_id, ends_on, drawn_by) values (1, 1, '2020-04-30', 'x');
    insert into milestone (schedule_id, project_id, position, code, name, days, counting, unit_id, planned_start, planned_finish) values
      (1, 1, 1, 'A', '立项', 5, 'CALENDAR_DAYS', 1, '2020-04-06', '2020-04-10'), (1, 1, 2, 'B', '施工', 5, 'CALENDAR_DAYS', null, '2020-04-26', '2020-04-30')`);
});
afterAll(() => city.close());

const fields = `calledAt stage physicalProgress totalInvestment(unit: YI) annualPlan(unit: WAN) completedInvestment(unit: WAN) colour reasons { rule colour message }
  issues { number title status severity level dueOn overdue leadUnit { code } issue { title } } schedule { endsOn projectedEnd lateDays state late { name plannedFinishOn lateDays unit { code } } }`;

async function agendaOf(meetingId: string, options: ViewerOptions = {}): Promise<Data[]> {
  const { meeting } = await city.get('VIEWER', `query ($id: ID!) { meeting(id: $id) { agenda { calledAt snapshot { ${fields} } snapshots { ${fields} } } } }`, { id: meetingId }, options);
  return meeting.agenda;
}

const pinned = async (): Promise<number> => (await city.query<{ count: number }>('select count(*)::int as count from agenda_call'))[0]!.count;

test('[MD10] calling a project pins what then stood: figures, light with reasons, open issues, schedule with its late milestones; later changes do not reach it', async () => {
  const { id: meetingId, agenda } = await start(city);
  await does(city, 'meetingCallItem', { itemId: agenda[0].id });
  const [item] = await agendaOf(meetingId);
  const { snapshot } = item;
  expect(snapshot).toMatchObject({
    calledAt: item.calledAt, stage: 'PREPARING', annualPlan: '5000', completedInvestment: '1234',
    issues: [
      { number: 'S-1', title: '用地', status: 'ASSIGNED', severity: 'HIGH', level: 'CITY', dueOn: '2020-04-01', overdue: true, leadUnit: { code: 'UN' }, issue: { title: '用地' } },
      { number: 'S-2', title: '用电', status: 'REPORTED', dueOn: null, overdue: false, leadUnit: null },
    ],
    schedule: { endsOn: '2020-04-30', state: 'ON_TIME', late: [{ name: '立项', plannedFinishOn: '2020-04-10', unit: { code: 'UN' } }] },
  });
  expect(snapshot.schedule.late[0].lateDays).toBeGreaterThan(5);
  expect(snapshot.reasons.map(({ rule }: Data) => rule)).toContain('ISSUES_OVERDUE');
  expect(snapshot.colour).toBe(snapshot.reasons[0].colour);

  await city.query(`update issue set title = '改名', status = 'CLOSED', closed_at = business_now() where number = 'S-1'; update project set stage = 'UNDER_CONSTRUCTION', total_investment = 1 where id = 1;
    update project_year set completed = 0 where project_id = 1; update milestone set finished_on = '2020-04-10', started_on = '2020-04-06' where code = 'A'`);
  const [later] = await agendaOf(meetingId);
  expect({ ...later.snapshot, issues: later.snapshot.issues.map((issue: Data) => ({ ...issue, issue: null })) }).toEqual({ ...snapshot, issues: snapshot.issues.map((issue: Data) => ({ ...issue, issue: null })) });
  expect(later.snapshot.issues[0].issue.title).toBe('改名');
  await city.query(`update issue set title = '用地', status = 'ASSIGNED', closed_at = null where number = 'S-1'; update project set stage = 'PREPARING' where id = 1; update project_year set completed = 12340000 where project_id = 1`);
});

test('[MD11] an item that was put off and is called again keeps what stood the first time, and gets what stands now; a call that is refused pins nothing', async () => {
  const { id: meetingId, agenda: [first, second, topic] } = await start(city);
  await does(city, 'meetingCallItem', { itemId: first.id });
  await does(city, 'meetingCallItem', { itemId: topic.id, previous: 'DEFERRED' });
  await city.query(`update issue set title = '用地（新）' where number = 'S-1'`);
  const before = await pinned();
  expect(await refused(city, 'meetingCallItem', { itemId: topic.id })).toEqual(['ITEM_STATE itemId']);
  expect(await refused(city, 'meetingCallItem', { itemId: second.id, currentItemId: first.id })).toEqual(['ITEM_STATE currentItemId']);
  expect(await pinned()).toBe(before);
  await does(city, 'meetingCallItem', { itemId: first.id });
  const agenda = await agendaOf(meetingId);
  expect(agenda[0].snapshots.map(({ issues }: Data) => issues[0].title)).toEqual(['用地', '用地（新）']);
  expect(agenda[0].snapshot).toEqual(agenda[0].snapshots[1]);
  expect(agenda.slice(1).map(({ snapshot, snapshots }) => [snapshot, snapshots])).toEqual([[null, []], [null, []]]);
  await city.query(`update issue set title = '用地' where number = 'S-1'`);
});

test('[MD12] what was under way when the item was called, and ended afterwards, is not in it, though it bears an earlier time', async () => {
  const { id: meetingId, agenda } = await start(city);
  const [written, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const other = city.store.db.transaction().execute(async (db) => {
    await sql`update issue set title = '先写后交' where number = 'S-2'`.execute(db);
    written.resolve();
    await ended.promise;
  });
  await written.promise;
  await does(city, 'meetingCallItem', { itemId: agenda[0].id });
  ended.resolve();
  await other;
  const [{ calledAt, snapshot }] = await agendaOf(meetingId) as [Data];
  expect(snapshot.issues[1].title).toBe('用电');
  // The kept versions, which hold by time, tell the other.
  const [told] = await city.query(`select title from versions.issue where number = 'S-2' and kept_from <= '${calledAt}' and kept_until > '${calledAt}'`);
  expect(told).toEqual({ title: '先写后交' });
});

test('[MD13] who may not see the project sees nothing of what was pinned, and of the issues each sees those that they see', async () => {
  const { id: meetingId, agenda } = await start(city);
  await does(city, 'meetingCallItem', { itemId: agenda[0].id });
  await does(city, 'meetingCallItem', { itemId: agenda[1].id });
  const north = await agendaOf(meetingId, { region: 'N' });
  expect(north[0].snapshot.issues).toHaveLength(2);
  expect([north[1].snapshot, north[1].snapshots]).toEqual([null, []]);
  // Issues do not leave their project; one whose scope is taken away is gone from every snapshot.
  await city.query(`update entity_scope set keys.regions = '{}' where type = 'Issue' and entity_id = (select id from issue where number = 'S-2')`);
  expect((await agendaOf(meetingId, { region: 'N' }))[0].snapshot.issues.map(({ number }: Data) => number)).toEqual(['S-1']);
});

test('[MD14] nothing that was pinned is ever changed, not even by who writes to the database', async () => {
  await expect(city.query(`update agenda_call set stage = 'COMPLETED'`)).rejects.toThrow('never changed');
  await expect(city.query(`delete from agenda_call`)).rejects.toThrow('never changed');
});

test('[MD15] pinning takes few statements, however many issues and milestones there are', async () => {
  const { agenda } = await start(city);
  await does(city, 'meetingCallItem', { itemId: agenda[0].id });
  const [, item] = atob(agenda[0].id).split(':');
  const count = async (): Promise<number> => {
    let statements = 0;
    const counted = city.store.db.withPlugin({ transformQuery: ({ node }) => ((statements += 1), node), transformResult: async ({ result }) => result });
    await counted.transaction().execute(async (db) => {
      await pinCalled({ db, today: '2020-04-16' }, Number(item));
      expect(await rows(db, sql`select from agenda_call where item_id = ${Number(item)}`)).toHaveLength(2);
      throw new Error('undone');
    }).catch((error: Error) => expect(error.message).toBe('undone'));
    return statements;
  };
  const few = await count();
  expect(few).toBeLessThan(7);
  await city.query(`insert into issue (number, kind, category, title, severity, status, level, project_id) select 'M-' || n, 'PROBLEM', 'LAND', 'x', 'LOW', 'REPORTED', 'PROJECT', 1 from generate_series(1, 300) n`);
  expect(await count()).toBe(few);
});
