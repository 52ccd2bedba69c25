import { record } from '../history/history.commands.js';
import type { MoneyUnit } from '../kernel/money.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { checkRegion } from '../region/region.reach.js';
import { violatedConstraint } from '../store/errors.js';
import type { Transaction } from '../store/unit-of-work.js';
import { release } from './release.js';
import { checkUnit } from '../unit/unit.checks.js';
import { checkAmount } from './project.amounts.js';
import { changeableProject } from './project.changeable.js';
import { checkDays, projectDays, type ProjectDays } from './project.days.js';
import type { ChainRole } from './industry-chain.entity.js';
import { Project, type ProjectOrigin, type ProjectStage, type ProjectTier, type Sector } from './project.entity.js';
import { readOutlook } from './project.outlook.js';
import { stageOf } from './project.stages.js';
import { checkStart } from './start.checks.js';

export interface ProjectData extends ProjectDays {
  readonly code: string;
  readonly name: string;
  readonly tier: ProjectTier;
  readonly sector: Sector;
  readonly origin: ProjectOrigin;
  /** What the days say, where it is left out. */
  readonly stage?: ProjectStage | null;
  readonly regionId: number;
  readonly ownerUnitId?: number | null;
  readonly totalInvestment: string;
  readonly unit: MoneyUnit;
  readonly physicalProgress?: number | null;
  readonly description?: string | null;
  readonly industryChain?: string | null;
  readonly chainRole?: ChainRole | null;
  /** Exact, at most three places; with its measure. */
  readonly expectedCapacity?: string | null;
  readonly capacityMeasure?: string | null;
  /** In `unit`. */
  readonly expectedAnnualSales?: string | null;
}

/** `path` leads to the data in the caller's input, for refusals. */
export async function registerProject(tx: Transaction, sight: Sight, data: ProjectData, path: readonly string[] = ['input']): Promise<Outcome<number>> {
  const bad = await check(tx, sight, data, {}, path);
  const amount = checkAmount(data.totalInvestment, data.unit, [...path, 'totalInvestment']);
  if (amount.refused || bad.length > 0) return { refused: [...bad, ...(amount.refused ?? [])] };
  const outlook = await readOutlook(tx, data, { industryChainId: null, chainRole: null, expectedCapacity: null, capacityMeasure: null, expectedAnnualSales: null }, path);
  if (outlook.refused) return outlook;
  const { tier, sector, origin, regionId, ownerUnitId = null } = data;
  const project = tx.em.create(Project, {
    tier, sector, origin, regionId, ownerUnitId, ...outlook.done,
    code: data.code.trim(),
    name: data.name.trim(),
    stage: data.stage ?? stageOf(data),
    totalInvestment: amount.done,
    physicalProgress: String(data.physicalProgress ?? 0),
    description: data.description?.trim() ?? '',
  });
  setDays(project, data);
  const flushed = await flush(tx, project, path);
  if (flushed.refused) return flushed;
  await record(tx, 'Project', project.id, 'REGISTERED');
  return done(project.id);
}

/** What is undefined stays; null clears the owner and days, and leaves what a project must have. */
export type ProjectCorrection = { readonly [K in keyof ProjectData]?: ProjectData[K] | null } & { readonly version: number; readonly unit: MoneyUnit };

export async function correctProject(tx: Transaction, sight: Sight, id: number, correction: ProjectCorrection): Promise<Outcome<number>> {
  const found = await changeableProject(tx, sight, id, correction.version);
  if (found.refused) return found;
  const project = found.done;
  const bad = await check(tx, sight, correction, project, ['input']);
  const { totalInvestment, physicalProgress, ownerUnitId, code, name, description } = correction;
  const amount = typeof totalInvestment === 'string' ? checkAmount(totalInvestment, correction.unit, ['input', 'totalInvestment']) : done(project.totalInvestment);
  if (amount.refused || bad.length > 0) return { refused: [...bad, ...(amount.refused ?? [])] };
  const outlook = await readOutlook(tx, correction, project, ['input']);
  if (outlook.refused) return outlook;
  Object.assign(project, outlook.done);
  project.code = code?.trim() ?? project.code;
  project.name = name?.trim() ?? project.name;
  project.description = description?.trim() ?? project.description;
  project.tier = correction.tier ?? project.tier;
  project.sector = correction.sector ?? project.sector;
  project.origin = correction.origin ?? project.origin;
  const { stage } = project;
  project.stage = correction.stage ?? stage;
  project.regionId = correction.regionId ?? project.regionId;
  project.totalInvestment = amount.done;
  if (ownerUnitId !== undefined) project.ownerUnitId = ownerUnitId;
  if (typeof physicalProgress === 'number') project.physicalProgress = String(physicalProgress);
  const { launchedOn, jointLaunchId, startedOn, resumedOn } = project;
  setDays(project, correction);
  const flushed = await flush(tx, project, ['input']);
  if (flushed.refused) return flushed;
  const ready = await checkStart(tx, project, { stage, startedOn, resumedOn }, correction, ['input']);
  if (ready.refused) return ready;
  await record(tx, 'Project', id, 'CORRECTED');
  // On another day it was not launched with the others: the database takes it out of the ceremony.
  if (project.launchedOn !== launchedOn && jointLaunchId !== null) await record(tx, 'JointLaunch', jointLaunchId, 'CORRECTED', project.name, { type: 'Project', id });
  return done(id);
}

/** The project leaves the register, its lists and its figures; it stays in the history. Whoever answers for it is released. */
export async function endProject(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const found = await changeableProject(tx, sight, id);
  if (found.refused) return found;
  found.done.endedAt = tx.now;
  found.done.endReason = reason.trim();
  await tx.em.flush();
  for (const assignment of await release(tx, { projectId: id }, reason.trim())) await record(tx, 'Assignment', assignment.id, 'ENDED', reason.trim());
  await record(tx, 'Project', id, 'ENDED', reason.trim());
  return done(id);
}

/** Why what is said of a project, beside what stands, cannot be. */
async function check(tx: Transaction, sight: Sight, said: Partial<ProjectCorrection>, standing: ProjectDays, path: readonly string[]): Promise<Refusal[]> {
  const { code, name, description, regionId, ownerUnitId, physicalProgress } = said;
  return [
    ...(typeof code === 'string' ? checkText(code, [...path, 'code'], textLimit.code) : []),
    ...(typeof name === 'string' ? checkText(name, [...path, 'name'], textLimit.name) : []),
    ...(typeof description === 'string' ? checkText(description, [...path, 'description'], textLimit.detail, { mayBeEmpty: true }) : []),
    ...checkProgress(physicalProgress, [...path, 'physicalProgress']),
    ...checkDays(said, standing, tx.today, path),
    ...(typeof regionId === 'number' ? await checkRegion(tx, sight, regionId, [...path, 'regionId']) : []),
    ...(typeof ownerUnitId === 'number' ? await checkUnit(tx, ownerUnitId, [...path, 'ownerUnitId']) : []),
  ];
}

export function checkProgress(share: number | null | undefined, path: readonly string[]): readonly Refusal[] {
  const isShare = typeof share !== 'number' || (share >= 0 && share <= 1);
  return isShare ? [] : refuse('NUMBER_OUT_OF_RANGE', path, { least: 0, most: 1 }).refused;
}

export function setDays(project: Project, days: ProjectDays): void {
  for (const day of projectDays) {
    const named = days[day];
    if (named !== undefined) project[day] = named;
  }
}

async function flush(tx: Transaction, project: Project, path: readonly string[]): Promise<Outcome<Project>> {
  try {
    await tx.em.flush();
    return done(project);
  } catch (error) {
    if (violatedConstraint(error) === 'project_code_unique') return refuse('CODE_TAKEN', [...path, 'code'], { code: project.code });
    throw error;
  }
}
