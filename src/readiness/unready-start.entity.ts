import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Project } from '../project/project.entity.js';

/** A start or resumption for which something lacked; the database writes it with the project's day. */
@Entity({ tableName: 'unready_start' })
@Index({ name: 'unready_start_project_id_index', properties: ['projectId', 'id'] })
export class UnreadyStart {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Project, { mapToPk: true, fieldName: 'project_id', deleteRule: 'no action' })
  projectId!: number;

  @Property({ type: 'boolean' })
  resumption!: boolean;

  @Property({ type: 'date' })
  onDay!: string;

  /** Ids of the items, in the order of the list. */
  @Property({ type: 'array', columnType: 'int[]' })
  lacking!: number[];

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  recordedAt?: Date;

  @Property({ type: 'text' })
  recordedBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;
}
