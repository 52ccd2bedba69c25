import { onScopeDispose, ref, shallowRef } from 'vue';
import type { Language } from '../../kernel/language.js';
import { AskError } from '../ask.js';
import type { Document } from '../documents.js';
import { follow, liveUrl, type Line } from '../live.js';

interface Options<T> {
  readonly token: string;
  readonly language: Language;
  /** The subscription that tells that something has changed. */
  readonly document: Document;
  readonly operationName: string;
  readonly read: () => Promise<T>;
  readonly onRefused: () => void;
}

/** Changes come in bursts, and every reading answers for all of them. */
const restBetween = 400;

/**
 * What a room shows: read over HTTP once the line stands, and anew whenever the line tells of a change. Of readings that overtake
 * each other the last one asked for stands.
 */
export function useReading<T>({ token, language, document, operationName, read, onRefused }: Options<T>) {
  const picture = shallowRef<T | null>(null);
  const line = ref<Line>('CONNECTING');
  const trouble = ref('');
  let asked = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    const mine = (asked += 1);
    try {
      const whole = await read();
      if (mine !== asked) return;
      trouble.value = '';
      picture.value = whole;
    } catch (cause) {
      if (cause instanceof AskError && cause.kind === 'TOKEN') return onRefused();
      if (mine === asked) trouble.value = cause instanceof AskError && cause.kind === 'SAID' ? cause.message : 'UNREACHED';
    }
  }

  /** Once what asks for it has come to rest: a change, or somebody who types. */
  function loadSoon(): void {
    clearTimeout(resting);
    resting = setTimeout(() => void load(), picture.value === null ? 0 : restBetween);
  }

  const end = follow<object>({
    url: liveUrl(),
    operation: { ...document, operationName },
    token, site: null, language,
    onState: loadSoon,
    onLine: (next) => { line.value = next; },
    onRefused,
    onTrouble: (message) => { trouble.value = message; },
  });
  onScopeDispose(() => {
    asked += 1;
    clearTimeout(resting);
    end();
  });

  return { picture, line, trouble, load, loadSoon };
}
