import { onScopeDispose, reactive, ref, shallowRef, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import { AskError, type Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { follow, type Line } from '../../live.js';
import type { IssuePage, IssueWhole } from './rows.js';

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  onRefused(): void;
  onTimeZone(timeZone: string): void;
}

const pageSize = 50;
/** Changes come in bursts, and every reading answers for all of them. */
const restBetween = 400;

/** Of answers that overtake each other the last one asked for is shown. */
function latest<T>(read: () => Promise<T>, show: (answer: T) => void): () => Promise<void> {
  let asked = 0;
  return async () => {
    const mine = (asked += 1);
    const answer = await read();
    if (mine === asked) show(answer);
  };
}

/** The issues that fit the filter and the one that is picked: read anew whenever the line tells of a change, and after acts. */
export function useIssues({ ask, token, language, onRefused, onTimeZone }: Options) {
  const filter = reactive({ status: '', level: '', unitId: '', regionId: '', overdue: false, extension: false, search: '' });
  const regions = shallowRef<readonly { readonly id: string; readonly name: string }[]>([]);
  const page = shallowRef<IssuePage | null>(null);
  const picked = shallowRef<IssueWhole | null>(null);
  const pickedId = ref<string | null>(null);
  const line = ref<Line>('CONNECTING');
  const trouble = ref('');
  let pages = 1;
  let resting: ReturnType<typeof setTimeout> | undefined;

  function asFilter(): Record<string, unknown> {
    const { status, level, unitId, regionId, overdue, extension, search } = filter;
    return {
      ...(status === '' ? { open: true } : status !== 'ALL' && { status: [status] }),
      ...(level && { level: [level] }), ...(unitId && { unitId }), ...(regionId && { regionId }),
      ...(overdue && { overdue }), ...(extension && { extensionRequested: true }), ...(search.trim() && { search: search.trim() }),
    };
  }

  /** As many pages as are shown, one after the other. */
  const readPages = latest(async () => {
    const read = (after: string | null): Promise<IssuePage> => ask<IssuePage>(documents.issues, 'Issues', { filter: asFilter(), first: pageSize, after });
    let whole = await read(null);
    for (let number = 1; number < pages && whole.issues.pageInfo.hasNextPage; number += 1) {
      const next = await read(whole.issues.pageInfo.endCursor);
      whole = { ...next, issues: { ...next.issues, nodes: [...whole.issues.nodes, ...next.issues.nodes] } };
    }
    return whole;
  }, (whole) => { page.value = whole; });

  const readPicked = latest(
    async () => (pickedId.value === null ? null : (await ask<{ issue: IssueWhole | null }>(documents.issues, 'Issue', { id: pickedId.value })).issue),
    (issue) => { picked.value = issue; },
  );

  function load(): Promise<void> {
    return Promise.all([readPages(), readPicked()]).then(() => { trouble.value = ''; }, fail);
  }

  function fail(cause: unknown): void {
    if (cause instanceof AskError && cause.kind === 'TOKEN') onRefused();
    else trouble.value = cause instanceof AskError && cause.kind === 'SAID' ? cause.message : 'UNREACHED';
  }

  function more(): void {
    pages += 1;
    void load();
  }

  function loadSoon(after: number): void {
    clearTimeout(resting);
    resting = setTimeout(() => void load(), after);
  }

  watch(filter, () => {
    pages = 1;
    loadSoon(restBetween / 2);
  });
  watch(pickedId, () => void readPicked().catch(fail));

  ask<{ clock: { timeZone: string }; regions: { id: string; name: string }[] }>(documents.issues, 'IssuesOpening').then((read) => {
    onTimeZone(read.clock.timeZone);
    regions.value = read.regions;
  }, fail);

  const end = follow<object>({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    operation: { ...documents.issues, operationName: 'IssueChanges' },
    token, site: null, language,
    onState: () => loadSoon(page.value === null ? 0 : restBetween),
    onLine: (next) => { line.value = next; },
    onRefused,
    onTrouble: (message) => { trouble.value = message; },
  });
  onScopeDispose(() => {
    clearTimeout(resting);
    end();
  });

  return { filter, regions, page, picked, pickedId, line, trouble, load, more };
}
