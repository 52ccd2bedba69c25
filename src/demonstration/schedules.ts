import type { BackSchedule, BaselineDays, Milestone, MilestoneLink, ScheduleBaseline } from '../schedule/back-schedule.entity.js';
import { seasonOf } from '../schedule/draw.commands.js';
import { toDate, toDay, type Day } from '../schedule/engine/days.js';
import { backwards, forwards, type Days } from '../schedule/engine/passes.js';
import { orderedPlan, type Exceptions, type Plan, type PlanTask } from '../schedule/plan.js';
import type { ScheduleTemplate } from '../schedule/schedule-template.entity.js';
import { daysAfter, instant, today } from './calendar.js';
import { dispatchOffice, line, type Line } from './chronicle.js';
import type { Made } from './projects.js';
import { random, type Random } from './random.js';
import type { Parties } from './units.js';

/** What the database knows of how schedules are made. */
export interface Drawing {
  readonly templates: readonly ScheduleTemplate[];
  readonly exceptions: Exceptions;
}

const papers = new Set(['APPROVAL', 'LAND', 'DESIGN', 'TENDER', 'PERMIT']);
const ofPapers: Readonly<Record<string, string>> = { LAND: 'DQ-ZRJ', PERMIT: 'DQ-ZJJ' };

interface Drawn {
  readonly schedule: BackSchedule;
  readonly milestones: Milestone[];
  readonly links: MilestoneLink[];
  readonly baselines: ScheduleBaseline[];
  readonly days: BaselineDays[];
  readonly lines: Line[];
}

/** Schedules of the provincial projects, and of all that were launched or are to start within a month: by the template of their kind, from their completion backwards. */
export function schedules(works: readonly Made[], units: Parties, { templates, exceptions }: Drawing) {
  const draw = random('schedules');
  const chosen = works.filter(({ row, seat }) => seat.tier === 'PROVINCIAL_TOP_100' || seat.launched || (row.startedOn ?? row.plannedStartOn!) <= '2020-05-16');
  const unitOf = new Map(units.all.map(({ code, id }) => [code, id]));
  let milestoneId = 0;
  const made = templates.length === 0 ? [] : chosen.map((work, index): Drawn => {
    const drawn = scheduleOf(work, index + 1, milestoneId, templateOf(work, templates), exceptions, unitOf, draw);
    milestoneId += drawn.milestones.length;
    return drawn;
  });
  return {
    backSchedules: made.map(({ schedule }) => schedule),
    milestones: made.flatMap(({ milestones }) => milestones),
    milestoneLinks: made.flatMap(({ links }) => links),
    scheduleBaselines: made.flatMap(({ baselines }) => baselines).map((baseline, index) => ({ ...baseline, id: index + 1 })),
    baselineDays: numbered(made),
    lines: made.flatMap(({ lines }) => lines),
  };
}

/** Baselines are numbered through all schedules. */
function numbered(made: readonly Drawn[]): BaselineDays[] {
  let before = 0;
  return made.flatMap(({ baselines, days }) => {
    const own = days.map((each) => ({ ...each, baselineId: before + each.baselineId }));
    before += baselines.length;
    return own;
  });
}

function templateOf({ row, site }: Made, templates: readonly ScheduleTemplate[]): ScheduleTemplate {
  const code = /医院|疾控|卫生|医疗/.test(site.name) && row.sector !== 'INDUSTRY' ? 'HOSPITAL' : row.sector === 'INFRASTRUCTURE' ? 'ROAD' : row.sector === 'LIVELIHOOD' ? 'HOUSING' : 'PLANT';
  return templates.find((template) => template.code === code)!;
}

function scheduleOf({ row, startOfYear }: Made, id: number, before: number, template: ScheduleTemplate, exceptions: Exceptions, unitOf: ReadonlyMap<string, number>, draw: Random): Drawn {
  const began = row.startedOn ?? startOfYear;
  const from = began ?? row.plannedStartOn!;
  const endsOn = row.plannedCompletionOn!;
  const season = seasonOf(template);
  const planOf = (tasks: readonly PlanTask<string>[]): Plan<string> => ({ endsOn, season, ownStops: [], tasks });
  const steps = template.steps.map((step): PlanTask<string> => ({ ...step, key: step.code, links: step.after.map(({ code, kind, lag }) => ({ after: code, kind, lag })), notBefore: null, startedOn: null, finishedOn: null }));
  const onSite = steps.filter(({ key }) => !papers.has(key)).map((step) => ({ ...step, links: step.links.filter(({ after }) => !papers.has(after)) }));

  const margin = draw.whole(2, 25);
  const scale = scales.find((factor) => finishing(forwards(orderedPlan(planOf(scaled(onSite, () => factor)), exceptions).network!, toDay(from))) <= toDay(endsOn) - margin) ?? scales.at(-1)!;
  const pace = draw.between(0.9, draw.chance(0.25) ? 1.2 : 1.02);
  const tasks = steps.map((step) => (papers.has(step.key) ? step : scaled([step], () => scale)[0]!));
  const planned = backwards(orderedPlan(planOf(tasks), exceptions).network!, toDay(endsOn));
  // Papers were done in time for the start; work goes at its own pace.
  const ofPaper = backwards(orderedPlan(planOf(steps.filter(({ key }) => papers.has(key))), exceptions).network!, toDay(from) - 1);
  const ofWork = forwards(orderedPlan(planOf(scaled(onSite, () => scale * pace * draw.between(0.95, 1.05))), exceptions).network!, toDay(from));
  const yesterday = toDay(today) - 1;
  const drawnAt = instant(row.startedOn && row.startedOn < '2020-03-01' ? '2020-03-02' : daysAfter('2020-03-02', draw.whole(0, 20)), draw.whole(9 * 60, 16 * 60));

  const milestones = tasks.map(({ key, name, days, counting, outdoors }, index): Milestone => {
    const actual = key === 'ACCEPTANCE' ? undefined : papers.has(key) ? ofPaper.get(key) : began === null ? undefined : ofWork.get(key);
    const day = (at: Day | undefined): string | null => (at !== undefined && at <= yesterday ? toDate(at) : null);
    const startedOn = day(actual?.start);
    const plan = planned.get(key)!;
    return {
      id: before + index + 1, scheduleId: id, projectId: row.id, position: index + 1, code: key, name, days, counting, outdoors, unitId: unitOf.get(ofPapers[key] ?? '') ?? row.ownerUnitId ?? null, notBefore: null,
      plannedStart: toDate(plan.start), plannedFinish: toDate(plan.finish), startedOn, finishedOn: startedOn && day(actual?.finish), version: 1,
    };
  });
  const idOf = new Map(milestones.map(({ code, id: own }) => [code, own]));
  const rebased = draw.chance(0.2);
  const firstEnd = rebased ? daysAfter(endsOn, -draw.whole(15, 40)) : endsOn;
  const rebasedAt = instant(daysAfter('2020-03-26', draw.whole(0, 14)), 10 * 60);
  const daysOf = (number: number, latest: ReadonlyMap<string, Days>): BaselineDays[] => milestones.map(({ id: milestoneId, code, days }) =>
    ({ baselineId: number, milestoneId, days, plannedStart: toDate(latest.get(code)!.start), plannedFinish: toDate(latest.get(code)!.finish) }));
  const reason = '受疫情影响，设备与工人到场推迟，节点顺延';
  return {
    schedule: { id, projectId: row.id, endsOn, reserveDays: 7, stopFrom: template.stopFrom, stopUntil: template.stopUntil, winterStops: [], templateCode: template.code, drawnAt, drawnBy: dispatchOffice.name, endedAt: null, endReason: null, version: rebased ? 2 : 1 },
    milestones,
    links: tasks.flatMap(({ key, links }) => links.map(({ after, kind, lag }) => ({ milestoneId: idOf.get(key)!, afterId: idOf.get(after)!, kind, lag }))),
    baselines: [
      { id: 0, scheduleId: id, number: 1, endsOn: firstEnd, reason: '', madeAt: drawnAt, madeBy: dispatchOffice.name },
      ...(rebased ? [{ id: 0, scheduleId: id, number: 2, endsOn, reason, madeAt: rebasedAt, madeBy: dispatchOffice.name }] : []),
    ],
    days: [...daysOf(1, rebased ? backwards(orderedPlan(planOf(tasks), exceptions).network!, toDay(firstEnd)) : planned), ...(rebased ? daysOf(2, planned) : [])],
    lines: [
      line('Project', row.id, 'SCHEDULE_DRAWN', drawnAt, undefined, firstEnd),
      ...(rebased ? [line('Project', row.id, 'SCHEDULE_REBASED', rebasedAt, undefined, `${endsOn}: ${reason}`)] : []),
    ],
  };
}

/** How much longer or shorter than usual its works take, the longest first. */
const scales = Array.from({ length: 80 }, (_, index) => 4 - index * 0.05).filter((factor) => factor > 0.1);

function scaled(tasks: readonly PlanTask<string>[], factor: () => number): PlanTask<string>[] {
  return tasks.map((task) => ({ ...task, days: Math.max(1, Math.round(task.days * factor())) }));
}

function finishing(days: ReadonlyMap<string, Days>): Day {
  return Math.max(...[...days.values()].map(({ finish }) => finish));
}
