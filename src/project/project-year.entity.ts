import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { OptionalProps, PrimaryKeyProp } from '@mikro-orm/core';
import { Project } from './project.entity.js';

/** A project's money in one year: what is planned and what is completed so far, yuan. */
@Entity({ tableName: 'project_year' })
export class ProjectYear {
  [OptionalProps]?: 'planned' | 'completed';
  [PrimaryKeyProp]?: ['projectId', 'year'];

  @ManyToOne(() => Project, { mapToPk: true, primary: true, fieldName: 'project_id' })
  projectId!: number;

  @PrimaryKey({ type: 'integer', autoincrement: false })
  year!: number;

  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string', default: '0' })
  planned: string = '0';

  @Property({ type: 'decimal', precision: 18, scale: 2, runtimeType: 'string', default: '0' })
  completed: string = '0';
}
