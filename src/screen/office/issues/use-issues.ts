import { reactive, ref, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { readPages, type Rows } from '../pages.js';
import { useReading } from '../use-reading.js';
import type { IssueRow, IssueWhole, Opening } from './rows.js';

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  onRefused(): void;
}

const pageSize = 50;

/** The issues that fit the filter, and the one that is picked. */
export function useIssues({ ask, token, language, onRefused }: Options) {
  const filter = reactive({ status: '', level: '', unitId: '', regionId: '', overdue: false, extension: false, search: '' });
  const pages = ref(1);
  const pickedId = ref<string | null>(null);

  function asFilter(): Record<string, unknown> {
    const { status, level, unitId, regionId, overdue, extension, search } = filter;
    return {
      ...(status === '' ? { open: true } : status !== 'ALL' && { status: [status] }),
      ...(level && { level: [level] }), ...(unitId && { unitId }), ...(regionId && { regionId }),
      ...(overdue && { overdue }), ...(extension && { extensionRequested: true }), ...(search.trim() && { search: search.trim() }),
    };
  }

  async function read() {
    const [opening, issues, picked] = await Promise.all([
      ask<Opening>(documents.issues, 'IssuesOpening'),
      readPages(pages.value, async (after) => (await ask<{ issues: Rows<IssueRow> }>(documents.issues, 'Issues', { filter: asFilter(), first: pageSize, after })).issues),
      pickedId.value === null ? null : ask<{ issue: IssueWhole | null }>(documents.issues, 'Issue', { id: pickedId.value }),
    ]);
    return { ...opening, issues, picked: picked?.issue ?? null };
  }

  const reading = useReading({ token, language, document: documents.issues, operationName: 'IssueChanges', read, onRefused });
  watch(filter, () => {
    pages.value = 1;
    reading.loadSoon();
  });
  watch([pages, pickedId], () => void reading.load());

  return { filter, pages, pickedId, ...reading };
}
