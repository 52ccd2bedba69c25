import type { EntityType } from '../kernel/entity-type.js';
import { invariant } from '../kernel/invariant.js';
import type { ScopeKeys } from '../kernel/rights.js';
import { firstRow, sql, type Database, type Sql } from '../store/database.js';
import { parseSnapshot, type Snapshot } from './snapshot.js';

/** One entity that changed between two committed states, however often. */
export interface EntityChange {
  readonly type: EntityType;
  readonly id: number;
  /** What it concerned in the earlier state; null where it was not there, or where the type has no scope. */
  readonly before: ScopeKeys | null;
  /** What it concerns in the later state. */
  readonly after: ScopeKeys | null;
}

export interface Unseen {
  readonly snapshot: Snapshot;
  /** Distinct entities in the order of their last change. */
  readonly changes: readonly EntityChange[];
}

/** The rows that a snapshot does not see. The index on xid answers it, also behind a long open transaction. */
function unseenBy(cursor: Snapshot): Sql<boolean> {
  return sql`(log.xid >= pg_snapshot_xmax(${cursor.text}::pg_snapshot) or log.xid = any(array(select pg_snapshot_xip(${cursor.text}::pg_snapshot))))`;
}

export async function currentSnapshot(db: Database): Promise<Snapshot> {
  const row = await firstRow<{ snapshot: string }>(db, sql`select pg_current_snapshot()::text as snapshot`);
  return snapshotOf(row!.snapshot);
}

/** The idle question, in one cheap statement: is anything unseen, and has the city's day turned? */
export async function glance(db: Database, cursor: Snapshot): Promise<{ unseen: boolean; dayTurned: boolean }> {
  const row = await firstRow<{ unseen: boolean; dayTurned: boolean }>(db, sql`
    select coalesce((select max(xid) >= pg_snapshot_xmax(${cursor.text}::pg_snapshot) from change_log), false)
           or exists (select from change_log where xid = any(array(select pg_snapshot_xip(${cursor.text}::pg_snapshot)))) as unseen,
           (select last_day from day_turn) <> business_today() as "dayTurned"`);
  return row!;
}

/**
 * What a cursor has not seen, and the cursor that has seen it: both in ONE statement, so that nothing commits in between.
 * The entity's first move since the cursor says what it concerned then; an entity that did not move concerns the same as now.
 */
export async function readUnseen(db: Database, cursor: Snapshot): Promise<Unseen> {
  const row = await firstRow<{ snapshot: string; changes: EntityChange[] }>(db, sql`
    with fresh as materialized (
      select log.seq, log.type, log.entity_id, log.moved, log.before from change_log log where ${unseenBy(cursor)}
    ),
    entities as (select type, entity_id, max(seq) as last_seq from fresh group by type, entity_id),
    first_moves as (
      select distinct on (type, entity_id) type, entity_id, before from fresh where moved order by type, entity_id, seq
    )
    select pg_current_snapshot()::text as snapshot,
           coalesce((
             select jsonb_agg(jsonb_build_object(
               'type', e.type, 'id', e.entity_id,
               'before', case when m.type is null then to_jsonb(s.keys) else to_jsonb(m.before) end,
               'after', to_jsonb(s.keys)
             ) order by e.last_seq)
             from entities e
             left join first_moves m on m.type = e.type and m.entity_id = e.entity_id
             left join entity_scope s on s.type = e.type and s.entity_id = e.entity_id
           ), '[]') as changes`);
  return { snapshot: snapshotOf(row!.snapshot), changes: row!.changes };
}

function snapshotOf(text: string): Snapshot {
  const snapshot = parseSnapshot(text);
  invariant(snapshot, `PostgreSQL printed a snapshot that is none: ${text}`);
  return snapshot;
}
