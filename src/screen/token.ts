const key = 'diaodu.token';

/**
 * The token comes in the fragment, which no server and no log sees, and leaves the address bar at once; it lasts as long as
 * the tab does.
 */
export function takeToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')?.trim();
  if (!given) return stored();
  history.replaceState(history.state, '', location.pathname + location.search);
  keepToken(given);
  return given;
}

export function keepToken(token: string): void {
  try {
    sessionStorage.setItem(key, token);
  } catch {
    // A browser that keeps nothing asks again after a reload.
  }
}

export function forgetToken(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
