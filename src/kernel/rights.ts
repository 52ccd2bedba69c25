import { never } from './invariant.js';
import { Role, type Viewer } from './viewer.js';

/**
 * Who may see and do what: the one place that decides, for queries, mutations and streams alike.
 *
 * To see is a matter of scope keys (which regions, leaders, units, owners and systems a row concerns; the database keeps them),
 * to act is a matter of the role, on rows that the viewer sees. Regions, units and leaders are the city's public directory:
 * everybody with a token sees them. What decides field by field stands in field-rights.ts.
 */

/** What a row concerns; the same keys stand in `entity_scope`. */
export interface ScopeKeys {
  readonly regions: readonly number[];
  readonly projects: readonly number[];
  readonly leaders: readonly number[];
  readonly meetings: readonly number[];
  readonly units: readonly number[];
  /** Units that own the project. */
  readonly owners: readonly number[];
  readonly systems: readonly string[];
}

/** The part of the rows that a viewer sees. Two viewers with equal sights see the same. */
export type Sight =
  | { readonly kind: 'ALL' }
  | { readonly kind: 'REGION'; readonly regionId: number }
  | { readonly kind: 'LEADER'; readonly leaderId: number }
  | { readonly kind: 'UNIT'; readonly unitId: number }
  | { readonly kind: 'OWNER'; readonly unitId: number }
  | { readonly kind: 'SYSTEM'; readonly system: string; readonly within?: readonly number[] }
  | { readonly kind: 'NOTHING' };

export function sightOf(viewer: Viewer): Sight {
  switch (viewer.role) {
    case 'ADMIN':
      return { kind: 'ALL' };
    case 'DISPATCHER':
    case 'SCREEN':
    case 'VIEWER':
      return viewer.regionId === null ? { kind: 'ALL' } : { kind: 'REGION', regionId: viewer.regionId };
    case 'LEADER':
    case 'OFFICER':
      return viewer.leaderId === null ? { kind: 'NOTHING' } : { kind: 'LEADER', leaderId: viewer.leaderId };
    case 'UNIT':
    case 'OWNER':
      return viewer.unitId === null ? { kind: 'NOTHING' } : { kind: viewer.role, unitId: viewer.unitId };
    case 'INTEGRATION':
      if (viewer.system === null) return { kind: 'NOTHING' };
      return { kind: 'SYSTEM', system: viewer.system, ...(viewer.regionIds && { within: viewer.regionIds }) };
    default:
      return never(viewer.role);
  }
}

export function sees(sight: Sight, keys: ScopeKeys): boolean {
  switch (sight.kind) {
    case 'ALL':
      return true;
    case 'REGION':
      return keys.regions.includes(sight.regionId);
    case 'LEADER':
      return keys.leaders.includes(sight.leaderId);
    case 'UNIT':
      return keys.units.includes(sight.unitId);
    case 'OWNER':
      return keys.owners.includes(sight.unitId);
    case 'SYSTEM':
      return keys.systems.includes(sight.system) && (sight.within?.some((region) => keys.regions.includes(region)) ?? true);
    case 'NOTHING':
      return false;
    default:
      return never(sight);
  }
}

const office = ['ADMIN', 'DISPATCHER'] as const;

interface Entitled {
  /** Who has the right; on which rows, their sight says. */
  readonly roles: readonly Role[];
  /** The mutations that it is for, or the root fields of queries that nobody else may ask. */
  readonly acts: readonly string[];
}

/** Role x act. A mutation that stands in no line can be asked for by nobody: the schema is not built. */
const table = {
  setClock: { roles: ['ADMIN'], acts: ['clockSet'] },
  setRules: { roles: ['ADMIN'], acts: ['signalRuleSet', 'seasonalCurveSet', 'escalationRuleSet', 'startObstacleRuleSet'] },
  previewRules: { roles: office, acts: ['signalPreview'] },
  keepCalendar: { roles: office, acts: ['calendarDaySet', 'calendarDayClear'] },
  keepDirectory: {
    roles: office,
    acts: ['regionRegister', 'regionCorrect', 'regionEnd', 'unitRegister', 'unitCorrect', 'unitEnd', 'leaderRegister', 'leaderCorrect', 'leaderEnd'],
  },
  keepProjects: { roles: office, acts: ['projectRegister', 'projectCorrect', 'projectSetYearPlan', 'projectEnd'] },
  keepLaunches: { roles: office, acts: ['jointLaunchRecord', 'jointLaunchCancel', 'subProjectRegister', 'subProjectCorrect', 'subProjectEnd'] },
  keepPortfolio: { roles: office, acts: ['portfolioYearSet', 'industryChainSet', 'industryChainEnd'] },
  reportProgress: { roles: [...office, 'OFFICER', 'OWNER'], acts: ['projectReportProgress', 'progressReportMake', 'progressReportMakeMany'] },
  keepEnterprises: { roles: office, acts: ['enterpriseRegister', 'enterpriseCorrect', 'enterpriseReport'] },
  keepLeads: { roles: office, acts: ['investmentLeadRegister', 'investmentLeadCorrect', 'investmentLeadConvert', 'investmentLeadEnd'] },
  workLeads: {
    roles: [...office, 'LEADER', 'OFFICER'],
    acts: ['investmentLeadMove', 'investmentLeadPlanNextStep', 'leadContactAdd', 'leadContactEnd', 'leadNeedAdd', 'leadNeedAnswer', 'leadNeedReport'],
  },
  setReserve: { roles: ['ADMIN'], acts: ['reserveFieldSet', 'reserveFieldEnd', 'ripeningStepSet', 'ripeningStepEnd'] },
  keepReserve: { roles: office, acts: ['reserveSetField'] },
  ripenReserve: { roles: [...office, 'LEADER', 'OFFICER'], acts: ['ripeningPlan', 'ripeningReach', 'ripeningTakeBack'] },
  assign: { roles: office, acts: ['assignmentMake', 'assignmentEnd'] },
  reportIssue: { roles: [...office, 'LEADER', 'OFFICER', 'OWNER', 'INTEGRATION'], acts: ['issueReport', 'issueReportMany'] },
  correctIssue: { roles: office, acts: ['issueCorrect', 'issueLinkRecurrence', 'issueMerge'] },
  directIssue: { roles: [...office, 'LEADER'], acts: ['issueAssign', 'issueAssignMany', 'issueEscalate', 'issueRemind'] },
  workIssue: { roles: [...office, 'UNIT'], acts: ['issueAcknowledge', 'issueAnswer', 'issueRequestExtension', 'issueResolve'] },
  verifyIssue: { roles: office, acts: ['issueVerify', 'issueReturn', 'issueWaiveAnswer', 'issueApproveExtension', 'issueRefuseExtension'] },
  supplyIssue: {
    roles: [...office, 'LEADER', 'OFFICER', 'UNIT', 'OWNER'],
    acts: ['issueAddEvidence', 'issueEndEvidence', 'issueComment', 'issueWithdrawComment'],
  },
  setDemandKinds: { roles: ['ADMIN'], acts: ['demandKindSet'] },
  describeDemand: { roles: office, acts: ['demandDescribe'] },
  fulfilDemand: { roles: [...office, 'UNIT'], acts: ['demandFulfil', 'demandCorrectFulfilment'] },
  offerSupply: { roles: [...office, 'UNIT'], acts: ['supplyOfferMake', 'supplyOfferCorrect', 'supplyOfferWithdraw'] },
  matchSupply: { roles: office, acts: ['supplyMatch', 'supplyMatchConfirm', 'supplyMatchRelease'] },
  drawSchedule: { roles: office, acts: ['scheduleDraw', 'scheduleRebase', 'scheduleEnd', 'milestoneCorrect'] },
  reportMilestone: { roles: [...office, 'OFFICER', 'OWNER'], acts: ['milestoneReport'] },
  keepTemplates: { roles: office, acts: ['scheduleTemplateSet', 'scheduleTemplateEnd'] },
  setPermitRules: { roles: ['ADMIN'], acts: ['permitKindSet', 'permitRulesSet'] },
  planPermit: { roles: [...office, 'OFFICER'], acts: ['permitPlan'] },
  applyForPermit: { roles: [...office, 'OFFICER', 'OWNER'], acts: ['permitApply', 'projectCommitToStart'] },
  decidePermit: { roles: [...office, 'UNIT'], acts: ['permitAccept', 'permitGrant', 'permitRefuse', 'permitExempt', 'permitPaperDefer', 'permitPaperDeliver'] },
  setReadinessItems: { roles: ['ADMIN'], acts: ['readinessItemSet', 'readinessItemEnd'] },
  checkReadiness: { roles: [...office, 'OFFICER', 'OWNER'], acts: ['readinessCheck'] },
  confirmReadiness: { roles: [...office, 'OFFICER'], acts: ['readinessConfirm'] },
  /** Of the whole city's contests: who sees a part of it runs none. */
  runContest: {
    roles: office,
    acts: ['contestDraw', 'contestCorrect', 'contestStart', 'contestEnd', 'contestCancel', 'contestWithdrawRegion', 'contestReadmitRegion', 'contestAdjust', 'contestEndAdjustment'],
  },
  runMeeting: {
    roles: office,
    acts: [
      'meetingSchedule', 'meetingCorrect', 'meetingCancel', 'meetingStart', 'meetingClose', 'meetingCallItem', 'meetingFinishItem', 'meetingDeferItem',
      'meetingAgendaAdd', 'meetingAgendaMove', 'meetingAgendaRemove', 'meetingSiteAdd', 'meetingSiteRemove', 'meetingRecordDirective',
      'meetingAgendaExtend', 'meetingRecordNote', 'meetingRecordAgreement', 'meetingPostponeItem', 'speakerGive', 'speakerDecline', 'attendanceCorrect', 'meetingSeriesMake', 'meetingSeriesSkip', 'meetingSeriesEnd',
    ],
  },
  askToSpeak: { roles: [...office, 'SCREEN'], acts: ['speakerAsk', 'speakerEnd'] },
  keepCalendarFeed: { roles: [...office, 'LEADER', 'OFFICER', 'SCREEN', 'VIEWER'], acts: ['calendarFeedMake', 'calendarFeedWithdraw'] },
  keepAccess: {
    roles: ['ADMIN'],
    acts: ['accessGrantMake', 'accessGrantEnd', 'accessWithdraw', 'apiKeyMake', 'apiKeyRotate', 'apiKeyWithdraw', 'accessGrants', 'apiKeys'],
  },
  keepScreens: { roles: office, acts: ['screenApprove', 'screenWithdraw', 'screens'] },
  comparePortfolios: { roles: office, acts: ['portfolios'] },
  readAudit: { roles: ['ADMIN'], acts: ['auditEntries'] },
  /** No mutation: names and telephones of those with whom the city speaks, on leads that the viewer sees. */
  readContacts: { roles: [...office, 'LEADER', 'OFFICER'], acts: [] },
  /** No mutation: a socket that names a site stands in it. */
  standInSite: { roles: [...office, 'SCREEN'], acts: [] },
} as const satisfies Record<string, Entitled>;

export type Right = keyof typeof table;
export const rights = Object.keys(table) as Right[];
/** Who has a right. */
export function rolesOf(right: Right): readonly Role[] {
  return table[right].roles;
}

/** The fields that a right is for. */
export type ActOf<R extends Right> = (typeof table)[R]['acts'][number];

export function may(viewer: Viewer, right: Right): boolean {
  return (table[right].roles as readonly Role[]).includes(viewer.role) && (viewer.rights?.includes(right) ?? true);
}

const byAct = new Map(Object.entries(table).flatMap(([right, { acts }]) => acts.map((act): [string, Right] => [act, right as Right])));

/** The right that a root field asks for; undefined where the table has no line for it. */
export function rightFor(act: string): Right | undefined {
  return byAct.get(act);
}
