import { ref, shallowRef } from 'vue';
import { asker, type Ask } from './ask.js';
import type { Language } from '../kernel/language.js';
import { forgetToken, keepToken, takeToken } from './token.js';

/** Who the page is to the server: a token from the address, from before, or asked for. A screen's own outlasts its tab. */
export function useSession(language: Language, isScreen = false) {
  const token = ref(takeToken(isScreen));
  const refused = ref(false);
  const ask = shallowRef<Ask | null>(token.value === null ? null : asker(token.value, language));

  function enter(given: string): void {
    keepToken(given);
    refused.value = false;
    token.value = given;
    ask.value = asker(given, language);
  }

  /** The server will not have the token any more. */
  function refuse(): void {
    forgetToken();
    refused.value = true;
    token.value = null;
    ask.value = null;
  }

  window.addEventListener('hashchange', () => {
    const given = takeToken(isScreen);
    if (given !== null && given !== token.value) enter(given);
  });

  return { token, ask, refused, enter, refuse };
}

export type Session = ReturnType<typeof useSession>;
