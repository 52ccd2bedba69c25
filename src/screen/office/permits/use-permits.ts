import { reactive, ref, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { readPages, type Rows } from '../pages.js';
import { useReading } from '../use-reading.js';
import type { Opened, Overview, Waiting } from './rows.js';

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  readonly onRefused: () => void;
}

/** The figures, what waits as it is narrowed and paged, and the permits of the project that is opened. */
export function usePermits({ ask, token, language, onRefused }: Options) {
  const chosen = reactive({ authorityId: '', late: '' });
  const pages = ref(1);
  const openedId = ref<string | null>(null);

  async function read() {
    const late = { '': { waiting: true }, overdue: { waiting: true, overdue: true }, papers: { paperOverdue: true } }[chosen.late];
    const filter = { ...late, authorityId: chosen.authorityId || null };
    const [overview, list, opened] = await Promise.all([
      ask<Overview>(documents.permits, 'PermitsOverview'),
      readPages(pages.value, async (after) => (await ask<{ permits: Rows<Waiting> }>(documents.permits, 'PermitsPage', { filter, after })).permits),
      openedId.value === null ? null : ask<{ project: Opened | null }>(documents.permits, 'PermitsOfProject', { id: openedId.value }),
    ]);
    return { overview, list, opened: opened?.project ?? null };
  }

  const reading = useReading({ token, language, document: documents.permits, operationName: 'PermitsFollow', read, onRefused });
  watch(chosen, () => {
    pages.value = 1;
    reading.loadSoon();
  });
  watch([pages, openedId], () => void reading.load());

  return { chosen, pages, openedId, ...reading };
}
