import { record } from '../history/history.commands.js';
import type { MoneyUnit } from '../kernel/money.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkAmount } from './project.amounts.js';
import { changeableProject } from './project.changeable.js';
import { checkProgress, setDays } from './project.commands.js';
import { checkDays, projectDays, type ProjectDays } from './project.days.js';
import type { Project, ProjectStage } from './project.entity.js';
import { moveAlong } from './project.stages.js';
import { checkStart } from './start.checks.js';

const years = { first: 2000, last: 2100 } as const;

/** What is null or undefined was not reported, and stays. */
export interface ProgressReport extends ProjectDays {
  readonly version: number;
  readonly stage?: ProjectStage | null;
  readonly physicalProgress?: number | null;
  /** All that was completed in the year so far. */
  readonly completedInvestment?: string | null;
  readonly unit: MoneyUnit;
  /** The business year where it is left out. */
  readonly year?: number | null;
  readonly note?: string | null;
}

export async function reportProgress(tx: Transaction, sight: Sight, id: number, report: ProgressReport): Promise<Outcome<number>> {
  const found = await changeableProject(tx, sight, id, report.version);
  if (found.refused) return found;
  const project = found.done;
  const thisYear = Number(tx.today.slice(0, 4));
  const year = report.year ?? thisYear;
  const days = reported(report);
  const bad = [
    ...checkProgress(report.physicalProgress, ['input', 'physicalProgress']),
    ...checkYear(year, thisYear),
    ...checkDays(days, project, tx.today, ['input']),
    ...checkText(report.note ?? '', ['input', 'note'], textLimit.note, { mayBeEmpty: true }),
  ];
  const completed = typeof report.completedInvestment === 'string' ? checkAmount(report.completedInvestment, report.unit, ['input', 'completedInvestment']) : done(null);
  if (completed.refused || bad.length > 0) return { refused: [...bad, ...(completed.refused ?? [])] };
  const before = { stage: project.stage, startedOn: project.startedOn, resumedOn: project.resumedOn };
  setDays(project, days);
  const moved = moveAlong(project, report, tx.today, ['input']);
  if (moved.refused) return moved;
  const ready = await checkStart(tx, project, before, days, ['input']);
  if (ready.refused) return ready;
  await reportStanding(tx, id, report.physicalProgress ?? null, year === thisYear ? completed.done : null);
  if (completed.done !== null && year !== thisYear) {
    await sql`
      insert into project_year (project_id, year, completed) values (${id}, ${year}, ${completed.done})
      on conflict (project_id, year) do update set completed = excluded.completed`.execute(tx.db);
  }
  await raiseVersion(tx, project, report.version);
  await record(tx, 'Project', id, 'PROGRESS_REPORTED', report.note?.trim() || null);
  return done(id);
}

export interface YearPlan {
  readonly version: number;
  readonly year: number;
  readonly planned: string;
  readonly unit: MoneyUnit;
}

export async function setYearPlan(tx: Transaction, sight: Sight, id: number, plan: YearPlan): Promise<Outcome<number>> {
  const found = await changeableProject(tx, sight, id, plan.version);
  if (found.refused) return found;
  const planned = checkAmount(plan.planned, plan.unit, ['input', 'planned']);
  const bad = checkYear(plan.year, years.last);
  if (planned.refused || bad.length > 0) return { refused: [...bad, ...(planned.refused ?? [])] };
  await sql`
    insert into project_year (project_id, year, planned) values (${id}, ${plan.year}, ${planned.done})
    on conflict (project_id, year) do update set planned = excluded.planned`.execute(tx.db);
  await raiseVersion(tx, found.done, plan.version);
  await record(tx, 'Project', id, 'PLAN_SET', `${plan.year}: ${plan.planned} ${plan.unit}`);
  return done(id);
}

/**
 * A daily report of today, with what one of today said already: the database derives the project's figures from it. Plain SQL:
 * the room of reports builds on this one. Of an earlier year's money the database makes a report itself.
 */
async function reportStanding({ db, actor, today }: Transaction, projectId: number, progress: number | null, completed: string | null): Promise<void> {
  if (progress === null && completed === null) return;
  await sql`
    insert into progress_report (project_id, kind, day, counts_from, physical_progress, completed_investment, workers_on_site, workers_back, back_by_origin, back_by_transport,
      isolated, started, permits, prevention, remarks, photos, reporter_subject, reporter_name)
    select ${projectId}, 'DAILY', ${today}, ${today}, coalesce(${progress}, t.physical_progress), coalesce(${completed}, t.completed_investment), t.workers_on_site, t.workers_back,
      coalesce(t.back_by_origin, '{}'), coalesce(t.back_by_transport, '{}'), t.isolated, t.started, t.permits, t.prevention, t.remarks, coalesce(t.photos, '{}'), ${actor.subject}, ${actor.name}
    from (select) as once left join lateral (
      select * from progress_report r where r.project_id = ${projectId} and r.kind = 'DAILY' and r.day = ${today} order by r.id desc limit 1) t on true`.execute(db);
}

function reported(report: ProgressReport): ProjectDays {
  return Object.fromEntries(projectDays.map((day) => [day, report[day] ?? undefined]));
}

function checkYear(year: number, last: number): readonly Refusal[] {
  const isKnown = year >= years.first && year <= last;
  return isKnown ? [] : refuse('NUMBER_OUT_OF_RANGE', ['input', 'year'], { least: years.first, most: last }).refused;
}

/** Money of a year stands in a row of its own: whoever changes nothing else has changed the project all the same. */
async function raiseVersion(tx: Transaction, project: Project, read: number): Promise<void> {
  await tx.em.flush();
  if (project.version === read) await sql`update project set version = version + 1 where id = ${project.id}`.execute(tx.db);
}
