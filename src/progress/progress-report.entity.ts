import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Project } from '../project/project.entity.js';

export const ReportKind = enumeration('DAILY', 'WEEKLY', 'OPENING');
export type ReportKind = Word<typeof ReportKind>;

export const WorkerTransport = enumeration('CHARTERED_BUS', 'CHARTERED_TRAIN', 'CHARTERED_FLIGHT', 'OWN', 'OTHER');
export type WorkerTransport = Word<typeof WorkerTransport>;

/**
 * What was reported of a project on a day: never changed. A later one of the same day and kind takes its place. What is null was
 * not reported.
 */
@Entity({ tableName: 'progress_report' })
@Index({ name: 'progress_report_standing', properties: ['projectId', 'countsFrom', 'id'] })
@Index({ name: 'progress_report_latest', properties: ['projectId', 'kind', 'day', 'id'] })
@Index({ name: 'progress_report_of_day', properties: ['kind', 'day', 'projectId', 'id'] })
export class ProgressReport {
  [OptionalProps]?: 'backByOrigin' | 'backByTransport' | 'photos';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Project, { mapToPk: true, fieldName: 'project_id', deleteRule: 'cascade' })
  projectId!: number;

  @Enum({ items: () => wordsOf(ReportKind) })
  kind!: ReportKind;

  /** A weekly one's is the Sunday of its week. */
  @Property({ type: 'date' })
  day!: string;

  /** From which day on its figures stand: `day`, or where the week is not over yet, the day on which it was made. */
  @Property({ type: 'date' })
  countsFrom!: string;

  /** Of the year of `countsFrom` so far, yuan. */
  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string', nullable: true })
  completedInvestment: string | null = null;

  @Property({ type: 'decimal', precision: 5, scale: 4, runtimeType: 'string', nullable: true })
  physicalProgress: string | null = null;

  @Property({ type: 'integer', nullable: true })
  workersOnSite: number | null = null;

  @Property({ type: 'integer', nullable: true })
  workersBack: number | null = null;

  /** How many of those who are back came from where. */
  @Property({ type: 'json', columnType: 'jsonb', defaultRaw: `'{}'` })
  backByOrigin: Record<string, number> = {};

  @Property({ type: 'json', columnType: 'jsonb', defaultRaw: `'{}'` })
  backByTransport: Partial<Record<WorkerTransport, number>> = {};

  @Property({ type: 'integer', nullable: true })
  isolated: number | null = null;

  /** Whether work began or resumed on the day; the project's own days are set by other acts. */
  @Property({ type: 'boolean', nullable: true })
  started: boolean | null = null;

  @Property({ type: 'text', nullable: true })
  permits: string | null = null;

  @Property({ type: 'text', nullable: true })
  prevention: string | null = null;

  @Property({ type: 'text', nullable: true })
  remarks: string | null = null;

  @Property({ type: 'array', columnType: 'text[]', defaultRaw: `'{}'` })
  photos: string[] = [];

  /** Why the investment is lower than one of an earlier day; null where nothing was corrected. */
  @Property({ type: 'text', nullable: true })
  correctionReason: string | null = null;

  /** Business time. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  reportedAt?: Date;

  /** Null for one by SQL. The database names whoever acts. */
  @Property({ type: 'text', nullable: true })
  reporterSubject?: string | null;

  @Property({ type: 'text', nullable: true })
  reporterName?: string | null;
}
