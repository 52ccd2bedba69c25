import type { EntityType } from './entity-type.js';
import { rightFor, type Right } from './rights.js';

/**
 * What decides that a viewer sees the value of a field:
 * - DIRECTORY: nothing, everybody with a token sees it;
 * - ROW: who sees the object that it stands in sees it;
 * - SCOPE: the viewer's sight, row by row. What is not seen is absent: null, not listed, not counted.
 * - PERSONAL: the right `readContacts`, on objects that the viewer sees; others read null.
 * A mutation, and a query that is not for everybody, is decided by its right. On schema and this table alike: `guard` in graphql/guard.ts.
 */
export type Decision = 'DIRECTORY' | 'ROW' | 'SCOPE' | 'PERSONAL';

/** The same of whole rows. What has a scope is never decided otherwise, whichever field leads to it. */
export const seenBy = {
  Region: 'DIRECTORY', Unit: 'DIRECTORY', Leader: 'DIRECTORY', Clock: 'DIRECTORY', Calendar: 'DIRECTORY', JointLaunch: 'DIRECTORY',
  Project: 'SCOPE', SubProject: 'SCOPE', InvestmentLead: 'SCOPE', Assignment: 'SCOPE', Issue: 'SCOPE', Evidence: 'SCOPE', Comment: 'SCOPE',
  Meeting: 'SCOPE', AgendaItem: 'SCOPE', MeetingSite: 'SCOPE', Directive: 'SCOPE',
  SupplyOffer: 'SCOPE',
  ProgressReport: 'SCOPE', Enterprise: 'SCOPE',
  BackSchedule: 'SCOPE', Milestone: 'SCOPE',
  Permit: 'SCOPE',
  SignalSettings: 'DIRECTORY',
  // A public ranking: the figures that make it are sums of districts, and name no project.
  Contest: 'DIRECTORY',
} as const satisfies Record<EntityType, Decision>;

/** Every field of every type, but for connections, edges and payloads, which are alike. */
const table: Readonly<Record<string, Partial<Record<Decision, string>>>> = {
  Query: {
    DIRECTORY: 'regions region units unit leaders leader clock calendar workingDay escalationRules issueActs industryChains jointLaunches jointLaunch portfolioYears signalRules seasonalCurve signalSettings demandKinds permitKinds permitRules permitActs scheduleTemplates readinessItems startObstacleRules contests contest contestScoreboard reserveFields ripeningSteps',
    SCOPE: 'projects project projectStats portfolioGrowth projectEvents investmentLeads investmentLead assignments assignment issues issue meetings meeting node nodes '
      + 'list listStats listDifference supplyOffers supplyOffer demandStats dailyDispatch weeklyHearing enterprises enterprise enterpriseStats '
      + 'permits permitStats permitProgress schedules scheduleWhatIf readinessGaps readinessStats startSequence startForecast candidates '
      + 'reserveProjects reserveStats agendaProposal calendarFeeds',
  },
  Subscription: { SCOPE: 'changes meetingScreen listFollow chartScreen', DIRECTORY: 'contestScreen' },

  Region: { ROW: 'id code name level endedAt version history', DIRECTORY: 'parent children' },
  Unit: { ROW: 'id code name type endedAt version history', DIRECTORY: 'region', SCOPE: 'issues' },
  Leader: { ROW: 'id code name title endedAt version history', DIRECTORY: 'unit', SCOPE: 'assignments load portfolio' },
  Clock: { ROW: 'id now today timeZone offsetSeconds history' },
  Calendar: { ROW: 'id year known days history' },
  CalendarDay: { ROW: 'day working name' },
  SignalRuleSetting: { ROW: 'rule yellowFrom redFrom enabled unit tiers sectors origins stages signs' },
  SignalSettings: { ROW: 'id rules curve history' },
  EscalationRule: { ROW: 'level name nameEn signWithin escalateUnsignedAfter remindOverdueAfter escalateOverdueAfter enabled history' },
  SeasonalCurvePoint: { ROW: 'month share' },

  Project: {
    // Its light is its own, also where it comes of issues that the viewer does not see.
    ROW: 'id code name tier sector origin stage plannedStartOn startedOn plannedResumptionOn resumedOn plannedCompletionOn completedOn launchedOn '
      + 'enteredProductionOn reachedCapacityOn physicalProgress description registeredAt endedAt endReason version '
      + 'totalInvestment annualPlan completedInvestment completedToDate years started history signal signalHistory chainRole expectedCapacity capacityMeasure expectedAnnualSales events '
      + 'permitsNeeded permitsComplete landProceduresDone permitsReady startCommitment readiness startedUnready reserve',
    DIRECTORY: 'region ownerUnit leader industryChain jointLaunch',
    SCOPE: 'issues assignments subProjects progressReports latestReport permits schedule convertedFrom',
  },
  ReadinessItem: { ROW: 'code nameZh nameEn place rule tiers sectors origins endedAt' },
  ProjectReadiness: { ROW: 'state check checks', DIRECTORY: 'item' },
  ReadinessCheck: { ROW: 'id done dueOn evidenceUrl note byOwner checkedAt checkedBy confirmedAt confirmedBy' },
  UnreadyStart: { ROW: 'on resumption recordedAt recordedBy', DIRECTORY: 'lacking' },
  ReadinessGap: { ROW: 'plannedOn lacking', SCOPE: 'project' },
  ReadinessStats: { DIRECTORY: 'region item', SCOPE: 'projects ready lacking claimed' },
  StartObstacleRule: { ROW: 'kind holds' },
  // What stands in a project's way is its own, as its light is; what is pointed at is read by who sees it.
  StartObstacle: { ROW: 'kind holds since dueOn', SCOPE: 'reference' },
  StartEntry: { ROW: 'plannedOn outlook obstacles', SCOPE: 'project' },
  StartForecast: { ROW: 'on', SCOPE: 'started willStart doubtful total grounds entries' },
  StartGround: { ROW: 'kind holds', SCOPE: 'projects doubted' },
  IndustryChain: { ROW: 'code name nameEn endedAt' },
  JointLaunch: { ROW: 'id name on note recordedAt endedAt endReason history', DIRECTORY: 'region', SCOPE: 'projects count totalInvestment annualPlan' },
  SubProject: { ROW: 'id name content investment startedOn completedOn endedAt endReason version', SCOPE: 'project' },
  ProjectEvent: { ROW: 'kind on recordedAt recordedBy endedAt endedBy', SCOPE: 'project' },
  PortfolioYear: { ROW: 'year part projects totalInvestment annualPlan completed source' },
  PortfolioGrowth: { ROW: 'part', DIRECTORY: 'lastYear', SCOPE: 'projects totalInvestment annualPlan completedInvestment projectsGrowth totalInvestmentGrowth annualPlanGrowth completedGrowth' },
  ProjectYear: { ROW: 'year planned completed' },
  Signal: { ROW: 'colour reasons checks' },
  SignalReason: { ROW: 'rule colour message measure unit threshold since inputs detail' },
  SignalCheck: { ROW: 'rule colour skipped measure unit yellowFrom redFrom inputs detail' },
  SignalInput: { ROW: 'name unit day amount share text' },
  SignalChange: { ROW: 'day before after reasons began ceased' },
  SignalPreview: { SCOPE: 'before after changedCount changes' },
  SignalCount: { ROW: 'colour', SCOPE: 'count' },
  SignalPreviewChange: { ROW: 'before after reasonsBefore reasonsAfter', SCOPE: 'project' },
  // Escalated issues count as the light counts late ones: also those that the viewer does not see.
  Candidate: { ROW: 'kinds colour urgency since reasons', SCOPE: 'project agenda' },
  CandidateReason: { ROW: 'kind colour since message detail measure unit' },
  ProjectStats: { ROW: 'key', SCOPE: 'count startedCount startRate forecastStartedCount totalInvestment annualPlan completedInvestment' },
  ProjectStatsKey: { ROW: 'tier sector origin stage', DIRECTORY: 'region' },
  LeaderLoad: { SCOPE: 'projects leads openIssues overdueIssues' },

  LeaderPortfolio: { SCOPE: 'projects leads openIssues overdueIssues overdueRate returnedIssues returnedRate handedOver directives directivesClosed openDirectives' },

  InvestmentLead: {
    ROW: 'id code name sector description expectedInvestment status registeredAt convertedAt endedAt endReason version history stage reachableStages actions moves nextStep needs',
    DIRECTORY: 'region leader',
    SCOPE: 'project issues assignments',
    PERSONAL: 'contacts',
  },
  LeadMove: { ROW: 'from to note at by' },
  LeadNextStep: { ROW: 'text on overdue', DIRECTORY: 'leader' },
  LeadContact: { ROW: 'id role name position telephone addedAt addedBy endedAt endedBy' },
  LeadNeed: { ROW: 'id quantity measure note state addedAt addedBy answer answeredAt answeredBy', DIRECTORY: 'kind', SCOPE: 'issue' },

  ReserveField: { ROW: 'code nameZh nameEn place endedAt' },
  RipeningStep: { ROW: 'code nameZh nameEn place endedAt' },
  ProjectReserve: { ROW: 'steps actions', DIRECTORY: 'field reached lacking' },
  Ripening: { ROW: 'plannedOn reachedOn late note recordedAt recordedBy', DIRECTORY: 'step' },
  ReserveStats: { DIRECTORY: 'field region step', SCOPE: 'count late totalInvestment' },
  // Its reason names the project that a lead became: see there.
  Assignment: { ROW: 'id role duty since until history', DIRECTORY: 'leader', SCOPE: 'subject endReason' },
  Issue: {
    ROW: 'id number kind category title detail severity status level serviceMode dueOn overdue workingDaysLeft returns reminders remindedAt signBy escalatedAt externalRef reportedAt resolvedAt closedAt version history extensionRequests answers returnReasons actions demand',
    DIRECTORY: 'region leadUnit supportingUnits',
    SCOPE: 'project lead directives evidence comments recurrenceOf recurrences mergedInto duplicates',
  },
  // What it needs is the issue's own; who offers it and what else they offer is not.
  Demand: { ROW: 'quantity measure fulfilled promised open share steps matches', DIRECTORY: 'kind', SCOPE: 'candidates' },
  DemandKind: { ROW: 'code nameZh nameEn measures category active' },
  DemandStep: { ROW: 'id quantity note at by corrects' },
  DemandStats: { ROW: 'status measure', DIRECTORY: 'kind region', SCOPE: 'count quantity fulfilled promised open' },
  SupplyOffer: {
    ROW: 'id quantity measure matched open fromOn untilOn text offeredAt withdrawnAt withdrawReason version matches history',
    DIRECTORY: 'unit kind region',
    SCOPE: 'candidates',
  },
  SupplyMatch: { ROW: 'id quantity status matchedAt settledAt reason', DIRECTORY: 'unit', SCOPE: 'offer issue' },
  ExtensionRequest: { ROW: 'dueOn reason state askedBy askedAt decidedBy decidedAt note' },
  IssueAnswer: { ROW: 'text done waived by at', DIRECTORY: 'unit' },
  IssueReturn: { ROW: 'at by reason' },
  Evidence: { ROW: 'id url title addedBy addedAt endedBy endedAt', SCOPE: 'issue' },
  Comment: { ROW: 'id text author at withdrawnBy withdrawnAt', SCOPE: 'issue' },
  IssueActRule: { ROW: 'act mutation from to roles unit says' },
  ExternalRef: { ROW: 'system key' },

  ProgressReport: {
    ROW: 'id kind day completedInvestment physicalProgress workersOnSite workersBack backByOrigin backByTransport isolated started permits prevention remarks '
      + 'photos correctionReason reportedAt reporter',
    SCOPE: 'project supersedes supersededBy',
  },
  WorkersFrom: { ROW: 'province workers' },
  WorkersBy: { ROW: 'transport workers' },
  DailyDispatch: { ROW: 'day', SCOPE: 'expected reportedCount workersOnSite workersBack isolated starts rows' },
  DailyDispatchRow: { ROW: 'reported investmentChange progressChange workersChange', SCOPE: 'project report' },
  WeeklyHearing: { ROW: 'day plannedShare', SCOPE: 'projectCount reportedCount rows' },
  WeeklyHearingRow: { ROW: 'reported actualShare gap planned completed inTheWeek', SCOPE: 'project report' },

  BackSchedule: {
    ROW: 'id endsOn reserveDays winterStops projectedEnd lateDays slack state lateCount criticalCount daysToStart daysToEnd contradictions drawnAt drawnBy endedAt endReason version baselines',
    DIRECTORY: 'template',
    SCOPE: 'project milestones chain',
  },
  WinterStop: { ROW: 'from until' },
  Milestone: {
    ROW: 'id position code name days counting outdoors notBefore plannedStartOn plannedFinishOn baselineStartOn baselineFinishOn startedOn finishedOn forecastStartOn forecastFinishOn '
      + 'slack critical lateDays daysToStart version after',
    DIRECTORY: 'unit',
    SCOPE: 'schedule',
  },
  MilestoneAfter: { ROW: 'kind lag', SCOPE: 'milestone' },
  ScheduleContradiction: { ROW: 'days', SCOPE: 'before after' },
  ScheduleBaseline: { ROW: 'number endsOn reason madeAt madeBy milestones' },
  BaselineDays: { ROW: 'days startOn finishOn', SCOPE: 'milestone' },
  ScheduleTemplate: { ROW: 'code name nameEn stopFrom stopUntil steps endedAt' },
  TemplateStep: { ROW: 'code name days counting outdoors after' },
  TemplateAfter: { ROW: 'code kind lag' },
  ScheduleWhatIf: { ROW: 'endsOn projectedEnd movedDays lateDays state possible milestones', DIRECTORY: 'units', SCOPE: 'chain' },
  MilestoneWhatIf: { ROW: 'days plannedStartOn plannedFinishOn plannedMovedDays forecastStartOn forecastFinishOn movedDays slack lateDays critical', SCOPE: 'milestone' },
  ChartScreen: { ROW: 'revision at today', SCOPE: 'totalCount schedules' },

  Enterprise: {
    ROW: 'id code name employees fromElsewhere foreignStaff resumedOn product outputUnit plannedOutput registeredAt version latestReport peak reports history',
    DIRECTORY: 'region',
  },
  EnterpriseReport: { ROW: 'day staffPresent output remarks reportedAt reporter' },
  EnterpriseStats: { DIRECTORY: 'region', SCOPE: 'count resumed employees staffPresent staffBackShare' },

  Permit: {
    ROW: 'id state plannedOn appliedOn acceptedOn dueOn overdue grantedOn refusedOn channel greenChannel oilfieldChannel reason version waiting papers actions',
    DIRECTORY: 'kind authority',
    SCOPE: 'project',
  },
  PermitWait: { ROW: 'since workingDays', DIRECTORY: 'unit' },
  PermitPaper: { ROW: 'id name dueOn deliveredOn overdue remindedAt deferredBy deferredAt', DIRECTORY: 'permitKind' },
  PermitKind: { ROW: 'code nameZh nameEn position parallelGroup workingDays landUse papersMayFollow sectors origins active', DIRECTORY: 'authority after' },
  PermitRules: { ROW: 'onlineTarget oneVisitTarget doneForYouTarget commitmentFrom remindBefore' },
  PermitActRule: { ROW: 'act mutation from to roles says' },
  StartCommitment: { ROW: 'on text recordedBy recordedAt' },
  PermitStats: { ROW: 'state channel target', DIRECTORY: 'kind authority region', SCOPE: 'count granted open overdue overduePapers share acceptance review waiting' },
  PermitDays: { ROW: 'count median longest' },
  PermitProgress: { SCOPE: 'needing landProceduresDone complete committed ready' },

  Meeting: {
    ROW: 'id title mode status startsAt startedAt closedAt cancelReason warnAt series version history',
    DIRECTORY: 'chair region',
    SCOPE: 'currentItem agenda sites directives decisions speakers speeches attendance',
  },
  AgendaItem: { ROW: 'id position minutes status calledAt endedAt topic', SCOPE: 'meeting project lead directives decisions snapshot snapshots' },
  AgendaProposal: { ROW: 'topic minutes carried since listed candidate', SCOPE: 'project lead item agenda' },
  AgendaSnapshot: { ROW: 'calledAt stage physicalProgress colour totalInvestment annualPlan completedInvestment reasons schedule', SCOPE: 'issues' },
  PinnedIssue: { ROW: 'number title status severity level dueOn overdue', DIRECTORY: 'leadUnit', SCOPE: 'issue' },
  PinnedSchedule: { ROW: 'endsOn projectedEnd lateDays state late' },
  PinnedMilestone: { ROW: 'name plannedFinishOn forecastFinishOn lateDays', DIRECTORY: 'unit' },
  MeetingSite: { ROW: 'id name kind online', DIRECTORY: 'region', SCOPE: 'meeting' },
  Decision: { ROW: 'id kind text until at', DIRECTORY: 'parties', SCOPE: 'directive item' },
  MeetingSeries: { ROW: 'weekdays workingDaysOnly until aheadDays skipped endedAt', SCOPE: 'meetings' },
  SiteAttendance: { ROW: 'spans present correction', SCOPE: 'site' },
  AttendanceSpan: { ROW: 'from until' },
  AttendanceCorrection: { ROW: 'reason by at' },
  SpeakerRequest: { ROW: 'id state askedAt givenAt endedAt', SCOPE: 'site item' },
  Directive: { ROW: 'id text at', SCOPE: 'issue item' },
  MeetingScreen: { ROW: 'revision at', SCOPE: 'meeting' },

  ListEntry: {
    ROW: 'id kind state day doneOn lateDays tier severity level progress colour',
    DIRECTORY: 'region leader unit',
    SCOPE: 'project lead issue assignment',
  },
  ListProgress: { ROW: 'share expectedShare annualPlan expected completed gap months' },
  ListMonth: { ROW: 'month expected completed' },
  ListStats: { ROW: 'tier', DIRECTORY: 'region leader unit', SCOPE: 'count late done' },
  ListDifference: { ROW: 'from to', SCOPE: 'entries' },
  ListDifferenceEntry: { ROW: 'id happened before after' },
  ListScreen: { ROW: 'revision at', SCOPE: 'totalCount entries' },

  Contest: {
    ROW: 'id name startsOn endsOn days status rules weight drawnAt drawnBy startedAt endedAt cancelReason version adjustments withdrawals history',
    DIRECTORY: 'regions',
  },
  ContestRule: { ROW: 'code name measure weight zeroAt fullAt cap tiers sectors origins tieBreak' },
  ContestWithdrawal: { ROW: 'on reason madeAt madeBy endedAt endedBy endReason', DIRECTORY: 'region' },
  ContestAdjustment: { ROW: 'id rule points from reason madeAt madeBy endedAt endedBy endReason', DIRECTORY: 'region' },
  ContestScoreboard: { ROW: 'on dayNumber standings', DIRECTORY: 'contest' },
  ContestStanding: { ROW: 'rank points scores withdrawal weekBefore', DIRECTORY: 'region' },
  ContestScore: { ROW: 'rule unit numerator denominator rate measured adjusted points contribution adjustments' },
  ContestPlace: { ROW: 'on rank points' },
  ContestScreen: { ROW: 'revision at today', DIRECTORY: 'contest scoreboard' },

  // A note that names another row is read by who sees that row.
  HistoryEntry: { ROW: 'at act actor automatic', SCOPE: 'note' },
  Actor: { ROW: 'name' },
  ChangeBatch: { ROW: 'cursor reset', SCOPE: 'changes' },
  Change: { ROW: 'operation type entityId', SCOPE: 'entity' },
  AccessGrant: { ROW: 'id issuer subject name role from until madeAt madeBy endedAt endedBy', DIRECTORY: 'region unit leader' },
  AccessWithdrawal: { ROW: 'subject before reason withdrawnBy' },
  ApiKey: { ROW: 'id prefix name system acts expiresAt lastUsedAt previousUntil madeAt madeBy withdrawnAt withdrawnBy', DIRECTORY: 'regions' },
  CalendarFeed: { ROW: 'id prefix name madeAt expiresAt withdrawnAt' },
  Screen: { ROW: 'id name entered expiresAt approvedAt approvedBy withdrawnAt withdrawnBy', DIRECTORY: 'region', SCOPE: 'site' },
  AuditEntry: { ROW: 'number at outcome act actor origin operation relation entityId changes refusals times' },
  AuditActor: { ROW: 'subject name role credential onBehalfOf databaseRole' },
  AuditOrigin: { ROW: 'transport address requestId' },
  AuditChange: { ROW: 'column before after' },
  AuditRefusal: { ROW: 'code path' },
  PageInfo: { ROW: 'hasNextPage endCursor' },
  UserError: { ROW: 'code message path' },
};

const byField = new Map(Object.entries(table).flatMap(([type, decided]) =>
  Object.entries(decided).flatMap(([decision, names]) => names.split(' ').map((name): [string, Decision] => [`${type}.${name}`, decision as Decision]))));

/** The fields that the table names, as `Type.field`. */
export const decidedFields: readonly string[] = [...byField.keys()];

/** What decides on a field; undefined where nobody has decided yet. */
export function decisionOn(type: string, field: string): Decision | Right | undefined {
  if (type === 'Mutation') return rightFor(field);
  if (type === 'Query' && rightFor(field)) return rightFor(field);
  // A page's rows and their number are those that the field leading to it decides on.
  if (/(Connection|Edge)$/.test(type)) return 'ROW';
  if (type.endsWith('Payload')) return field === 'userErrors' ? 'ROW' : 'SCOPE';
  return byField.get(`${type}.${field}`);
}
