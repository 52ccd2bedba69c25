import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { Demand } from '../issue/demand.entity.js';
import { SupplyOffer } from './supply-offer.entity.js';

export const MatchStatus = enumeration('PROMISED', 'DELIVERED', 'RELEASED');
export type MatchStatus = Word<typeof MatchStatus>;

/** A part of an offer that is promised to a demand. */
@Entity({ tableName: 'supply_match' })
@Check({ name: 'supply_match_quantity_check', expression: 'quantity > 0' })
@Index({ properties: ['offerId'] })
@Index({ properties: ['issueId'] })
export class SupplyMatch {
  [OptionalProps]?: 'status';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => SupplyOffer, { mapToPk: true, fieldName: 'offer_id', deleteRule: 'no action' })
  offerId!: number;

  @ManyToOne(() => Demand, { mapToPk: true, fieldName: 'issue_id', deleteRule: 'no action' })
  issueId!: number;

  @Property({ type: 'decimal', precision: 18, scale: 3, runtimeType: 'string' })
  quantity!: string;

  @Enum({ items: () => wordsOf(MatchStatus), default: 'PROMISED' })
  status: MatchStatus = 'PROMISED';

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  matchedAt?: Date;

  /** When it was delivered or released. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  settledAt: Date | null = null;

  /** Why it was released. */
  @Property({ type: 'text', nullable: true })
  reason: string | null = null;
}
