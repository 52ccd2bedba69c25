import { reactive, ref, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { readPages, type Rows } from '../pages.js';
import { useReading } from '../use-reading.js';
import type { Listed, OpenedProject, Template } from './rows.js';

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  readonly onRefused: () => void;
}

interface Overview {
  readonly clock: { readonly now: string; readonly today: string; readonly timeZone: string };
  readonly scheduleTemplates: readonly Template[];
}

/** The schedules as they are narrowed and paged, and the project that is opened. */
export function useSchedules({ ask, token, language, onRefused }: Options) {
  const chosen = reactive({ search: '', behind: false });
  const pages = ref(1);
  const openedId = ref<string | null>(null);

  async function read() {
    let overview: Overview | null = null;
    const variables = { filter: chosen.search.trim() ? { search: chosen.search.trim() } : null, behind: chosen.behind };
    const [list, opened] = await Promise.all([
      readPages(pages.value, async (after) => {
        const { schedules, ...rest } = await ask<Overview & { schedules: Rows<Listed> }>(documents.schedules, 'SchedulesPage', { ...variables, after });
        overview = rest;
        return schedules;
      }),
      openedId.value === null ? null : ask<{ project: OpenedProject | null }>(documents.schedules, 'ScheduleOpened', { projectId: openedId.value }),
    ]);
    return { overview: overview! as Overview, list, opened: opened?.project ?? null };
  }

  const reading = useReading({ token, language, document: documents.schedules, operationName: 'SchedulesFollow', read, onRefused });
  watch(chosen, () => {
    pages.value = 1;
    reading.loadSoon();
  });
  watch([pages, openedId], () => void reading.load());

  return { chosen, pages, openedId, ...reading };
}
