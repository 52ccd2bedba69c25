import { issues } from './issues.js';
import { assignments, leaders } from './leaders.js';
import { contests } from './contests.js';
import { demands } from './demands.js';
import { launches } from './launches.js';
import { leadWork } from './lead-work.js';
import { leads } from './leads.js';
import { inOrder, line } from './chronicle.js';
import { meetings } from './meetings.js';
import { permits } from './permits.js';
import { regions } from './places.js';
import { projects } from './projects.js';
import { readiness } from './readiness.js';
import { reserve } from './reserve.js';
import { enterprises } from './enterprises.js';
import { progressReports } from './progress.js';
import { schedules, type Drawing } from './schedules.js';
import { parties, units } from './units.js';
import { workflow } from './workflow.js';

export type City = ReturnType<typeof city>;

/** Every row of the demonstration, by table; ids count from 1. Asked again, it answers the same. Schedules are drawn by what the database has for it. */
export function city(drawing: Drawing = { templates: [], exceptions: new Map() }) {
  const all = parties();
  const works = projects(all);
  const possible = leads();
  const people = leaders(all);
  const duties = assignments(works, possible, people.length);
  const reported = issues(works, possible, all);
  const progress = progressReports(works, all);
  const outside = enterprises();
  const { lines, ...held } = meetings({ projects: works, leads: possible, issues: reported, units: all });
  const { lines: ofDemands, ...needed } = demands(reported, works, all);
  const { lines: ofLeads, standing, ...talked } = leadWork(possible, reported, needed.demands);
  const { lines: ofReserve, ...reserved } = reserve(works);
  const { lines: ofWorkflow, ...worked } = workflow(reported, all);
  const { lines: ofReadiness, checks, unreadyStarts } = readiness(works, all);
  const { lines: ofLaunches, outlooks, ...launched } = launches(works);
  const { lines: ofSchedules, ...scheduled } = schedules(works, all, drawing);
  const { lines: ofContests, ...raced } = contests();
  const { lines: ofPermits, ...permitted } = permits(works, all);
  return {
    regions: regions(),
    units: units(all),
    leaders: people,
    // How far they have come, the database derives from what was reported.
    projects: works.map(({ row: { physicalProgress: _, ...row } }) => ({ ...row, ...outlooks.get(row.id) })),
    years: works.flatMap(({ years }) => years.map(({ completed: _, ...year }) => year)),
    progressReports: progress.reports,
    readinessChecks: checks,
    unreadyStarts,
    enterprises: outside.enterprises,
    enterpriseReports: outside.reports,
    leads: possible.map((lead) => ({ ...lead, ...standing.get(lead.id)! })),
    assignments: duties,
    issues: reported.map(({ row }) => row),
    supporting: reported.flatMap(({ supporting }) => supporting),
    ...held,
    ...worked,
    ...launched,
    ...scheduled,
    ...needed,
    ...permitted,
    ...raced,
    ...talked,
    ...reserved,
    history: inOrder([
      ...works.map(({ row }) => line('Project', row.id, 'REGISTERED', row.registeredAt)),
      ...possible.map(({ id, registeredAt }) => line('InvestmentLead', id, 'REGISTERED', registeredAt)),
      ...duties.map(({ id, since }) => line('Assignment', id, 'MADE', since)),
      ...reported.flatMap((issue) => issue.lines),
      ...lines,
      ...ofDemands,
      ...ofWorkflow,
      ...ofLaunches,
      ...ofSchedules,
      ...ofPermits,
      ...ofContests,
      ...ofReadiness,
      ...ofLeads,
      ...ofReserve,
      ...progress.lines,
      ...outside.lines,
    ]),
  };
}
