import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Demand } from '../issue/demand.entity.js';
import { SupplyMatch } from './supply-match.entity.js';

/** A part of a demand that was fulfilled, or what corrects such a part: never rewritten. */
@Entity({ tableName: 'demand_step' })
@Check({ name: 'demand_step_quantity_check', expression: 'quantity > 0 or (quantity < 0 and corrects_id is not null)' })
@Index({ properties: ['issueId'] })
@Index({ properties: ['correctsId'] })
@Index({ properties: ['matchId'] })
export class DemandStep {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Demand, { mapToPk: true, fieldName: 'issue_id', deleteRule: 'no action' })
  issueId!: number;

  /** What is added to what was fulfilled; a correction may take away. */
  @Property({ type: 'decimal', precision: 18, scale: 3, runtimeType: 'string' })
  quantity!: string;

  @Property({ type: 'text' })
  note!: string;

  /** The first step that this one corrects; a correction is corrected by another one of the same step. */
  @ManyToOne(() => DemandStep, { mapToPk: true, nullable: true, fieldName: 'corrects_id', deleteRule: 'no action' })
  correctsId: number | null = null;

  /** The match that was delivered. */
  @ManyToOne(() => SupplyMatch, { mapToPk: true, nullable: true, fieldName: 'match_id', deleteRule: 'no action' })
  matchId: number | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  at?: Date;

  @Property({ type: 'text' })
  actorName!: string;
}
