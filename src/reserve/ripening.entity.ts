import { OptionalProps, PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, OneToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Project } from '../project/project.entity.js';
import { ReserveField, RipeningStep } from './reserve-term.entity.js';

/** The field of a project in reserve. */
@Entity({ tableName: 'project_reserve' })
export class ProjectReserve {
  [PrimaryKeyProp]?: 'projectId';

  @OneToOne(() => Project, { mapToPk: true, primary: true, fieldName: 'project_id', deleteRule: 'no action' })
  projectId!: number;

  @ManyToOne(() => ReserveField, { mapToPk: true, fieldName: 'field_id', index: true, deleteRule: 'no action' })
  fieldId!: number;
}

/** How a step stands at a project: planned for a day, reached on one. */
@Entity({ tableName: 'ripening' })
@Unique({ properties: ['projectId', 'stepId'] })
export class Ripening {
  [OptionalProps]?: 'note';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Project, { mapToPk: true, fieldName: 'project_id', deleteRule: 'no action' })
  projectId!: number;

  @ManyToOne(() => RipeningStep, { mapToPk: true, fieldName: 'step_id', deleteRule: 'no action' })
  @Index()
  stepId!: number;

  @Property({ type: 'date', nullable: true })
  plannedOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  reachedOn: string | null = null;

  @Property({ type: 'text', default: '' })
  note: string = '';

  /** When and by whom it was planned, reached or taken back last. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  recordedAt?: Date;

  @Property({ type: 'text' })
  recordedBy!: string;
}
