import 'reflect-metadata';
import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import { DataloaderType, MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import express from 'express';
import { buildSchema } from 'type-graphql';
import { Assignment, Issue, Leader, Project, ProjectYear, Region } from './entities.js';
import { IssueResolver, ProjectResolver } from './resolvers.js';
import { path, serve } from './serve.js';

/** What every resolver gets; an entity manager of the request's own, as MikroORM's documentation demands. */
export interface Context {
  readonly em: EntityManager;
}

/** Apollo Server, type-graphql and MikroORM with its dataloaders on, put together as their documentations show it. */
const orm = await MikroORM.init({ clientUrl: process.env['DATABASE_URL']!, entities: [Assignment, Issue, Leader, Project, ProjectYear, Region], dataloader: DataloaderType.ALL });
const app = express();
const httpServer = createServer(app);
const server = new ApolloServer<Context>({ schema: await buildSchema({ resolvers: [ProjectResolver, IssueResolver] }), plugins: [ApolloServerPluginDrainHttpServer({ httpServer })] });
await server.start();
app.use(path, express.json(), expressMiddleware(server, { context: async () => ({ em: orm.em.fork() }) }));
serve(httpServer);
