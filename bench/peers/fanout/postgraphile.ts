import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { jsonParse } from 'postgraphile/@dataplan/json';
import { makePgService } from 'postgraphile/adaptors/pg';
import { constant, context, get, listen } from 'postgraphile/grafast';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { extendSchema } from 'postgraphile/utils';
import { answer } from '../../live/answer.js';
import { listen as listenOn, path, said } from './serve.js';

/**
 * PostGraphile as its documentation of subscriptions shows it: a trigger notifies, `listen` hears it, and the selected fields
 * are read from the database for each subscriber. Events are committed by SQL, from outside.
 */
const subscription = extendSchema((build) => {
  const { issue } = build.pgResources;
  return {
    typeDefs: /* GraphQL */ `
      type Change { operation: String type: String entityId: String entity: Issue }
      type Batch { cursor: String reset: Boolean changes: [Change] }
      extend type Subscription { changes: Batch }
    `,
    objects: {
      Subscription: {
        plans: {
          changes: {
            subscribePlan: () => listen(context().get('pgSubscriber'), constant('issue'), jsonParse),
            plan: ($event) => $event,
          },
        },
      },
      Batch: {
        plans: {
          cursor: ($event) => get($event, 'cursor'),
          reset: () => constant(false),
          changes: ($event) => get($event, 'changes'),
        },
      },
      Change: {
        plans: {
          operation: ($change) => get($change, 'event'),
          type: () => constant('ISSUE'),
          entityId: ($change) => get($change, 'id'),
          entity: ($change) => issue!.get({ id: get($change, 'id') as ReturnType<typeof constant> }),
        },
      },
    },
  };
});

const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [subscription],
  pgServices: [makePgService({ connectionString: process.env['DATABASE_URL']!, schemas: ['peer'], pubsub: true })],
  grafserv: { graphqlPath: path, websockets: true },
});
const server = createServer();
await pgl.createServ(grafserv).addTo(server);
const port = await listenOn(server);
answer({});
said(port);
