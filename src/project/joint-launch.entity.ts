import { OptionalProps } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Region } from '../region/region.entity.js';

/** One ceremony in which many projects were launched; not the start of their work. */
@Entity({ tableName: 'joint_launch' })
@Index({ properties: ['regionId'] })
export class JointLaunch {
  [OptionalProps]?: 'note';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'date' })
  onDay!: string;

  @ManyToOne(() => Region, { mapToPk: true, fieldName: 'region_id', deleteRule: 'no action' })
  regionId!: number;

  @Property({ type: 'text', default: '' })
  note: string = '';

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  recordedAt?: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  endReason: string | null = null;
}
