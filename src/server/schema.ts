import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { RegionResolver } from '../region/region.resolver.js';

/** Every room's resolver. */
const resolvers: NonEmptyArray<Function> = [RegionResolver];

/** Built once a process: type-graphql's metadata is global. */
export const schema: GraphQLSchema = buildSchemaSync({ resolvers, validate: false });
