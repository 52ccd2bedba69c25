import { OptionalProps, PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { wordsOf } from '../kernel/enumeration.js';
import { Project } from '../project/project.entity.js';
import { Unit } from '../unit/unit.entity.js';
import { ScheduleTemplate } from './schedule-template.entity.js';
import { DayCounting, MilestoneLinkKind } from './schedule.enums.js';

/** Days between which nothing is built outdoors, both included. */
export interface WinterStop {
  readonly from: string;
  readonly until: string;
}

/** A project's schedule, from its end backwards. One of a project stands; the database keeps that. */
@Entity({ tableName: 'back_schedule' })
@Index({ properties: ['projectId'] })
@Index({ name: 'back_schedule_template_code_index', properties: ['templateCode'] })
@Unique({ name: 'back_schedule_id_project_unique', properties: ['id', 'projectId'] })
export class BackSchedule {
  [OptionalProps]?: 'reserveDays' | 'winterStops' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Project, { mapToPk: true, fieldName: 'project_id', deleteRule: 'no action' })
  projectId!: number;

  @Property({ type: 'date' })
  endsOn!: string;

  /** With fewer days to spare than these it is tight. */
  @Property({ type: 'integer', default: 7 })
  reserveDays!: number;

  /** MM-DD: its template's when it was drawn, for every winter however long it takes. */
  @Property({ type: 'text', nullable: true })
  stopFrom: string | null = null;

  @Property({ type: 'text', nullable: true })
  stopUntil: string | null = null;

  /** Beside the winters. */
  @Property({ type: 'json', columnType: 'jsonb', defaultRaw: `'[]'` })
  winterStops: readonly WinterStop[] = [];

  @ManyToOne(() => ScheduleTemplate, { mapToPk: true, nullable: true, fieldName: 'template_code', deleteRule: 'no action', updateRule: 'no action' })
  templateCode: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  drawnAt?: Date;

  @Property({ type: 'text' })
  drawnBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endReason: string | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}

/** Its planned days are those of the last plan: as late as the end allows. */
@Entity({ tableName: 'milestone' })
@Unique({ name: 'milestone_schedule_code_unique', properties: ['scheduleId', 'code'] })
@Index({ properties: ['projectId'] })
export class Milestone {
  [OptionalProps]?: 'outdoors' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'integer' })
  scheduleId!: number;

  /** The schedule's. */
  @Property({ type: 'integer' })
  projectId!: number;

  @Property({ type: 'integer' })
  position!: number;

  /** Unique in its schedule. */
  @Property({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'integer' })
  days!: number;

  @Enum({ items: () => wordsOf(DayCounting) })
  counting!: DayCounting;

  /** It rests in the winter stops. */
  @Property({ type: 'boolean', default: false })
  outdoors: boolean = false;

  /** Who answers for it. */
  @ManyToOne(() => Unit, { mapToPk: true, nullable: true, fieldName: 'unit_id', deleteRule: 'no action' })
  unitId: number | null = null;

  @Property({ type: 'date', nullable: true })
  notBefore: string | null = null;

  @Property({ type: 'date' })
  plannedStart!: string;

  @Property({ type: 'date' })
  plannedFinish!: string;

  @Property({ type: 'date', nullable: true })
  startedOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  finishedOn: string | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}

/** A milestone waits for another one of its schedule. */
@Entity({ tableName: 'milestone_link' })
@Index({ name: 'milestone_link_after_id_index', properties: ['afterId'] })
export class MilestoneLink {
  [PrimaryKeyProp]?: ['milestoneId', 'afterId', 'kind'];

  @ManyToOne(() => Milestone, { mapToPk: true, fieldName: 'milestone_id', primary: true, deleteRule: 'no action', updateRule: 'no action' })
  milestoneId!: number;

  @ManyToOne(() => Milestone, { mapToPk: true, fieldName: 'after_id', primary: true, deleteRule: 'no action', updateRule: 'no action' })
  afterId!: number;

  @Enum({ items: () => wordsOf(MilestoneLinkKind), primary: true })
  kind!: MilestoneLinkKind;

  /** Days of the year; below zero where the two overlap. */
  @Property({ type: 'integer', default: 0 })
  lag!: number;
}

/** A plan as it was when it was made: never changed. */
@Entity({ tableName: 'schedule_baseline' })
@Unique({ name: 'schedule_baseline_number_unique', properties: ['scheduleId', 'number'] })
export class ScheduleBaseline {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => BackSchedule, { mapToPk: true, fieldName: 'schedule_id', deleteRule: 'no action' })
  scheduleId!: number;

  @Property({ type: 'integer' })
  number!: number;

  @Property({ type: 'date' })
  endsOn!: string;

  /** Empty in the first one. */
  @Property({ type: 'text' })
  reason!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  madeAt?: Date;

  @Property({ type: 'text' })
  madeBy!: string;
}

/** A milestone as a plan had it. */
@Entity({ tableName: 'baseline_days' })
@Index({ name: 'baseline_days_milestone_id_index', properties: ['milestoneId'] })
export class BaselineDays {
  [PrimaryKeyProp]?: ['baselineId', 'milestoneId'];

  @ManyToOne(() => ScheduleBaseline, { mapToPk: true, fieldName: 'baseline_id', primary: true, deleteRule: 'no action', updateRule: 'no action' })
  baselineId!: number;

  @ManyToOne(() => Milestone, { mapToPk: true, fieldName: 'milestone_id', primary: true, deleteRule: 'no action', updateRule: 'no action' })
  milestoneId!: number;

  @Property({ type: 'integer' })
  days!: number;

  @Property({ type: 'date' })
  plannedStart!: string;

  @Property({ type: 'date' })
  plannedFinish!: string;
}
