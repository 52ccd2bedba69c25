import { OptionalProps, PrimaryKeyProp } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { wordsOf } from '../kernel/enumeration.js';
import type { ProjectOrigin, ProjectTier, Sector } from '../project/project.enums.js';
import { Region } from '../region/region.entity.js';
import { ContestStatus, type ContestMeasure } from './contest.enums.js';

/** One measure of a contest and what it is worth. The database reads these names. */
export interface ContestRule {
  /** Unique in its contest. */
  readonly code: string;
  readonly name: string;
  readonly measure: ContestMeasure;
  /** Of a hundred. */
  readonly weight: number;
  /** The rate that is worth nothing. */
  readonly zeroAt: number;
  /** The rate that is worth 100 points, more than `zeroAt`. */
  readonly fullAt: number;
  /** Most points. */
  readonly cap: number;
  /** Only these projects count; all where it is null. */
  readonly tiers: readonly ProjectTier[] | null;
  readonly sectors: readonly Sector[] | null;
  readonly origins: readonly ProjectOrigin[] | null;
  /** In which place its points decide between equal districts; null: not. */
  readonly tieBreak: number | null;
}

/** A race of districts. Days and rules stand from its start on; the database keeps that. */
@Entity({ tableName: 'contest' })
@Index({ properties: ['startsOn', 'id'] })
export class Contest {
  [OptionalProps]?: 'status' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'date' })
  startsOn!: string;

  @Property({ type: 'date' })
  endsOn!: string;

  @Enum({ items: () => wordsOf(ContestStatus), default: 'DRAFT' })
  status: ContestStatus = 'DRAFT';

  @Property({ type: 'json', columnType: 'jsonb', defaultRaw: `'[]'` })
  rules: readonly ContestRule[] = [];

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  drawnAt?: Date;

  @Property({ type: 'text' })
  drawnBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  startedAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  cancelReason: string | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}

/** A district that takes part. */
@Entity({ tableName: 'contest_region' })
@Index({ properties: ['regionId'] })
export class ContestRegion {
  [PrimaryKeyProp]?: ['contestId', 'regionId'];

  @ManyToOne(() => Contest, { mapToPk: true, primary: true, fieldName: 'contest_id', deleteRule: 'no action', updateRule: 'no action' })
  contestId!: number;

  @ManyToOne(() => Region, { mapToPk: true, primary: true, fieldName: 'region_id', deleteRule: 'no action', updateRule: 'no action' })
  regionId!: number;
}

/** What is said of a district in the race: never changed, ended with a reason. */
abstract class Said {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'integer' })
  contestId!: number;

  @Property({ type: 'integer' })
  regionId!: number;

  @Property({ type: 'text' })
  reason!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  madeAt?: Date;

  @Property({ type: 'text' })
  madeBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endedBy: string | null = null;

  @Property({ type: 'text', nullable: true })
  endReason: string | null = null;
}

/** A district left the race. */
@Entity({ tableName: 'contest_withdrawal' })
@Index({ properties: ['contestId', 'regionId'], name: 'contest_withdrawal_contest_id_index' })
export class ContestWithdrawal extends Said {
  /** From this day on. */
  @Property({ type: 'date' })
  onDay!: string;
}

/** Points of one rule that a district gets or loses by hand, as an appeal was decided. */
@Entity({ tableName: 'contest_adjustment' })
@Index({ properties: ['contestId', 'regionId'], name: 'contest_adjustment_contest_id_index' })
@Check({ name: 'contest_adjustment_points_check', expression: 'points <> 0 and points between -100 and 100' })
export class ContestAdjustment extends Said {
  /** Its code. */
  @Property({ type: 'text' })
  rule!: string;

  @Property({ type: 'decimal', precision: 6, scale: 2, runtimeType: 'string' })
  points!: string;

  @Property({ type: 'date' })
  fromDay!: string;
}

/** A district in the final table, with its scores as `contest_board` answers them. */
@Entity({ tableName: 'contest_result' })
export class ContestResult {
  [PrimaryKeyProp]?: ['contestId', 'regionId'];

  @PrimaryKey({ type: 'integer', autoincrement: false })
  contestId!: number;

  @PrimaryKey({ type: 'integer', autoincrement: false })
  regionId!: number;

  @Property({ type: 'integer', nullable: true })
  rank: number | null = null;

  @Property({ type: 'decimal', precision: 6, scale: 2, runtimeType: 'string', nullable: true })
  points: string | null = null;

  @Property({ type: 'date', nullable: true })
  withdrawnOn: string | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  scores!: object;
}
