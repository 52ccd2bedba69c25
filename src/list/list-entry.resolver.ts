import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { assignmentById } from '../assignment/assignment.queries.js';
import { AssignmentType, type AssignmentRow } from '../assignment/assignment.type.js';
import { Context } from '../graphql/context.js';
import { MoneyUnit } from '../graphql/enums.js';
import { MoneyScalar } from '../graphql/scalars.js';
import { issueById } from '../issue/issue.queries.js';
import { IssueType, type IssueRow } from '../issue/issue.type.js';
import type { EntityType } from '../kernel/entity-type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { fromYuan } from '../kernel/money.js';
import { leadById } from '../lead/lead.queries.js';
import { InvestmentLeadType, type LeadRow } from '../lead/lead.type.js';
import { leaderById } from '../leader/leader.queries.js';
import { LeaderType, type LeaderRow } from '../leader/leader.type.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { firedRules } from '../signal/signal.queries.js';
import { SignalColour } from '../signal/signal.type.js';
import { unitById } from '../unit/unit.queries.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import type { ListKind } from './list.enums.js';
import { monthsOfProject } from './list.queries.js';
import { ListDifferenceEntryType, ListEntryType, ListMonthType, ListProgressType, ListStatsType, type ListDifferenceRow, type ListEntryRow, type ListMonthRow, type ListProgressRow, type ListStatsRow } from './list.type.js';

const inUnit = 'In what the amount is said. 金额单位';

/** What a line of each list is about. */
const listed = { START_SEQUENCE: 'Project', PROGRESS: 'Project', DEMAND: 'Issue', ISSUE: 'Issue', RESPONSIBILITY: 'Assignment' } satisfies Record<ListKind, EntityType>;

const isOfProjects = ({ kind }: ListEntryRow): boolean => listed[kind] === 'Project';

@Resolver(() => ListEntryType)
export class ListEntryResolver {
  @FieldResolver(() => ID, { description: 'The id of the Project, Issue or Assignment that the line is about: the same on every page and at every moment.' })
  id(@Root() entry: ListEntryRow): string {
    return toGlobalId(listed[entry.kind], entry.id);
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'The project that it is about; null where there is none that the viewer sees. 项目' })
  project(@Root() entry: ListEntryRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return entry.projectId === null ? Promise.resolve(null) : context.load(projectById, entry.projectId);
  }

  @FieldResolver(() => InvestmentLeadType, { nullable: true, description: 'The investment lead that it is about; null where there is none that the viewer sees. 招商线索' })
  lead(@Root() entry: ListEntryRow, @Ctx() context: Context): Promise<LeadRow | null> {
    return entry.leadId === null ? Promise.resolve(null) : context.load(leadById, entry.leadId);
  }

  @FieldResolver(() => IssueType, { nullable: true, description: 'The demand or problem; null on the other lists. 需求或问题' })
  issue(@Root() entry: ListEntryRow, @Ctx() context: Context): Promise<IssueRow | null> {
    return entry.issueId === null ? Promise.resolve(null) : context.load(issueById, entry.issueId);
  }

  @FieldResolver(() => AssignmentType, { nullable: true, description: 'Who answers for it in which role; null on the other lists. 包保关系' })
  assignment(@Root() entry: ListEntryRow, @Ctx() context: Context): Promise<AssignmentRow | null> {
    return entry.assignmentId === null ? Promise.resolve(null) : context.load(assignmentById, entry.assignmentId);
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'Where it lies. 地区' })
  region(@Root() entry: ListEntryRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return entry.regionId === null ? Promise.resolve(null) : context.load(regionById, entry.regionId);
  }

  @FieldResolver(() => LeaderType, { nullable: true, description: 'The general service officer, or the holder of the assignment; null without one that the viewer may know. 包保领导' })
  leader(@Root() entry: ListEntryRow, @Ctx() context: Context): Promise<LeaderRow | null> {
    return entry.leaderId === null ? Promise.resolve(null) : context.load(leaderById, entry.leaderId);
  }

  @FieldResolver(() => UnitType, { nullable: true, description: 'The project\'s owner, the issue\'s lead unit, or the leader\'s own unit. 责任单位' })
  unit(@Root() entry: ListEntryRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return entry.unitId === null ? Promise.resolve(null) : context.load(unitById, entry.unitId);
  }

  @FieldResolver(() => SignalColour, { nullable: true, description: 'The project\'s light, on START_SEQUENCE and PROGRESS; its reasons stand in `project.signal`. 灯色' })
  async colour(@Root() entry: ListEntryRow, @Ctx() context: Context): Promise<SignalColour | null> {
    if (entry.colour !== undefined || !isOfProjects(entry)) return entry.colour ?? null;
    const [worst] = await context.load(firedRules, entry.projectId!);
    return worst?.colour ?? 'GREEN';
  }

  @FieldResolver(() => ListProgressType, { nullable: true, description: 'Plan against actual of the year, on START_SEQUENCE and PROGRESS. 年度进度' })
  progress(@Root() entry: ListEntryRow): ListProgressRow | null {
    if (!isOfProjects(entry)) return null;
    const { planned, expected, completed } = entry as { planned: string; expected: string; completed: string };
    const of = (part: string): number | null => (Number(planned) > 0 ? Number(part) / Number(planned) : null);
    return { projectId: entry.id, planned, expected, completed, share: of(completed), expectedShare: of(expected) };
  }
}

@Resolver(() => ListProgressType)
export class ListProgressResolver {
  @FieldResolver(() => MoneyScalar, { description: 'What the year\'s plan is. 年度计划投资' })
  annualPlan(@Root() { planned }: ListProgressRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(planned, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'What the seasonal curve expects of the plan by the day. 应完成投资' })
  expected(@Root() { expected }: ListProgressRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(expected, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'What was completed this year. 本年完成投资' })
  completed(@Root() { completed }: ListProgressRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(completed, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Expected less completed: negative for who is ahead. 差额' })
  gap(@Root() { expected, completed }: ListProgressRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(subtract(expected, completed), unit);
  }

  @FieldResolver(() => [ListMonthType], { description: 'January to December; empty without a plan for the year. 按月' })
  months(@Root() { projectId }: ListProgressRow, @Ctx() context: Context): Promise<ListMonthRow[]> {
    return context.load(monthsOfProject, projectId);
  }
}

/** Of yuan with two places each, exactly. */
function subtract(from: string, what: string): string {
  const inFen = (yuan: string): bigint => {
    const [whole, fraction = ''] = yuan.split('.');
    return BigInt(`${whole}${fraction.padEnd(2, '0')}`);
  };
  const fen = inFen(from) - inFen(what);
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

@Resolver(() => ListMonthType)
export class ListMonthResolver {
  @FieldResolver(() => MoneyScalar, { description: 'What the seasonal curve expects of the plan by the month\'s end. 应完成' })
  expected(@Root() { expected }: ListMonthRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(expected, unit);
  }

  @FieldResolver(() => MoneyScalar, { nullable: true, description: 'What was completed by the month\'s end, by the reports of days until then; null for a month that has not ended, or by whose end nothing was reported. 已完成' })
  completed(@Root() { completed }: ListMonthRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string | null {
    return completed === null ? null : fromYuan(completed, unit);
  }
}

@Resolver(() => ListStatsType)
export class ListStatsResolver {
  @FieldResolver(() => RegionType, { nullable: true, description: 'Region, where it is split by that. 地区' })
  region(@Root() { regionId }: ListStatsRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return regionId === null ? Promise.resolve(null) : context.load(regionById, regionId);
  }

  @FieldResolver(() => LeaderType, { nullable: true, description: 'Leader, where it is split by that; null for what nobody answers for. 包保领导' })
  leader(@Root() { leaderId }: ListStatsRow, @Ctx() context: Context): Promise<LeaderRow | null> {
    return leaderId === null ? Promise.resolve(null) : context.load(leaderById, leaderId);
  }

  @FieldResolver(() => UnitType, { nullable: true, description: 'Unit, where it is split by that; null for what no unit answers for. 责任单位' })
  unit(@Root() { unitId }: ListStatsRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return unitId === null ? Promise.resolve(null) : context.load(unitById, unitId);
  }
}

@Resolver(() => ListDifferenceEntryType)
export class ListDifferenceEntryResolver {
  @FieldResolver(() => ID, { description: 'The id of the Project, Issue or Assignment that the line is about.' })
  id(@Root() { id, before, after }: ListDifferenceRow): string {
    return toGlobalId(listed[(after ?? before)!.kind], id);
  }

  @FieldResolver(() => ListEntryType, { nullable: true, description: 'As it stood at the earlier moment; null where it was not on the list. 之前' })
  before(@Root() { before }: ListDifferenceRow): ListEntryRow | null {
    return before;
  }

  @FieldResolver(() => ListEntryType, { nullable: true, description: 'As it stood at the later moment; null where it was no longer on the list. 之后' })
  after(@Root() { after }: ListDifferenceRow): ListEntryRow | null {
    return after;
  }
}
