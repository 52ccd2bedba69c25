import { HistoryAct } from '../history/history.entity.js';
import { wordsOf } from '../kernel/enumeration.js';
import { IssueLevel } from '../issue/issue.entity.js';
import { sql, type Database } from '../store/database.js';
import { instant } from './calendar.js';
import type { City } from './city.js';
import { dispatchOffice, type Line } from './chronicle.js';
import { momentOf } from './permits.js';
import { columnOf } from './table.js';

/** A state that a row was in from a moment on: what differs from how it stands. The last one differs in nothing. */
interface Chapter {
  id: number;
  at: Date;
  differs: object;
}

/** Nothing is known of the city before its year. */
const since = instant('2020-01-01', 0);

/**
 * The city was made in one go: its rows' versions begin when the clock was set. Here they are told anew, each row from when it
 * came, through the states that its dates and its history speak of.
 */
export async function tellPast(db: Database, city: City): Promise<void> {
  const told: Record<string, Chapter[]> = {
    project: city.projects.flatMap(ofProject),
    investment_lead: city.leads.flatMap((lead) => ofLead(lead, city)),
    lead_contact: city.leadContacts.flatMap(({ id, addedAt, endedAt }) => (endedAt ? [{ id, at: addedAt, differs: { endedAt: null, endedBy: null } }, stands(id, endedAt)] : [stands(id, addedAt)])),
    lead_need: city.leadNeeds.flatMap(({ id, addedAt, answeredAt }) => (answeredAt ? [{ id, at: addedAt, differs: { answer: null, answeredAt: null, answeredBy: null } }, stands(id, answeredAt)] : [stands(id, addedAt)])),
    assignment: city.assignments.map(({ id, since: from }) => stands(id, from)),
    issue: city.issues.flatMap((issue) => ofIssue(issue, linesOf(city.history, 'Issue', issue.id))),
    meeting: city.meetings.flatMap((meeting) => ofMeeting(meeting, scheduled(city, meeting.id))),
    meeting_site: city.sites.map(({ id, meetingId }) => stands(id!, scheduled(city, meetingId!))),
    agenda_item: city.agenda.flatMap((item) => ofItem(item, scheduled(city, item.meetingId!))),
    back_schedule: city.backSchedules.map(({ id, drawnAt }) => stands(id, drawnAt!)),
    milestone: city.milestones.flatMap((milestone) => ofMilestone(milestone, city)),
    permit: city.permits.flatMap(ofPermit),
    contest: city.contests.flatMap(({ id, drawnAt, startedAt }) => [{ id, at: drawnAt!, differs: { status: 'DRAFT', startedAt: null, version: 1 } }, stands(id, startedAt!)]),
    directive: city.directives.map(({ id, at }) => stands(id!, at!)),
    readiness_check: city.readinessChecks.flatMap(({ id, checkedAt, confirmedAt }) => (confirmedAt ? [{ id, at: checkedAt, differs: unconfirmed }, stands(id, confirmedAt)] : [stands(id, checkedAt)])),
  };
  await sql`update versions.kept set since = ${since.toISOString()}`.execute(db);
  for (const table of ['region', 'unit', 'leader']) await sql`update ${versionsOf(table)} set kept_from = ${since.toISOString()}`.execute(db);
  await sql`delete from versions.contest where kept_until <> 'infinity'`.execute(db);
  for (const [table, chapters] of Object.entries(told)) await tell(db, table, chapters);
  await tellWhatFollows(db);
  for (const [table, at] of Object.entries(recorded)) await sql`update ${versionsOf(table)} set kept_from = ${sql.ref(at)} where kept_until = 'infinity'`.execute(db);
}

/** What is only ever added stood from when it was written, by a column of its own. */
const recorded = {
  progress_report: 'reported_at', enterprise: 'registered_at', enterprise_report: 'reported_at', supply_offer: 'offered_at', supply_match: 'matched_at', demand_step: 'at',
  extension_request: 'asked_at', issue_answer: 'at', issue_evidence: 'added_at', issue_comment: 'at', joint_launch: 'recorded_at', project_event: 'recorded_at', permit_paper: 'deferred_at', start_commitment: 'recorded_at', schedule_baseline: 'made_at',
  unready_start: 'recorded_at', contest_adjustment: 'made_at', lead_move: 'moved_at', ripening: 'recorded_at',
  meeting_decision: 'at', site_attendance: 'until_at',
} as const;

const unconfirmed = { confirmedAt: null, confirmerSubject: null, confirmerName: null };
const stands = (id: number, at: Date): Chapter => ({ id, at, differs: {} });
const versionsOf = (table: string) => sql.table(`versions.${table}`);

function linesOf(history: readonly Line[], type: string, id: number): Line[] {
  return history.filter((line) => line.type === type && line.entityId === id);
}

function scheduled({ history }: City, meeting: number): Date {
  return linesOf(history, 'Meeting', meeting)[0]!.at;
}

type Of<Rows extends readonly unknown[]> = Rows[number];

/** Days are known, hours are not: what is dated to a day was so from its morning on. */
function ofProject({ id, registeredAt, origin, stage, startedOn, resumedOn, launchedOn }: Of<City['projects']>): Chapter[] {
  const happenedOn = origin === 'NEW' ? startedOn : resumedOn;
  const began = origin === 'NEW' ? { startedOn: null, stage: 'PREPARING' } : { resumedOn: null, stage: 'SUSPENDED' };
  const morning = (day: string): Date => instant(day, 8 * 60);
  const days = [...new Set([happenedOn, launchedOn].filter((day) => day !== null && day !== undefined))].toSorted();
  return [null, ...days].map((day) => ({
    id,
    at: day ? morning(day) : registeredAt,
    differs: {
      ...(happenedOn && (day === null || day < happenedOn) ? began : { stage }),
      ...(launchedOn && (day === null || day < launchedOn) && { launchedOn: null }),
    },
  }));
}

const { MERGED, RECURRENCE_LINKED, REMINDED, ESCALATED, ASSIGNED, ACKNOWLEDGED, RESOLVED, RETURNED, VERIFIED } = HistoryAct;

function ofIssue(issue: Of<City['issues']>, lines: readonly Line[]): Chapter[] {
  const { id, level, leadUnitId, dueOn, serviceMode, resolvedBy } = issue;
  const levels = wordsOf(IssueLevel);
  const escalated = lines.some(({ act }) => act === ESCALATED);
  let state: Record<string, unknown> = {
    status: 'REPORTED', level: escalated ? levels[levels.indexOf(level!) - 1] : level, leadUnitId: null, dueOn: null, serviceMode: null, returns: 0,
    signBy: null, watchedFrom: null, reminders: 0, remindedAt: null, escalatedAt: null, resolvedBy: null, resolvedAt: null, closedAt: null, mergedInto: null, recurrenceOf: null,
  };
  const steps = lines.filter(({ act }) => act! in changed || act === HistoryAct.REPORTED);
  return steps.map(({ act, at }, index) => {
    if (act === ASSIGNED) state = { ...state, status: 'ASSIGNED', leadUnitId, dueOn, serviceMode };
    if (act === ESCALATED) state = { ...state, level, escalatedAt: at };
    if (act === ACKNOWLEDGED) state = { ...state, status: 'ACKNOWLEDGED' };
    if (act === RESOLVED) state = { ...state, status: 'RESOLVED', resolvedBy: resolvedBy ?? 'demonstration', resolvedAt: at };
    if (act === RETURNED) state = { ...state, status: 'ASSIGNED', returns: 1, resolvedBy: null, resolvedAt: null };
    if (act === VERIFIED) state = { ...state, status: 'CLOSED', closedAt: at };
    if (act === REMINDED) state = { ...state, reminders: 1, remindedAt: at };
    return { id, at, differs: index === steps.length - 1 ? {} : { ...state, version: index + 1 } };
  });
}

/** The acts of an issue's course that leave it otherwise than it was. */
const changed: Partial<Record<HistoryAct, true>> = { [ESCALATED]: true, [ASSIGNED]: true, [ACKNOWLEDGED]: true, [RESOLVED]: true, [RETURNED]: true, [VERIFIED]: true, [REMINDED]: true, [MERGED]: true, [RECURRENCE_LINKED]: true };

/** At each stage from its move on; its next step was planned last. */
function ofLead({ id, registeredAt, plannedAt }: Of<City['leads']>, { leadMoves }: City): Chapter[] {
  const unplanned = { nextStep: null, nextStepOn: null, nextStepLeaderId: null };
  const moves = leadMoves.filter(({ leadId }) => leadId === id);
  const stages = [{ at: registeredAt, stage: 'CLUE' }, ...moves.map(({ movedAt, toStage }) => ({ at: movedAt, stage: toStage as string }))];
  const chapters: Chapter[] = stages.map(({ at, stage }) => ({ id, at, differs: { stage, ...unplanned } }));
  if (plannedAt) chapters.push(stands(id, plannedAt));
  return chapters.with(-1, { ...chapters.at(-1)!, differs: {} });
}

function ofMeeting({ id, startedAt, closedAt }: Of<City['meetings']>, at: Date): Chapter[] {
  if (!startedAt || !closedAt) return [stands(id, at)];
  return [{ id, at, differs: { status: 'SCHEDULED', startedAt: null, closedAt: null } }, { id, at: startedAt, differs: { status: 'IN_PROGRESS', closedAt: null } }, stands(id, closedAt)];
}

function ofItem({ id, calledAt, endedAt }: Of<City['agenda']>, at: Date): Chapter[] {
  if (!endedAt) return [stands(id, at)];
  const called = calledAt ? [{ id, at: calledAt, differs: { status: 'CALLED', endedAt: null } }] : [];
  return [{ id, at, differs: { status: 'PENDING', calledAt: null, endedAt: null } }, ...called, stands(id, endedAt)];
}

/** It came with its schedule; what was done since was reported on the evening of its day. */
function ofMilestone({ id, startedOn, finishedOn, scheduleId }: Of<City['milestones']>, { backSchedules }: City): Chapter[] {
  const drawnAt = backSchedules[scheduleId - 1]!.drawnAt!;
  const evening = (day: string): Date => instant(day, 17 * 60);
  const since = [startedOn, finishedOn].filter((day) => day !== null).filter((day) => evening(day) > drawnAt);
  return [drawnAt, ...new Set(since.map((day) => evening(day).getTime()))].map((moment) => {
    const at = new Date(moment);
    return { id, at, differs: { ...(startedOn && evening(startedOn) > at && { startedOn: null }), ...(finishedOn && evening(finishedOn) > at && { finishedOn: null }) } };
  });
}

/** Each step from its day on. */
function ofPermit({ id, plannedAt, state, appliedOn, acceptedOn, grantedOn, refusedOn }: Of<City['permits']>): Chapter[] {
  const planned = { state: 'PLANNED', appliedOn: null, acceptedOn: null, workingDays: null, dueOn: null, grantedOn: null, refusedOn: null, channel: null, reason: null };
  const applied = { state: 'APPLIED', acceptedOn: null, workingDays: null, dueOn: null, grantedOn: null, refusedOn: null, reason: null };
  const accepted = { state: 'ACCEPTED', grantedOn: null, refusedOn: null, reason: null };
  const answeredOn = grantedOn ?? refusedOn;
  const steps: [Date, object][] = [
    [plannedAt, planned],
    ...(appliedOn ? [[momentOf(appliedOn, 'APPLIED'), applied] as [Date, object]] : []),
    ...(acceptedOn ? [[momentOf(acceptedOn, 'ACCEPTED'), accepted] as [Date, object]] : []),
    ...(answeredOn ? [[momentOf(answeredOn, 'GRANTED'), {}] as [Date, object]] : []),
    ...(state === 'EXEMPTED' ? [[new Date(plannedAt.getTime() + 445 * 60_000), {}] as [Date, object]] : []),
  ];
  return steps.map(([at, differs], index) => ({ id, at, differs: index === steps.length - 1 ? {} : { ...differs, version: index + 1 } }));
}

/** Writes the earlier states beside the standing one, which begins with the last chapter. */
async function tell(db: Database, table: string, chapters: readonly Chapter[]): Promise<void> {
  const records = [...Map.groupBy(chapters, ({ id }) => id).values()].flatMap((own) => own.map(({ id, at, differs }, index) => ({
    id, from: at, until: own[index + 1]?.at ?? null,
    differs: Object.fromEntries(Object.entries(differs).map(([property, value]) => [columnOf(property), value])),
  })));
  const json = JSON.stringify(records);
  const asked = sql`jsonb_to_recordset(${json}::jsonb) as told(id int, "from" timestamptz, until timestamptz, differs jsonb)`;
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = ${`versions.${table}`}::regclass and attnum > 0 and not attisdropped and attname <> 'kept_id'`.execute(db);
  const columns = sql.join(rows.map(({ name }) => sql.ref(name)));
  await sql`
    insert into ${versionsOf(table)} (${columns})
    select ${sql.join(rows.map(({ name }) => sql`was.${sql.ref(name)}`))}
    from ${asked} join ${versionsOf(table)} v on v.id = told.id and v.kept_until = 'infinity'
    cross join lateral jsonb_populate_record(v, told.differs || jsonb_build_object('kept_from', told.from, 'kept_until', told.until)) was
    where told.until is not null`.execute(db);
  await sql`
    update ${versionsOf(table)} v set kept_from = told.from
    from ${asked} where v.id = told.id and told.until is null and v.kept_until = 'infinity'`.execute(db);
}

/**
 * What belongs to the rows above: helping units from the assignment on; the year's money from the register on, at each month's
 * end by so much less as the seasonal curve says.
 */
async function tellWhatFollows(db: Database): Promise<void> {
  await sql`
    update versions.issue_supporting_unit s set kept_from = given.at
    from (select id, min(kept_from) as at from versions.issue where lead_unit_id is not null group by id) given where given.id = s.issue_id`.execute(db);
  await sql`
    with stood as (
      select y.*, came.at as came from versions.project_year y
      join (select id, min(kept_from) as at from versions.project group by id) came on came.id = y.project_id
      where y.kept_until = 'infinity'
    ), months as (
      select month, share / seasonal_share(business_today()) as share, make_timestamptz(2020, month, 1, 0, 0, 0, 'Asia/Shanghai') + interval '1 month' - interval '1 hour' as at from seasonal_curve where month < 4
    ), earlier as (
      select s.project_id, s.year, s.planned, 0 as share, s.completed, s.came as "from" from stood s
      union all
      select s.project_id, s.year, s.planned, m.share, s.completed, m.at from stood s join months m on m.at > s.came where s.year = 2020
    )
    insert into versions.project_year (kept_from, kept_until, kept_actor, kept_act, project_id, year, planned, completed)
    select e."from", coalesce(lead(e."from") over each, ${instant('2020-04-15', 18 * 60).toISOString()}::timestamptz), 'demonstration', 'SEEDED', e.project_id, e.year, e.planned,
           case when e.year < 2020 then e.completed else round(e.completed * least(e.share, 1), 2) end
    from earlier e window each as (partition by e.project_id, e.year order by e."from")`.execute(db);
  await sql`update versions.milestone_link l set kept_from = b.drawn_at from milestone m join back_schedule b on b.id = m.schedule_id where m.id = l.milestone_id`.execute(db);
  await sql`update versions.baseline_days d set kept_from = f.made_at from schedule_baseline f where f.id = d.baseline_id`.execute(db);
  await sql`update versions.contest_region d set kept_from = c.drawn_at from contest c where c.id = d.contest_id`.execute(db);
  await sql`update versions.project_reserve r set kept_from = h.at from public.history h where h.type = 'Project' and h.entity_id = r.project_id and h.act = 'RESERVE_FIELD_SET'`.execute(db);
  // Who grants what was so all the while.
  await sql`delete from versions.permit_kind where kept_until <> 'infinity'`.execute(db);
  await sql`update versions.permit_kind set kept_from = '-infinity'`.execute(db);
  await sql`update versions.demand d set kept_from = i.reported_at from issue i where i.id = d.issue_id and d.kept_until = 'infinity'`.execute(db);
  // The events came with the days of the projects: the office recorded each on its day, or with the project where that came later.
  await sql`update project_event e set recorded_by = ${dispatchOffice.name}, recorded_at = least(business_now(), greatest((on_day + time '18:00') at time zone 'Asia/Shanghai', p.registered_at)) from project p where p.id = e.project_id`.execute(db);
  await sql`delete from versions.project_event where kept_until < 'infinity'`.execute(db);
  await sql`update versions.project_year set kept_from = ${instant('2020-04-15', 18 * 60).toISOString()} where kept_until = 'infinity'`.execute(db);
}
