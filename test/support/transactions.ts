import type pg from 'pg';
import { after, held, logged, toSql, type Name, type Row, type State, type Write } from './small-city.js';

/** What was logged, each with the number of the statement that logged it last. */
type Log = ReadonlyMap<Name, number>;

/** An open transaction as far as it has come: the rows that it holds, as it sees them, and what it has logged. */
interface Draft {
  readonly rows: ReadonlyMap<Name, Row | undefined>;
  readonly log: Log;
}

/** Several transactions at a time on the small city, and beside them a plain list of those that were committed. */
export class Transactions {
  /** The state after each commit, and what it logged. Commits that logged nothing are left out. */
  readonly commits: { readonly state: State; readonly log: Log }[] = [];
  /** Of each session with an open transaction: as that was at its savepoints, and as it is. */
  private readonly drafts = new Map<number, Draft[]>();
  private readonly holders = new Map<Name, number>();
  private statements = 0;

  /** @param clients on an empty small city, and nobody else writes there */
  constructor(private readonly clients: readonly pg.Client[]) {}

  get state(): State {
    return this.commits.at(-1)?.state ?? new Map();
  }

  /** Begins a transaction where none is open. Left out where there is nothing to write to, or another transaction would hold it up. */
  async write(session: number, write: Write): Promise<void> {
    const drafts = this.drafts.get(session) ?? [{ rows: new Map(), log: new Map() }];
    const { rows, log } = drafts.at(-1)!;
    const before = overlaid(this.state, rows);
    const then = after(before, write);
    const touched = held(before, write);
    if (!then || touched.some((name) => (this.holders.get(name) ?? session) !== session)) return;
    if (!this.drafts.has(session)) await this.query(session, 'begin');
    await this.query(session, toSql(write));
    const number = (this.statements += 1);
    for (const name of touched) this.holders.set(name, session);
    this.drafts.set(session, [...drafts.slice(0, -1), {
      rows: new Map([...rows, ...touched.map((name) => [name, then.get(name)] as const)]),
      log: new Map([...log, ...logged(before, then).map((name) => [name, number] as const)]),
    }]);
  }

  async savepoint(session: number): Promise<void> {
    const drafts = this.drafts.get(session);
    if (!drafts) return;
    await this.query(session, `savepoint s${drafts.length - 1}`);
    drafts.push(drafts.at(-1)!);
  }

  async back(act: 'release' | 'rollback to', session: number, savepoint: number): Promise<void> {
    const drafts = this.drafts.get(session);
    if (!drafts || savepoint >= drafts.length - 1) return;
    await this.query(session, `${act} s${savepoint}`);
    const [then, now] = [drafts[savepoint]!, drafts.at(-1)!];
    drafts.splice(savepoint, Infinity, ...(act === 'release' ? [now] : [then, then]));
  }

  async end(act: 'commit' | 'rollback', session: number): Promise<void> {
    const draft = this.drafts.get(session)?.at(-1);
    if (!draft) return;
    await this.query(session, act);
    this.drafts.delete(session);
    for (const [name, holder] of this.holders) if (holder === session) this.holders.delete(name);
    if (act === 'commit' && draft.log.size > 0) this.commits.push({ state: overlaid(this.state, draft.rows), log: draft.log });
  }

  async close(): Promise<void> {
    for (const client of this.clients) await client.query('rollback');
  }

  private async query(session: number, statement: string): Promise<void> {
    await this.clients[session]!.query(statement);
  }
}

function overlaid(state: State, rows: Draft['rows']): State {
  const all = new Map<Name, Row | undefined>([...state, ...rows]);
  return new Map([...all].filter((entry): entry is [Name, Row] => entry[1] !== undefined));
}
