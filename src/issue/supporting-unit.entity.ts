import { Entity, ManyToOne } from '@mikro-orm/decorators/legacy';
import { PrimaryKeyProp } from '@mikro-orm/core';
import { Unit } from '../unit/unit.entity.js';
import { Issue } from './issue.entity.js';

/** A unit that helps the lead unit with an issue. */
@Entity({ tableName: 'issue_supporting_unit' })
export class SupportingUnit {
  [PrimaryKeyProp]?: ['issueId', 'unitId'];

  @ManyToOne(() => Issue, { mapToPk: true, primary: true, fieldName: 'issue_id' })
  issueId!: number;

  @ManyToOne(() => Unit, { mapToPk: true, primary: true, fieldName: 'unit_id', index: true })
  unitId!: number;
}
