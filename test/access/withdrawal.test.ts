import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Data } from '../support/city.js';
import { openNodes, type Nodes } from '../support/nodes.js';
import { openSocket, type SocketClient } from '../support/socket.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { Acts, pollBody, regionId, type Asking } from './acts.js';
import { audience, TestIssuer } from './issuer.js';

const changes = readFileSync('test/contract/changes.graphql', 'utf8');
let nodes: Nodes;
let issuer: TestIssuer;
let acts: Acts;

beforeAll(async () => {
  issuer = await TestIssuer.make();
  nodes = await openNodes([[0], [0], [0]], { OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: audience });
  const first: Asking = { get: async (token, query, variables) => (await post(0, token, query, variables)).data };
  acts = new Acts(first, await nodes.token({ role: 'ADMIN', subject: 'the office' }));
}, 120_000);
afterAll(async () => {
  await nodes.close();
  await issuer.close();
});

async function post(node: number, token: string, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const response = await fetch(`${nodes.all[node]!.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as Data) };
}
const statusAt = async (node: number, token: string): Promise<number> => (await post(node, token, '{ clock { now } }')).status;

/** A county of its own with a project in it, and a unit there that leads an issue of it. */
interface County {
  readonly code: string;
  readonly unit: string;
  readonly region: number;
  /** Changes what the county's people, its unit and the system of its issue see. */
  touch(): Promise<unknown>;
}

let counties = 0;
async function foundCounty(): Promise<County> {
  const n = (counties += 1);
  const [{ id }] = await nodes.query<{ id: number }>(`insert into region (code, name, level, parent_id) select 'C${n}', '新县', 'COUNTY', id from region where code = 'DQ' returning id`) as [{ id: number }];
  await nodes.query(`insert into unit (code, name, type, region_id) values ('CU${n}', '新局', 'DEPARTMENT', ${id})`);
  await nodes.query(`
    insert into project (code, name, tier, sector, origin, stage, region_id, total_investment) values ('CP${n}', '新项目', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', ${id}, 1)`);
  await nodes.query(`
    insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id, external_system, external_key)
    select 'CI${n}', 'PROBLEM', 'LAND', '题', 'LOW', 'REPORTED', 'PROJECT', p.id, u.id, 'system-${n}', 'k' from project p, unit u where p.code = 'CP${n}' and u.code = 'CU${n}'`);
  return {
    code: `C${n}`, unit: `CU${n}`, region: id,
    touch: () => nodes.query(`update issue set title = title || '后' where number = 'CI${n}'`),
  };
}

/** What somebody holds, and how it is taken from them. */
interface Holding {
  readonly token: string;
  take(): Promise<unknown>;
}

const holdings: Record<string, { reason: RegExp; hold(county: County): Promise<Holding> }> = {
  'a token whose subject is withdrawn': {
    reason: /token was withdrawn/,
    hold: async ({ code }) => ({ token: await nodes.token({ role: 'DISPATCHER', region: code, subject: `of ${code}` }), take: () => acts.withdraw(`of ${code}`) }),
  },
  'a token whose region ends': {
    reason: /region or unit has ended/,
    hold: async ({ code }) => ({ token: await nodes.token({ role: 'VIEWER', region: code }), take: () => nodes.query(`update region set ended_at = now() where code = '${code}'`) }),
  },
  'a token whose unit ends': {
    reason: /region or unit has ended/,
    hold: async ({ unit }) => ({ token: await nodes.token({ role: 'UNIT', unit }), take: () => nodes.query(`update unit set ended_at = now() where code = '${unit}'`) }),
  },
  'a grant that is ended': {
    reason: /role has ended/,
    hold: async ({ code, region }) => {
      const { id } = await acts.grant({ issuer: issuer.url, subject: code, name: '某', role: 'DISPATCHER', regionId: regionId(region) });
      return { token: await issuer.token(code), take: () => acts.endGrant(id) };
    },
  },
  'a grant that is narrowed': {
    reason: /has changed: connect again|role has ended/,
    hold: async ({ code, region }) => {
      const person = { issuer: issuer.url, subject: code, name: '某', role: 'DISPATCHER' };
      const { id } = await acts.grant(person);
      const narrow = async () => {
        await acts.endGrant(id);
        await acts.grant({ ...person, regionId: regionId(region) });
      };
      return { token: await issuer.token(code), take: narrow };
    },
  },
  'a grant that is narrowed by SQL': {
    reason: /has changed: connect again/,
    hold: async ({ code, region }) => {
      await acts.grant({ issuer: issuer.url, subject: code, name: '某', role: 'DISPATCHER' });
      return { token: await issuer.token(code), take: () => nodes.query(`update access_grant set region_id = ${region} where subject = '${code}'`) };
    },
  },
  'a key that is deleted by SQL': {
    reason: /key was withdrawn/,
    hold: async ({ code }) => ({ token: (await acts.key({ system: `system-${code.slice(1)}` })).secret, take: () => nodes.query(`delete from api_key where system = 'system-${code.slice(1)}'`) }),
  },
  'a key whose table is emptied': {
    reason: /key was withdrawn/,
    hold: async ({ code }) => ({ token: (await acts.key({ system: `system-${code.slice(1)}` })).secret, take: () => nodes.query(`truncate api_key`) }),
  },
  'a key that is withdrawn': {
    reason: /key was withdrawn/,
    hold: async ({ code }) => {
      const { id, secret } = await acts.key({ system: `system-${code.slice(1)}` });
      return { token: secret, take: () => acts.withdrawKey(id) };
    },
  },
  'a key whose secret is rotated out': {
    reason: /key was withdrawn/,
    hold: async ({ code }) => {
      const { id, secret } = await acts.key({ system: `system-${code.slice(1)}` });
      return { token: secret, take: () => acts.rotate(id, new Date(0).toISOString()) };
    },
  },
  'a screen that is sent away': {
    reason: /screen was withdrawn/,
    hold: async ({ region }) => {
      const { device_code: device, user_code: userCode } = await (await fetch(`${nodes.all[1]!.url}/device/code`, { method: 'POST' })).json() as Data;
      const id = await acts.approve({ userCode, regionId: regionId(region) });
      const { access_token: token } = await (await fetch(`${nodes.all[2]!.url}/device/token`, pollBody(device))).json() as Data;
      return { token, take: () => acts.withdrawScreen(id) };
    },
  },
};

async function follow(node: number, token: string): Promise<SocketClient> {
  const socket = await openSocket(nodes.all[node]!.wsUrl, { authorization: `Bearer ${token}` });
  await socket.subscribe(changes, { scope: {} }, 'changes')();
  return socket;
}

for (const [what, { reason, hold }] of Object.entries(holdings)) {
  test(`[ID20] ${what} ends its streams on every node, before anything that was committed after; others go on`, async () => {
    const county = await foundCounty();
    const { token, take } = await hold(county);
    const bystander = await nodes.token({ role: 'DISPATCHER', region: 'DQ', subject: 'bystander' });
    const [sockets, others] = [await Promise.all([0, 1, 2].map((node) => follow(node, token))), await Promise.all([0, 1, 2].map((node) => follow(node, bystander)))];
    const idle = await openSocket(nodes.all[1]!.wsUrl, { authorization: `Bearer ${token}` });
    await county.touch();
    for (const socket of [...sockets, ...others]) expect((await socket.next('changes')).payload.data.changes.changes).not.toEqual([]);
    await take();
    await county.touch();
    for (const socket of [...sockets, idle]) expect(await socket.closed).toEqual({ code: 4403, reason: expect.stringMatching(reason) });
    for (const socket of sockets) expect(socket.waiting().map(({ payload }) => JSON.stringify(payload)).filter((payload) => payload.includes('题后后'))).toEqual([]);
    for (const socket of others) await vi.waitFor(() => expect(socket.waiting().map(({ payload }) => JSON.stringify(payload)).join()).toContain('题后后'));
    const afterwards = what.includes('narrowed') ? 200 : 401;
    for (const node of [0, 1, 2]) await vi.waitFor(async () => expect(await statusAt(node, token)).toBe(afterwards));
    for (const socket of others) socket.close();
  });
}

test('[ID20] nothing of the transaction that took it away is delivered either', async () => {
  const county = await foundCounty();
  const { token } = await holdings['a key that is withdrawn']!.hold(county);
  const sockets = await Promise.all([0, 1, 2].map((node) => follow(node, token)));
  const n = county.code.slice(1);
  await nodes.query(`
    begin;
    update issue set title = '同时' where number = 'CI${n}';
    update api_key set withdrawn_at = now() where system = 'system-${n}';
    commit`);
  for (const socket of sockets) {
    expect((await socket.closed).code).toBe(4403);
    expect(socket.waiting()).toEqual([]);
  }
});

test('[ID21] on the node that took it away a request is refused at once', async () => {
  for (const what of ['a token whose subject is withdrawn', 'a grant that is ended', 'a key that is withdrawn', 'a screen that is sent away']) {
    const { token, take } = await holdings[what]!.hold(await foundCounty());
    expect(await statusAt(0, token)).toBe(200);
    await take();
    expect(await statusAt(0, token)).toBe(401);
  }
});

test('[ID22] who is withdrawn comes in again with a token that was issued later', async () => {
  const claims = { role: 'VIEWER', subject: 'comes again' } as const;
  const before = await nodes.token(claims);
  await acts.withdraw('comes again');
  expect(await statusAt(0, before)).toBe(401);
  await vi.waitFor(async () => expect(await statusAt(0, await nodes.token(claims))).toBe(200), { timeout: 5_000 });
});

test.each(['key dk_abc', 'screen ds_abc'])('[ID45] the subject of a key or screen is ended by its own act: %s', async (subject) => {
  await expect(acts.withdraw(subject)).rejects.toThrow('"code":"OWN_CREDENTIAL","path":["input","subject"]');
});

test('[ID23] a screen of a site stands in no other', async () => {
  const [{ meeting, region }] = await nodes.query<{ meeting: number; region: number }>(`select id as meeting, region_id as region from meeting where status = 'SCHEDULED' limit 1`) as [{ meeting: number; region: number }];
  const sites = await nodes.query<{ id: number }>(`insert into meeting_site (meeting_id, name, kind, region_id) values (${meeting}, '甲', 'COUNTY', ${region}), (${meeting}, '乙', 'COUNTY', ${region}) returning id`);
  const [own, other] = sites.map(({ id }) => toGlobalId('MeetingSite', id));
  const { device_code: device, user_code: userCode } = await (await fetch(`${nodes.all[0]!.url}/device/code`, { method: 'POST' })).json() as Data;
  await acts.approve({ userCode, siteId: own });
  const answer = await (await fetch(`${nodes.all[0]!.url}/device/token`, pollBody(device))).json() as Data;
  expect(answer).toMatchObject({ token_type: 'Bearer', site: own, meeting: toGlobalId('Meeting', meeting) });
  const authorization = `Bearer ${answer.access_token}`;
  const stands = await openSocket(nodes.all[0]!.wsUrl, { authorization, siteId: own });
  await vi.waitFor(async () => expect(await nodes.query(`select online from meeting_site where id = ${sites[0]!.id}`)).toEqual([{ online: true }]));
  const strays = await openSocket(nodes.all[0]!.wsUrl);
  strays.send({ type: 'connection_init', payload: { authorization, siteId: other } });
  expect((await strays.closed).code).toBe(4403);
  await nodes.query(`delete from site_connection where site_id = ${sites[0]!.id}; delete from meeting_site where id = ${sites[0]!.id}`);
  expect((await stands.closed).code).toBe(4403);
});
