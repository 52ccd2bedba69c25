import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { startGraphiql } from './graphiql-page.js';
import { explorerPolicy } from './security-headers.js';

const { version } = createRequire(import.meta.url)('@graphql-yoga/render-graphiql/package.json') as { version: string };

const defaultQuery = `# 调度 Diaodu
#
# 令牌：npm run -s token -- --role DISPATCHER
# 把它填入下方的 Headers，再点左下角的“重新获取结构”。
#
# Get a token with the command above, put it below in Headers,
# then re-fetch the schema (bottom left).

query {
  projects(first: 5) {
    nodes {
      code
      name
      signal { colour }
    }
  }
}
`;

/** The explorer. All that it loads comes from here: it works where the network has no way out. */
export function addGraphiql(http: FastifyInstance, endpoint: string): void {
  const assets = `/graphiql/${version}`;
  const page = `<!doctype html>
<html lang="zh">
  <head>
    <meta charset="utf-8">
    <title>Diaodu GraphiQL</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${assets}/graphiql.css">
  </head>
  <body class="no-focus-outline">
    <noscript>JavaScript is needed here.</noscript>
    <div id="root"></div>
    <script src="${assets}/graphiql.js"></script>
    <script src="${assets}/start.js"></script>
  </body>
</html>
`;
  const start = `(${String(startGraphiql)})(${JSON.stringify({ endpoint, assets, defaultQuery })});\n`;
  http.get('/graphiql', (_, reply) => reply.type('text/html; charset=utf-8').headers({ 'cache-control': 'no-cache', 'content-security-policy': explorerPolicy }).send(page));

  http.get<{ Params: { file: string } }>(`${assets}/:file`, async ({ params, headers }, reply) => {
    const { file } = params;
    if (file === 'start.js') return reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(start);
    const content = (await files()).get(file);
    if (!content) return reply.callNotFound();
    reply.type(file.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8');
    reply.headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' });
    const packed = /\bgzip\b/.test(String(headers['accept-encoding']));
    return packed ? reply.header('content-encoding', 'gzip').send(content.packed) : reply.send(content.plain);
  });
}

interface File {
  readonly plain: Buffer;
  readonly packed: Buffer;
}

let loaded: Promise<ReadonlyMap<string, File>> | undefined;

/** Nine megabytes: read when somebody first opens the explorer. */
function files(): Promise<ReadonlyMap<string, File>> {
  return (loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  }));
}

async function load(): Promise<ReadonlyMap<string, File>> {
  const { js, css, editorWorkerService, jsonWorker, graphqlWorker } = await import('@graphql-yoga/render-graphiql/graphiql');
  // The workers go by the labels under which the editor asks for them.
  const sources = {
    'graphiql.js': js, 'graphiql.css': css,
    'editorWorkerService.js': editorWorkerService, 'json.js': jsonWorker, 'graphql.js': graphqlWorker,
  };
  const packed = await Promise.all(Object.entries(sources).map(async ([name, text]) => {
    const plain = Buffer.from(text);
    return [name, { plain, packed: await promisify(gzip)(plain) }] as const;
  }));
  return new Map(packed);
}
