import { reactive, ref, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { readPages, type Rows } from '../pages.js';
import { useReading } from '../use-reading.js';
import type { Opened, Overview, Registered } from './rows.js';

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  readonly onRefused: () => void;
}

const nothing = { tier: '', sector: '', stage: '', industryChain: '', regionId: '', search: '' };
export type Chosen = typeof nothing;

/** The register as it is narrowed and paged, the project that is opened, and the figures above. An empty part narrows nothing. */
export function useRegister({ ask, token, language, onRefused }: Options) {
  const chosen = reactive<Chosen>({ ...nothing });
  const pages = ref(1);
  const openedId = ref<string | null>(null);

  async function read() {
    const some = (value: string): string[] | null => (value === '' ? null : [value]);
    const filter = {
      tier: some(chosen.tier), sector: some(chosen.sector), stage: some(chosen.stage), industryChain: some(chosen.industryChain),
      regionId: chosen.regionId || null, search: chosen.search.trim() || null,
    };
    const [overview, register, opened] = await Promise.all([
      ask<Overview>(documents.projects, 'ProjectsOverview'),
      readPages(pages.value, async (after) => (await ask<{ projects: Rows<Registered> }>(documents.projects, 'ProjectsPage', { filter, after })).projects),
      openedId.value === null ? null : ask<{ project: Opened | null }>(documents.projects, 'ProjectOpened', { id: openedId.value }),
    ]);
    return { overview, register, opened: opened?.project ?? null };
  }

  const reading = useReading({ token, language, document: documents.projects, operationName: 'ProjectsFollow', read, onRefused });
  watch(chosen, () => {
    pages.value = 1;
    reading.loadSoon();
  });
  watch([pages, openedId], () => void reading.load());

  return { chosen, pages, openedId, ...reading };
}
