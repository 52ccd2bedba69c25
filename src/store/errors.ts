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

/**
 * Whether the database could not be reached, threw us out, or cannot serve for reasons that have nothing to do with the
 * statement: the same may succeed later. Where the connection broke, nothing is known of what was under way.
 */
export function isOutage(error: unknown): boolean {
  const state = sqlState(error);
  // 08: connection exception; 53: out of disk, memory or connections; 57P: shutting down or starting up; 58: the disk fails;
  // 25006: read-only.
  if (state !== undefined) return /^(08|53|57P|58)/.test(state) || state === '25006';
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE' || code === 'ETIMEDOUT' || code === 'ENOENT') return true;
    if (/Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/.test(at.message)) return true;
  }
  return false;
}
