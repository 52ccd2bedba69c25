import { afterAll, beforeAll, expect, test } from 'vitest';
import { snapshotsOfItem } from '../../src/agenda/pin.queries.js';
import { readProposal } from '../../src/agenda/proposal.queries.js';
import { Context, Loaders } from '../../src/graphql/context.js';
import { attendanceOfMeeting } from '../../src/meeting/attendance.queries.js';
import { decisionsOfItem, decisionsOfMeeting } from '../../src/meeting/decision.queries.js';
import { meetingById } from '../../src/meeting/meeting.queries.js';
import { speakersOfMeeting, speechesOfMeeting } from '../../src/meeting/speaker.queries.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { rows, sql, type Database } from '../../src/store/database.js';
import { UnitOfWork } from '../../src/store/unit-of-work.js';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
/** A hundred meetings of fifty projects each that are over, and one to come: 5,000 items and sites with 100,000 decisions, 20,000 calls and times of attendance, 10,000 speeches. */
const over = 100;
const next = over + 1;
beforeAll(async () => {
  city = await openCity('big');
  await city.query(`
    insert into meeting (id, title, mode, status, starts_at, started_at, closed_at, region_id)
      select n, '会 ' || n, 'JOINT_HANDLING', 'CLOSED', held, held, held + interval '2 hours', 1
      from generate_series(1, ${over}) n, lateral (select timestamptz '2020-04-16T00:00Z' - (${next} - n) * interval '12 hours' as held) t;
    insert into meeting (id, title, mode, starts_at, region_id) select ${next}, '下次会', 'JOINT_HANDLING', '2020-04-17T01:00:00Z', 1;
    insert into meeting_site (id, meeting_id, name, kind) select n, 1 + (n - 1) / 50, '会场 ' || n, 'COUNTY' from generate_series(1, ${over * 50}) n;
    insert into agenda_item (id, meeting_id, position, minutes, project_id, status, called_at, ended_at)
      select n, m.id, 1 + (n - 1) % 50, 8, 1 + (n * 7) % 10000, case when n % 50 > 45 then 'DEFERRED' else 'DONE' end, m.starts_at, m.starts_at + interval '9 minutes'
      from generate_series(1, ${over * 50}) n join meeting m on m.id = 1 + (n - 1) / 50;
    insert into meeting_decision (meeting_id, item_id, kind, text, at) select g.meeting_id, g.id, case when g.status = 'DEFERRED' and n = 1 and g.id % 3 = 0 then 'POSTPONED' else 'NOTE' end, '记', g.called_at from agenda_item g, generate_series(1, 20) n;
    insert into agenda_call (meeting_id, item_id, project_id, called_at, stage, physical_progress, total_investment, annual_plan, completed_investment, reasons, issues)
      select g.meeting_id, g.id, g.project_id, g.called_at, 'PREPARING', 0, 1, 1, 1, '[]', '[]' from agenda_item g, generate_series(1, 4) n;
    insert into site_attendance (meeting_id, site_id, from_at, until_at) select s.meeting_id, s.id, m.starts_at, m.closed_at from meeting_site s join meeting m on m.id = s.meeting_id, generate_series(1, 4) n;
    insert into speaker_request (meeting_id, site_id, state, given_at, ended_at) select s.meeting_id, s.id, 'ENDED', m.starts_at, m.closed_at from meeting_site s join meeting m on m.id = s.meeting_id, generate_series(1, 2) n`);
  await city.query('vacuum analyze');
}, 180_000);
afterAll(() => city.close());

const large = ['issue', 'agenda_item', 'meeting_decision', 'agenda_call', 'site_attendance', 'speaker_request', 'meeting_site', 'entity_scope'];

/** Which of the large tables are read from their first row to their last. */
async function readWhole(read: (db: Database, context: Context) => Promise<unknown>): Promise<string[]> {
  return city.store.db.transaction().execute(async (db) => {
    const context = new Context({ subject: 'x', name: 'x', role: 'VIEWER', regionId: null, unitId: null, leaderId: null, system: null }, 'zh', new Loaders(db), new UnitOfWork(city.store));
    const scans = async () => new Map((await rows<{ name: string; scans: string }>(db, sql`
      select relname as name, seq_scan as scans from pg_stat_xact_user_tables where relname = any(${large}::text[])`)).map(({ name, scans: of }) => [name, Number(of)]));
    const before = await scans();
    expect(await read(db, context)).toBeTruthy();
    return [...(await scans())].filter(([name, of]) => of > (before.get(name) ?? 0)).map(([name]) => name);
  });
}

test('[MD60] over 10,000 projects, 100,000 issues and 100,000 decisions a proposal and a whole meeting take few statements, however many rows', async () => {
  let answer: Data;
  const statements = async (document: string) => city.statements(async () => void (answer = await city.get('ADMIN', document)));
  const proposal = (first: number) => `{ agendaProposal(meetingId: "${toGlobalId('Meeting', next)}", first: ${first}) { totalCount nodes { project { name } minutes carried listed candidate { reasons { message } } agenda { title } item { meeting { title } } } } }`;
  const fifty = await statements(proposal(50));
  expect(answer.agendaProposal.nodes).toHaveLength(50);
  expect(answer.agendaProposal.totalCount).toBeGreaterThan(50);
  expect(fifty).toBeLessThan(9);
  expect(await statements(proposal(10))).toBe(fifty);
  const meeting = (of: number) => `{ meeting(id: "${toGlobalId('Meeting', of)}") { decisions { kind text parties { name } } speakers { state } speeches { site { name } } attendance { present spans { from } site { name } } agenda { decisions { text } snapshots { stage issues { number } } } } }`;
  const whole = await statements(meeting(7));
  expect(answer.meeting.agenda).toHaveLength(50);
  expect(answer.meeting.attendance).toHaveLength(50);
  expect(whole).toBeLessThan(13);
});

test('[MD61] at that size decisions, calls, speeches and attendance are found by indexes; a proposal reads no table of meetings from end to end', async () => {
  const load = <K, V>(of: { batch(db: Database, keys: readonly K[]): Promise<readonly V[]> }, keys: readonly K[]) => readWhole((db) => of.batch(db, keys));
  const meetings = [7, 70, 700];
  const items = Array.from({ length: 50 }, (_, n) => 1 + n * 40);
  for (const of of [decisionsOfMeeting, speakersOfMeeting, speechesOfMeeting, attendanceOfMeeting]) expect(await load(of as typeof decisionsOfMeeting, meetings)).toEqual([]);
  expect(await load(decisionsOfItem, items)).toEqual([]);
  expect(await load(snapshotsOfItem, items)).toEqual([]);
  expect(await readWhole(async (_, context) => readProposal(context, (await context.load(meetingById, next))!, { first: 50, fields: '', counted: true }))).toEqual([]);
});
