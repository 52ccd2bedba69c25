import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import type { GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { listen, path } from './serve.js';

/** Apollo Server with graphql-ws beside it, as Apollo's documentation of subscriptions puts them together. */
export async function serveByApollo(schema: GraphQLSchema): Promise<number> {
  const app = express();
  const httpServer = createServer(app);
  const wsServer = new WebSocketServer({ server: httpServer, path });
  const cleanup = useServer({ schema }, wsServer);
  const server = new ApolloServer({
    schema,
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer }),
      { serverWillStart: async () => ({ drainServer: async () => void (await cleanup.dispose()) }) },
    ],
  });
  await server.start();
  app.use(path, express.json(), expressMiddleware(server));
  return listen(httpServer);
}
