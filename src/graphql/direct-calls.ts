import { isInterfaceType, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { Context } from './context.js';

type Resolve = GraphQLFieldResolver<unknown, Context>;

/** What type-graphql knows of a method that resolves a field. */
interface Method {
  readonly target: Function;
  readonly methodName: string;
  readonly schemaName: string;
  readonly params?: readonly { readonly kind: string; readonly index: number; readonly name?: string }[];
}

/**
 * Has queries and fields call their methods directly. type-graphql would make a promise for each argument and an instance of
 * each input, though nothing is validated: a fifth of the time of a page of 50 projects. Mutations keep its way.
 */
export function callDirectly(schema: GraphQLSchema): GraphQLSchema {
  const { queries, fieldResolvers, objectTypes, interfaceTypes } = getMetadataStorage();
  const instances = new Map<Function, Record<string, Function>>();
  const resolverOf = ({ target, methodName, params = [] }: Method): Resolve => {
    const instance = instances.get(target) ?? (new (target as new () => Record<string, Function>)());
    instances.set(target, instance);
    const given = params.toSorted((a, b) => a.index - b.index).map(givenBy);
    return (...call) => instance[methodName]!(...given.map((of) => of(...call))) as unknown;
  };
  for (const query of queries) schema.getQueryType()!.getFields()[query.schemaName]!.resolve = resolverOf(query as Method);
  const nameOf = new Map([...objectTypes, ...interfaceTypes].map(({ target, name }) => [target, name]));
  for (const field of fieldResolvers) {
    const type = schema.getType(nameOf.get(field.kind === 'external' ? field.getObjectType!() : field.target) ?? '');
    if (field.kind === 'external' && (isObjectType(type) || isInterfaceType(type))) type.getFields()[field.schemaName]!.resolve = resolverOf(field as Method);
  }
  return schema;
}

function givenBy({ kind, name }: NonNullable<Method['params']>[number]): Resolve {
  switch (kind) {
    case 'root': return (root) => root;
    case 'context': return (_, __, context) => context;
    case 'info': return (_, __, ___, info) => info;
    case 'args': return (_, args) => args;
    case 'arg': return (_, args) => (args as Record<string, unknown>)[name!];
    default: throw new Error(`a parameter of kind ${kind} is not known to direct calls`);
  }
}
