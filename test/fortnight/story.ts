import { expect, vi } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { schema } from '../../src/server/schema.js';
import type { Data } from '../support/city.js';
import type { TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';

export type Who = 'admin' | 'office' | 'water' | 'labour' | 'owner' | 'first' | 'hotline';

export const entry = 'id state day level leader { code } issue { number title } project { code } assignment { role }';

/** The people of the story at a server, and their acts. */
export class Story {
  /** Global ids of what the story made, by the names that its table gives them. */
  readonly ids: Record<string, string> = {};
  private readonly tokens = new Map<Who, string>();

  constructor(readonly server: TestServer) {}

  async begin(): Promise<void> {
    const people: [Who, string, object][] = [
      ['admin', 'ADMIN', {}], ['office', 'DISPATCHER', {}], ['water', 'UNIT', { unit: 'DQ-SWJ' }], ['labour', 'UNIT', { unit: 'DQ-RSJ' }],
      ['owner', 'OWNER', { unit: 'FN-OWNER' }], ['first', 'LEADER', { leader: 'L01' }], ['hotline', 'INTEGRATION', { system: 'HOTLINE' }],
    ];
    for (const [who, role, options] of people) this.tokens.set(who, await this.server.token(role, { subject: who, ...options }));
  }

  token(who: Who): string {
    return this.tokens.get(who)!;
  }

  async find(type: 'Region' | 'Unit' | 'Leader', code: string): Promise<string> {
    const [row] = await this.server.query<{ id: number }>(`select id from ${type.toLowerCase()} where code = '${code}'`);
    return toGlobalId(type, row!.id);
  }

  /** Does one act over HTTP: the id of what came of it, or the codes of its refusal. */
  async act(who: Who, name: string, args: Record<string, unknown>): Promise<{ id: string | undefined; codes: string[] }> {
    const field = schema.getMutationType()!.getFields()[name]!;
    const used = field.args.filter((arg) => arg.name in args);
    const subject = Object.keys((field.type as Data).getFields()).find((each) => each !== 'userErrors');
    const document = `mutation (${used.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')}) {
      answer: ${name}(${used.map((arg) => `${arg.name}: $${arg.name}`).join(', ')}) { ${subject} { ${subject === 'clock' ? 'today' : 'id'} } userErrors { code path message } } }`;
    const { answer } = await this.server.get(this.token(who), document, args);
    return { id: answer[subject!]?.id, codes: answer.userErrors.map(({ code }: Data) => code) };
  }

  /** The same, expecting that it is done. */
  async done(who: Who, name: string, args: Record<string, unknown>): Promise<string> {
    const { id, codes } = await this.act(who, name, args);
    expect([name, JSON.stringify(args), codes]).toEqual([name, JSON.stringify(args), []]);
    return id!;
  }

  async ask(document: string, variables: Record<string, unknown> = {}, who: Who = 'office'): Promise<Data> {
    return this.server.get(this.token(who), document, variables);
  }

  async version(code: string): Promise<number> {
    return (await this.ask('query ($code: String!) { project(code: $code) { version } }', { code })).project.version;
  }

  /** Sets the clock to ten o'clock of a day, and waits until what is due on it by rule is done. */
  async morning(day: string): Promise<void> {
    await this.done('admin', 'clockSet', { input: { to: `${day}T02:00:00Z` } });
    const waiting = `select business_today()::text as today, (select count(*)::int from graphile_worker.jobs where task_identifier = 'automatic-acts' and run_at <= now()) as waiting`;
    await vi.waitFor(async () => expect((await this.server.query(waiting))[0]).toEqual({ today: day, waiting: 0 }), { timeout: 60_000, interval: 50 });
  }

  /** What happened between two moments on a list of the story's county: the story's name of each, with what became of it. */
  async difference(kind: string, from: object, to: object): Promise<Record<string, string[]>> {
    const { listDifference } = await this.ask(`query ($kind: ListKind!, $from: ListMoment!, $to: ListMoment, $filter: ListFilter) {
      listDifference(kind: $kind, from: $from, to: $to, filter: $filter, first: 100) { entries { nodes { happened before { ${entry} } after { ${entry} } } } } }`,
    { kind, from, to, filter: this.here });
    return Object.fromEntries(listDifference.entries.nodes.map(({ happened, before, after }: Data) => [this.nameOf(after ?? before), happened]));
  }

  /** The lists of the story's county at the end of a day. */
  async lists(day: string): Promise<Data> {
    const { issues, demands } = await this.ask(`query ($filter: ListFilter) @asOf(day: "${day}") {
      issues: list(kind: ISSUE, filter: $filter, first: 100) { totalCount nodes { ${entry} } }
      demands: list(kind: DEMAND, filter: $filter, first: 100) { totalCount nodes { ${entry} } } }`, { filter: this.here });
    const named = ({ totalCount, nodes }: Data) => [totalCount, ...nodes.map((node: Data) => `${this.nameOf(node)} ${node.level} ${node.day}`).toSorted()];
    return { issues: named(issues), demands: named(demands) };
  }

  /** What was done by rule to an issue: month and day, and the act. */
  async byRule(name: string): Promise<string[]> {
    const { issue } = await this.ask('query ($id: ID!) { issue(id: $id) { history { at act automatic } } }', { id: this.ids[name] });
    return issue.history.filter(({ automatic }: Data) => automatic).map(({ at, act }: Data) => `${at.slice(5, 10)} ${act}`);
  }

  /** A screen that follows the county's issues; answers what it shows now. */
  async follow(): Promise<{ shows(): Data; frames(): number; close(): void }> {
    const socket = await openSocket(this.server.wsUrl, { authorization: `Bearer ${await this.server.token('VIEWER', { subject: 'screen' })}` });
    const next = socket.subscribe(`subscription ($filter: ListFilter) { listFollow(kind: ISSUE, filter: $filter, first: 100) { totalCount entries { ${entry} } } }`, { filter: this.here });
    let shown: Data = (await next()).listFollow;
    let frames = 1;
    void (async () => {
      for (;;) {
        shown = (await next()).listFollow;
        frames += 1;
      }
    })().catch((error: unknown) => void (shown = String(error)));
    return { shows: () => shown, frames: () => frames, close: () => socket.close() };
  }

  get here(): { regionId: string } {
    return { regionId: this.ids['county']! };
  }

  private nameOf({ issue, project, assignment }: Data): string {
    return assignment ? `${project.code} ${assignment.role}` : issue ? issue.title : project.code;
  }
}
