import { parse } from 'secure-json-parse';

/** Most messages hold none of this, and are not read twice. */
const suspicious = /__proto__|constructor|\\u/;

/** Whether a text is JSON with keys that could reach a prototype, however they are spelled: over HTTP fastify refuses the same. */
export function holdsForgedKeys(text: string): boolean {
  if (!suspicious.test(text)) return false;
  try {
    parse(text, null, { protoAction: 'error', constructorAction: 'error' });
    return false;
  } catch {
    // What is no JSON at all is refused in the same way.
    return true;
  }
}
