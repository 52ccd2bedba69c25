import { ref, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { readPages, type Page } from '../pages.js';
import { useReading } from '../use-reading.js';
import type { Day, Week } from './rows.js';

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  onRefused(): void;
}

interface Opening {
  readonly clock: { readonly now: string; readonly today: string; readonly timeZone: string };
}

/** The dispatch of a day, or the hearing of its week: of today until another day is chosen. */
export function useProgress({ ask, token, language, onRefused }: Options) {
  const day = ref('');
  const view = ref<'day' | 'week'>('day');
  const pages = ref(1);

  async function read() {
    const { clock } = await ask<Opening>(documents.progress, 'ProgressOpening');
    day.value ||= clock.today;
    if (view.value === 'day') {
      const daily = await readWhole((after) => ask<{ it: Day }>(documents.progress, 'ProgressDay', { day: day.value, after }));
      return { clock, daily, weekly: null };
    }
    const weekly = await readWhole((after) => ask<{ it: Week }>(documents.progress, 'ProgressWeek', { week: day.value, after }));
    return { clock, daily: null, weekly };
  }

  /** As many pages of its rows as are shown, below its figures. */
  async function readWhole<R, T extends { readonly rows: Page<R> }>(page: (after: string | null) => Promise<{ it: T }>): Promise<T> {
    let whole: T;
    const rows = await readPages<R, Page<R>>(pages.value, async (after) => (whole = (await page(after)).it).rows);
    return { ...whole!, rows };
  }

  const reading = useReading({ token, language, document: documents.progress, operationName: 'ProgressFollow', read, onRefused });
  watch([day, view], () => {
    pages.value = 1;
    void reading.load();
  });
  watch(pages, () => void reading.load());

  return { day, view, pages, ...reading };
}
