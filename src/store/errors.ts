/** PostgreSQL's code of an error, also where a library wrapped it. */
export function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** The constraint that a write ran into, or undefined. */
export function violatedConstraint(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const name = (at as { constraint?: unknown }).constraint;
    if (typeof name === 'string') return name;
  }
  return undefined;
}

/** Whether the database could not be reached, or threw us out: nothing is known of the statement, the same may succeed later. */
export function isConnectionError(error: unknown): boolean {
  const state = sqlState(error);
  // 08: connection exception; 57P: shutting down or starting up; 53300: too many connections.
  if (state !== undefined) return state.startsWith('08') || state.startsWith('57P') || state === '53300';
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE' || code === 'ETIMEDOUT' || code === 'ENOENT') return true;
    if (/Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/.test(at.message)) return true;
  }
  return false;
}
