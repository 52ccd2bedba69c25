import type { IssueLevel } from '../../../issue/issue.entity.js';

/** The times of a rule in the order of the form, working days. */
export const times = ['signWithin', 'escalateUnsignedAfter', 'remindOverdueAfter', 'escalateOverdueAfter'] as const;

export interface LevelRule extends Record<(typeof times)[number], number> {
  readonly level: IssueLevel;
  name: string;
  nameEn: string;
  enabled: boolean;
}
