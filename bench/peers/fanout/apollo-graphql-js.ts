import { PubSub } from 'graphql-subscriptions';
import { createSchema } from 'graphql-yoga';
import { typeDefs, type Batch } from '../../live/event.js';
import { serveByApollo } from './apollo.js';
import { publishes } from './serve.js';

const pubsub = new PubSub<Record<string, { changes: Batch }>>();
// An executable schema of plain graphql-js; `createSchema` is graphql-tools' makeExecutableSchema.
const schema = createSchema({
  typeDefs,
  resolvers: {
    Query: { hello: () => 'world' },
    Subscription: { changes: { subscribe: () => pubsub.asyncIterableIterator('CHANGES') } },
  },
});
publishes((changes) => pubsub.publish('CHANGES', { changes }), await serveByApollo(schema));
