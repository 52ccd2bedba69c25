import type { RowType } from '../kernel/entity-type.js';
import { invariant } from '../kernel/invariant.js';
import type { ScopeKeys } from '../kernel/rights.js';
import { firstRow, sql, type Database, type Sql } from '../store/database.js';
import { covers, endingAt, parseSnapshot, type Snapshot } from './snapshot.js';

/** More than this between two states is not told apart: everybody starts anew. Rows of the log, and distinct entities. */
const most = { rows: 500_000, entities: 50_000 } as const;

/** One entity that changed between two committed states, however often. */
export interface EntityChange {
  readonly type: RowType;
  readonly id: number;
  /** What it concerned in the earlier state; null where it was not there, or where the type has no scope. */
  readonly before: ScopeKeys | null;
  /** What it concerns in the later state. */
  readonly after: ScopeKeys | null;
}

export interface Unseen {
  readonly snapshot: Snapshot;
  /** Distinct entities in the order of their last change; null where they cannot be told: too many, pruned, or later than now. */
  readonly changes: readonly EntityChange[] | null;
  /** Of the log that was read; null before a node has settled it. */
  readonly epoch: string | null;
}

/** A snapshot as a cursor: it ends with the last transaction that the log tells of. */
interface Standing {
  readonly snapshot: string;
  readonly newest: string | null;
  readonly prunedBelow: string | null;
}

const newestXid: Sql = sql`(select xid from change_log order by xid desc limit 1)`;
const standing: Sql = sql`
  pg_current_snapshot()::text as snapshot, ${newestXid}::text as newest, (select pruned_below::text from feed_state) as "prunedBelow"`;

function cursorOf({ snapshot, newest, prunedBelow }: Standing): Snapshot {
  const parsed = parseSnapshot(snapshot);
  invariant(parsed, `PostgreSQL printed a snapshot that is none: ${snapshot}`);
  return endingAt(parsed, Math.max(Number(newest ?? 0) + 1, Number(prunedBelow ?? 0)));
}

export async function currentSnapshot(db: Database): Promise<Snapshot> {
  return cursorOf((await firstRow<Standing>(db, sql`select ${standing}`))!);
}

export interface Glance {
  readonly unseen: boolean;
  readonly dayTurned: boolean;
  /** Which log this is, whatever was settled: the address may have come to lead to another database. */
  readonly epoch: string;
  /** The database's own clock, milliseconds since 1970. */
  readonly clock: number;
}

/** What a step of the feed tells beside the changes. */
export interface Moment {
  /** Business time, as PostgreSQL prints it. */
  readonly at: string;
  /** How far business time is ahead of real time. */
  readonly ahead: string;
  readonly dayTurned: boolean;
  /** The database's own clock, milliseconds since 1970. */
  readonly clock: number;
}

const dayTurned: Sql = sql`(select last_day from day_turn) <> business_today() as "dayTurned"`;
const clock: Sql = sql`(extract(epoch from clock_timestamp()) * 1000)::float8 as clock`;

/** The idle question, in one cheap statement: is anything unseen, has the city's day turned, is this still the same log? */
export async function glance(db: Database, cursor: Snapshot): Promise<Glance> {
  const row = await firstRow<Glance>(db, sql`
    select exists (select from unseen_changes(${cursor.text}::pg_snapshot, 1)) as unseen, log_epoch() as epoch, ${dayTurned}, ${clock}`);
  return row!;
}

/** What a cursor has not seen, and the cursor that has seen it. */
export function readUnseen(db: Database, cursor: Snapshot): Promise<Unseen> {
  return read(db, cursor, sql`null`);
}

/** The same with all that a step of the feed needs to know. */
export function readStep(db: Database, cursor: Snapshot): Promise<Unseen & Moment> {
  return read<Moment>(db, cursor, sql`business_now() as at, (select ahead::text from business_clock) as ahead, ${dayTurned}, ${clock}`);
}

/**
 * Rows and cursor in ONE statement, so that nothing commits in between. The entity's first move since the cursor says what it
 * concerned then; an entity that did not move concerns the same as now.
 */
async function read<T>(db: Database, cursor: Snapshot, more: Sql): Promise<Unseen & T> {
  const row = (await firstRow<Standing & Omit<Unseen, 'snapshot'> & T>(db, sql`
    with fresh as materialized (
      select seq, type, entity_id, moved, before from unseen_changes(${cursor.text}::pg_snapshot, ${most.rows + 1})
    ),
    entities as materialized (select type, entity_id, max(seq) as last_seq from fresh group by type, entity_id),
    first_moves as (
      select distinct on (type, entity_id) type, entity_id, before from fresh where moved order by type, entity_id, seq
    )
    select ${more}, ${standing}, (select epoch from feed_state where epoch = log_epoch()) as epoch,
           case when pg_snapshot_xmin(${cursor.text}::pg_snapshot) >= coalesce((select pruned_below from feed_state), '0')
                 and (select count(*) from fresh) <= ${most.rows} and (select count(*) from entities) <= ${most.entities}
           then coalesce((
             select jsonb_agg(jsonb_build_object(
               'type', e.type, 'id', e.entity_id,
               'before', case when m.type is null then to_jsonb(s.keys) else to_jsonb(m.before) end,
               'after', to_jsonb(s.keys)
             ) order by e.last_seq)
             from entities e
             left join first_moves m on m.type = e.type and m.entity_id = e.entity_id
             -- One look-up an entity: a join would read the scopes of the whole city for the few that changed.
             left join lateral (select kept.keys from entity_scope kept where kept.type = e.type and kept.entity_id = e.entity_id offset 0) s on true
           ), '[]') end as changes`))!;
  const snapshot = cursorOf(row);
  return { ...row, snapshot, changes: covers(snapshot, cursor) ? row.changes : null };
}
