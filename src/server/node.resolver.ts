import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { assignmentById } from '../assignment/assignment.queries.js';
import { calendarOfYear } from '../calendar/calendar.queries.js';
import { contestById } from '../contest/contest.queries.js';
import { clockById } from '../clock/clock.queries.js';
import { pageLimit } from '../graphql/connection.js';
import { Context, type Loader } from '../graphql/context.js';
import { offerById } from '../demand/supply.queries.js';
import { failure } from '../graphql/failure.js';
import { Node, type Row } from '../graphql/node.js';
import { issueById } from '../issue/issue.queries.js';
import { commentById, evidenceById } from '../issue/issue-parts.queries.js';
import { EntityType } from '../kernel/entity-type.js';
import { wordsOf } from '../kernel/enumeration.js';
import { jointLaunchById, subProjectById } from '../launch/launch.queries.js';
import { leadById } from '../lead/lead.queries.js';
import { enterpriseById } from '../enterprise/enterprise.queries.js';
import { progressReportById } from '../progress/progress-report.queries.js';
import { leaderById } from '../leader/leader.queries.js';
import { agendaItemById, directiveById, meetingById, siteById } from '../meeting/meeting.queries.js';
import { permitById } from '../permit/permit.queries.js';
import { projectById } from '../project/project.queries.js';
import { milestoneById, scheduleById } from '../schedule/schedule.queries.js';
import { regionById } from '../region/region.queries.js';
import { signalSettings } from '../signal/signal-settings.queries.js';
import { unitById } from '../unit/unit.queries.js';

/** Where a row of a type comes from. */
const rowById: Record<EntityType, Loader<number, Row | null>> = {
  Region: regionById,
  Unit: unitById,
  Leader: leaderById,
  Project: projectById,
  JointLaunch: jointLaunchById,
  Contest: contestById,
  SubProject: subProjectById,
  InvestmentLead: leadById,
  Assignment: assignmentById,
  Issue: issueById,
  Evidence: evidenceById,
  Comment: commentById,
  Meeting: meetingById,
  AgendaItem: agendaItemById,
  MeetingSite: siteById,
  Directive: directiveById,
  Clock: clockById,
  Calendar: calendarOfYear,
  SupplyOffer: offerById,
  ProgressReport: progressReportById,
  Enterprise: enterpriseById,
  BackSchedule: scheduleById,
  Milestone: milestoneById,
  Permit: permitById,
  SignalSettings: signalSettings,
};

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Whatever has this id; null where there is nothing, or the viewer may not see it. 按标识查询。' })
  node(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Row | null> {
    return read(context, id, ['id']);
  }

  @Query(() => [Node], { nullable: 'items', description: 'Whatever has these ids, in their order, null where `node` would be. 按标识批量查询。' })
  nodes(@Ctx() context: Context, @Arg('ids', () => [ID], { description: `At most ${pageLimit}.` }) ids: string[]): Promise<(Row | null)[]> {
    if (ids.length > pageLimit) throw failure('TOO_MANY', context.language, { most: pageLimit }, ['ids']);
    return Promise.all(ids.map((id, index) => read(context, id, ['ids', String(index)])));
  }
}

/** What is wrong with one id is told when all that was begun for the others has been waited for. */
async function read(context: Context, globalId: string, path: readonly string[]): Promise<Row | null> {
  const { type, id } = context.idOf(globalId, wordsOf(EntityType), path);
  return context.load(rowById[type], id);
}
