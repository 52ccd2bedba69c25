import { ref, shallowRef } from 'vue';
import { AskError, type Ask, type UserError } from '../ask.js';
import type { Document } from '../documents.js';

/** UNREACHED where no answer came: whether it was done is not known. */
export type Failure = '' | 'UNREACHED' | (string & {});

/** Does acts of one place of the page, one at a time, and keeps what was said against the last one, to be shown there. */
export function useAct(ask: Ask, onRefused: () => void) {
  const busy = ref(false);
  const said = shallowRef<readonly UserError[]>([]);
  const failure = ref<Failure>('');

  /** The payload; null where it was not done. */
  async function act<T extends object>(document: Document, operationName: string, variables: Record<string, unknown>): Promise<T | null> {
    if (busy.value) return null;
    busy.value = true;
    said.value = [];
    failure.value = '';
    try {
      const [payload] = Object.values(await ask<Record<string, T & { readonly userErrors: readonly UserError[] }>>(document, operationName, variables));
      said.value = payload!.userErrors;
      return payload!.userErrors.length === 0 ? payload! : null;
    } catch (cause) {
      if (cause instanceof AskError && cause.kind === 'TOKEN') onRefused();
      else failure.value = cause instanceof AskError && cause.kind === 'SAID' ? cause.message : 'UNREACHED';
      return null;
    } finally {
      busy.value = false;
    }
  }

  return { busy, said, failure, act };
}

/** What was said about one field: its path from the input inwards, and all that lies in it. */
export function saidAbout(said: readonly UserError[], ...path: readonly string[]): readonly string[] {
  return said.filter((error) => path.every((part, index) => error.path[index] === part)).map(({ message }) => message);
}

/** What was said about none of the fields that show their own. */
export function saidElsewhere(said: readonly UserError[], fields: readonly string[]): readonly string[] {
  return said.filter(({ path }) => !(path[0] === 'input' && fields.includes(path[1] ?? ''))).map(({ message }) => message);
}
