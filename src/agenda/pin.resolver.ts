import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { MoneyUnit } from '../graphql/enums.js';
import { MoneyScalar } from '../graphql/scalars.js';
import { issueById } from '../issue/issue.queries.js';
import { IssueType, type IssueRow } from '../issue/issue.type.js';
import { fromYuan } from '../kernel/money.js';
import { AgendaItemType, type AgendaItemRow } from '../meeting/meeting.type.js';
import { toReason } from '../signal/signal.told.js';
import { SignalReasonType } from '../signal/signal.type.js';
import { unitById } from '../unit/unit.queries.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { snapshotsOfItem } from './pin.queries.js';
import { AgendaSnapshotType, PinnedIssueType, PinnedMilestoneType, type PinnedIssue, type PinnedMilestone, type SnapshotRow } from './pin.type.js';

const inUnit = 'In what the amount is said. 金额单位';

@Resolver(() => AgendaItemType)
export class SnapshotsOfItemResolver {
  @FieldResolver(() => AgendaSnapshotType, { nullable: true, description: 'What stood when it was last called; null for a lead or a topic, before it is called, and where the viewer may not see the project. 点到时快照' })
  async snapshot(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<SnapshotRow | null> {
    return (await seenOf(context, item)).at(-1) ?? null;
  }

  @FieldResolver(() => [AgendaSnapshotType], { description: 'What stood each time that it was called, newest last. 历次点到时快照' })
  snapshots(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<SnapshotRow[]> {
    return seenOf(context, item);
  }
}

async function seenOf(context: Context, { id }: AgendaItemRow): Promise<SnapshotRow[]> {
  return (await context.load(snapshotsOfItem, id)).filter(({ scope }) => scope !== null && context.sees({ scope }));
}

@Resolver(() => AgendaSnapshotType)
export class AgendaSnapshotResolver {
  @FieldResolver(() => MoneyScalar, { description: 'Total investment. 总投资' })
  totalInvestment(@Root() { totalInvestment }: SnapshotRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(totalInvestment, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Planned for the year. 年度计划投资' })
  annualPlan(@Root() { annualPlan }: SnapshotRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(annualPlan, unit);
  }

  @FieldResolver(() => MoneyScalar, { description: 'Completed of the year\'s plan. 本年完成投资' })
  completedInvestment(@Root() { completedInvestment }: SnapshotRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'WAN', description: inUnit }) unit: MoneyUnit): string {
    return fromYuan(completedInvestment, unit);
  }

  @FieldResolver(() => [SignalReasonType], { description: 'Why the light was not green, worst first. 亮灯原因' })
  reasons(@Root() { fired }: SnapshotRow, @Ctx() context: Context): SignalReasonType[] {
    return fired.map((rule) => toReason(rule, context.language));
  }

  @FieldResolver(() => [PinnedIssueType], { description: 'The issues that were open, by deadline, as far as the viewer sees them now. 未销号问题' })
  async issues(@Root() { pinned }: SnapshotRow, @Ctx() context: Context): Promise<PinnedIssue[]> {
    const seen = await Promise.all(pinned.map(async ({ id }) => context.seen(await context.load(issueById, id)) !== null));
    return pinned.filter((_, index) => seen[index]);
  }
}

@Resolver(() => PinnedIssueType)
export class PinnedIssueResolver {
  @FieldResolver(() => UnitType, { nullable: true, description: 'The unit that led it then. 牵头单位' })
  leadUnit(@Root() { leadUnitId }: PinnedIssue, @Ctx() context: Context): Promise<UnitRow | null> {
    return leadUnitId === null ? Promise.resolve(null) : context.load(unitById, leadUnitId);
  }

  @FieldResolver(() => IssueType, { description: 'The issue as it is now. 问题现状' })
  issue(@Root() { id }: PinnedIssue, @Ctx() context: Context): Promise<IssueRow | null> {
    return context.load(issueById, id);
  }
}

@Resolver(() => PinnedMilestoneType)
export class PinnedMilestoneResolver {
  @FieldResolver(() => UnitType, { nullable: true, description: 'The unit that answered for it. 责任单位' })
  unit(@Root() { unitId }: PinnedMilestone, @Ctx() context: Context): Promise<UnitRow | null> {
    return unitId === null ? Promise.resolve(null) : context.load(unitById, unitId);
  }
}
