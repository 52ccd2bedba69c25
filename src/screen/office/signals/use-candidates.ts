import { ref, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { useReading } from '../use-reading.js';
import type { Candidates } from './rows.js';

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  readonly onRefused: () => void;
}

/** Who should be called by the next joint-handling meeting, narrowed to a kind of reason where one is chosen. */
export function useCandidates({ ask, token, language, onRefused }: Options) {
  const kind = ref('');
  const count = ref(50);
  const reading = useReading({
    token, language, document: documents.signals, operationName: 'SignalsFollow', onRefused,
    read: () => ask<Candidates>(documents.signals, 'Candidates', { filter: kind.value ? { kind: [kind.value] } : null, first: count.value }),
  });
  watch([kind, count], () => void reading.load());

  return { kind, count, ...reading };
}
