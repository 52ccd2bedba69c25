import { useI18n } from 'vue-i18n';
import { useCity } from '../../city.js';
import { amountOf } from '../../money.js';

/** What says an amount of 亿元 with its unit. */
export function useAmount(): (yi: string) => string {
  const { language } = useCity();
  const { t } = useI18n();
  return (yi) => {
    const { figure, unit } = amountOf(yi, language);
    return `${figure} ${t(`screen.project.${unit}`)}`;
  };
}
