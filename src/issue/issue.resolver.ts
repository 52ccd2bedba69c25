import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { leadById } from '../lead/lead.queries.js';
import { InvestmentLeadType, type LeadRow } from '../lead/lead.type.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { unitById } from '../unit/unit.queries.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { IssuesArgs } from './issue.input.js';
import { readIssues } from './issue-list.queries.js';
import { issueById, issueByNumber, supportingUnitIds } from './issue.queries.js';
import { IssueConnection, IssueType, type IssueRow } from './issue.type.js';

@Resolver(() => IssueType)
export class IssueResolver {
  @Query(() => IssueConnection, { description: 'The issues and demands that the viewer sees. 问题清单、需求清单。' })
  issues(@Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => IssuesArgs) wanted: IssuesArgs): Promise<Page<IssueRow>> {
    return readIssues(context, withSelection(wanted, info));
  }

  @Query(() => IssueType, { nullable: true, description: 'One issue by id or by number; null where there is none that the viewer may see. 问题。' })
  issue(
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string | null,
    @Arg('number', () => String, { nullable: true, description: 'Its number, where no id is given.' }) number?: string | null,
  ): Promise<IssueRow | null> {
    if (typeof id === 'string') return context.load(issueById, context.id(id, 'Issue', ['id']));
    return typeof number === 'string' ? context.load(issueByNumber, number) : Promise.resolve(null);
  }

  @FieldResolver(() => ID)
  id(@Root() issue: IssueRow): string {
    return toGlobalId('Issue', issue.id);
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'The project that it concerns; null for a lead\'s or a region\'s. 项目' })
  project(@Root() issue: IssueRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return issue.projectId === null ? Promise.resolve(null) : context.load(projectById, issue.projectId);
  }

  @FieldResolver(() => InvestmentLeadType, { nullable: true, description: 'The investment lead that it concerns; null for a project\'s or a region\'s. 招商线索' })
  lead(@Root() issue: IssueRow, @Ctx() context: Context): Promise<LeadRow | null> {
    return issue.leadId === null ? Promise.resolve(null) : context.load(leadById, issue.leadId);
  }

  @FieldResolver(() => RegionType, { description: 'Where what it concerns lies. 地区' })
  region(@Root() issue: IssueRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return context.load(regionById, issue.regionId);
  }

  @FieldResolver(() => UnitType, { nullable: true, description: 'The unit that answers for it; null before it is assigned. 牵头单位' })
  leadUnit(@Root() issue: IssueRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return issue.leadUnitId === null ? Promise.resolve(null) : context.load(unitById, issue.leadUnitId);
  }

  @FieldResolver(() => [UnitType], { description: 'The units that help, by code. 协办单位' })
  async supportingUnits(@Root() issue: IssueRow, @Ctx() context: Context): Promise<(UnitRow | null)[]> {
    const ids = await context.load(supportingUnitIds, issue.id);
    return Promise.all(ids.map((id) => context.load(unitById, id)));
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'What was done to it, oldest first. 办理过程' })
  history(@Root() issue: IssueRow, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'Issue', id: issue.id, sight: context.sight });
  }
}
