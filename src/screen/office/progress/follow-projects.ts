import { createClient } from 'graphql-ws';
import { documents } from '../../documents.js';

/** Calls back whenever a project that the viewer sees changes, and when the line is there again. Returns what ends it. */
export function followProjects(token: string, changed: () => void): () => void {
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
    shouldRetry: () => true,
    retryAttempts: Infinity,
  });
  client.subscribe({ ...documents.progress, operationName: 'ProgressFollow' }, { next: changed, error: () => {}, complete: () => {} });
  return () => void client.dispose();
}
