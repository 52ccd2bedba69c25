import { reactive, ref, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { readPages, type Rows } from '../pages.js';
import { useReading } from '../use-reading.js';
import { isStage, type Lead, type Listed, type OpenedReserve, type Overview, type Reserve, type Reserved, type Standing } from './rows.js';

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  readonly onRefused: () => void;
}

/** Leads and the reserve as they are narrowed and paged, and the one of each that is opened. An empty part narrows nothing. */
export function useLeads({ ask, token, language, onRefused }: Options) {
  const chosen = reactive({ standing: '' as Standing | '', regionId: '', search: '', overdue: false, openNeeds: false });
  const reserved = reactive({ field: '', lacking: '', late: false, openIssues: false, search: '' });
  const pages = reactive({ leads: 1, reserve: 1 });
  const openedId = ref<string | null>(null);
  const openedReserveId = ref<string | null>(null);

  async function read() {
    const { standing, regionId, search, overdue, openNeeds } = chosen;
    const filter = {
      regionId: regionId || null, search: search.trim() || null, nextStepOverdue: overdue || null, hasOpenNeeds: openNeeds || null,
      ...(standing === '' ? {} : isStage(standing) ? { status: ['OPEN'], stage: [standing] } : { status: [standing] }),
    };
    const reserveFilter = {
      regionId: regionId || null, search: reserved.search.trim() || null, late: reserved.late || null, hasOpenIssues: reserved.openIssues || null,
      field: reserved.field ? [reserved.field] : null, lacking: reserved.lacking ? [reserved.lacking] : null,
    };
    const [overview, list, opened, reserve, reserveList, openedReserve] = await Promise.all([
      ask<Overview>(documents.leads, 'LeadsOverview'),
      readPages(pages.leads, async (after) => (await ask<{ investmentLeads: Rows<Listed> }>(documents.leads, 'LeadsPage', { filter, after })).investmentLeads),
      openedId.value === null ? null : ask<{ investmentLead: Lead | null }>(documents.leads, 'LeadOpened', { id: openedId.value }),
      ask<Reserve>(documents.reserve, 'ReserveOverview'),
      readPages(pages.reserve, async (after) => (await ask<{ reserveProjects: Rows<Reserved> }>(documents.reserve, 'ReservePage', { filter: reserveFilter, after })).reserveProjects),
      openedReserveId.value === null ? null : ask<{ project: OpenedReserve | null }>(documents.reserve, 'ReserveOpened', { id: openedReserveId.value }),
    ]);
    return { overview, list, opened: opened?.investmentLead ?? null, reserve, reserveList, openedReserve: openedReserve?.project ?? null };
  }

  const reading = useReading({ token, language, document: documents.leads, operationName: 'LeadsFollow', read, onRefused });
  watch([chosen, reserved], () => {
    Object.assign(pages, { leads: 1, reserve: 1 });
    reading.loadSoon();
  });
  watch([pages, openedId, openedReserveId], () => void reading.load());

  return { chosen, reserved, pages, openedId, openedReserveId, ...reading };
}
