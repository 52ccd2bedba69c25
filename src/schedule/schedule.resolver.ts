import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { toGlobalId } from '../kernel/global-id.js';
import { refuse } from '../kernel/refusal.js';
import { projectById } from '../project/project.queries.js';
import { ProjectFilter, ProjectType, type ProjectRow } from '../project/project.type.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { unitById } from '../unit/unit.queries.js';
import { baselinesOf, daysOfBaseline } from './baseline.queries.js';
import { changesOf } from './schedule-acts.resolver.js';
import { BaselineDaysType, ScheduleBaselineType, type BaselineRow } from './schedule-baseline.type.js';
import { ScheduleTemplateType } from './schedule-template.type.js';
import { ScheduleOrder } from './schedule.enums.js';
import { ScheduleChangesInput } from './schedule.input.js';
import { readSchedulePage, scheduleById, scheduleOfProject } from './schedule.queries.js';
import { BackScheduleConnection, BackScheduleType, MilestoneAfterType, MilestoneType, type MilestoneRow, type ScheduleRow } from './schedule.type.js';
import { readTemplates, templateByCode } from './template.queries.js';
import { whatIf } from './what-if.queries.js';
import { ScheduleWhatIfPayload, ScheduleWhatIfType, type MilestoneWhatIfType } from './what-if.type.js';

@Resolver(() => ProjectType)
export class ScheduleOfProjectResolver {
  @FieldResolver(() => BackScheduleType, { nullable: true, description: 'Its standing schedule, reckoned as of today; null without one. 倒排工期' })
  schedule(@Root() project: ProjectRow, @Ctx() context: Context): Promise<ScheduleRow | null> {
    return context.load(scheduleOfProject, project.id);
  }
}

@Resolver(() => BackScheduleType)
export class BackScheduleResolver {
  @Query(() => BackScheduleConnection, { description: 'The standing schedules of the projects that the viewer sees. 倒排工期。' })
  schedules(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ProjectFilter, { nullable: true, description: 'Of which projects.' }) filter?: ProjectFilter | null,
    @Arg('behind', () => Boolean, { defaultValue: false, description: 'Only those where a milestone has not started or is not finished by its planned day. 仅滞后' }) behind?: boolean,
    @Arg('orderBy', () => ScheduleOrder, { defaultValue: 'BEHIND_FIRST', description: 'In which order.' }) order?: ScheduleOrder,
  ): Promise<Page<ScheduleRow>> {
    return readSchedulePage(context, { filter, behind: behind!, order: order! }, withSelection(page, info));
  }

  @Query(() => [ScheduleTemplateType], { description: 'The templates that schedules are drawn by, those that ended last. 工期模板。' })
  scheduleTemplates(@Ctx() context: Context): Promise<ScheduleTemplateType[]> {
    return readTemplates(context.db);
  }

  @Query(() => ScheduleWhatIfPayload, { description: 'What a project\'s schedule would be with some changes; nothing is written. 工期推演。' })
  async scheduleWhatIf(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'Of which project.' }) projectId: string,
    @Arg('changes', () => ScheduleChangesInput, { description: 'What would be otherwise.' }) changes: ScheduleChangesInput,
  ): Promise<unknown> {
    const [project, wanted] = [context.id(projectId, 'Project', ['projectId']), changesOf(context, changes)];
    const schedule = context.seen(await context.load(scheduleOfProject, project));
    const outcome = schedule ? await whatIf(context.db, schedule, wanted) : refuse('NOT_FOUND', ['projectId'], { what: 'BackSchedule' });
    return payload('consequences', outcome, context.language);
  }

  @FieldResolver(() => ID)
  id(@Root() schedule: ScheduleRow): string {
    return toGlobalId('BackSchedule', schedule.id);
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'Of which project. 项目' })
  project(@Root() schedule: ScheduleRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return context.load(projectById, schedule.projectId);
  }

  @FieldResolver(() => ScheduleTemplateType, { nullable: true, description: 'By which template it was drawn; null without one. 模板' })
  template(@Root() { templateCode }: ScheduleRow, @Ctx() context: Context): Promise<ScheduleTemplateType | null> {
    return templateCode === null ? Promise.resolve(null) : context.load(templateByCode, templateCode);
  }

  @FieldResolver(() => [ScheduleBaselineType], { description: 'The plans so far, the first one first; the last one counts. 历次基线' })
  baselines(@Root() schedule: ScheduleRow, @Ctx() context: Context): Promise<BaselineRow[]> {
    return context.load(baselinesOf, schedule.id);
  }
}

@Resolver(() => ScheduleBaselineType)
export class ScheduleBaselineResolver {
  @FieldResolver(() => [BaselineDaysType], { description: 'Its milestones, in their order. 节点' })
  async milestones(@Root() baseline: BaselineRow, @Ctx() context: Context): Promise<BaselineDaysType[]> {
    const [schedule, days] = await Promise.all([context.load(scheduleById, baseline.scheduleId), context.load(daysOfBaseline, baseline.id)]);
    const byId = new Map(schedule?.milestones.map((each) => [each.id, each]));
    return days.flatMap(({ milestoneId, ...each }) => { const milestone = byId.get(milestoneId); return milestone ? [{ ...each, milestone }] : []; });
  }
}

@Resolver(() => MilestoneType)
export class MilestoneResolver {
  @FieldResolver(() => ID)
  id(@Root() milestone: MilestoneRow): string {
    return toGlobalId('Milestone', milestone.id);
  }

  @FieldResolver(() => UnitType, { nullable: true, description: 'Who answers for it. 责任单位' })
  unit(@Root() { unitId }: MilestoneRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return unitId === null ? Promise.resolve(null) : context.load(unitById, unitId);
  }

  @FieldResolver(() => [MilestoneAfterType], { description: 'What it waits for. 前置节点' })
  async after(@Root() { scheduleId, links }: MilestoneRow, @Ctx() context: Context): Promise<MilestoneAfterType[]> {
    if (links.length === 0) return [];
    const byId = new Map((await context.load(scheduleById, scheduleId))?.milestones.map((each) => [each.id, each]));
    return links.flatMap(({ after, kind, lag }) => { const milestone = byId.get(after); return milestone ? [{ milestone, kind, lag }] : []; });
  }

  @FieldResolver(() => BackScheduleType, { description: 'Of which schedule. 工期' })
  schedule(@Root() { scheduleId }: MilestoneRow, @Ctx() context: Context): Promise<ScheduleRow | null> {
    return context.load(scheduleById, scheduleId);
  }
}

function isAffected({ movedDays, lateDays, plannedStartOn, plannedMovedDays, milestone }: MilestoneWhatIfType): boolean {
  return movedDays !== 0 || lateDays > 0 || (plannedMovedDays ?? 0) !== 0 || (plannedStartOn ?? milestone.plannedStartOn) !== milestone.plannedStartOn;
}

@Resolver(() => ScheduleWhatIfType)
export class ScheduleWhatIfResolver {
  @FieldResolver(() => [UnitType], { description: 'Whose milestones would move, in the forecast or the plan, or would be late, by name. 受影响单位' })
  async units(@Root() { milestones }: ScheduleWhatIfType, @Ctx() context: Context): Promise<UnitRow[]> {
    const ids = new Set(milestones.filter(isAffected).flatMap(({ milestone: { unitId } }) => unitId ?? []));
    const units = await Promise.all([...ids].map((id) => context.load(unitById, id)));
    return units.filter((unit) => unit !== null).sort((a, b) => a.name.localeCompare(b.name, 'zh'));
  }
}

