import { onScopeDispose, ref, shallowRef, watch } from 'vue';

export interface Option {
  readonly id: string;
  readonly name: string;
}

const restBefore = 180;

/** Looks up what is being typed; an answer to an earlier text never replaces a later one's. */
export function useSearch<T extends Option>(find: (text: string) => Promise<readonly T[]>) {
  const text = ref('');
  const found = shallowRef<readonly T[]>([]);
  const open = ref(false);
  const marked = ref(-1);
  let asked = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;

  watch(text, (typed) => {
    clearTimeout(resting);
    const mine = (asked += 1);
    if (typed.trim() === '') {
      found.value = [];
      return;
    }
    resting = setTimeout(async () => {
      const options = await find(typed.trim()).catch(() => []);
      if (mine !== asked) return;
      found.value = options;
      marked.value = options.length > 0 ? 0 : -1;
    }, restBefore);
  });

  onScopeDispose(() => clearTimeout(resting));

  function move(by: number): void {
    open.value = true;
    const count = found.value.length;
    if (count > 0) marked.value = (marked.value + by + count) % count;
  }

  return { text, found, open, marked, move };
}
