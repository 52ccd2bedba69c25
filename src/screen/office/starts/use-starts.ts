import { reactive, ref, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { readPages, type Rows } from '../pages.js';
import { useReading } from '../use-reading.js';
import type { Entry, Forecast, Opened, Overview } from './rows.js';

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  readonly onRefused: () => void;
}

/** The forecast of a day, the gaps by district, the sequence as it is narrowed and paged, and the project that is opened. An empty part narrows nothing. */
export function useStarts({ ask, token, language, onRefused }: Options) {
  const chosen = reactive({ on: '', regionId: '', obstacle: '', plannedBy: '' });
  const pages = ref(1);
  const openedId = ref<string | null>(null);

  async function read() {
    const overview = await ask<Overview>(documents.starts, 'StartsOverview', {});
    chosen.on ||= endOfMonth(overview.clock.today);
    const regionId = chosen.regionId || null;
    const filter = { regionId, obstacle: chosen.obstacle ? [chosen.obstacle] : null, plannedBy: chosen.plannedBy || null, on: chosen.on };
    const [{ startForecast: forecast }, sequence, opened] = await Promise.all([
      ask<{ startForecast: Forecast }>(documents.starts, 'StartsForecast', { on: chosen.on, filter: { regionId } }),
      readPages(pages.value, async (after) => (await ask<{ startSequence: Rows<Entry> }>(documents.starts, 'StartsPage', { filter, after })).startSequence),
      openedId.value === null ? null : ask<{ project: Opened | null }>(documents.starts, 'StartsOpened', { id: openedId.value }),
    ]);
    return { overview, forecast, sequence, opened: opened?.project ?? null };
  }

  const reading = useReading({ token, language, document: documents.starts, operationName: 'StartsFollow', read, onRefused });
  watch(() => [chosen.on, chosen.regionId, chosen.obstacle, chosen.plannedBy], (_, [before]) => {
    // The day that the first reading chose was read with it.
    if (before === '') return;
    pages.value = 1;
    reading.loadSoon();
  });
  watch([pages, openedId], () => void reading.load());

  return { chosen, pages, openedId, ...reading };
}

function endOfMonth(day: string): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
