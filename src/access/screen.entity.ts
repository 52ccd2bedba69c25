import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { MeetingSite } from '../meeting/meeting-site.entity.js';
import { Region } from '../region/region.entity.js';

/** A screen that the office let in: for one site, whose region it then sees, or for a region. Real time, like tokens. */
@Entity({ tableName: 'screen' })
@Check({ name: 'screen_place_check', expression: 'num_nonnulls(site_id, region_id) = 1' })
export class Screen {
  [OptionalProps]?: 'approvedAt';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  /** The part of its credential that is no secret: it finds the row. */
  @Property({ type: 'text', unique: true })
  prefix!: string;

  @Property({ type: 'text' })
  name!: string;

  /** A site that is taken out of its meeting takes its screens with it. */
  @ManyToOne(() => MeetingSite, { mapToPk: true, nullable: true, fieldName: 'site_id', index: true, deleteRule: 'cascade' })
  siteId: number | null = null;

  @ManyToOne(() => Region, { mapToPk: true, nullable: true, fieldName: 'region_id', index: true, deleteRule: 'no action' })
  regionId: number | null = null;

  /** SHA-256 of the secret, hexadecimal; null until the screen fetched it. */
  @Property({ type: 'text', nullable: true })
  secretHash: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  expiresAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'now()' })
  approvedAt?: Date;

  @Property({ type: 'text' })
  approvedBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  withdrawnAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  withdrawnBy: string | null = null;
}
