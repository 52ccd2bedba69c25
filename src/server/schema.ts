import 'reflect-metadata';
import { isAbstractType, isObjectType, specifiedDirectives, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { AuditResolver } from '../audit/audit.resolver.js';
import { auditRefusals } from '../audit/refusals.js';
import { callDirectly } from '../graphql/direct-calls.js';
import { guard } from '../graphql/guard.js';
import { hubOnly } from '../graphql/live-field.js';
import type { Row } from '../graphql/node.js';
import { asOfDirective } from '../graphql/past.js';
import { recogniseRetries } from '../graphql/retries.js';
import { RegionResolver } from '../region/region.resolver.js';
import { UnitResolver } from '../unit/unit.resolver.js';
import { EnterpriseResolver, EnterpriseStatsResolver } from '../enterprise/enterprise.resolver.js';
import { LeaderResolver } from '../leader/leader.resolver.js';
import { ProjectResolver, ProjectYearResolver } from '../project/project.resolver.js';
import { ProjectActsResolver } from '../project/project-acts.resolver.js';
import { ProjectStatsKeyResolver, ProjectStatsResolver } from '../project/project-stats.resolver.js';
import { CalendarResolver } from '../calendar/calendar.resolver.js';
import { ClockResolver } from '../clock/clock.resolver.js';
import { LaunchActsResolver } from '../launch/launch-acts.resolver.js';
import { JointLaunchResolver, LaunchOfProjectResolver, PortfolioGrowthResolver, PortfolioYearResolver, ProjectEventResolver, SubProjectResolver } from '../launch/launch.resolver.js';
import { InvestmentLeadResolver } from '../lead/lead.resolver.js';
import { LeadContactResolver, LeadNextStepResolver, LeadOfProjectResolver, LeadPartsResolver } from '../lead/lead-parts.resolver.js';
import { LeadNeedResolver, LeadNeedsResolver } from '../need/need.resolver.js';
import { ReserveActResolver } from '../reserve/reserve-act.resolver.js';
import { ProjectReserveResolver, ReserveResolver, ReserveStatsResolver, RipeningResolver } from '../reserve/reserve.resolver.js';
import { AssignmentResolver } from '../assignment/assignment.resolver.js';
import { AssignmentsOfProjectResolver } from '../assignment/assignments-of-project.resolver.js';
import { AssignmentsOfLeadResolver } from '../assignment/assignments-of-lead.resolver.js';
import { AssignmentsOfLeaderResolver } from '../assignment/assignments-of-leader.resolver.js';
import { SignalResolver } from '../signal/signal.resolver.js';
import { CandidateResolver } from '../signal/candidate.resolver.js';
import { SignalPreviewChangeResolver, SignalPreviewResolver } from '../signal/signal-preview.resolver.js';
import { SignalOfProjectResolver, SignalResolverOfChecks } from '../signal/signal-of-project.resolver.js';
import { IssueResolver } from '../issue/issue.resolver.js';
import { EscalationRuleResolver } from '../issue/escalation-rule.resolver.js';
import { IssueActResolver } from '../issue/issue-act.resolver.js';
import { CommentResolver, EvidenceResolver, IssueAnswerResolver, IssuePartsResolver } from '../issue/issue-parts.resolver.js';
import { IssueWorkflowResolver } from '../issue/issue-workflow.resolver.js';
import { IssuesOfProjectResolver } from '../issue/issues-of-project.resolver.js';
import { IssuesOfLeadResolver } from '../issue/issues-of-lead.resolver.js';
import { IssuesOfUnitResolver } from '../issue/issues-of-unit.resolver.js';
import { LeaderLoadResolver } from '../issue/leader-load.resolver.js';
import { LeaderPortfolioResolver, PortfolioOfLeaderResolver } from '../portfolio/portfolio.resolver.js';
import { DemandActResolver } from '../demand/demand-act.resolver.js';
import { DemandKindResolver, DemandOfIssueResolver, DemandResolver, DemandStepResolver } from '../demand/demand.resolver.js';
import { DemandStatsResolver } from '../demand/demand-stats.resolver.js';
import { SupplyActResolver } from '../demand/supply-act.resolver.js';
import { SupplyMatchResolver, SupplyOfferResolver } from '../demand/supply.resolver.js';
import { ProgressReportResolver } from '../progress/progress-report.resolver.js';
import { ReportsOfProjectResolver } from '../progress/reports-of-project.resolver.js';
import { DailyDispatchResolver, DailyDispatchRowResolver } from '../progress/daily-dispatch.resolver.js';
import { WeeklyHearingResolver, WeeklyHearingRowResolver } from '../progress/weekly-hearing.resolver.js';
import { PermitActResolver } from '../permit/permit-act.resolver.js';
import { PermitKindResolver, PermitPaperResolver, PermitResolver, PermitRulesResolver, PermitWaitResolver } from '../permit/permit.resolver.js';
import { PermitStatsResolver } from '../permit/permit-stats.resolver.js';
import { PermitsOfProjectResolver } from '../permit/permits-of-project.resolver.js';
import { MeetingResolver } from '../meeting/meeting.resolver.js';
import { MeetingRunResolver } from '../meeting/meeting-run.resolver.js';
import { AgendaItemResolver } from '../meeting/agenda.resolver.js';
import { MeetingSiteResolver } from '../meeting/site.resolver.js';
import { DirectiveResolver } from '../meeting/directive.resolver.js';
import { CallResolver } from '../agenda/call.resolver.js';
import { AgendaProposalResolver } from '../agenda/proposal.resolver.js';
import { AgendaSnapshotResolver, PinnedIssueResolver, PinnedMilestoneResolver, SnapshotsOfItemResolver } from '../agenda/pin.resolver.js';
import { DecisionResolver, DecisionsOfItemResolver, DecisionsOfMeetingResolver } from '../meeting/decision.resolver.js';
import { SpeakerRequestResolver, SpeakersOfMeetingResolver } from '../meeting/speaker.resolver.js';
import { AttendanceOfMeetingResolver, SiteAttendanceResolver } from '../meeting/attendance.resolver.js';
import { MeetingSeriesResolver, SeriesOfMeetingResolver } from '../meeting/series.resolver.js';
import { DirectivesOfIssueResolver } from '../meeting/directives-of-issue.resolver.js';
import { MeetingScreenResolver } from '../meeting/meeting-screen.resolver.js';
import { CalendarFeedResolver } from '../access/calendar-feed.resolver.js';
import { AccessGrantResolver } from '../access/access-grant.resolver.js';
import { ApiKeyResolver } from '../access/api-key.resolver.js';
import { ScreenResolver } from '../access/screen.resolver.js';
import { WithdrawalResolver } from '../access/withdrawal.resolver.js';
import { ListDifferenceEntryResolver, ListEntryResolver, ListMonthResolver, ListProgressResolver, ListStatsResolver } from '../list/list-entry.resolver.js';
import { ReadinessGapResolver, ReadinessStatsResolver } from '../readiness/gap.resolver.js';
import { ReadinessActResolver } from '../readiness/readiness-act.resolver.js';
import { ProjectReadinessResolver, ReadinessCheckResolver, ReadinessItemResolver, ReadinessOfProjectResolver, UnreadyStartResolver } from '../readiness/readiness.resolver.js';
import { StartEntryResolver, StartForecastResolver, StartObstacleResolver, StartObstacleRuleResolver } from '../start/start.resolver.js';
import { ContestActResolver } from '../contest/contest-act.resolver.js';
import { ContestScoreboardResolver, ContestScoreResolver, ContestStandingResolver } from '../contest/board.resolver.js';
import { ContestAdjustmentResolver, ContestResolver, ContestWithdrawalResolver } from '../contest/contest.resolver.js';
import { ContestScreenResolver } from '../contest/contest-screen.resolver.js';
import { ListResolver } from '../list/list.resolver.js';
import { ChartScreenResolver } from '../schedule/chart-screen.resolver.js';
import { ScheduleActsResolver } from '../schedule/schedule-acts.resolver.js';
import { BackScheduleResolver, MilestoneResolver, ScheduleBaselineResolver, ScheduleOfProjectResolver, ScheduleWhatIfResolver } from '../schedule/schedule.resolver.js';
import { ListScreenResolver } from '../list/list-screen.resolver.js';
import { ChangeResolver } from '../change/change.resolver.js';
import { NodeResolver } from './node.resolver.js';

/** Every room's resolver. */
const resolvers: NonEmptyArray<Function> = [RegionResolver, UnitResolver, LeaderResolver, ProjectResolver, ProjectYearResolver, ProjectActsResolver, ProjectStatsResolver, ProjectStatsKeyResolver, ClockResolver, CalendarResolver,
  LaunchActsResolver, LaunchOfProjectResolver, JointLaunchResolver, ProjectEventResolver, SubProjectResolver, PortfolioYearResolver, PortfolioGrowthResolver, InvestmentLeadResolver, AssignmentResolver, AssignmentsOfProjectResolver, AssignmentsOfLeadResolver, AssignmentsOfLeaderResolver, SignalResolver, SignalOfProjectResolver,
  IssueResolver, IssueActResolver, IssueWorkflowResolver, IssuePartsResolver, IssueAnswerResolver, EvidenceResolver, CommentResolver, EscalationRuleResolver, IssuesOfProjectResolver, IssuesOfLeadResolver, IssuesOfUnitResolver, LeaderLoadResolver,
  PortfolioOfLeaderResolver, LeaderPortfolioResolver,
  DemandKindResolver, DemandOfIssueResolver, DemandResolver, DemandStepResolver, DemandActResolver, DemandStatsResolver, SupplyOfferResolver, SupplyMatchResolver, SupplyActResolver,
  MeetingResolver, MeetingRunResolver, AgendaItemResolver, MeetingSiteResolver, DirectiveResolver, DirectivesOfIssueResolver,
  MeetingScreenResolver, AccessGrantResolver, ApiKeyResolver, ScreenResolver, WithdrawalResolver, ChangeResolver, NodeResolver, AuditResolver,
  ProgressReportResolver, ReportsOfProjectResolver, DailyDispatchResolver, DailyDispatchRowResolver, WeeklyHearingResolver, WeeklyHearingRowResolver,
  EnterpriseResolver, EnterpriseStatsResolver,
  ScheduleActsResolver, ScheduleOfProjectResolver, BackScheduleResolver, ScheduleBaselineResolver, MilestoneResolver, ScheduleWhatIfResolver, ChartScreenResolver,
  SignalResolverOfChecks, SignalPreviewResolver, SignalPreviewChangeResolver, CandidateResolver,
  ListResolver, ListEntryResolver, ListProgressResolver, ListMonthResolver, ListStatsResolver, ListDifferenceEntryResolver, ListScreenResolver,
  PermitResolver, PermitWaitResolver, PermitPaperResolver, PermitKindResolver, PermitRulesResolver, PermitActResolver, PermitStatsResolver, PermitsOfProjectResolver,
  ReadinessItemResolver, ReadinessOfProjectResolver, ProjectReadinessResolver, ReadinessCheckResolver, UnreadyStartResolver, ReadinessActResolver, ReadinessGapResolver, ReadinessStatsResolver,
  LeadPartsResolver, LeadNextStepResolver, LeadContactResolver, LeadOfProjectResolver, LeadNeedsResolver, LeadNeedResolver,
  ReserveResolver, ProjectReserveResolver, RipeningResolver, ReserveStatsResolver, ReserveActResolver,
  CalendarFeedResolver, MeetingSeriesResolver, SeriesOfMeetingResolver, SiteAttendanceResolver, AttendanceOfMeetingResolver, SpeakerRequestResolver, SpeakersOfMeetingResolver,
  AgendaProposalResolver, CallResolver, SnapshotsOfItemResolver, AgendaSnapshotResolver, PinnedIssueResolver, PinnedMilestoneResolver,
  DecisionResolver, DecisionsOfItemResolver, DecisionsOfMeetingResolver,
  StartEntryResolver, StartObstacleResolver, StartObstacleRuleResolver, StartForecastResolver,
  ContestResolver, ContestAdjustmentResolver, ContestWithdrawalResolver, ContestActResolver, ContestScoreboardResolver, ContestStandingResolver, ContestScoreResolver, ContestScreenResolver,
];

/** Built once a process: type-graphql's metadata is global. */
export const schema: GraphQLSchema = recogniseRetries(auditRefusals(guard(callDirectly(resolveTypesAtOnce(describeInherited(buildSchemaSync({
  resolvers,
  directives: [...specifiedDirectives, asOfDirective],
  validate: false,
  // type-graphql wants one as soon as there is a subscription; ours are run by the hub.
  pubSub: { publish: hubOnly, subscribe: hubOnly },
})))))));

/** Rows say what they are. type-graphql would make a promise of it, which compiled operations do not wait for. */
function resolveTypesAtOnce(built: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(built.getTypeMap())) if (isAbstractType(type)) type.resolveType = (row: Row) => row.__typename;
  return built;
}

/** A field that an interface asks for means what it says there, unless it says something of its own. */
function describeInherited(built: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(built.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      field.description ??= type.getInterfaces().map((from) => from.getFields()[field.name]?.description).find(Boolean);
    }
  }
  return built;
}
