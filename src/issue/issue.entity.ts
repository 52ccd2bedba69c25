import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Region } from '../region/region.entity.js';
import { Unit } from '../unit/unit.entity.js';
import { Project } from '../project/project.entity.js';
import { InvestmentLead } from '../lead/lead.entity.js';

export const IssueKind = enumeration('PROBLEM', 'DEMAND');
export type IssueKind = Word<typeof IssueKind>;

export const IssueCategory = enumeration(
  'PERMITS', 'LAND', 'FUNDS', 'LABOUR', 'MATERIALS', 'TRANSPORT', 'POWER', 'WATER', 'GAS',
  'SUPPLIES', 'DESIGN', 'RELOCATION', 'PREVENTION', 'NEGOTIATION', 'EXPORT', 'OTHER',
);
export type IssueCategory = Word<typeof IssueCategory>;

export const Severity = enumeration('LOW', 'MEDIUM', 'HIGH', 'CRITICAL');
export type Severity = Word<typeof Severity>;

export const IssueStatus = enumeration('REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'RESOLVED', 'CLOSED');
export type IssueStatus = Word<typeof IssueStatus>;

export const IssueLevel = enumeration('PROJECT', 'COUNTY', 'CITY', 'PROVINCE');
export type IssueLevel = Word<typeof IssueLevel>;

export const ServiceMode = enumeration('ON_COMMITMENT', 'DONE_FOR_YOU', 'AT_YOUR_DOOR', 'CONCENTRATED', 'ESCALATED');
export type ServiceMode = Word<typeof ServiceMode>;

/** What stands in a project's (or a lead's, or a region's) way, or what it needs; from the report to a verified end. */
@Entity({ tableName: 'issue' })
@Check({ name: 'issue_subject_check', expression: 'num_nonnulls(project_id, lead_id, region_id) = 1' })
@Check({ name: 'issue_recurrence_check', expression: 'recurrence_of < id' })
@Check({ name: 'issue_merged_check', expression: "merged_into <> id and (merged_into is null or status = 'CLOSED')" })
@Check({ name: 'issue_external_ref_check', expression: '(external_system is null) = (external_key is null)' })
@Unique({ properties: ['externalSystem', 'externalKey'] })
@Index({ properties: ['projectId', 'status'] })
@Index({ properties: ['leadId'] })
@Index({ properties: ['regionId'] })
@Index({ properties: ['leadUnitId', 'status'] })
@Index({ properties: ['status', 'dueOn'] })
@Index({ properties: ['reportedAt', 'id'] })
export class Issue {
  [OptionalProps]?: 'detail' | 'returns' | 'reminders' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** Readable, unique, one sequence a city and year; gaps are possible: DQ-2020-0001. */
  @Property({ type: 'text', unique: true })
  number!: string;

  @Enum({ items: () => wordsOf(IssueKind) })
  kind!: IssueKind;

  @Enum({ items: () => wordsOf(IssueCategory) })
  category!: IssueCategory;

  @Property({ type: 'text' })
  title!: string;

  @Property({ type: 'text', default: '' })
  detail: string = '';

  @Enum({ items: () => wordsOf(Severity) })
  severity!: Severity;

  @Enum({ items: () => wordsOf(IssueStatus) })
  status!: IssueStatus;

  @Enum({ items: () => wordsOf(IssueLevel) })
  level!: IssueLevel;

  @Enum({ items: () => wordsOf(ServiceMode), nullable: true })
  serviceMode: ServiceMode | null = null;

  @ManyToOne(() => Project, { mapToPk: true, nullable: true, fieldName: 'project_id', deleteRule: 'no action' })
  projectId: number | null = null;

  @ManyToOne(() => InvestmentLead, { mapToPk: true, nullable: true, fieldName: 'lead_id', deleteRule: 'no action' })
  leadId: number | null = null;

  /** Where neither a project nor a lead is concerned: the region of the topic. */
  @ManyToOne(() => Region, { mapToPk: true, nullable: true, fieldName: 'region_id', deleteRule: 'no action' })
  regionId: number | null = null;

  @ManyToOne(() => Unit, { mapToPk: true, nullable: true, fieldName: 'lead_unit_id', deleteRule: 'no action' })
  leadUnitId: number | null = null;

  @Property({ type: 'date', nullable: true })
  dueOn: string | null = null;

  /** The last day on which a unit that was given it signs for it in time; null while nobody has to. */
  @Property({ type: 'date', nullable: true })
  signBy: string | null = null;

  /** The day from which the times of its level are counted. */
  @Property({ type: 'date', nullable: true })
  watchedFrom: string | null = null;

  /** How often its unit was reminded, by people and by rule. */
  @Property({ type: 'integer', default: 0 })
  reminders: number = 0;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  remindedAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  escalatedAt: Date | null = null;

  /** How often a resolution was not accepted. */
  @Property({ type: 'integer', default: 0 })
  returns: number = 0;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  reportedAt?: Date;

  /** Stable subject of who said that it is resolved: nobody verifies their own word. */
  @Property({ type: 'text', nullable: true })
  resolvedBy: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  resolvedAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  closedAt: Date | null = null;

  /** The issue, closed by then, that has come back as this one. */
  @ManyToOne(() => Issue, { mapToPk: true, nullable: true, fieldName: 'recurrence_of', deleteRule: 'no action' })
  recurrenceOf: number | null = null;

  /** The issue that this one was a duplicate of. */
  @ManyToOne(() => Issue, { mapToPk: true, nullable: true, fieldName: 'merged_into', deleteRule: 'no action' })
  mergedInto: number | null = null;

  @Property({ type: 'text', nullable: true })
  externalSystem: string | null = null;

  @Property({ type: 'text', nullable: true })
  externalKey: string | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}
