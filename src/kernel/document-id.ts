import { createHash } from 'node:crypto';

/** The id of a document's text, as the GraphQL-over-HTTP draft on persisted documents forms it. */
export function documentIdOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
