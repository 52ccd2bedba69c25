import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Issue } from '../issue/issue.entity.js';
import { AgendaItem } from './agenda-item.entity.js';
import { Meeting } from './meeting.entity.js';

/** A decision of a meeting; it made an issue or took up a standing one. */
@Entity({ tableName: 'directive' })
export class Directive {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Meeting, { mapToPk: true, fieldName: 'meeting_id', index: true })
  meetingId!: number;

  @ManyToOne(() => AgendaItem, { mapToPk: true, fieldName: 'item_id', index: true })
  itemId!: number;

  @ManyToOne(() => Issue, { mapToPk: true, fieldName: 'issue_id', index: true })
  issueId!: number;

  @Property({ type: 'text' })
  text!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  at?: Date;
}
