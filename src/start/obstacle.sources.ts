import type { ClassType } from 'type-graphql';
import type { Loader } from '../graphql/context.js';
import { isOverdue, issueById } from '../issue/issue.queries.js';
import { IssueType } from '../issue/issue.type.js';
import { isAsked, isLacking, readinessOfProject } from '../project/readiness.criteria.js';
import { readinessItemById } from '../readiness/readiness.queries.js';
import { ReadinessItemType } from '../readiness/readiness.type.js';
import { sql, type Sql } from '../store/database.js';

/** Where obstacles to the start of a project come from. */
interface Source {
  readonly description: string;
  /** Whether nobody counts on a start while one stands, where the city says nothing else. */
  readonly holds: boolean;
  /** Those of the project of alias p: `id` of what stands in the way, the day `since` which it does, and `due_on`, when it will be gone. */
  readonly ofProject: Sql;
  /** What stands in the way, by id: rows of `type`, which say so by `__typename`. */
  readonly type: ClassType;
  readonly load: Loader<number, unknown>;
}

/** Another kind of obstacle is one more entry: nothing else in this room names a kind. */
export const sources = {
  READINESS: {
    description: 'An item that a start needs is not in place. 四到位条件未到位',
    holds: true,
    // An owner's word waits for the office alone: it is to be confirmed today.
    ofProject: sql`select t.id, business_day(coalesce(c.checked_at, greatest(p.registered_at, t.set_at))) as since, case when c.done then (select business_today()) else c.due_on end as due_on from ${readinessOfProject} where ${isAsked} and ${isLacking}`,
    type: ReadinessItemType,
    load: readinessItemById,
  },
  DEMAND: {
    description: 'A demand of the project is open. 需求未落实',
    holds: false,
    ofProject: sql`select i.id, business_day(i.reported_at) as since, i.due_on from issue i where i.project_id = p.id and i.kind = 'DEMAND' and i.status <> 'CLOSED'`,
    type: IssueType,
    load: issueById,
  },
  ISSUE: {
    description: 'A problem of the project is past its deadline. 问题逾期未销号',
    holds: false,
    ofProject: sql`select i.id, i.due_on as since, i.due_on from issue i where i.project_id = p.id and i.kind = 'PROBLEM' and ${isOverdue}`,
    type: IssueType,
    load: issueById,
  },
} as const satisfies Record<string, Source>;

export type StartObstacleKind = keyof typeof sources;
export const obstacleKinds = Object.keys(sources) as StartObstacleKind[];
export const obstacleTypes = [...new Set(obstacleKinds.map((kind) => sources[kind].type as ClassType))];
