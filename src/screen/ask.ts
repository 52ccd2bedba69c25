import type { Language } from '../kernel/language.js';
import type { Document } from './documents.js';

export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

/** TOKEN: no valid token. SAID: the server said why. UNREACHED: no answer came; whether an act was done is not known. */
export class AskError extends Error {
  override name = 'AskError';

  constructor(
    readonly kind: 'TOKEN' | 'SAID' | 'UNREACHED',
    message: string,
  ) {
    super(message);
  }
}

const answerWithin = 10_000;

/** One question or act over HTTP. Acts go here and never over the socket, whose client would repeat them after a broken line. */
export function asker(token: string, language: Language, url = '/graphql') {
  return async function ask<T>(document: Document, operationName: string, variables: Record<string, unknown> = {}): Promise<T> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), answerWithin);
    let answer: Response;
    let body: { readonly data?: T | null; readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[] };
    try {
      answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}`, 'accept-language': language },
        body: JSON.stringify({ ...document, operationName, variables }),
        signal: patience.signal,
      });
      body = await answer.json();
    } catch (cause) {
      throw new AskError('UNREACHED', String(cause));
    } finally {
      clearTimeout(timer);
    }
    const [error] = body.errors ?? [];
    if (answer.status === 401 || error?.extensions?.code === 'UNAUTHENTICATED') throw new AskError('TOKEN', error?.message ?? '');
    if (error || !body.data) throw new AskError('SAID', error?.message ?? answer.statusText);
    return body.data;
  };
}

export type Ask = ReturnType<typeof asker>;
