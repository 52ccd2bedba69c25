import { sql, type Sql } from '../store/database.js';
import { obstacleKinds, sources } from './obstacle.sources.js';

/** All obstacles of the project of alias p, as o: kind, holds, id, since, due_on. */
export const obstaclesOfProject: Sql = sql`(
  select found.*, coalesce((select r.holds from start_obstacle_rule r where r.kind = found.kind), found.usual) as holds from (${sql.join(obstacleKinds.map((kind) => sql`
    select ${sql.lit(kind)}::text as kind, ${sql.lit(sources[kind].holds)}::boolean as usual, one.* from (${sources[kind].ofProject}) one`), sql` union all `)}) found) o`;

/** Whether the obstacle o will still stand on a day, by what is known: it has no day, its day has passed, or it comes later. */
export function standsOn(day: Sql): Sql<boolean> {
  return sql`(o.due_on is null or o.due_on < (select business_today()) or o.due_on > ${day})`;
}

/** Whether something in the way of the project of alias p keeps anybody from counting on its start by a day. */
export function isDoubtful(day: Sql): Sql<boolean> {
  return sql`exists (select from ${obstaclesOfProject} where o.holds and ${standsOn(day)})`;
}
