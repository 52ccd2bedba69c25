import type { ClassType } from 'type-graphql';
import type { Context } from '../graphql/context.js';
import { isOverdue, issueById } from '../issue/issue.queries.js';
import { IssueType } from '../issue/issue.type.js';
import { PermitKindType } from '../permit/permit-kind.type.js';
import { kindsOf } from '../permit/permit.queries.js';
import { isAsked, isLacking, readinessOfProject } from '../project/readiness.criteria.js';
import { milestoneById, plannedNext } from '../schedule/schedule.queries.js';
import { MilestoneType } from '../schedule/schedule.type.js';
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
  readonly load: (context: Context, id: number) => Promise<unknown>;
}

/** Another kind of obstacle is one more entry: nothing else in this room names a kind. */
export const sources = {
  READINESS: {
    description: 'An item that a start needs is not in place. 四到位条件未到位',
    holds: true,
    // An owner's word waits for the office alone: it is to be confirmed today.
    ofProject: sql`select t.id, business_day(coalesce(c.checked_at, greatest(p.registered_at, t.set_at))) as since, case when c.done then (select business_today()) else c.due_on end as due_on from ${readinessOfProject} where ${isAsked} and ${isLacking}`,
    type: ReadinessItemType,
    load: (context, id) => context.load(readinessItemById, id),
  },
  PERMIT: {
    description: 'A permit that the project needs is not granted; where it committed itself to start on the land grant, only one of land. 手续未办结',
    holds: true,
    // To be gone on the day agreed on; nobody knows for what was refused or not planned.
    ofProject: sql`select k.id, coalesce(m.accepted_on, m.applied_on, business_day(p.registered_at)) as since, case when m.state in ('PLANNED', 'APPLIED', 'ACCEPTED') then m.planned_on end as due_on
      from permit_kind k left join permit m on m.project_id = p.id and m.kind_id = k.id
      where k.active and permit_is_needed(k.sectors, k.origins, p.sector, p.origin) and coalesce(m.state, '') not in ('GRANTED', 'EXEMPTED')
        and (k.land_use or not exists (select from start_commitment c where c.project_id = p.id))`,
    type: PermitKindType,
    load: async (context, id) => ({ ...(await kindsOf(context)).get(id)!, __typename: 'PermitKind' }),
  },
  DEMAND: {
    description: 'A demand of the project is open. 需求未落实',
    holds: false,
    ofProject: sql`select i.id, business_day(i.reported_at) as since, i.due_on from issue i where i.project_id = p.id and i.kind = 'DEMAND' and i.status <> 'CLOSED'`,
    type: IssueType,
    load: (context, id) => context.load(issueById, id),
  },
  MILESTONE: {
    description: 'A milestone of the project\'s schedule has missed a planned day. 节点滞后',
    holds: false,
    ofProject: sql`select m.id, missed.day as since, missed.day as due_on from back_schedule b join milestone m on m.schedule_id = b.id
      cross join lateral (select ${plannedNext} as day) missed
      where b.project_id = p.id and b.ended_at is null and m.finished_on is null and missed.day < (select business_today())`,
    type: MilestoneType,
    load: (context, id) => context.load(milestoneById, id),
  },
  ISSUE: {
    description: 'A problem of the project is past its deadline. 问题逾期未销号',
    holds: false,
    ofProject: sql`select i.id, i.due_on as since, i.due_on from issue i where i.project_id = p.id and i.kind = 'PROBLEM' and ${isOverdue}`,
    type: IssueType,
    load: (context, id) => context.load(issueById, id),
  },
} as const satisfies Record<string, Source>;

export type StartObstacleKind = keyof typeof sources;
export const obstacleKinds = Object.keys(sources) as StartObstacleKind[];
export const obstacleTypes = [...new Set(obstacleKinds.map((kind) => sources[kind].type as ClassType))];
