import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Enterprise } from './enterprise.entity.js';

/** What an enterprise reported of a day: never changed; a later one of the same day takes its place. */
@Entity({ tableName: 'enterprise_report' })
@Index({ name: 'enterprise_report_standing', properties: ['enterpriseId', 'day', 'id'] })
@Index({ name: 'enterprise_report_output', properties: ['enterpriseId', 'output'] })
export class EnterpriseReport {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Enterprise, { mapToPk: true, fieldName: 'enterprise_id', deleteRule: 'cascade' })
  enterpriseId!: number;

  @Property({ type: 'date' })
  day!: string;

  @Property({ type: 'integer', nullable: true })
  staffPresent: number | null = null;

  /** In the enterprise's own unit. */
  @Property({ type: 'integer', nullable: true })
  output: number | null = null;

  @Property({ type: 'text', nullable: true })
  remarks: string | null = null;

  /** Business time. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  reportedAt?: Date;

  /** Null for one by SQL. */
  @Property({ type: 'text', nullable: true })
  reporterSubject?: string | null;

  @Property({ type: 'text', nullable: true })
  reporterName?: string | null;
}
