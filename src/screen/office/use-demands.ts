import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Language } from '../../kernel/language.js';
import { AskError, type Ask } from '../ask.js';
import { documents } from '../documents.js';
import { follow, type Line } from '../live.js';

interface Named {
  readonly name: string;
}

export interface KindFigures {
  readonly kind: { readonly code: string; readonly nameZh: string; readonly nameEn: string };
  readonly measure: string | null;
  readonly count: number;
  readonly quantity: string;
  readonly fulfilled: string;
  readonly promised: string;
  readonly open: string;
}

export interface OpenDemand {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly region: Named;
  readonly project: Named | null;
  readonly leadUnit: Named | null;
  readonly demand: { readonly quantity: string; readonly measure: string; readonly fulfilled: string; readonly promised: string; readonly open: string };
}

export interface Offer {
  readonly id: string;
  readonly text: string;
  readonly measure: string;
  readonly open: string;
  readonly fromOn: string;
  readonly unit: Named;
  readonly region: Named | null;
}

export interface Picture {
  readonly clock: { readonly now: string; readonly timeZone: string };
  readonly demandStats: readonly KindFigures[];
  readonly issues: { readonly totalCount: number; readonly nodes: readonly OpenDemand[] };
  readonly supplyOffers: { readonly totalCount: number; readonly nodes: readonly (Offer & { readonly quantity: string; readonly untilOn: string | null })[] };
}

export interface PickedDemand {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly demand: {
    readonly measure: string;
    readonly open: string;
    readonly candidates: readonly Offer[];
    readonly matches: readonly { readonly id: string; readonly quantity: string; readonly status: 'PROMISED' | 'DELIVERED' | 'RELEASED'; readonly unit: Named }[];
    readonly steps: readonly { readonly id: string; readonly quantity: string; readonly note: string; readonly at: string; readonly by: string; readonly corrects: { readonly id: string } | null }[];
  } | null;
}

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  onRefused(): void;
}

/** Changes come in bursts, and every reading answers for all of them. */
const restBetween = 400;

/** The demands of a kind and the one that is picked: read anew whenever the line tells of a change, and after acts. */
export function useDemands({ ask, token, language, onRefused }: Options) {
  const kind = ref('');
  const pickedId = ref<string | null>(null);
  const picture = shallowRef<Picture | null>(null);
  const picked = shallowRef<PickedDemand | null>(null);
  const line = ref<Line>('CONNECTING');
  const trouble = ref('');
  let asked = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    const mine = (asked += 1);
    try {
      const [whole, one] = await Promise.all([
        ask<Picture>(documents.demands, 'Demands', { kind: [kind.value] }),
        pickedId.value === null ? null : ask<{ issue: PickedDemand | null }>(documents.demands, 'Demand', { issueId: pickedId.value }),
      ]);
      if (mine !== asked) return;
      trouble.value = '';
      picture.value = whole;
      picked.value = one?.issue ?? null;
      if (kind.value === '') kind.value = whole.demandStats.find(({ open }) => Number(open) > 0)?.kind.code ?? '';
    } catch (cause) {
      if (cause instanceof AskError && cause.kind === 'TOKEN') return onRefused();
      if (mine === asked) trouble.value = cause instanceof AskError && cause.kind === 'SAID' ? cause.message : 'UNREACHED';
    }
  }

  watch(kind, () => { pickedId.value = null; void load(); });
  watch(pickedId, () => void load());

  const end = follow<object>({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    operation: { ...documents.demandChanges, operationName: 'DemandChanges' },
    token, site: null, language,
    onState: () => {
      clearTimeout(resting);
      resting = setTimeout(() => void load(), picture.value === null ? 0 : restBetween);
    },
    onLine: (next) => { line.value = next; },
    onRefused,
    onTrouble: (message) => { trouble.value = message; },
  });
  onScopeDispose(() => {
    clearTimeout(resting);
    end();
  });

  return { kind, pickedId, picture, picked, line, trouble, load };
}
