import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { Language } from '../../kernel/language.js';
import type { ChartSchedule } from '../chart/rows.js';
import { documents } from '../documents.js';
import { follow, type Line } from '../live.js';

interface Frame {
  readonly at: string;
  readonly today: string;
  readonly totalCount: number;
  readonly schedules: readonly ChartSchedule[];
}

interface Options {
  readonly token: string;
  readonly language: Language;
  readonly tier: string | null;
  /** How many rows fit. */
  readonly rows: number;
  onRefused(): void;
}

/** As many as the screen turns through in two minutes. */
const most = 64;
const turnAfter = 15_000;

/** The live chart, page by page; the pages turn by themselves. Ends with the component that uses it. */
export function useChart({ token, language, tier, rows, onRefused }: Options) {
  const frame = shallowRef<Frame | null>(null);
  const line = ref<Line>('CONNECTING');
  const trouble = ref('');
  const turn = ref(0);

  const end = follow<Frame>({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    operation: { ...documents.chartScreen, operationName: 'ChartScreen', variables: { first: most, filter: tier === null ? null : { tier: [tier] } } },
    token, site: null, language,
    onState(state) {
      trouble.value = '';
      frame.value = state;
    },
    onLine: (next) => { line.value = next; },
    onTrouble: (message) => { trouble.value = message; },
    onRefused,
  });
  const turning = setInterval(() => { turn.value += 1; }, turnAfter);
  onScopeDispose(() => {
    clearInterval(turning);
    end();
  });

  const pages = computed(() => Math.max(1, Math.ceil((frame.value?.schedules.length ?? 0) / rows)));
  const page = computed(() => turn.value % pages.value);
  const shown = computed(() => frame.value?.schedules.slice(page.value * rows, (page.value + 1) * rows) ?? []);
  return { frame, line, trouble, page, pages, shown, turn };
}
