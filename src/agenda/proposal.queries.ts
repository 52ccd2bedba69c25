import { readPage, type Page, type PageWanted } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { visible } from '../graphql/sight.js';
import { toGlobalId } from '../kernel/global-id.js';
import type { MeetingRow } from '../meeting/meeting.type.js';
import { conditionsOf, criteriaOf } from '../project/project.criteria.js';
import { candidatesAmong, pressing } from '../signal/candidate.queries.js';
import { sql, type Sql } from '../store/database.js';
import type { ProposalRow } from './proposal.type.js';

/** Two items are about the same: of two rows with project_id, lead_id and topic. */
const same = (a: string, b: string): Sql => sql.raw(`(${a}.project_id = ${b}.project_id or ${a}.lead_id = ${b}.lead_id or ${a}.topic = ${b}.topic)`);

/**
 * What meetings of a region left to a later one (to the next one: of the same series, or of none), each subject once: what was decided to wait, until somebody takes it up; of the
 * meeting that closed last also what it put off or did not come to. A lead that became a project since is the project.
 */
function carriedOver({ sight }: Context, { id, regionId, seriesId }: MeetingRow): Sql {
  const ofSeries = sql`series_id is not distinct from ${seriesId}::int`;
  return sql`
    closed as materialized (select m.id, m.starts_at, m.started_at, m.closed_at, m.series_id from meeting m where m.region_id = ${regionId} and m.status = 'CLOSED' and m.id <> ${id} and ${visible(sight, 'Meeting', sql`m.id`)}),
    deferred as (
      select g.id, case when l.project_id is null then g.project_id else l.project_id end as project_id, case when l.project_id is null then g.lead_id end as lead_id, g.topic, g.minutes, g.called_at, m.started_at, m.closed_at, d.id as decision_id, d.until_day
      from (
        select g.id from agenda_item g where g.meeting_id = (select id from closed where ${ofSeries} order by closed_at desc, id desc limit 1) and g.status = 'DEFERRED'
        union
        select d.item_id from meeting_decision d where d.kind = 'POSTPONED' and d.meeting_id in (select id from closed where d.until_day is not null or ${ofSeries})
      ) waits
      join agenda_item g on g.id = waits.id and g.status = 'DEFERRED'
      join closed m on m.id = g.meeting_id
      left join investment_lead l on l.id = g.lead_id
      left join lateral (select d.id, d.until_day from meeting_decision d where d.item_id = g.id and d.kind = 'POSTPONED' order by d.id desc limit 1) d on true
    ),
    carried as materialized (
      select g.id, g.project_id, g.lead_id, g.topic, g.minutes, business_day(g.closed_at) as since,
        case when g.decision_id is not null then 'POSTPONED' when g.called_at is null then 'NOT_REACHED' else 'DEFERRED' end as carried
      from (select distinct on (project_id, lead_id, topic) * from deferred order by project_id, lead_id, topic, closed_at desc, id desc) g
      left join project p on p.id = g.project_id left join investment_lead l on l.id = g.lead_id
      where (g.until_day is null or g.until_day <= (select business_day(m.starts_at) from meeting m where m.id = ${id}))
        and case when g.project_id is not null then p.ended_at is null and ${visible(sight, 'Project', sql`g.project_id`)}
                 when g.lead_id is not null then l.ended_at is null and ${visible(sight, 'InvestmentLead', sql`g.lead_id`)} else true end
        and not exists (select from agenda_item o join closed m on m.id = o.meeting_id where ${same('o', 'g')} and o.status = 'DONE' and m.started_at > g.started_at)
    )`;
}

/** What a meeting should take up: first what was left over, longest ago first, then who lags, as pressing as the candidates are. */
export function readProposal(context: Context, meeting: MeetingRow, page: PageWanted): Promise<Page<ProposalRow>> {
  const projects = conditionsOf(criteriaOf({ regionId: toGlobalId('Region', meeting.regionId) }, context));
  const lasted = sql`
    (select least(480, greatest(1, ceil(extract(epoch from g.ended_at - g.called_at) / 60)))::int from agenda_item g
     where g.project_id = e.project_id and g.status = 'DONE' and g.called_at is not null order by g.ended_at desc limit 1)`;
  return readPage(context.db, {
    with: sql`with ${candidatesAmong(projects)}, ${carriedOver(context, meeting)},
      proposed as materialized (
        select coalesce(g.id, c.id) as id, g.id as item_id, coalesce(g.project_id, c.id) as project_id, g.lead_id, g.topic, g.minutes, g.carried, coalesce(g.since, c.since) as since, to_jsonb(c) as candidate,
          case when g.id is null then ${pressing} else 2000000 + least(greatest((select day from today) - g.since, 0), 99999) end as place
        from carried g full join candidate c on c.id = g.project_id
      )`,
    columns: sql`
      e.id, e.item_id as "itemId", e.project_id as "projectId", e.lead_id as "leadId", e.topic, coalesce(e.minutes, ${lasted}, 8) as minutes, e.carried, e.since, e.candidate,
      exists (select from agenda_item g where g.meeting_id = ${meeting.id} and ${same('g', 'e')}) as listed`,
    from: sql`proposed e`,
    where: [],
    order: { key: sql`e.place`, type: 'int', descending: true },
    id: sql`e.id`,
  }, page, context.language);
}
