import { computed, ref, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { useReading } from '../use-reading.js';

interface Named {
  readonly name: string;
}

export interface KindFigures {
  readonly kind: { readonly code: string; readonly nameZh: string; readonly nameEn: string; readonly measures: readonly string[] };
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
  readonly clock: { readonly now: string; readonly today: string; readonly timeZone: string };
  readonly regions: readonly { readonly id: string; readonly name: string }[];
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

/** The demands of a kind and the one that is picked: the first kind of which something is missing where none is chosen. */
export function useDemands({ ask, token, language, onRefused }: Options) {
  const chosenKind = ref<string | null>(null);
  const pickedId = ref<string | null>(null);

  async function read() {
    const [whole, one] = await Promise.all([
      ask<Picture>(documents.demands, 'Demands', { kind: [chosenKind.value ?? ''] }),
      pickedId.value === null ? null : ask<{ issue: PickedDemand | null }>(documents.demands, 'Demand', { issueId: pickedId.value }),
    ]);
    chosenKind.value ??= whole.demandStats.find(({ open }) => Number(open) > 0)?.kind.code ?? null;
    return { ...whole, picked: one?.issue ?? null };
  }

  const reading = useReading({ token, language, document: documents.demandChanges, operationName: 'DemandChanges', read, onRefused });
  const kind = computed({ get: () => chosenKind.value, set: (code) => { chosenKind.value = code; pickedId.value = null; } });
  watch([chosenKind, pickedId], () => void reading.load());

  return { kind, pickedId, ...reading };
}
