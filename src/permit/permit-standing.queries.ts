import { all } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { projectConditions } from '../project/project.criteria.js';
import type { ProjectFilter } from '../project/project.type.js';
import { firstRow, sql, type Sql } from '../store/database.js';
import type { PermitProgressType } from './permit-stats.type.js';

/** How far a project has come with its permits. */
export interface Standing {
  readonly id: number;
  /** Ids of the kinds that it needs, in their order. */
  readonly needed: readonly number[];
  readonly complete: boolean;
  readonly landDone: boolean;
  readonly ready: boolean;
  readonly commitment: { readonly on: string; readonly text: string; readonly recordedBy: string; readonly recordedAt: string } | null;
}

/** The projects of alias p of which `where` holds, each with its needed kinds counted. Land procedures are done where one was granted and none is open: who needs none has none done. */
function standings(where: Sql): Sql {
  return sql`
    select counted.*, counted.settled = counted.kinds as complete, counted."landGranted" > 0 and counted."landOpen" = 0 as "landDone",
           counted.settled = counted.kinds or (counted.commitment is not null and counted."landOpen" = 0) as ready
    from (
      select p.id, array_agg(k.id order by k.position, k.id) filter (where k.id is not null) as needed, count(k.id) as kinds, count(k.id) filter (where m.state in ('GRANTED', 'EXEMPTED')) as settled,
             count(k.id) filter (where k.land_use and m.state = 'GRANTED') as "landGranted", count(k.id) filter (where k.land_use and coalesce(m.state, '') not in ('GRANTED', 'EXEMPTED')) as "landOpen",
             (select jsonb_build_object('on', c.on_day, 'text', c.text, 'recordedBy', c.recorded_by, 'recordedAt', c.recorded_at) from start_commitment c where c.project_id = p.id) as commitment
      from project p left join permit_kind k on k.active and permit_is_needed(k.sectors, k.origins, p.sector, p.origin) left join permit m on m.project_id = p.id and m.kind_id = k.id
      where ${where} group by p.id
    ) counted`;
}

export const standingOf = rowBy<number, Standing>((row) => row.id, (projects) => sql`
  select s.id, coalesce(s.needed, '{}') as needed, s.complete, s."landDone", s.ready, s.commitment from (${standings(sql`p.id = any(${projects})`)}) s`);

/** The figures of the projects that the viewer sees, in one statement. */
export async function readPermitProgress(context: Context, filter: ProjectFilter | null | undefined): Promise<PermitProgressType> {
  const where = all(projectConditions({ ...filter, includeEnded: false }, context));
  return (await firstRow<PermitProgressType>(context.db, sql`
    select count(*) filter (where s.kinds > 0)::int as needing, count(*) filter (where s."landDone")::int as "landProceduresDone", count(*) filter (where s.kinds > 0 and s.complete)::int as complete,
           count(*) filter (where s.commitment is not null)::int as committed, count(*) filter (where s.kinds > 0 and s.ready)::int as ready
    from (${standings(where)}) s`))!;
}
