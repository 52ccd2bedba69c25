import { createServer } from 'node:http';
import type { ExecutionArgs } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import { typeDefs, type Batch } from '../../live/event.js';
import { listen, path, publishes } from './serve.js';

/** GraphQL Yoga with graphql-ws, as its documentation of subscriptions over WebSocket shows it. */
type Enveloped = ExecutionArgs & { readonly rootValue: Pick<ReturnType<typeof yoga.getEnveloped>, 'execute' | 'subscribe'> };

const pubSub = createPubSub<{ CHANGES: [Batch] }>();
const yoga = createYoga({
  graphqlEndpoint: path,
  schema: createSchema({
    typeDefs,
    resolvers: {
      Query: { hello: () => 'world' },
      Subscription: { changes: { subscribe: () => pubSub.subscribe('CHANGES'), resolve: (batch: Batch) => batch } },
    },
  }),
});
const server = createServer(yoga);
useServer({
  execute: (args) => (args as Enveloped).rootValue.execute(args),
  subscribe: (args) => (args as Enveloped).rootValue.subscribe(args),
  async onSubscribe(context, _id, params) {
    const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
      ...context, req: context.extra.request, socket: context.extra.socket, params,
    });
    const args = {
      schema, operationName: params.operationName, document: parse(params.query), variableValues: params.variables,
      contextValue: await contextFactory(), rootValue: { execute, subscribe },
    };
    const errors = validate(args.schema, args.document);
    return errors.length > 0 ? errors : args;
  },
}, new WebSocketServer({ server, path }));
publishes((batch) => pubSub.publish('CHANGES', batch), await listen(server));
