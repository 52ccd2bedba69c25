import { OptionalProps } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Region } from '../region/region.entity.js';

/** An enterprise that is followed and is no project of the register. */
@Entity({ tableName: 'enterprise' })
@Index({ properties: ['regionId', 'id'] })
export class Enterprise {
  [OptionalProps]?: 'product' | 'outputUnit' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  name!: string;

  @ManyToOne(() => Region, { mapToPk: true, fieldName: 'region_id' })
  regionId!: number;

  /** All of its staff. */
  @Property({ type: 'integer' })
  employees!: number;

  /** Of these, who live elsewhere. */
  @Property({ type: 'integer', nullable: true })
  fromElsewhere: number | null = null;

  @Property({ type: 'integer', nullable: true })
  foreignStaff: number | null = null;

  @Property({ type: 'date', nullable: true })
  resumedOn: string | null = null;

  @Property({ type: 'text', default: '' })
  product: string = '';

  /** In what output is counted: "辆". */
  @Property({ type: 'text', default: '' })
  outputUnit: string = '';

  /** Of the year. */
  @Property({ type: 'integer', nullable: true })
  plannedOutput: number | null = null;

  /** Business time. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  registeredAt?: Date;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}
