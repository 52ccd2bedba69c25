import type { ChartOptions } from './draw.js';

type Say = (key: string, values?: Record<string, unknown>) => string;

/** The words of a chart; a year is said with its first month. */
export function chartWords(t: Say): Pick<ChartOptions, 'todayWord' | 'month'> {
  return {
    todayWord: t('screen.chart.today'),
    month: (month) => {
      const said = Number(month.slice(5, 7));
      return said === 1 ? t('screen.chart.month', { year: month.slice(0, 4), month: said }) : t('screen.chart.monthOnly', { month: said });
    },
  };
}
