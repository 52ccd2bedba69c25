import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { Language } from '../../kernel/language.js';
import { documents } from '../documents.js';
import { follow, type Line } from '../live.js';
import type { Raced, Racer } from '../race/lanes.js';

interface Frame {
  readonly at: string;
  readonly today: string;
  readonly contest: Raced | null;
  readonly scoreboard: { readonly on: string; readonly dayNumber: number; readonly standings: readonly Racer[] } | null;
}

interface Options {
  readonly token: string;
  readonly language: Language;
  /** Empty: the one that runs. */
  readonly contest: string;
  /** How many lanes fit. */
  readonly lanes: number;
  onRefused(): void;
}

const turnAfter = 15_000;

/** The live race, page by page where there are many districts; the pages turn by themselves. Ends with the component that uses it. */
export function useRace({ token, language, contest, lanes, onRefused }: Options) {
  const frame = shallowRef<Frame | null>(null);
  const line = ref<Line>('CONNECTING');
  const trouble = ref('');
  const turn = ref(0);

  const end = follow<Frame>({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    operation: { ...documents.contestScreen, operationName: 'ContestScreen', variables: { contestId: contest || null } },
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

  const standings = computed(() => frame.value?.scoreboard?.standings ?? []);
  const pages = computed(() => Math.max(1, Math.ceil(standings.value.length / lanes)));
  const page = computed(() => turn.value % pages.value);
  const shown = computed(() => standings.value.slice(page.value * lanes, (page.value + 1) * lanes));
  return { frame, line, trouble, standings, page, pages, shown, turn };
}
