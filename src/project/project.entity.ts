import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Region } from '../region/region.entity.js';
import { Unit } from '../unit/unit.entity.js';
import { ChainRole, IndustryChain } from './industry-chain.entity.js';
import { JointLaunch } from './joint-launch.entity.js';

export const ProjectTier = enumeration('PROVINCIAL_TOP_100', 'MUNICIPAL', 'COUNTY');
export type ProjectTier = Word<typeof ProjectTier>;

export const Sector = enumeration('INDUSTRY', 'INFRASTRUCTURE', 'LIVELIHOOD', 'HEALTHCARE');
export type Sector = Word<typeof Sector>;

export const ProjectOrigin = enumeration('NEW', 'CONTINUING');
export type ProjectOrigin = Word<typeof ProjectOrigin>;

export const ProjectStage = enumeration('RESERVE', 'PREPARING', 'UNDER_CONSTRUCTION', 'SUSPENDED', 'COMPLETED');
export type ProjectStage = Word<typeof ProjectStage>;

/** A key project of the register. Days are city days; money is yuan, exact. */
@Entity({ tableName: 'project' })
@Check({ name: 'project_capacity_check', expression: '(expected_capacity is null) = (capacity_measure is null)' })
@Index({ properties: ['regionId', 'id'] })
export class Project {
  [OptionalProps]?: 'physicalProgress' | 'description' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  name!: string;

  @Enum({ items: () => wordsOf(ProjectTier) })
  tier!: ProjectTier;

  @Enum({ items: () => wordsOf(Sector) })
  sector!: Sector;

  @Enum({ items: () => wordsOf(ProjectOrigin) })
  origin!: ProjectOrigin;

  @Enum({ items: () => wordsOf(ProjectStage) })
  stage!: ProjectStage;

  @ManyToOne(() => Region, { mapToPk: true, fieldName: 'region_id' })
  regionId!: number;

  @ManyToOne(() => Unit, { mapToPk: true, nullable: true, fieldName: 'owner_unit_id', index: true, deleteRule: 'no action' })
  ownerUnitId: number | null = null;

  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string' })
  totalInvestment!: string;

  @Property({ type: 'date', nullable: true })
  plannedStartOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  startedOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  plannedResumptionOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  resumedOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  plannedCompletionOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  completedOn: string | null = null;

  /** Day of the joint launch ceremony; not the start of work. */
  @Property({ type: 'date', nullable: true })
  launchedOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  enteredProductionOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  reachedCapacityOn: string | null = null;

  @ManyToOne(() => IndustryChain, { mapToPk: true, nullable: true, fieldName: 'industry_chain_id', deleteRule: 'no action' })
  industryChainId: number | null = null;

  @Enum({ items: () => wordsOf(ChainRole), nullable: true })
  chainRole: ChainRole | null = null;

  /** The ceremony in which it was launched; null where it was launched by itself or not yet. */
  @ManyToOne(() => JointLaunch, { mapToPk: true, nullable: true, fieldName: 'joint_launch_id', deleteRule: 'no action' })
  jointLaunchId: number | null = null;

  /** What it is to make a year, in its measure: 550, 万吨/年. */
  @Property({ type: 'decimal', precision: 18, scale: 3, runtimeType: 'string', nullable: true })
  expectedCapacity: string | null = null;

  @Property({ type: 'text', nullable: true })
  capacityMeasure: string | null = null;

  /** Yuan a year. */
  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string', nullable: true })
  expectedAnnualSales: string | null = null;

  /** Share of the physical work done, 0 to 1. */
  @Property({ type: 'decimal', precision: 5, scale: 4, runtimeType: 'string', default: '0' })
  physicalProgress: string = '0';

  @Property({ type: 'text', default: '' })
  description: string = '';

  /** Business time. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  registeredAt?: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endReason: string | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}
