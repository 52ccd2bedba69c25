import { CalendarDay } from '../calendar/calendar-day.entity.js';
import { BusinessClock } from '../clock/clock.entity.js';
import { History } from '../history/history.entity.js';
import { Region } from '../region/region.entity.js';
import { Unit } from '../unit/unit.entity.js';
import { Enterprise } from '../enterprise/enterprise.entity.js';
import { EnterpriseReport } from '../enterprise/enterprise-report.entity.js';
import { Leader } from '../leader/leader.entity.js';
import { Project } from '../project/project.entity.js';
import { ProjectYear } from '../project/project-year.entity.js';
import { IndustryChain } from '../project/industry-chain.entity.js';
import { JointLaunch } from '../project/joint-launch.entity.js';
import { BackSchedule, BaselineDays, Milestone, MilestoneLink, ScheduleBaseline } from '../schedule/back-schedule.entity.js';
import { ScheduleTemplate } from '../schedule/schedule-template.entity.js';
import { PortfolioYear, ProjectEvent, SubProject } from '../launch/launch.entity.js';
import { InvestmentLead } from '../lead/lead.entity.js';
import { LeadContact, LeadMove } from '../lead/lead-parts.entity.js';
import { LeadNeed } from '../need/lead-need.entity.js';
import { ReserveField, RipeningStep } from '../reserve/reserve-term.entity.js';
import { ProjectReserve, Ripening } from '../reserve/ripening.entity.js';
import { Assignment } from '../assignment/assignment.entity.js';
import { Issue } from '../issue/issue.entity.js';
import { EscalationRule } from '../issue/escalation-rule.entity.js';
import { ExtensionRequest, IssueAnswer, IssueComment, IssueEvidence } from '../issue/issue-parts.entity.js';
import { SupportingUnit } from '../issue/supporting-unit.entity.js';
import { DemandKind } from '../issue/demand-kind.entity.js';
import { Demand } from '../issue/demand.entity.js';
import { DemandStep } from '../demand/demand-step.entity.js';
import { SupplyMatch } from '../demand/supply-match.entity.js';
import { SupplyOffer } from '../demand/supply-offer.entity.js';
import { ProgressReport } from '../progress/progress-report.entity.js';
import { Permit, PermitPaper, StartCommitment } from '../permit/permit.entity.js';
import { PermitKind, PermitRules } from '../permit/permit-kind.entity.js';
import { ReadinessCheck } from '../readiness/readiness-check.entity.js';
import { ReadinessItem } from '../readiness/readiness-item.entity.js';
import { UnreadyStart } from '../readiness/unready-start.entity.js';
import { StartObstacleRule } from '../start/start-obstacle-rule.entity.js';
import { Contest, ContestAdjustment, ContestRegion, ContestResult, ContestWithdrawal } from '../contest/contest.entity.js';
import { Meeting } from '../meeting/meeting.entity.js';
import { AgendaItem } from '../meeting/agenda-item.entity.js';
import { MeetingSite } from '../meeting/meeting-site.entity.js';
import { Directive } from '../meeting/directive.entity.js';
import { AccessGrant } from '../access/access-grant.entity.js';
import { ApiKey } from '../access/api-key.entity.js';
import { Screen } from '../access/screen.entity.js';
import { SignalRuleSetting } from '../signal/signal-rule.entity.js';
import { SeasonalCurve } from '../signal/seasonal-curve.entity.js';

/** Every entity class, handed down to the store. */
export const entities = [
  BusinessClock, CalendarDay, History, Region, Unit, Leader, IndustryChain, JointLaunch, Project, ProjectYear, ProjectEvent, SubProject, PortfolioYear, InvestmentLead, Assignment,
  Issue, EscalationRule, ExtensionRequest, IssueAnswer, IssueEvidence, IssueComment, SupportingUnit, Meeting, AgendaItem, MeetingSite, Directive, AccessGrant, ApiKey, Screen, SignalRuleSetting, SeasonalCurve,
  DemandKind, Demand, SupplyOffer, SupplyMatch, DemandStep,
  ProgressReport, Enterprise, EnterpriseReport,
  ScheduleTemplate, BackSchedule, Milestone, MilestoneLink, ScheduleBaseline, BaselineDays,
  PermitKind, PermitRules, Permit, PermitPaper, StartCommitment,
  LeadMove, LeadContact, LeadNeed, ReserveField, RipeningStep, ProjectReserve, Ripening,
  ReadinessItem, ReadinessCheck, UnreadyStart, StartObstacleRule,
  Contest, ContestRegion, ContestWithdrawal, ContestAdjustment, ContestResult,
];
