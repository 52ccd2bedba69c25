import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, Property } from '@mikro-orm/decorators/legacy';
import { wordsOf } from '../kernel/enumeration.js';
import { IssueLevel } from './issue.entity.js';

/** What a level is called, and when an issue there is reminded of and raised by itself. All times in working days. */
@Entity({ tableName: 'escalation_rule' })
export class EscalationRule {
  [OptionalProps]?: 'enabled';

  @Enum({ items: () => wordsOf(IssueLevel), primary: true })
  level!: IssueLevel;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  nameEn!: string;

  /** A unit signs for an issue within so many days of the assignment. */
  @Property({ type: 'integer' })
  signWithin!: number;

  /** Unsigned for more than so many days beyond that, it goes to the next level. */
  @Property({ type: 'integer' })
  escalateUnsignedAfter!: number;

  /** So many days past its deadline, its unit is reminded. */
  @Property({ type: 'integer' })
  remindOverdueAfter!: number;

  /** So many days past its deadline, it goes to the next level. */
  @Property({ type: 'integer' })
  escalateOverdueAfter!: number;

  /** Whether issues at this level are reminded of and raised by themselves at all. */
  @Property({ type: 'boolean', default: true })
  enabled: boolean = true;
}
