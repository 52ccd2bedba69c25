import { PrimaryKeyProp, OptionalProps } from '@mikro-orm/core';
import { Check, Entity, ManyToOne, OneToOne, Property } from '@mikro-orm/decorators/legacy';
import { DemandKind } from './demand-kind.entity.js';
import { Issue } from './issue.entity.js';

/** What an issue of kind DEMAND asks for. The sums are kept by the database, from the steps and the matches. */
@Entity({ tableName: 'demand' })
@Check({ name: 'demand_measure_check', expression: '(quantity is null) = (measure is null)' })
@Check({ name: 'demand_quantity_check', expression: 'quantity > 0' })
@Check({ name: 'demand_sums_check', expression: 'fulfilled >= 0 and promised >= 0 and fulfilled + promised <= coalesce(quantity, 0)' })
export class Demand {
  [PrimaryKeyProp]?: 'issueId';
  [OptionalProps]?: 'fulfilled' | 'promised';

  @OneToOne(() => Issue, { mapToPk: true, primary: true, fieldName: 'issue_id', deleteRule: 'no action' })
  issueId!: number;

  @ManyToOne(() => DemandKind, { mapToPk: true, fieldName: 'kind_id', deleteRule: 'no action' })
  kindId!: number;

  /** Null where the kind is not measured. */
  @Property({ type: 'decimal', precision: 18, scale: 3, runtimeType: 'string', nullable: true })
  quantity: string | null = null;

  @Property({ type: 'text', nullable: true })
  measure: string | null = null;

  @Property({ type: 'decimal', precision: 18, scale: 3, runtimeType: 'string', default: '0' })
  fulfilled: string = '0';

  /** Matched with offers and not delivered yet. */
  @Property({ type: 'decimal', precision: 18, scale: 3, runtimeType: 'string', default: '0' })
  promised: string = '0';
}
