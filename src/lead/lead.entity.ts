import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { wordsOf } from '../kernel/enumeration.js';
import { Region } from '../region/region.entity.js';
import { Project, Sector } from '../project/project.entity.js';

/** A possible investment that the city follows until it becomes a project or is ended. */
@Entity({ tableName: 'investment_lead' })
export class InvestmentLead {
  [OptionalProps]?: 'description' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  name!: string;

  @ManyToOne(() => Region, { mapToPk: true, fieldName: 'region_id', index: true })
  regionId!: number;

  @Enum({ items: () => wordsOf(Sector) })
  sector!: Sector;

  @Property({ type: 'text', default: '' })
  description: string = '';

  /** Yuan; null while nobody can say. */
  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string', nullable: true })
  expectedInvestment: string | null = null;

  /** The project that it became. */
  @ManyToOne(() => Project, { mapToPk: true, nullable: true, fieldName: 'project_id', unique: true, deleteRule: 'no action' })
  projectId: number | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  registeredAt?: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  convertedAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endReason: string | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}
