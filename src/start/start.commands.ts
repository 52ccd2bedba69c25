import { done, type Outcome } from '../kernel/refusal.js';
import { sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import type { StartObstacleKind } from './obstacle.sources.js';

export async function setObstacleRule(tx: Transaction, kind: StartObstacleKind, holds: boolean): Promise<Outcome<StartObstacleKind>> {
  await sql`insert into start_obstacle_rule (kind, holds) values (${kind}, ${holds}) on conflict (kind) do update set holds = excluded.holds`.execute(tx.db);
  return done(kind);
}
