import type { Role } from '../../src/kernel/viewer.js';
import { id, openTwoCounties } from '../lead/two-counties.js';
import type { City, Data, ViewerOptions } from '../support/city.js';

export { id, north, south } from '../lead/two-counties.js';

/** Every act on a meeting with its arguments. */
const acts = {
  meetingSchedule: '$input: MeetingScheduleInput!',
  meetingCorrect: '$id: ID!, $input: MeetingCorrectInput!',
  meetingCancel: '$id: ID!, $reason: String!',
  meetingAgendaAdd: '$id: ID!, $input: AgendaItemInput!',
  meetingAgendaRemove: '$itemId: ID!',
  meetingAgendaMove: '$itemId: ID!, $position: Int!',
  meetingSiteAdd: '$id: ID!, $input: MeetingSiteInput!',
  meetingSiteRemove: '$siteId: ID!',
  meetingStart: '$id: ID!',
  meetingCallItem: '$itemId: ID!, $previous: ItemEnding, $currentItemId: ID',
  meetingFinishItem: '$itemId: ID!',
  meetingDeferItem: '$itemId: ID!',
  meetingRecordDirective: '$input: DirectiveRecordInput!',
  meetingClose: '$id: ID!',
} as const;
export type Act = keyof typeof acts;
export const everyAct = Object.keys(acts) as Act[];

const meetingFields = `meeting {
  id title mode status startsAt startedAt closedAt cancelReason version chair { name } region { code }
  currentItem { id }
  agenda { id position minutes status topic calledAt endedAt project { name } lead { name } }
  sites { id name kind online region { code } }
  history { act actor { name } note }
}`;
const directiveFields = `directive { id text at item { id } issue {
  id number kind category severity status title detail dueOn serviceMode project { name } lead { name } region { code } leadUnit { code } supportingUnits { code } history { act note }
} }`;

export function documentOf(act: Act): string {
  const variables = acts[act];
  const passed = variables.replace(/\$(\w+): [\w!]+/g, '$1: $$$1');
  return `mutation (${variables}) { ${act}(${passed}) { ${act === 'meetingRecordDirective' ? directiveFields : meetingFields} userErrors { code message path } } }`;
}

/** Does an act, as a dispatcher of the whole city unless told otherwise; answers its payload. */
export async function run(city: City, act: Act, variables: Data, options: ViewerOptions & { role?: Role } = {}): Promise<Data> {
  return (await city.get(options.role ?? 'DISPATCHER', documentOf(act), variables, options))[act];
}

/** The meeting that an act left behind; the act must have been done. */
export async function does(city: City, act: Act, variables: Data, options?: ViewerOptions & { role?: Role }): Promise<Data> {
  const { userErrors, meeting, directive } = await run(city, act, variables, options);
  if (userErrors.length > 0) throw new Error(`${act}: ${JSON.stringify(userErrors)}`);
  return meeting ?? directive;
}

/** Why an act was not done: codes with the field that each is about. */
export async function refused(city: City, act: Act, variables: Data, options?: ViewerOptions & { role?: Role }): Promise<string[]> {
  const { userErrors, ...rest } = await run(city, act, variables, options);
  if (Object.values(rest).some((value) => value !== null)) throw new Error(`${act} was done`);
  return userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`.trim());
}

/** What everybody needs to schedule a meeting of the city. */
export const draft = {
  title: '全市重点项目视频调度会',
  mode: 'JOINT_HANDLING',
  startsAt: '2020-04-17T01:00:00Z',
  regionId: id('Region', 2),
};

/** A meeting of the city: the two projects and a topic on its agenda, the hall of county N among its sites. */
export function schedule(city: City, more: Data = {}): Promise<Data> {
  return does(city, 'meetingSchedule', {
    input: {
      ...draft,
      chairId: id('Leader', 1),
      agenda: [{ projectId: id('Project', 1), minutes: 10 }, { projectId: id('Project', 2), minutes: 15 }, { topic: '复工防疫', minutes: 5 }],
      sites: [{ name: '主会场', kind: 'MAIN_HALL' }, { name: '北县会场', kind: 'COUNTY', regionId: id('Region', 3) }],
      ...more,
    },
  });
}

export async function start(city: City, more: Data = {}): Promise<Data> {
  return does(city, 'meetingStart', { id: (await schedule(city, more)).id });
}

export async function openMeetingCity(): Promise<City> {
  const city = await openTwoCounties();
  await city.query(`insert into unit (id, code, name, type, region_id, ended_at) values (3, 'UC', '市发改委', 'DEPARTMENT', 2, null), (4, 'UO', '旧局', 'DEPARTMENT', 2, business_now())`);
  return city;
}
