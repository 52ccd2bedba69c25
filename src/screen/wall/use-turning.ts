import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Language } from '../../kernel/language.js';
import type { Ask } from '../ask.js';
import { documents } from '../documents.js';
import { follow, liveUrl, type FollowOptions, type Line } from '../live.js';

interface Options<Frame, Row> {
  readonly token: string;
  readonly language: Language;
  readonly ask: Ask;
  readonly operation: FollowOptions<Frame>['operation'];
  /** What is turned through, and how much of it fits a page. */
  readonly rowsOf: (frame: Frame) => readonly Row[];
  readonly fit: number;
  onRefused(): void;
  onTimeZone(timeZone: string): void;
}

const turnAfter = 15_000;

/** A live picture, page by page; the pages turn by themselves. Ends with the component that uses it. */
export function useTurning<Frame, Row>({ token, language, ask, operation, rowsOf, fit, onRefused, onTimeZone }: Options<Frame, Row>) {
  const frame = shallowRef<Frame | null>(null);
  const line = ref<Line>('CONNECTING');
  const trouble = ref('');
  const turn = ref(0);

  const end = follow<Frame>({
    url: liveUrl(), operation, token, site: null, language,
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
  watch(line, async (now) => {
    const said = now === 'UP' ? await ask<{ clock: { timeZone: string } }>(documents.clock, 'Clock').catch(() => null) : null;
    if (said) onTimeZone(said.clock.timeZone);
  }, { immediate: true });

  const rows = computed(() => (frame.value ? rowsOf(frame.value) : []));
  const pages = computed(() => Math.max(1, Math.ceil(rows.value.length / fit)));
  const page = computed(() => turn.value % pages.value);
  const shown = computed(() => rows.value.slice(page.value * fit, (page.value + 1) * fit));
  return { frame, line, trouble, rows, page, pages, shown, turn };
}
