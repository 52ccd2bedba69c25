import { createClient, type SubscribePayload } from 'graphql-ws';
import type { Language } from '../kernel/language.js';

/**
 * CONNECTING until the first picture. What is shown may be out of date while the line is LOST, and while it is STALLED: the
 * server is there, but cannot read changes.
 */
export type Line = 'CONNECTING' | 'UP' | 'LOST' | 'STALLED';

export function mayBeOld(line: Line): line is 'LOST' | 'STALLED' {
  return line === 'LOST' || line === 'STALLED';
}

/** Where the page's own server is followed. */
export function liveUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;
}

export interface FollowOptions<T> {
  readonly url: string;
  readonly operation: SubscribePayload;
  readonly token: string;
  readonly site: string | null;
  readonly language: Language;
  onState(state: T): void;
  onLine(line: Line): void;
  /** The server will not have this token (again): following has ended. */
  onRefused(): void;
  /** The server answered with an error: what it said. Tried again by itself. */
  onTrouble(message: string): void;
}

/** All in milliseconds. A dead line is noticed after pingAfter + answerWithin at most. */
const pingAfter = 4_000;
const answerWithin = 4_000;
const connectWithin = 6_000;
const firstStateWithin = 8_000;
const longestWait = 3_000;

/** The server's reasons not to come back with the same token: none or a bad one, expired or withdrawn. */
const refusals = new Set([4401, 4403]);

/** Short and jittered, so that a hall of screens does not come back in one instant: 0.3 to 3 s. */
export function waitBefore(attempt: number, chance: number = Math.random()): number {
  const most = Math.min(longestWait, 600 * 2 ** attempt);
  return most / 2 + (most / 2) * chance;
}

/** Follows a whole-state subscription for ever: whatever happens to the line, the next state comes by itself. Returns what ends it. */
export function follow<T>(options: FollowOptions<T>): () => void {
  let ended = false;
  let line: Line = 'CONNECTING';
  let patience: ReturnType<typeof setTimeout> | undefined;
  let answer: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const client = createClient({
    url: options.url,
    connectionParams: {
      authorization: `Bearer ${options.token}`,
      language: options.language,
      hearsStalls: true,
      ...(options.site === null ? {} : { siteId: options.site }),
    },
    keepAlive: pingAfter,
    retryAttempts: Infinity,
    shouldRetry: (cause) => !isRefusal(cause),
    retryWait: (attempt) => new Promise((resolve) => { setTimeout(resolve, waitBefore(attempt)); }),
    on: {
      connecting: () => beImpatient(connectWithin),
      connected: () => beImpatient(firstStateWithin),
      ping: (received, payload) => {
        if (received) return hear(payload?.['changes']);
        clearTimeout(answer);
        answer = setTimeout(() => client.terminate(), answerWithin);
      },
      pong: (received) => {
        if (received) clearTimeout(answer);
      },
      closed: lost,
      error: lost,
    },
  });

  function beImpatient(forAtMost: number): void {
    clearTimeout(patience);
    patience = setTimeout(() => client.terminate(), forAtMost);
  }

  function tell(next: Line): void {
    if (ended || next === line) return;
    line = next;
    options.onLine(next);
  }

  /** The server says whether it can read changes; what it had missed has come before it says so again. */
  function hear(changes: unknown): void {
    if (changes === 'STALLED' && line === 'UP') tell('STALLED');
    if (changes === 'FLOWING' && line === 'STALLED') tell('UP');
  }

  function lost(): void {
    clearTimeout(patience);
    clearTimeout(answer);
    tell('LOST');
  }

  function refused(): void {
    end();
    options.onRefused();
  }

  /** The subscription ended or failed while the server is there. */
  function tryAgain(): void {
    if (ended) return;
    lost();
    clearTimeout(again);
    again = setTimeout(() => {
      // A socket that is still being closed would be waited for.
      client.terminate();
      begin();
    }, waitBefore(failures));
    failures += 1;
  }

  let leave = (): void => {};
  function begin(): void {
    leave = client.subscribe<Record<string, T | null>>(options.operation, {
      next: ({ data, errors }) => {
        const state = data && Object.values(data)[0];
        if (state === null || state === undefined) {
          options.onTrouble(errors?.[0]?.message ?? '');
          leave();
          return;
        }
        clearTimeout(patience);
        failures = 0;
        options.onState(state);
        tell('UP');
      },
      error: (cause) => {
        if (ended) return;
        if (isRefusal(cause) || errorsOf(cause).some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED')) return refused();
        const [said] = errorsOf(cause);
        if (said) options.onTrouble(said.message);
        tryAgain();
      },
      complete: tryAgain,
    });
  }

  const offline = (): void => client.terminate();
  window.addEventListener('offline', offline);

  function end(): void {
    if (ended) return;
    ended = true;
    window.removeEventListener('offline', offline);
    for (const timer of [patience, answer, again]) clearTimeout(timer);
    leave();
    // It rejects where the line is down at this moment: then there is nothing to close.
    Promise.resolve(client.dispose()).catch(() => {});
  }

  begin();
  return end;
}

function isRefusal(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && refusals.has(cause.code as number);
}

interface SaidError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

function errorsOf(cause: unknown): readonly SaidError[] {
  return Array.isArray(cause) ? (cause as SaidError[]) : [];
}
