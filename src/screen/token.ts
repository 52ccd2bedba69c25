const key = 'diaodu.token';
const screenToken = 'dds_';

/**
 * The token comes in the fragment, which no server and no log sees, and leaves the address bar at once; it lasts as long as
 * the tab does. What a screen was let in with lasts until it is sent away: the machine in a hall is switched off overnight.
 */
export function takeToken(isScreen: boolean): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')?.trim();
  if (!given) return stored(sessionStorage) ?? (isScreen ? stored(localStorage) : null);
  history.replaceState(history.state, '', location.pathname + location.search);
  keepToken(given);
  return given;
}

export function keepToken(token: string): void {
  try {
    (token.startsWith(screenToken) ? localStorage : sessionStorage).setItem(key, token);
  } catch {
    // A browser that keeps nothing asks again after a reload.
  }
}

export function forgetToken(): void {
  try {
    for (const storage of [sessionStorage, localStorage]) storage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

function stored(storage: Storage): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}
