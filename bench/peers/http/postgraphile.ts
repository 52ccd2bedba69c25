import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { path, serve } from './serve.js';

// It tells at length of types that it does not know, xid8 and pg_snapshot: no field that is asked for has one.
console.warn = () => {};

/** PostGraphile as its documentation shows it, over Diaodu's own tables and the functions of postgraphile.sql. */
const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: process.env['DATABASE_URL']!, schemas: ['public'] })],
  grafserv: { graphqlPath: path },
});
const server = createServer();
await pgl.createServ(grafserv).addTo(server);
serve(server);
