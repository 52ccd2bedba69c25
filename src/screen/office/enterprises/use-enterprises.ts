import { reactive, ref, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { readPages, type Rows } from '../pages.js';
import { useReading } from '../use-reading.js';
import type { Listed, Opened, Overview } from './rows.js';

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  readonly onRefused: () => void;
}

/** The enterprises as they are narrowed and paged, the one that is opened, and the figures. An empty part narrows nothing. */
export function useEnterprises({ ask, token, language, onRefused }: Options) {
  const chosen = reactive({ regionId: '', resumed: '', search: '' });
  const pages = ref(1);
  const openedId = ref<string | null>(null);

  async function read() {
    const filter = { regionId: chosen.regionId || null, resumed: chosen.resumed === '' ? null : chosen.resumed === 'yes', search: chosen.search.trim() || null };
    const [overview, list, opened] = await Promise.all([
      ask<Overview>(documents.enterprises, 'EnterprisesOverview'),
      readPages(pages.value, async (after) => (await ask<{ enterprises: Rows<Listed> }>(documents.enterprises, 'EnterprisesPage', { filter, after })).enterprises),
      openedId.value === null ? null : ask<{ enterprise: Opened | null }>(documents.enterprises, 'EnterpriseOpened', { id: openedId.value }),
    ]);
    return { overview, list, opened: opened?.enterprise ?? null };
  }

  const reading = useReading({ token, language, document: documents.enterprises, operationName: 'EnterprisesFollow', read, onRefused });
  watch(chosen, () => {
    pages.value = 1;
    reading.loadSoon();
  });
  watch([pages, openedId], () => void reading.load());

  return { chosen, pages, openedId, ...reading };
}
