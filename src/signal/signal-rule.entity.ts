import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';

export const SignalRule = enumeration('START_OVERDUE', 'COMPLETION_OVERDUE', 'BEHIND_PLAN', 'ISSUES_OVERDUE');
export type SignalRule = Word<typeof SignalRule>;

/**
 * From which measure on a rule turns the light yellow or red. Measures: days overdue for START_OVERDUE and
 * COMPLETION_OVERDUE; for BEHIND_PLAN the share (0 to 1) of the investment planned by today that is missing;
 * for ISSUES_OVERDUE the number of open issues past their deadline.
 */
@Entity({ tableName: 'signal_rule' })
export class SignalRuleSetting {
  [OptionalProps]?: 'enabled';

  @Enum({ items: () => wordsOf(SignalRule), primary: true })
  rule!: SignalRule;

  @Property({ type: 'decimal', precision: 10, scale: 4, runtimeType: 'string' })
  yellowFrom!: string;

  @Property({ type: 'decimal', precision: 10, scale: 4, runtimeType: 'string' })
  redFrom!: string;

  @Property({ type: 'boolean', default: true })
  enabled: boolean = true;
}
