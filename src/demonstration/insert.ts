import type { ScheduleTemplate } from '../schedule/schedule-template.entity.js';
import { readExceptions } from '../schedule/schedule.queries.js';
import { firstRow, rows, sql, type Database } from '../store/database.js';
import { setAt } from './calendar.js';
import { city } from './city.js';
import { numberPrefix } from './issue-rows.js';
import { kinds } from './permit-kinds.js';
import { tellPast } from './past.js';
import { continueIds, insertInto } from './table.js';

/**
 * Fills a migrated, empty database with the pilot city as of 16 April 2020, 9:00, and sets the business clock there; it ticks
 * on from then. All or nothing. Throws when the database holds a city already.
 */
export async function fillWithDemonstration(db: Database): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // Every row has its history here; the triggers need not note them as changes by a stranger.
    await sql`select set_config('diaodu.actor', 'demonstration', true), set_config('diaodu.act', 'SEEDED', true)`.execute(transaction);
    const taken = await firstRow(transaction, sql`select from region limit 1`);
    if (taken) throw new Error('The database already holds a city: the demonstration needs an empty one, freshly migrated.');
    await setClock(transaction);

    const templates = await rows<ScheduleTemplate>(transaction, sql`select code, steps, stop_from as "stopFrom", stop_until as "stopUntil" from schedule_template order by code`);
    const made = city({ templates, exceptions: await readExceptions(transaction) });
    const {
      regions, units, leaders, projects, years, leads, assignments, issues, supporting, meetings, sites, agenda, directives, demands, offers, matches, steps, progressReports, enterprises, enterpriseReports,
      extensionRequests, answers, evidence, comments, jointLaunches, subProjects, portfolioYears, backSchedules, milestones, milestoneLinks, scheduleBaselines, baselineDays, permits, permitPapers, startCommitments, readinessChecks, unreadyStarts, contests, leadMoves, contestRegions, leadContacts, contestAdjustments, leadNeeds, reserves, ripenings, history,
    } = made;
    const tables = { region: regions, unit: units, leader: leaders, joint_launch: jointLaunches, project: projects, investment_lead: leads.map(({ plannedAt: _, ...lead }) => lead), assignment: assignments, issue: issues, meeting: meetings, meeting_site: sites, agenda_item: agenda, directive: directives, supply_offer: offers };
    for (const [table, records] of Object.entries(tables)) {
      await insertInto(transaction, table, records);
      await continueIds(transaction, table);
    }
    await insertInto(transaction, 'project_year', years);
    await insertInto(transaction, 'issue_supporting_unit', supporting);
    await insertInto(transaction, 'portfolio_year', portfolioYears);
    await insertInto(transaction, 'demand', demands);
    for (const [table, records] of Object.entries({
      supply_match: matches, demand_step: steps, progress_report: progressReports, enterprise: enterprises, enterprise_report: enterpriseReports,
      extension_request: extensionRequests, issue_answer: answers, issue_evidence: evidence, issue_comment: comments, sub_project: subProjects,
      back_schedule: backSchedules, milestone: milestones, schedule_baseline: scheduleBaselines,
      lead_move: leadMoves, lead_contact: leadContacts, lead_need: leadNeeds, ripening: ripenings,
      readiness_check: readinessChecks, unready_start: unreadyStarts,
    })) {
      await insertInto(transaction, table, records);
      await continueIds(transaction, table);
    }
    await insertInto(transaction, 'project_reserve', reserves);
    await insertInto(transaction, 'milestone_link', milestoneLinks);
    await insertInto(transaction, 'baseline_days', baselineDays);
    const authorities = kinds.map(({ code, authority }) => sql`(${code}::text, ${authority}::text)`);
    await sql`update permit_kind k set authority_id = u.id from (values ${sql.join(authorities)}) as given(kind, unit) join unit u on u.code = given.unit where k.code = given.kind`.execute(transaction);
    for (const [table, records] of Object.entries({ permit: permits.map(({ plannedAt: _, ...permit }) => permit), permit_paper: permitPapers })) {
      await insertInto(transaction, table, records);
      await continueIds(transaction, table);
    }
    await insertInto(transaction, 'start_commitment', startCommitments);
    // Who takes part is entered in a draft.
    await insertInto(transaction, 'contest', contests.map((contest) => ({ ...contest, status: 'DRAFT', version: 1 })));
    await insertInto(transaction, 'contest_region', contestRegions);
    await sql`update contest set status = 'RUNNING', version = 2`.execute(transaction);
    await insertInto(transaction, 'contest_adjustment', contestAdjustments);
    for (const table of ['contest', 'contest_adjustment']) await continueIds(transaction, table);
    await insertInto(transaction, 'history', history.map((each) => ({ namesType: null, namesId: null, ...each })));
    await sql`insert into number_counter (prefix, last) values (${numberPrefix}, ${issues.length})`.execute(transaction);
    await tellPast(transaction, made);
  });
}

async function setClock(db: Database): Promise<void> {
  // In seconds: an interval with days would depend on the session's time zone.
  await sql`update business_clock set ahead = make_interval(secs => extract(epoch from (${setAt.toISOString()}::timestamptz - now()))::float8)`.execute(db);
}
