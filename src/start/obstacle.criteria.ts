import { sql, type Sql } from '../store/database.js';
import { obstacleKinds, sources, type StartObstacleKind } from './obstacle.sources.js';

/** Whether a kind holds starts; as a subquery it is found out once a statement. */
function holds(kind: StartObstacleKind): Sql<boolean> {
  return sql`(select coalesce((select r.holds from start_obstacle_rule r where r.kind = ${sql.lit(kind)}), ${sql.lit(sources[kind].holds)}))`;
}

function union(one: (kind: StartObstacleKind) => Sql): Sql {
  return sql`(${sql.join(obstacleKinds.map(one), sql` union all `)}) o`;
}

/** All obstacles of the project of alias p, as o: kind, holds, id, since, due_on. */
export const obstaclesOfProject: Sql = union((kind) => sql`select ${sql.lit(kind)}::text as kind, ${holds(kind)} as holds, one.* from (${sources[kind].ofProject}) one`);

/** Of the same those that hold its start: a kind that holds none is not looked for. */
const whatHoldsProject: Sql = union((kind) => sql`select one.due_on from (${sources[kind].ofProject}) one where ${holds(kind)}`);

/** Whether the obstacle o will still stand on a day, by what is known: it has no day, its day has passed, or it comes later. */
export function standsOn(day: Sql): Sql<boolean> {
  return sql`(o.due_on is null or o.due_on < (select business_today()) or o.due_on > ${day})`;
}

/** Whether something in the way of the project of alias p keeps anybody from counting on its start by a day. */
export function isDoubtful(day: Sql): Sql<boolean> {
  return sql`exists (select from ${whatHoldsProject} where ${standsOn(day)})`;
}
