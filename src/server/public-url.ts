import type { FastifyRequest } from 'fastify';

/** How the browser that asks reaches the server: as the settings say, or else as it says itself. Without a path. */
export function publicUrlOf(request: FastifyRequest, configured: string | undefined): string {
  return configured ?? `${request.protocol}://${request.host}`;
}
