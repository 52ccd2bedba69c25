import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Property } from '@mikro-orm/decorators/legacy';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import type { ProjectOrigin, ProjectStage, ProjectTier, Sector } from '../project/project.entity.js';

export const SignalRule = enumeration('START_OVERDUE', 'COMPLETION_OVERDUE', 'BEHIND_PLAN', 'ISSUES_OVERDUE', 'STUCK', 'SLOW', 'MILESTONES_LATE');
export type SignalRule = Word<typeof SignalRule>;

/** What counts as progress. */
export const ProgressSign = enumeration('PHYSICAL', 'INVESTMENT', 'MILESTONE', 'REPORT');
export type ProgressSign = Word<typeof ProgressSign>;

/**
 * From which measure on a rule turns the light yellow or red, and of which projects. Measures: days overdue for START_OVERDUE
 * and COMPLETION_OVERDUE; for BEHIND_PLAN the share (0 to 1) of the investment planned by today that is missing; for
 * ISSUES_OVERDUE the number of open issues past their deadline; for STUCK the days since the last sign of progress; for SLOW the
 * share of the year's plan by which less is completed than planned by today; for MILESTONES_LATE the days since the earliest planned day
 * that a milestone missed.
 */
@Entity({ tableName: 'signal_rule' })
@Check({ name: 'signal_rule_order_check', expression: 'yellow_from > 0 and red_from >= yellow_from' })
@Check({ name: 'signal_rule_signs_check', expression: `signs <@ '{PHYSICAL,INVESTMENT,MILESTONE,REPORT}' and (rule = 'STUCK') = (signs <> '{}')` })
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

  /** Null: of whichever tier; and so with what follows. */
  @Property({ type: 'array', columnType: 'text[]', nullable: true })
  tiers: ProjectTier[] | null = null;

  @Property({ type: 'array', columnType: 'text[]', nullable: true })
  sectors: Sector[] | null = null;

  @Property({ type: 'array', columnType: 'text[]', nullable: true })
  origins: ProjectOrigin[] | null = null;

  @Property({ type: 'array', columnType: 'text[]', nullable: true })
  stages: ProjectStage[] | null = null;

  /** What STUCK takes for progress; empty for the others. */
  @Property({ type: 'array', columnType: 'text[]', defaultRaw: `'{}'` })
  signs: ProgressSign[] = [];
}
