import { OptionalProps, PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Project } from '../project/project.entity.js';

export const ProjectEventKind = enumeration('LAUNCHED', 'STARTED', 'RESUMED', 'SUSPENDED', 'COMPLETED', 'ENTERED_PRODUCTION', 'REACHED_CAPACITY');
export type ProjectEventKind = Word<typeof ProjectEventKind>;

/** What happened to a project on a day: written by the database with the project's days, never by anybody else. */
@Entity({ tableName: 'project_event' })
@Index({ properties: ['projectId'] })
export class ProjectEvent {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Project, { mapToPk: true, fieldName: 'project_id', deleteRule: 'no action' })
  projectId!: number;

  @Enum({ items: () => wordsOf(ProjectEventKind) })
  kind!: ProjectEventKind;

  @Property({ type: 'date' })
  onDay!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  recordedAt?: Date;

  @Property({ type: 'text' })
  recordedBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endedBy: string | null = null;
}

/** A part of a project with a name and money of its own, which is within the project's. */
@Entity({ tableName: 'sub_project' })
@Index({ properties: ['projectId'] })
export class SubProject {
  [OptionalProps]?: 'content' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Project, { mapToPk: true, fieldName: 'project_id', deleteRule: 'no action' })
  projectId!: number;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text', default: '' })
  content: string = '';

  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string', nullable: true })
  investment: string | null = null;

  @Property({ type: 'date', nullable: true })
  startedOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  completedOn: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endReason: string | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}

export const PortfolioPart = enumeration('ALL', 'INDUSTRY', 'PROVINCIAL_TOP_100');
export type PortfolioPart = Word<typeof PortfolioPart>;

/** What the register held in an earlier year, as a report of that year says; yuan. */
@Entity({ tableName: 'portfolio_year' })
export class PortfolioYear {
  [PrimaryKeyProp]?: ['year', 'part'];

  @PrimaryKey({ type: 'integer', autoincrement: false })
  year!: number;

  @Enum({ items: () => wordsOf(PortfolioPart), primary: true })
  part!: PortfolioPart;

  @Property({ type: 'integer', nullable: true })
  projects: number | null = null;

  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string' })
  totalInvestment!: string;

  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string' })
  annualPlan!: string;

  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string', nullable: true })
  completed: string | null = null;

  @Property({ type: 'text' })
  source!: string;
}
