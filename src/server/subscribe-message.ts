import { MessageType } from 'graphql-ws';

/** The protocol asks every operation for a text: one that is known by its id gets an empty one. Others pass as they are. */
export function withText(message: string): string {
  if (!message.includes('"documentId"')) return message;
  let read: { type?: unknown; payload?: { query?: unknown; documentId?: unknown } | null } | null;
  try {
    read = JSON.parse(message) as typeof read;
  } catch {
    // graphql-ws says so.
    return message;
  }
  if (read?.type !== MessageType.Subscribe || typeof read.payload?.documentId !== 'string' || (read.payload.query ?? null) !== null) return message;
  return JSON.stringify({ ...read, payload: { ...read.payload, query: '' } });
}
