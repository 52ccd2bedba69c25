import Big from 'big.js';
import { visible } from '../graphql/sight.js';
import { recording } from '../history/history.commands.js';
import { fromYuan } from '../kernel/money.js';
import { done, refuse, within, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { checkReport, type Figures, type ReportData, type Reported } from './progress-report.checks.js';

/** Most reports in one act. */
export const mostReports = 500;

/** Makes one report: see `makeReports`. */
export async function makeReport(tx: Transaction, sight: Sight, data: ReportData): Promise<Outcome<number>> {
  return within((await makeReports(tx, sight, [data]))[0]!, ['input']);
}

/**
 * Makes reports one after the other, each with an outcome of its own: in the same few statements of however many projects, and
 * in as many more for each further one of the same project. They wait for others at their projects, so that each is measured by
 * all that was reported before. The paths of refusals begin at the report.
 */
export async function makeReports(tx: Transaction, sight: Sight, reports: readonly ReportData[]): Promise<Outcome<number>[]> {
  const projects = await lockProjects(tx, sight, reports.map(({ projectId }) => projectId));
  const outcomes: Outcome<number>[] = [];
  let waiting: Draft[] = [];
  for (const [place, data] of reports.entries()) {
    const checked = checkReport(tx.today, projects.get(data.projectId), data);
    if (checked.refused) outcomes[place] = checked;
    else waiting.push({ place, data, ...checked.done });
  }
  while (waiting.length > 0) {
    const turn = [...Map.groupBy(waiting, ({ data }) => data.projectId).values()].map(([first]) => first!);
    waiting = waiting.filter((draft) => !turn.includes(draft));
    const refused = await belowReported(tx, turn);
    const made = await insert(tx, turn.filter(({ place }) => !refused.has(place)));
    for (const { place, data } of turn) outcomes[place] = refused.has(place) ? { refused: refused.get(place)! } : done(made.get(data.projectId)!);
  }
  return outcomes;
}

interface Draft extends Figures {
  readonly place: number;
  readonly data: ReportData;
}

async function lockProjects({ db }: Transaction, sight: Sight, ids: readonly number[]): Promise<ReadonlyMap<number, Reported>> {
  await sql`select from project p where p.id = any(${ids}::int[]) order by p.id for update`.execute(db);
  // Asked for after the lock: a project may have moved while this waited.
  const seen = await rows<Reported>(db, sql`
    select p.id, p.name, p.ended_at is not null as ended, business_day(p.registered_at) as registered from project p
    where p.id = any(${ids}::int[]) and ${visible(sight, 'Project', sql`p.id`)}`);
  return new Map(seen.map((project) => [project.id, project]));
}

/** By place, those that say less than the last report that counts from an earlier day of the same year; one of the same day and kind is what they take the place of. */
async function belowReported(tx: Transaction, drafts: readonly Draft[]): Promise<ReadonlyMap<number, readonly Refusal[]>> {
  const asked = drafts.filter(({ completed, data }) => completed !== null && !data.correction);
  if (asked.length === 0) return new Map();
  const before = await rows<{ place: number; day: string; completed: string }>(tx.db, sql`
    select asked.place, before.day, before.completed
    from unnest(${asked.map(({ place }) => place)}::int[], ${asked.map(({ data }) => data.projectId)}::int[], ${asked.map(({ data }) => data.kind)}::text[], ${asked.map(({ day }) => day)}::date[])
      as asked(place, project_id, kind, day)
    cross join lateral (
      select r.day, r.completed_investment as completed from progress_report r
      where r.project_id = asked.project_id and r.counts_from >= date_trunc('year', asked.day)::date and r.counts_from < asked.day and not (r.kind = asked.kind and r.day = asked.day)
        and r.completed_investment is not null and not progress_superseded(r.project_id, r.kind, r.day, r.id)
      order by r.counts_from desc, r.id desc limit 1) before`);
  const byPlace = new Map(before.map((report) => [report.place, report]));
  return new Map(asked.flatMap(({ place, completed, data: { unit } }) => {
    const report = byPlace.get(place);
    if (!report || !new Big(report.completed).gt(completed!)) return [];
    return [[place, refuse('BELOW_REPORTED', ['completedInvestment'], { day: report.day, reported: `${fromYuan(report.completed, unit)} ${unit}` }).refused]];
  }));
}

/** Writes reports of different projects, with their history; answers their ids by project. */
async function insert(tx: Transaction, drafts: readonly Draft[]): Promise<ReadonlyMap<number, number>> {
  if (drafts.length === 0) return new Map();
  const columns = sql`project_id, kind, day, counts_from, completed_investment, physical_progress, workers_on_site, workers_back, back_by_origin, back_by_transport, isolated, started,
    permits, prevention, remarks, photos, correction_reason, reporter_subject, reporter_name`;
  const made = await rows<{ id: number; projectId: number }>(tx.db, sql`
    with made as (
      insert into progress_report (${columns}) select ${columns} from jsonb_populate_recordset(null::progress_report, ${JSON.stringify(drafts.map((draft) => rowOf(tx, draft)))}::jsonb)
      returning id, project_id, kind, day
    ), recorded as (${recording(tx, 'Project', sql`select project_id, kind || ' ' || day as note from made`, 'PROGRESS_REPORTED', sql`written.note`)})
    select id, project_id as "projectId" from made`);
  return new Map(made.map(({ id, projectId }) => [projectId, id]));
}

function rowOf({ actor }: Transaction, { data, day, countsFrom, completed }: Draft): Record<string, unknown> {
  return {
    project_id: data.projectId, kind: data.kind, day, counts_from: countsFrom, completed_investment: completed, physical_progress: data.physicalProgress,
    workers_on_site: data.workersOnSite, workers_back: data.workersBack, isolated: data.isolated,
    back_by_origin: Object.fromEntries((data.backByOrigin ?? []).map(({ province, workers }) => [province.trim(), workers])),
    back_by_transport: Object.fromEntries((data.backByTransport ?? []).map(({ transport, workers }) => [transport, workers])),
    started: data.started, permits: data.permits?.trim() || null, prevention: data.prevention?.trim() || null, remarks: data.remarks?.trim() || null,
    photos: data.photos ?? [], correction_reason: data.correction ? data.reason!.trim() : null,
    reporter_subject: actor.subject, reporter_name: actor.name,
  };
}
