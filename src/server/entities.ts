import { CalendarDay } from '../calendar/calendar-day.entity.js';
import { BusinessClock } from '../clock/clock.entity.js';
import { History } from '../history/history.entity.js';
import { Region } from '../region/region.entity.js';
import { Unit } from '../unit/unit.entity.js';
import { Leader } from '../leader/leader.entity.js';
import { Project } from '../project/project.entity.js';
import { ProjectYear } from '../project/project-year.entity.js';
import { InvestmentLead } from '../lead/lead.entity.js';
import { Assignment } from '../assignment/assignment.entity.js';
import { Issue } from '../issue/issue.entity.js';
import { EscalationRule } from '../issue/escalation-rule.entity.js';
import { ExtensionRequest, IssueAnswer, IssueComment, IssueEvidence } from '../issue/issue-parts.entity.js';
import { SupportingUnit } from '../issue/supporting-unit.entity.js';
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
  BusinessClock, CalendarDay, History, Region, Unit, Leader, Project, ProjectYear, InvestmentLead, Assignment,
  Issue, EscalationRule, ExtensionRequest, IssueAnswer, IssueEvidence, IssueComment, SupportingUnit, Meeting, AgendaItem, MeetingSite, Directive, AccessGrant, ApiKey, Screen, SignalRuleSetting, SeasonalCurve,
];
