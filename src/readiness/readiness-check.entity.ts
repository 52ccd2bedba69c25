import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Project } from '../project/project.entity.js';
import { ReadinessItem } from './readiness-item.entity.js';

/** What was found of an item at a project: never rewritten. The last one stands. */
@Entity({ tableName: 'readiness_check' })
@Index({ name: 'readiness_check_course', properties: ['projectId', 'itemId', 'id'] })
@Index({ properties: ['itemId'] })
@Check({ name: 'readiness_check_due_check', expression: 'not done or due_on is null' })
@Check({ name: 'readiness_check_confirmed_check', expression: 'confirmed_at is null or (done and by_owner)' })
export class ReadinessCheck {
  [OptionalProps]?: 'note' | 'byOwner';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Project, { mapToPk: true, fieldName: 'project_id', deleteRule: 'no action' })
  projectId!: number;

  @ManyToOne(() => ReadinessItem, { mapToPk: true, fieldName: 'item_id', deleteRule: 'no action' })
  itemId!: number;

  @Property({ type: 'boolean' })
  done!: boolean;

  /** By when it will be done, where it is not. */
  @Property({ type: 'date', nullable: true })
  dueOn: string | null = null;

  @Property({ type: 'text', nullable: true })
  evidenceUrl: string | null = null;

  @Property({ type: 'text', default: '' })
  note: string = '';

  /** The word of the project's owner. */
  @Property({ type: 'boolean', default: false })
  byOwner: boolean = false;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  checkedAt?: Date;

  /** Null for one by SQL. The database names whoever acts. */
  @Property({ type: 'text', nullable: true })
  checkerSubject?: string | null;

  @Property({ type: 'text', nullable: true })
  checkerName?: string | null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  confirmedAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  confirmerSubject: string | null = null;

  @Property({ type: 'text', nullable: true })
  confirmerName: string | null = null;
}
