import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { DemandKind } from '../issue/demand-kind.entity.js';
import { Region } from '../region/region.entity.js';
import { Unit } from '../unit/unit.entity.js';

/** What a unit has to give, where and when. */
@Entity({ tableName: 'supply_offer' })
@Check({ name: 'supply_offer_quantity_check', expression: 'quantity > 0' })
@Check({ name: 'supply_offer_matched_check', expression: 'matched between 0 and quantity' })
@Check({ name: 'supply_offer_days_check', expression: 'until_on >= from_on' })
@Index({ properties: ['unitId'] })
@Index({ properties: ['regionId'] })
@Index({ properties: ['kindId', 'measure'] })
export class SupplyOffer {
  [OptionalProps]?: 'matched' | 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Unit, { mapToPk: true, fieldName: 'unit_id', deleteRule: 'no action' })
  unitId!: number;

  @ManyToOne(() => DemandKind, { mapToPk: true, fieldName: 'kind_id', deleteRule: 'no action' })
  kindId!: number;

  @Property({ type: 'decimal', precision: 18, scale: 3, runtimeType: 'string' })
  quantity!: string;

  @Property({ type: 'text' })
  measure!: string;

  /** Promised and delivered; kept by the database, from the matches. */
  @Property({ type: 'decimal', precision: 18, scale: 3, runtimeType: 'string', default: '0' })
  matched: string = '0';

  /** Where it is to be had; null is the whole city. */
  @ManyToOne(() => Region, { mapToPk: true, nullable: true, fieldName: 'region_id', deleteRule: 'no action' })
  regionId: number | null = null;

  @Property({ type: 'date' })
  fromOn!: string;

  @Property({ type: 'date', nullable: true })
  untilOn: string | null = null;

  @Property({ type: 'text' })
  text!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  offeredAt?: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  withdrawnAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  withdrawReason: string | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}
