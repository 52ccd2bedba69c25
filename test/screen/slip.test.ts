import { afterAll, beforeAll, expect } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { browserTest, chromePath } from '../support/browser.js';
import type { Data } from '../support/city.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

async function act(document: string, variables: Data, role: 'DISPATCHER' | 'ADMIN' = 'DISPATCHER'): Promise<Data> {
  const data = await stage.server.get(await stage.server.token(role), document, variables);
  for (const payload of Object.values(data) as Data[]) expect(payload.userErrors ?? []).toEqual([]);
  return data;
}

browserTest('[SG28] one milestone that slips turns a green light, makes the project a candidate, goes with it on the agenda and to the wall, is explained there by its name and day, and leaves when it is finished', async () => {
  // Green today and on the 27th, but for its schedule, in place of which the office draws another.
  const [chosen] = await stage.server.query<{ id: number; code: string; name: string }>(`
    select p.id, p.code, p.name from project p where p.stage = 'UNDER_CONSTRUCTION'
      and not exists (select from unnest('{2020-04-16,2020-04-27}'::date[]) d(day), project_signals(array[p.id], d.day) s where s.rule <> 'MILESTONES_LATE') order by p.id limit 1`);
  const id = toGlobalId('Project', chosen!.id);
  const light = async () => (await act(`query ($code: String!) { project(code: $code) { signal { colour reasons { rule since measure message detail } } } }`, { code: chosen!.code })).project.signal;
  const candidates = async () => (await act('{ candidates(first: 100, filter: { kind: [MILESTONES_LATE] }) { nodes { project { code } agenda { id } reasons { kind colour measure detail } } } }', {}))
    .candidates.nodes.filter(({ project }: Data) => project.code === chosen!.code);

  await act(`mutation ($id: ID!) { scheduleEnd(projectId: $id, reason: "重新编制") { userErrors { code } } }`, { id });
  const { schedule } = (await act(`mutation ($id: ID!, $input: ScheduleDrawInput!) { scheduleDraw(projectId: $id, input: $input) { schedule { milestones { id code plannedFinishOn } } userErrors { code path } } }`, {
    id, input: { endsOn: '2020-05-20', milestones: [{ code: 'a', name: '设备安装', days: 3, counting: 'CALENDAR_DAYS' }, { code: 'b', name: '联动试车', days: 30, counting: 'CALENDAR_DAYS', after: [{ code: 'a' }] }] },
  })).scheduleDraw;
  expect(schedule.milestones[0].plannedFinishOn).toBe('2020-04-20');
  expect([await light(), await candidates()]).toEqual([{ colour: 'GREEN', reasons: [] }, []]);

  const { page, misdeeds, close } = await stage.open(`/?meeting=${encodeURIComponent(stage.meeting)}`, 'SCREEN');
  const to = async (day: string) => act(`mutation ($to: DateTime!) { clockSet(input: { to: $to }) { userErrors { code } } }`, { to: `${day}T01:00:00Z` }, 'ADMIN');
  await to('2020-04-27');
  // It was to begin on the 18th, and nobody said that it did.
  const late = { since: '2020-04-18', measure: 9, message: '节点已滞后 9 天', detail: '“设备安装”应于 2020-04-18' };
  expect(await light()).toEqual({ colour: 'YELLOW', reasons: [{ rule: 'MILESTONES_LATE', ...late }] });
  expect(await candidates()).toEqual([{ project: { code: chosen!.code }, agenda: null, reasons: [{ kind: 'MILESTONES_LATE', colour: 'YELLOW', measure: 9, detail: late.detail }] }]);

  await act(`mutation ($id: ID!, $inputs: [AgendaItemInput!]!) { meetingAgendaExtend(id: $id, inputs: $inputs) { userErrors { code } } }`, { id: stage.meeting, inputs: [{ projectId: id, minutes: 10 }] });
  expect((await candidates())[0].agenda.id).toBe(stage.meeting);
  await act(`mutation ($id: ID!) { meetingStart(id: $id) { userErrors { code } } }`, { id: stage.meeting });
  const [item] = await stage.server.query<{ id: number }>(`select id from agenda_item where project_id = ${chosen!.id} and status = 'PENDING'`);
  await act(`mutation ($id: ID!) { meetingCallItem(itemId: $id) { userErrors { code } } }`, { id: toGlobalId('AgendaItem', item!.id) });
  const wall = page.getByRole('main');
  await wall.getByText(chosen!.name).first().waitFor();
  await wall.getByText('黄灯').first().waitFor();
  await wall.getByText(late.message).waitFor();
  await wall.getByText(late.detail).waitFor();

  // What stood is pinned; on the wall the light is green as soon as the work is done.
  await act(`mutation ($id: ID!) { milestoneReport(id: $id, startedOn: "2020-04-18", finishedOn: "2020-04-20") { userErrors { code } } }`, { id: schedule.milestones[0].id });
  await act(`mutation ($id: ID!) { milestoneReport(id: $id, startedOn: "2020-04-21") { userErrors { code } } }`, { id: schedule.milestones[1].id });
  await wall.getByText(late.message).waitFor({ state: 'detached' });
  expect([(await light()).colour, await candidates()]).toEqual(['GREEN', []]);
  expect(misdeeds).toEqual([]);
  await close();
});
