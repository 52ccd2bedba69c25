import type { FastifyRequest } from 'fastify';

/** How the browser that asks reaches the server: as the settings say, or else as it says itself. Without a path. */
export function publicUrlOf(request: FastifyRequest, configured: string | undefined): string {
  const said = `${request.protocol}://${request.host}`;
  return configured ?? (URL.canParse(said) ? new URL(said).origin : 'http://localhost');
}
