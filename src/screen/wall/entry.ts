/** What the office gave a screen that it let in. */
export interface Entry {
  readonly token: string;
  readonly meeting: string | null;
  readonly site: string | null;
}

export interface EntryOptions {
  /** The code to show; null while there is none. */
  onCode(code: string | null): void;
  onEntered(entry: Entry): void;
}

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
/** When the server has no code to give, or does not answer, milliseconds. */
const again = 5_000;
/** By how much a screen that was told to slow down does, seconds. */
const slower = 5;

/** Asks to be let in for as long as it takes (RFC 8628): a code that ran out is followed by another. Returns what ends it. */
export function askToEnter({ onCode, onEntered }: EntryOptions): () => void {
  const ended = new AbortController();
  const { signal } = ended;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const code = await post('/device/code', {}, signal);
      onCode(typeof code['user_code'] === 'string' ? code['user_code'] : null);
      const entry = typeof code['device_code'] === 'string' ? await fetchEntry(code['device_code'], Number(code['interval']), signal) : await pause(again, signal);
      if (entry && !signal.aborted) return onEntered(entry);
    }
  }

  void run();
  return () => ended.abort();
}

/** Null when the code is good for nothing any more. */
async function fetchEntry(device: string, interval: number, signal: AbortSignal): Promise<Entry | null> {
  for (let wait = interval; !signal.aborted;) {
    await pause(wait * 1_000, signal);
    const { access_token: token, error, meeting, site } = await post('/device/token', { grant_type: grantType, device_code: device }, signal);
    if (typeof token === 'string') return { token, meeting: meeting as string | null, site: site as string | null };
    if (error === 'slow_down') wait += slower;
    else if (typeof error === 'string' && error !== 'authorization_pending') return null;
  }
  return null;
}

/** The answer; nothing in it where there was none. */
async function post(path: string, fields: Record<string, string>, signal: AbortSignal): Promise<Record<string, unknown>> {
  try {
    return await (await fetch(path, { method: 'POST', body: new URLSearchParams(fields), signal })).json() as Record<string, unknown>;
  } catch {
    return {};
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(null);
    }, { once: true });
  });
}
