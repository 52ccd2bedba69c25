import { setTimeout as delay } from 'node:timers/promises';
import { dice } from '../support/dice.js';
import { audit, compare, expected, scopes } from './checker.js';
import { befall, type Fault } from './faults.js';
import type { Options } from './options.js';
import { Subscriber, type Report, type ViolationKind } from './subscriber.js';
import { eventually, World } from './world.js';
import { Ledger, writeByApi, writeBySql } from './writers.js';

/** What a run found. */
export interface Findings {
  readonly options: Options;
  readonly seconds: number;
  /** Rows of the change log. */
  readonly events: number;
  readonly commits: number;
  readonly acts: number;
  readonly retries: number;
  readonly subscribers: number;
  readonly connections: number;
  readonly batches: number;
  /** Changes that subscribers were told of. */
  readonly deliveries: number;
  readonly faults: ReadonlyMap<Fault, number>;
  /** From a commit after the end of a fault until all who follow everything had it; the longest, milliseconds. */
  readonly slowestRecovery: { readonly milliseconds: number; readonly after: Fault | null };
  readonly violations: Readonly<Record<ViolationKind, readonly string[]>>;
}

const writers = { sql: 6, api: 3 } as const;
/** Longest that subscribers may take to have all, once nothing is in the way, milliseconds. */
const patience = { afterFault: 60_000, atTheEnd: 20_000, whereNothingWasInTheWay: 4_000 } as const;

export async function torture(options: Options, say: (line: string) => void = () => {}): Promise<Findings> {
  const violations: Record<ViolationKind, string[]> = { lost: [], doubled: [], leaked: [], 'half-state': [], reordered: [], reset: [] };
  const report: Report = (kind, what) => violations[kind].push(what);
  const roll = dice(options.seed);
  const world = await World.open(options.nodes, options.broken);
  const ledger = new Ledger();
  const happened = new Map<Fault, number>();
  const slowestRecovery: { milliseconds: number; after: Fault | null } = { milliseconds: 0, after: null };
  const subscribers = scopes.map((scope, number) => new Subscriber(scope, world.nodes, dice(options.seed * 37 + number), report));
  const ofEverything = subscribers.filter(({ scope }) => scope.name === 'everything');
  try {
    for (const subscriber of subscribers) {
      await subscriber.start();
      subscriber.fill(await expected(world, subscriber.scope));
    }
    const began = performance.now();
    let stopped = false;
    const isStopped = () => stopped;
    const writing = [
      ...Array.from({ length: writers.sql }, (_, number) => writeBySql(world, number, dice(options.seed * 31 + number), ledger, isStopped)),
      ...Array.from({ length: writers.api }, (_, number) => writeByApi(world, number, dice(options.seed * 41 + number), ledger, isStopped)),
    ];
    const wandering = (async () => {
      while (!stopped) {
        await delay(100 + roll(400));
        subscribers[roll(subscribers.length)]!.leave();
      }
    })();

    /** Writes a mark and waits until all who follow everything have it: since it was committed so many milliseconds, null where not all had it. */
    const mark = async (name: string, within: number): Promise<number | null> => {
      const [row] = await world.insist<{ id: number }>(`
        insert into issue (number, kind, category, title, severity, status, level, project_id)
        values ('M-${name}', 'PROBLEM', 'LAND', 'v0', 'LOW', 'REPORTED', 'PROJECT', 1) on conflict (number) do update set title = 'v1' returning id`);
      const id = Buffer.from(`Issue:${row!.id}`).toString('base64');
      const from = performance.now();
      return (await eventually(() => ofEverything.every(({ copy }) => copy.has(id)), within)) ? performance.now() - from : null;
    };

    // However slow the machine is, each fault happens once.
    const end = began + options.seconds * 1_000;
    for (let count = 0; performance.now() < end || count < options.faults.length; count += 1) {
      await delay(300 + roll(700));
      if (options.faults.length === 0) continue;
      const fault = options.faults[count < options.faults.length ? count : roll(options.faults.length)]!;
      await befall(fault, world, roll);
      happened.set(fault, (happened.get(fault) ?? 0) + 1);
      const milliseconds = (await mark(String(count), patience.afterFault)) ?? Infinity;
      if (milliseconds === Infinity) report('lost', `${patience.afterFault / 1_000} s after "${fault}" not everybody had what was written since`);
      if (milliseconds > slowestRecovery.milliseconds) Object.assign(slowestRecovery, { milliseconds, after: fault });
      say(`${fault}: right again after ${(milliseconds / 1_000).toFixed(2)} s`);
    }
    stopped = true;
    await Promise.all([...writing, wandering]);
    // Nobody is notified of this last one: it was not written through the API.
    await mark('end', 0);
    const until = performance.now() + (options.faults.length > 0 ? patience.atTheEnd : patience.whereNothingWasInTheWay);
    for (const subscriber of subscribers) await compare(world, subscriber, report, until);
    await audit(world, ledger, report);
    const [log] = await world.insist<{ events: number }>('select coalesce(max(seq), 0)::int as events from change_log');
    const sum = (of: (subscriber: Subscriber) => number) => subscribers.reduce((total, subscriber) => total + of(subscriber), 0);
    return {
      options, seconds: (performance.now() - began) / 1_000, events: log!.events, commits: ledger.commits, acts: ledger.acts, retries: ledger.retries,
      subscribers: subscribers.length, connections: sum(({ connections }) => connections), batches: sum(({ batches }) => batches), deliveries: sum(({ changes }) => changes),
      faults: happened, slowestRecovery, violations,
    };
  } finally {
    await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
    await world.close();
  }
}
