import { ref, shallowRef } from 'vue';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { useAct } from '../use-act.js';
import type { Preview } from './rows.js';

/** A draft is tried before it is saved: what was tried, and only that, can be saved. */
export function useTrial<T extends object>(ask: Ask, onRefused: () => void, options: { readonly trial: (draft: T) => Record<string, unknown>; readonly operation: string; readonly saving: (draft: T) => Record<string, unknown> }) {
  const { busy, said, failure, act } = useAct(ask, onRefused);
  const preview = shallowRef<Preview | null>(null);
  const tried = shallowRef<T | null>(null);
  const saved = ref(false);

  async function attempt(draft: T): Promise<void> {
    saved.value = false;
    forget();
    const found = await act<{ signalPreview: Preview }>(documents.signals, 'SignalPreview', options.trial(draft));
    if (found) [preview.value, tried.value] = [found.signalPreview, draft];
  }

  async function save(): Promise<void> {
    const done = await act<object>(documents.signals, options.operation, options.saving(tried.value!));
    if (!done) return;
    forget();
    saved.value = true;
  }

  /** The draft was touched. */
  function forget(): void {
    preview.value = tried.value = null;
  }

  return { busy, said, failure, preview, saved, attempt, save, forget };
}
