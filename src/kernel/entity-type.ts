import { enumeration, type Word } from './enumeration.js';

/** The kinds of rows that the change log speaks of; also the first part of every global id. */
export const EntityType = enumeration(
  'Region', 'Unit', 'Leader', 'Project', 'JointLaunch', 'SubProject', 'InvestmentLead', 'Assignment', 'Issue', 'Evidence', 'Comment', 'Meeting', 'AgendaItem', 'MeetingSite', 'Directive', 'Clock', 'Calendar',
  'SupplyOffer',
  'ProgressReport', 'Enterprise',
  'BackSchedule', 'Milestone',
  'Permit',
  'SignalSettings',
  'Contest',
);
export type EntityType = Word<typeof EntityType>;

/** Rows that say who may do what: the change log speaks of them, too, to the servers alone. */
export const AccessType = enumeration('AccessGrant', 'ApiKey', 'Screen', 'Withdrawal');
export type AccessType = Word<typeof AccessType>;

/** Rows that are shown in another one only: acts name them, lists and streams do not. */
export const PartType = enumeration('DemandStep', 'SupplyMatch', 'PermitPaper', 'ReadinessCheck', 'ContestAdjustment', 'LeadContact', 'LeadNeed');
export type PartType = Word<typeof PartType>;

export type RowType = EntityType | AccessType | PartType;

/** What is set for the whole city: it has a history, and no id. */
export const SettingType = enumeration('EscalationRule');
export type SettingType = Word<typeof SettingType>;

/** Whatever has a history. */
export type HistoryType = EntityType | SettingType;
