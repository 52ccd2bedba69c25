import { OptionalProps } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Unit } from '../unit/unit.entity.js';

/** A leader or officer who can answer for a project or an investment lead. */
@Entity({ tableName: 'leader' })
export class Leader {
  [OptionalProps]?: 'version';

  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text', unique: true })
  code!: string;

  @Property({ type: 'text' })
  name!: string;

  /** Office held, as it is said on the screen. */
  @Property({ type: 'text' })
  title!: string;

  @ManyToOne(() => Unit, { mapToPk: true, nullable: true, fieldName: 'unit_id', index: true, deleteRule: 'no action' })
  unitId: number | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'integer', version: true, default: 1 })
  version!: number;
}
