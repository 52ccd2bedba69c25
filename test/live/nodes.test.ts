import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Data } from '../support/city.js';
import { Follower } from '../support/follower.js';
import { openNodes, type Node, type Nodes } from '../support/nodes.js';
import { openSocket, type SocketClient } from '../support/socket.js';

const document = readFileSync('test/contract/meeting-screen.graphql', 'utf8');
const globalId = (type: string, id: number) => Buffer.from(`${type}:${id}`).toString('base64');
const hour = 3_600_000;

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

/** Nodes on a city whose meeting is in progress, with its first project called. */
async function openMeeting(clocks: readonly (readonly number[])[]): Promise<{ nodes: Nodes; meeting: number; project: string }> {
  const nodes = await openNodes(clocks);
  endings.push(() => nodes.close());
  const [meeting] = await nodes.query<{ id: number }>(`update meeting set status = 'IN_PROGRESS', started_at = business_now() where status = 'SCHEDULED' returning id`);
  const [called] = await nodes.query<{ code: string }>(`
    update agenda_item g set status = 'CALLED', called_at = business_now() from project p
    where p.id = g.project_id and g.meeting_id = ${meeting!.id} and g.position = 1 returning p.code`);
  return { nodes, meeting: meeting!.id, project: called!.code };
}

/** The data of a request; undefined where there was no answer, and the caller does not know what became of it. */
async function ask(url: string, token: string, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as Data;
    if (errors && errors[0].extensions.code !== 'UNAVAILABLE') throw Object.assign(new Error(JSON.stringify(errors)), { meant: true });
    return errors ? undefined : data;
  } catch (error) {
    if ((error as Data).meant) throw error;
    return undefined;
  }
}

/** A wall: it comes back wherever it is let in, and must never be shown less than it was. */
class Board {
  readonly faults: string[] = [];
  shown: Data;
  private revision = 0;
  private stopped = false;
  private socket: SocketClient | undefined;

  constructor(private readonly url: string, private readonly init: Record<string, unknown>, private readonly meeting: number) {}

  async start(): Promise<void> {
    const first = Promise.withResolvers<void>();
    void this.run(first.resolve);
    await first.promise;
  }

  hop(): void {
    this.socket?.socket.terminate();
  }

  stop(): void {
    this.stopped = true;
    this.hop();
  }

  private async run(began: () => void): Promise<void> {
    while (!this.stopped) {
      try {
        this.socket = await openSocket(this.url, this.init);
        const next = this.socket.subscribe(document, { meetingId: globalId('Meeting', this.meeting) });
        for (;;) {
          this.apply((await next()).meetingScreen);
          began();
        }
      } catch {
        await delay(20);
      }
    }
  }

  private apply({ revision, meeting }: Data): void {
    if (revision < this.revision) this.faults.push(`revision ${revision} after ${this.revision}`);
    if (revision === this.revision && JSON.stringify(meeting) !== JSON.stringify(this.shown)) this.faults.push(`two states of revision ${revision}`);
    this.revision = revision;
    this.shown = meeting;
  }
}

interface Traffic {
  /** Until so many more reports were acknowledged. */
  more(count: number): Promise<void>;
  /** Ends the writers, and compares what is stored, what followers hold and what boards show. */
  agree(): Promise<void>;
}

/** Writers, followers and boards, all through the proxy; followers and boards lose their lines all the time. */
async function startTraffic({ nodes, meeting, project }: Awaited<ReturnType<typeof openMeeting>>): Promise<Traffic> {
  const { proxy } = nodes;
  const reporter = await nodes.token({ role: 'INTEGRATION', system: 'traffic' });
  const admin = await nodes.token({ role: 'ADMIN' });
  const authorization = `Bearer ${admin}`;
  const followers = Array.from({ length: 4 }, () => new Follower([proxy.wsUrl], admin, 'ISSUE'));
  const boards = Array.from({ length: 3 }, () => new Board(proxy.wsUrl, { authorization }, meeting));
  await Promise.all([...followers, ...boards].map((client) => client.start()));

  const acknowledged = new Map<string, string>();
  let [writing, over] = [true, false];
  /** Again and again, until there is an answer. */
  async function report(key: string): Promise<void> {
    while (!over) {
      const data = await ask(proxy.url, reporter, `mutation ($input: IssueReportInput!) { issueReport(input: $input) { issue { id } userErrors { message } } }`, {
        input: { projectCode: project, kind: 'PROBLEM', category: 'LAND', severity: 'LOW', title: key, detail: '', externalRef: { system: 'traffic', key } },
      });
      if (data) return void acknowledged.set(key, data.issueReport.issue.id);
      await delay(20);
    }
  }
  const writers = Promise.all([1, 2, 3].map(async (writer) => {
    for (let count = 1; writing; count += 1) {
      await report(`${writer}-${count}`);
      if (count % 5 === 0) await nodes.query(`update issue set title = title || '！' where external_key = '${writer}-${count - 3}'; update meeting set title = '会议 ${writer}-${count}' where id = ${meeting}`);
      await delay(10);
    }
  }));
  let turn = 0;
  const all = [...followers, ...boards];
  const hopping = setInterval(() => all[(turn += 1) % all.length]!.hop(), 70);
  endings.push(() => {
    writing = false;
    over = true;
    clearInterval(hopping);
    for (const client of all) client.stop();
  });

  return {
    async more(count) {
      const enough = acknowledged.size + count;
      while (acknowledged.size < enough) await Promise.race([writers, delay(20)]);
    },
    async agree() {
      writing = false;
      await writers;
      clearInterval(hopping);
      const issues = await nodes.query<{ id: number; key: string; title: string }>(`select id, external_key as key, title from issue where external_system = 'traffic' order by id`);
      expect(issues.map(({ id, key }) => [key, globalId('Issue', id)]).toSorted()).toEqual([...acknowledged].toSorted());
      const expected = issues.map(({ id, title }) => [globalId('Issue', id), title]).toSorted();
      for (const follower of followers) {
        await expect.poll(() => [...follower.names].toSorted(), { timeout: 10_000 }).toEqual(expected);
        expect({ faults: follower.faults, resets: follower.resets }).toEqual({ faults: [], resets: 0 });
      }
      const shown = await Promise.all(nodes.all.map(async ({ wsUrl }) => {
        const socket = await openSocket(wsUrl, { authorization });
        const state = (await socket.subscribe(document, { meetingId: globalId('Meeting', meeting) })()).meetingScreen.meeting;
        socket.close();
        return state;
      }));
      expect(shown).toEqual(shown.map(() => shown[0]));
      for (const board of boards) {
        await expect.poll(() => board.shown, { timeout: 10_000 }).toEqual(shown[0]);
        expect(board.faults).toEqual([]);
      }
      expect(proxy.served.every((count) => count > 0), proxy.served.join()).toBe(true);
    },
  };
}

test('[N1] three nodes behind a proxy, killed and drained in turn under load: nothing is lost, nothing doubled, and no revision falls from node to node', { timeout: 120_000 }, async () => {
  const city = await openMeeting([[0], [0], [0]]);
  const { all, proxy } = city.nodes;
  const traffic = await startTraffic(city);
  for (const [node, signal] of [[0, 'SIGKILL'], [1, 'SIGTERM'], [2, 'SIGKILL'], [0, 'SIGTERM'], [1, 'SIGKILL'], [2, 'SIGTERM']] as const) {
    await traffic.more(20);
    expect(await all[node]!.end(signal)).toEqual(signal === 'SIGKILL' ? { code: null, signal } : { code: 0, signal: null });
    await traffic.more(20);
    await all[node]!.start();
    await proxy.ready(3);
  }
  await traffic.more(20);
  await traffic.agree();
});

/** An hour ahead, an hour behind, right, and one that jumps to and fro. */
const clocks = [[hour], [-hour], [0], [hour, -hour, 0]] as const;

test('[N2] nodes whose clocks are an hour ahead or behind, or jump, serve the same tokens and changes as one whose clock is right', { timeout: 90_000 }, async () => {
  const city = await openMeeting(clocks);
  const { all, token } = city.nodes;
  const traffic = await startTraffic(city);
  await traffic.more(150);
  await traffic.agree();

  const expired = await token({ role: 'ADMIN' }, -2);
  const brief = await token({ role: 'ADMIN' }, 4);
  for (const { url, wsUrl } of all) {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${expired}` }, body: '{"query":"{clock{today}}"}' });
    expect(response.status).toBe(401);
    const refused = await openSocket(wsUrl);
    refused.send({ type: 'connection_init', payload: { authorization: `Bearer ${expired}` } });
    expect((await refused.closed).code).toBe(4401);
  }
  const sockets = await Promise.all(all.map(({ wsUrl }) => openSocket(wsUrl, { authorization: `Bearer ${brief}` })));
  expect((await Promise.all(sockets.map(({ closed }) => closed))).map(({ code }) => code)).toEqual([4403, 4403, 4403, 4403]);
});

test('[N3] a site is online while a screen stands in it on any node, does not flicker when its screen goes on at another node within the lease of a dead one, and is offline when the last has gone, were it with its node', { timeout: 90_000 }, async () => {
  const { nodes, meeting } = await openMeeting([[hour], [-hour], [0]]);
  const [first, second, third] = nodes.all as [Node, Node, Node];
  await nodes.query(`
    create table flip (id bigint generated always as identity, site_id int, online boolean);
    create function note_flip() returns trigger language plpgsql as $$ begin insert into flip (site_id, online) values (new.id, new.online); return null; end $$;
    create trigger note_flip after update of online on meeting_site for each row execute function note_flip();`);
  const [staying, leaving] = await nodes.query<{ id: number }>(`select id from meeting_site where meeting_id = ${meeting} order by id limit 2`);
  const flips = async ({ id }: { id: number }) => (await nodes.query(`select online from flip where site_id = ${id} order by id`)).map(({ online }) => online);
  const leases = async () => (await nodes.query('select from node_lease')).length;
  const authorization = `Bearer ${await nodes.token({ role: 'SCREEN' })}`;
  const stand = ({ wsUrl }: Node, { id }: { id: number }) => openSocket(wsUrl, { authorization, siteId: globalId('MeetingSite', id) });

  await stand(first, staying!);
  await stand(first, leaving!);
  expect(await flips(leaving!)).toEqual([true]);
  await first.end('SIGKILL');
  const here = await stand(second, staying!);
  await expect.poll(leases, { timeout: 30_000, interval: 100 }).toBe(2);
  expect(await flips(staying!)).toEqual([true]);
  expect(await flips(leaving!)).toEqual([true, false]);

  const there = await stand(third, staying!);
  here.close();
  await here.closed;
  await second.end('SIGTERM');
  expect(await leases()).toBe(1);
  expect(await flips(staying!)).toEqual([true]);
  there.close();
  await expect.poll(() => flips(staying!)).toEqual([true, false]);
});

test('[N4] timers, days and deadlines are the same at every node, whatever its clock says, and the day turns once', { timeout: 60_000 }, async () => {
  const { nodes, meeting } = await openMeeting(clocks);
  const admin = await nodes.token({ role: 'ADMIN' });
  const businessNow = async () => (await nodes.query<{ now: number }>('select floor(extract(epoch from business_now()) * 1000)::float8 as now'))[0]!.now;
  const each = <T>(work: (node: Node) => Promise<T>) => Promise.all(nodes.all.map(work));

  for (const [at, { url }] of nodes.all.entries()) {
    const before = await businessNow();
    const [item] = await nodes.query<{ id: number }>(`select id from agenda_item where meeting_id = ${meeting} and position = ${at + 2}`);
    const { meetingCallItem } = await ask(url, admin, `mutation { meetingCallItem(itemId: "${globalId('AgendaItem', item!.id)}") { meeting { currentItem { calledAt } } userErrors { message } } }`);
    const { calledAt } = meetingCallItem.meeting.currentItem;
    const boards = await each(async ({ wsUrl }) => {
      const socket = await openSocket(wsUrl, { authorization: `Bearer ${admin}` });
      const { at: shownAt, meeting: shown } = (await socket.subscribe(document, { meetingId: globalId('Meeting', meeting) })()).meetingScreen;
      socket.close();
      return { shownAt: Date.parse(shownAt), calledAt: shown.currentItem.calledAt };
    });
    const after = await businessNow();
    expect(boards.map((board) => board.calledAt)).toEqual(boards.map(() => calledAt));
    for (const instant of [Date.parse(calledAt), ...boards.map(({ shownAt }) => shownAt)]) {
      expect(instant).toBeGreaterThanOrEqual(before);
      expect(instant).toBeLessThanOrEqual(after);
    }
  }

  const [issue] = await nodes.query<{ id: number }>(`update issue set title = '当日', due_on = '2020-04-16' where id = (select min(id) from issue where status = 'ASSIGNED') returning id`);
  await nodes.query(`
    create table turn (day date);
    create function note_turn() returns trigger language plpgsql as $$ begin insert into turn values (new.last_day); return null; end $$;
    create trigger note_turn after update on day_turn for each row execute function note_turn();`);
  const id = globalId('Issue', issue!.id);
  const batches = await each(async ({ wsUrl }) => {
    const socket = await openSocket(wsUrl, { authorization: `Bearer ${admin}` });
    endings.push(() => socket.close());
    return socket.subscribe('subscription { changes(scope: { types: [ISSUE] }) { changes { entityId entity { ... on Issue { title overdue } } } } }');
  });
  await Promise.all(batches.map((next) => next()));
  await ask(nodes.all[0]!.url, admin, `mutation { clockSet(input: { to: "2020-04-16T15:59:58.500Z" }) { userErrors { message } } }`);
  const heardUntil = async (next: () => Promise<Data>, title: string) => {
    const heard: Data[] = [];
    while (heard.at(-1)?.title !== title) heard.push(...(await next()).changes.changes.filter(({ entityId }: Data) => entityId === id).map(({ entity }: Data) => entity));
    return heard;
  };
  expect(await Promise.all(batches.map((next) => heardUntil(next, '当日')))).toEqual(batches.map(() => [{ title: '当日', overdue: true }]));
  expect(await nodes.query(`select day::text from turn`)).toEqual([{ day: '2020-04-17' }]);
  expect(await each(({ url }) => ask(url, admin, '{ clock { today } }'))).toEqual(batches.map(() => ({ clock: { today: '2020-04-17' } })));
  await nodes.query(`update issue set title = '次日' where id = ${issue!.id}`);
  expect(await Promise.all(batches.map((next) => heardUntil(next, '次日')))).toEqual(batches.map(() => [{ title: '次日', overdue: true }]));
});
