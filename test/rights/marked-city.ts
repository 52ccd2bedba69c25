import type { EntityType } from '../../src/kernel/entity-type.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { startServer, type TestServer } from '../support/server.js';

/** Stands in every text of a row, and in no other row: where it is read, the row was seen. */
export const marker = (type: EntityType, id: number): string => `«${type}:${id}»`;

/** The markers in an answer, each once. */
export function markersIn(answer: unknown): string[] {
  return [...new Set(JSON.stringify(answer).match(/«\w+:\d+»/g) ?? [])].toSorted();
}

/** How many rows of each scoped type there are: their ids go from 1 to that. */
export const rowCount = {
  Project: 4, InvestmentLead: 3, Assignment: 8, Issue: 9, Evidence: 9, Comment: 9, Meeting: 3, AgendaItem: 8, MeetingSite: 5, Directive: 4, SupplyOffer: 5, ProgressReport: 4, Enterprise: 2, SubProject: 4, Permit: 4, BackSchedule: 4, Milestone: 4,
} as const satisfies Partial<Record<EntityType, number>>;
export type ScopedType = keyof typeof rowCount;
export const scopedTypes = Object.keys(rowCount) as ScopedType[];
export const idsOf = (type: ScopedType): number[] => Array.from({ length: rowCount[type] }, (_, index) => index + 1);

/** Items about a project or a lead have no text of their own. */
export const topics: readonly number[] = [4, 8];

/**
 * Counties N (3) and S (4) below the city (2); units 1 and 2 are theirs, 3 and 4 are companies. Project 1 (N) belongs to
 * company 3 and leader 1 answers for it with officer 2; project 2 (N) belongs to company 4; lead 3 of N became project 3 of S,
 * which belongs to company 4; nobody owns project 4 (S). Meeting 1 is the city's with a hall in N, 2 is S's, 3 is N's.
 * Offers 1 and 4 are to be had in N, 2 and 5 in S, 3 in the whole city; each of the nine issues needs what they offer.
 */
export async function openMarkedCity(): Promise<TestServer> {
  const server = await startServer({ template: 'empty' });
  const m = marker;
  await server.query(`
    insert into region (id, code, name, level, parent_id) values (1, 'P', '省', 'PROVINCE', null);
    insert into region (id, code, name, level, parent_id) values (2, 'C', '市', 'CITY', 1);
    insert into region (id, code, name, level, parent_id) values (3, 'N', '北县', 'COUNTY', 2), (4, 'S', '南县', 'COUNTY', 2);
    insert into unit (id, code, name, type, region_id) values
      (1, 'UN', '北县政府', 'COUNTY_GOVERNMENT', 3), (2, 'US', '南县政府', 'COUNTY_GOVERNMENT', 4), (3, 'CO', '北方公司', 'COMPANY', 3), (4, 'CX', '南方公司', 'COMPANY', 4);
    insert into leader (id, code, name, title) select n, 'L' || n, '领导' || n, '副市长' from generate_series(1, 4) n;
    insert into project (id, code, name, description, end_reason, tier, sector, origin, stage, region_id, total_investment, owner_unit_id)
      select id, 'P' || mark, '厂' || mark, mark, mark, 'MUNICIPAL', 'INDUSTRY', 'NEW', 'PREPARING', region, 100000000, owner
      from (values (1, 3, 3), (2, 3, 4), (4, 4, null)) as row(id, region, owner), lateral (select '«Project:' || id || '»' as mark) marked;
    insert into investment_lead (id, code, name, description, region_id, sector, expected_investment)
      select id, 'V' || mark, '线索' || mark, mark, region, 'INDUSTRY', 116000000
      from (values (1, 3), (2, 4), (3, 3)) as row(id, region), lateral (select '«InvestmentLead:' || id || '»' as mark) marked;
    insert into assignment (id, role, leader_id, project_id, lead_id, duty, until, end_reason)
      select id, role, leader, project, lead, mark, case when ended then business_now() end, case when ended then mark end
      from (values (1, 'GENERAL_SERVICE_OFFICER', 1, 1, null, false), (2, 'CHIEF_SERVICE_OFFICER', 2, 1, null, false), (3, 'GENERAL_SERVICE_OFFICER', 4, 2, null, false),
        (4, 'GENERAL_SERVICE_OFFICER', 1, null, 1, false), (5, 'GENERAL_SERVICE_OFFICER', 3, null, 2, false), (6, 'GENERAL_SERVICE_OFFICER', 2, null, 3, false),
        (7, 'GENERAL_SERVICE_OFFICER', 3, 1, null, true)) as row(id, role, leader, project, lead, ended), lateral (select '«Assignment:' || id || '»' as mark) marked;
    insert into issue (id, number, title, detail, kind, category, severity, status, level, project_id, lead_id, region_id, lead_unit_id, external_system, external_key, due_on)
      select id, 'I' || mark, '问题' || mark, mark, 'PROBLEM', 'LAND', 'HIGH', 'ASSIGNED', 'PROJECT', project, lead, region, unit, system, case when system is not null then mark end, date '2020-04-01'
      from (values (1, 1, null, null, 1, 'hotline'), (2, 1, null, null, 2, null), (3, 2, null, null, 2, null), (4, null, 3, null, 2, 'permits'), (5, null, 1, null, null, null),
        (6, null, 2, null, null, 'hotline'), (7, null, null, 3, null, null), (8, null, null, 4, null, null), (9, 4, null, null, null, null)) as row(id, project, lead, region, unit, system),
        lateral (select '«Issue:' || id || '»' as mark) marked;
    insert into issue_supporting_unit (issue_id, unit_id) values (3, 1);
    insert into issue_evidence (id, issue_id, url, title, added_by, added_by_name) select n, n, 'https://x/' || n, '«Evidence:' || n || '»', 'x', 'x' from generate_series(1, 9) n;
    insert into issue_comment (id, issue_id, text, author, author_name) select n, n, '«Comment:' || n || '»', 'x', 'x' from generate_series(1, 9) n;
    select setval(pg_get_serial_sequence(name, 'id'), last) from (values ('region', 100), ('unit', 100), ('leader', 100), ('project', 2), ('investment_lead', 100), ('assignment', 7), ('issue', 100)) as sequence(name, last)`);

  // As the office does it: its notes name the other side.
  const { investmentLeadConvert } = await server.get(await server.token('ADMIN'), `mutation ($id: ID!, $input: InvestmentLeadConvertInput!) {
    investmentLeadConvert(id: $id, input: $input) { userErrors { code } } }`, {
    id: toGlobalId('InvestmentLead', 3),
    input: {
      code: `P${m('Project', 3)}`, name: `厂${m('Project', 3)}`, description: m('Project', 3), tier: 'COUNTY', stage: 'PREPARING', regionId: toGlobalId('Region', 4), ownerUnitId: toGlobalId('Unit', 4),
    },
  });
  if (investmentLeadConvert.userErrors.length > 0) throw new Error(JSON.stringify(investmentLeadConvert.userErrors));

  await server.query(`
    update assignment set duty = '«Assignment:' || id || '»';
    insert into meeting (id, title, mode, status, starts_at, cancel_reason, chair_id, region_id) select id, '会' || mark, 'JOINT_HANDLING', 'IN_PROGRESS', now(), mark, chair, region
      from (values (1, 1, 2), (2, 4, 4), (3, null, 3)) as row(id, chair, region), lateral (select '«Meeting:' || id || '»' as mark) marked;
    insert into meeting_site (id, meeting_id, name, kind, region_id) select id, meeting, '«MeetingSite:' || id || '»', 'COUNTY', region
      from (values (1, 1, null), (2, 1, 3), (3, 2, null), (4, 3, null), (5, 3, 3)) as row(id, meeting, region);
    insert into agenda_item (id, meeting_id, position, minutes, status, project_id, lead_id, topic)
      select id, meeting, position, 5, status, project, lead, case when project is null and lead is null then '«AgendaItem:' || id || '»' end
      from (values (1, 1, 1, 'DONE', 1, null), (2, 1, 2, 'CALLED', 3, null), (3, 1, 3, 'PENDING', null, 2), (4, 1, 4, 'PENDING', null, null),
        (5, 2, 1, 'DONE', 3, null), (6, 2, 2, 'CALLED', 1, null), (7, 3, 1, 'PENDING', 2, null), (8, 3, 2, 'CALLED', null, null)) as row(id, meeting, position, status, project, lead);
    insert into directive (id, meeting_id, item_id, issue_id, text) select id, meeting, item, issue, '«Directive:' || id || '»'
      from (values (1, 1, 1, 1), (2, 1, 2, 4), (3, 2, 5, 4), (4, 2, 6, 2)) as row(id, meeting, item, issue);
    insert into supply_offer (id, unit_id, kind_id, quantity, measure, region_id, from_on, text)
      select id, unit, (select id from demand_kind where code = 'LAND'), 10, '亩', region, date '2020-04-01', '«SupplyOffer:' || id || '»'
      from (values (1, 1, 3), (2, 2, 4), (3, 1, null), (4, 2, 3), (5, 4, 4)) as row(id, unit, region);
    update issue set kind = 'DEMAND';
    insert into demand (issue_id, kind_id, quantity, measure) select i.id, (select id from demand_kind where code = 'LAND'), 5, '亩' from issue i;
    insert into supply_match (offer_id, issue_id, quantity) values (1, 1, 1), (2, 1, 1), (1, 6, 1), (5, 8, 1);
    insert into demand_step (issue_id, quantity, note, actor_name) select i.id, 1, '«Issue:' || i.id || '»', 'x' from issue i;
    insert into progress_report (id, project_id, kind, day, counts_from, remarks) select n, n, 'DAILY', '2020-04-01', '2020-04-01', '«ProgressReport:' || n || '»' from generate_series(1, 4) n;
    insert into readiness_check (id, project_id, item_id, done, by_owner, note) select n, n, 1, true, true, '«Project:' || n || '»' from generate_series(1, 4) n;
    insert into unready_start (project_id, resumption, on_day, lacking, recorded_by) select n, false, '2020-04-01', '{1}', '«Project:' || n || '»' from generate_series(1, 4) n;
    insert into lead_move (lead_id, from_stage, to_stage, note, moved_by) select n, 'CLUE', 'CONTACTED', '«InvestmentLead:' || n || '»', 'x' from generate_series(1, 3) n;
    insert into lead_contact (lead_id, role, name, position, telephone, added_by) select n, 'DECISION_MAKER', '«InvestmentLead:' || n || '»', 'x', 'x', 'x' from generate_series(1, 3) n;
    insert into lead_need (lead_id, kind_id, note, added_by, issue_id) select n, (select id from demand_kind where code = 'NEGOTIATION'), '«InvestmentLead:' || n || '»', 'x', case n when 1 then 5 when 2 then 6 when 3 then 4 end from generate_series(1, 3) n;
    update investment_lead set next_step = '«InvestmentLead:' || id || '»', next_step_on = '2020-04-20', next_step_leader_id = 1;
    insert into project_reserve (project_id, field_id) select n, 1 from generate_series(1, 4) n;
    insert into ripening (project_id, step_id, planned_on, note, recorded_by) select n, 1, '2020-04-20', '«Project:' || n || '»', 'x' from generate_series(1, 4) n;
    insert into sub_project (id, project_id, name) select n, n, '«SubProject:' || n || '»' from generate_series(1, 4) n;
    insert into back_schedule (id, project_id, ends_on, drawn_by) select n, n, '2020-10-31', '«BackSchedule:' || n || '»' from generate_series(1, 4) n;
    insert into milestone (id, schedule_id, project_id, position, code, name, days, counting, planned_start, planned_finish) select n, n, n, 1, 'M', '«Milestone:' || n || '»', 5, 'WORKING_DAYS', '2020-10-26', '2020-10-30' from generate_series(1, 4) n;
    insert into schedule_baseline (schedule_id, number, ends_on, reason, made_by) select n, 1, '2020-10-31', '', 'x' from generate_series(1, 4) n;
    insert into permit (id, project_id, kind_id, authority_id, planned_on, state, reason)
      select n, n, (select k.id from permit_kind k where k.code = 'FILING'), case when n <= 2 then 1 else 2 end, '2020-05-01', 'EXEMPTED', '«Permit:' || n || '»' from generate_series(1, 4) n;
    insert into start_commitment (project_id, on_day, text, recorded_by) select n, '2020-04-01', '«Project:' || n || '»', 'x' from generate_series(1, 4) n;
    insert into enterprise (id, code, name, region_id, employees, product) select id, 'E' || mark, '企业' || mark, region, 100, mark
      from (values (1, 3), (2, 4)) as row(id, region), lateral (select '«Enterprise:' || id || '»' as mark) marked;
    insert into history (type, entity_id, act, actor_subject, actor_name, note)
      select type, entity_id, 'CORRECTED', 'x', '«' || type || ':' || entity_id || '»', '«' || type || ':' || entity_id || '»' from entity_scope;
    insert into contest (id, name, starts_on, ends_on, drawn_by, rules) values (1, '竞赛', business_today() - 5, business_today() + 5, 'x',
      '[{"code": "S", "name": "开工率", "measure": "START_RATE", "weight": 100, "zeroAt": 0, "fullAt": 1, "cap": 100, "tiers": null, "sectors": null, "origins": null, "tieBreak": null}]');
    insert into contest_region values (1, 3), (1, 4);
    update contest set status = 'RUNNING', started_at = business_now();
    select setval(pg_get_serial_sequence(name, 'id'), 100)
      from unnest(array['project', 'assignment', 'issue_evidence', 'issue_comment', 'meeting', 'meeting_site', 'agenda_item', 'directive', 'supply_offer', 'supply_match', 'demand_step', 'progress_report', 'enterprise', 'sub_project', 'permit', 'back_schedule', 'milestone', 'readiness_check']) as name`);
  return server;
}
