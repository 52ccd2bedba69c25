import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { ProjectDays } from './project.days.js';
import type { Project, ProjectStage } from './project.entity.js';

/** Where a project may go from a stage, by a report of progress. Corrections go anywhere: they repair an entry. */
export const nextStages = {
  RESERVE: ['PREPARING', 'UNDER_CONSTRUCTION'],
  PREPARING: ['RESERVE', 'UNDER_CONSTRUCTION'],
  UNDER_CONSTRUCTION: ['SUSPENDED', 'COMPLETED'],
  SUSPENDED: ['UNDER_CONSTRUCTION'],
  COMPLETED: [],
} as const satisfies Record<ProjectStage, readonly ProjectStage[]>;

/** The stage of a project that is registered without one. */
export function stageOf({ startedOn, resumedOn, completedOn }: ProjectDays): ProjectStage {
  if (completedOn) return 'COMPLETED';
  return startedOn || resumedOn ? 'UNDER_CONSTRUCTION' : 'PREPARING';
}

interface Report extends ProjectDays {
  readonly stage?: ProjectStage | null;
}

/**
 * Moves a project as a report says: a day of start, resumption or completion moves it to the stage that begins there, then
 * the stage that is named follows; a stage that is named without its day has begun today.
 */
export function moveAlong(project: Project, report: Report, today: string, path: readonly string[]): Outcome<Project> {
  for (const stage of stagesReported(project, report)) {
    if (stage === project.stage) continue;
    if (!(nextStages[project.stage] as readonly ProjectStage[]).includes(stage)) {
      return refuse('STAGE_MOVE', [...path, report.stage === stage ? 'stage' : 'completedOn'], { from: project.stage, to: stage });
    }
    begin(project, stage, report, today);
    project.stage = stage;
  }
  return done(project);
}

function stagesReported({ stage, origin }: Project, report: Report): ProjectStage[] {
  // The first start of a continuing project is past: only its resumption begins anything.
  const begun = origin === 'NEW' ? (report.startedOn ?? report.resumedOn) : report.resumedOn;
  const builds = (begun && (stage === 'RESERVE' || stage === 'PREPARING')) || (report.resumedOn && stage === 'SUSPENDED');
  return [...(builds ? ['UNDER_CONSTRUCTION' as const] : []), ...(report.completedOn ? ['COMPLETED' as const] : []), ...(report.stage ? [report.stage] : [])];
}

function begin(project: Project, stage: ProjectStage, report: Report, today: string): void {
  if (stage === 'COMPLETED') project.completedOn ??= today;
  if (stage !== 'UNDER_CONSTRUCTION') return;
  if (project.stage === 'SUSPENDED') project.resumedOn = report.resumedOn ?? today;
  else if (project.origin === 'CONTINUING') project.resumedOn ??= today;
  else if (!report.resumedOn) project.startedOn ??= today;
}
