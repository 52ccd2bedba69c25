import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The web pages, as Vite built them. Open to everybody: what they show comes through the API, with a token. */
export async function addStaticPage(http: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    http.get('/', (_, reply) => reply.code(404).type('text/plain; charset=utf-8').send(`The pages are not built. Run \`npm run build\`, then start again.\n`));
    return;
  }
  await http.register(fastifyStatic, {
    root: folder,
    extensions: ['html'],
    cacheControl: false,
    setHeaders(reply, path) {
      // Vite names assets by their content: under one name there is one content for ever.
      const unchanging = path.startsWith(join(folder, 'assets'));
      reply.header('cache-control', unchanging ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
