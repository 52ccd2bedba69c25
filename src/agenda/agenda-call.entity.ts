import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { wordsOf } from '../kernel/enumeration.js';
import { AgendaItem } from '../meeting/agenda-item.entity.js';
import { Meeting } from '../meeting/meeting.entity.js';
import { Project, ProjectStage } from '../project/project.entity.js';

/** What stood of a project when a meeting called it: written with the call, and never again. */
@Entity({ tableName: 'agenda_call' })
@Index({ properties: ['itemId', 'id'] })
export class AgendaCall {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Meeting, { mapToPk: true, fieldName: 'meeting_id', index: true, deleteRule: 'no action' })
  meetingId!: number;

  @ManyToOne(() => AgendaItem, { mapToPk: true, fieldName: 'item_id', deleteRule: 'no action' })
  itemId!: number;

  @ManyToOne(() => Project, { mapToPk: true, fieldName: 'project_id', index: true, deleteRule: 'no action' })
  projectId!: number;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  calledAt!: Date;

  @Enum({ items: () => wordsOf(ProjectStage) })
  stage!: ProjectStage;

  @Property({ type: 'decimal', precision: 5, scale: 4, runtimeType: 'string' })
  physicalProgress!: string;

  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string' })
  totalInvestment!: string;

  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string' })
  annualPlan!: string;

  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string' })
  completedInvestment!: string;

  /** The rules that fired: see FiredRule. */
  @Property({ type: 'json' })
  reasons!: unknown;

  /** The open issues: see PinnedIssue. */
  @Property({ type: 'json' })
  issues!: unknown;

  /** How the standing schedule stood: see PinnedSchedule; null without one. */
  @Property({ type: 'json', nullable: true })
  schedule: unknown;
}
