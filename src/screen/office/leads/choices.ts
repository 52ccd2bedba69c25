import { useI18n } from 'vue-i18n';
import { zh } from '../../../kernel/messages/zh.js';

export const contactRoles = Object.keys(zh.word.LeadContactRole);
export const severities = Object.keys(zh.word.Severity);
/** Stages in which a project comes from a lead. */
export const conversionStages = ['RESERVE', 'PREPARING'];

/** Words of the domain as they are chosen from. */
export function useChoices() {
  const { t } = useI18n();
  return { words: (set: keyof typeof zh.word, values: readonly string[]) => values.map((value) => ({ value, label: t(`word.${set}.${value}`) })) };
}
