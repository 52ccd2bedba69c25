import { fastify } from 'fastify';
import mercurius from 'mercurius';
import type { AddressInfo } from 'node:net';
import { typeDefs } from '../../live/event.js';
import { publishes } from './serve.js';

/** mercurius as its documentation shows it: fastify, its own PubSub, its compiler on. */
const app = fastify();
await app.register(mercurius, {
  schema: typeDefs,
  jit: 1,
  subscription: true,
  resolvers: {
    Query: { hello: () => 'world' },
    Subscription: { changes: { subscribe: (_root, _args, { pubsub }) => pubsub.subscribe('CHANGES') } },
  },
});
await app.listen({ port: 0, host: '127.0.0.1' });
publishes((changes) => app.graphql.pubsub.publish({ topic: 'CHANGES', payload: { changes } }), (app.server.address() as AddressInfo).port);
