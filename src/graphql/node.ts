import { Field, ID, InterfaceType } from 'type-graphql';
import type { EntityType } from '../kernel/entity-type.js';

/** Rows tell their type to unions and interfaces by `__typename`: select it with the columns. */
export interface Row {
  readonly __typename: EntityType;
  readonly id: number;
}

@InterfaceType({
  resolveType: (row: Row) => row.__typename,
  description: 'Whatever has a global id. 有全局标识的对象。',
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, unique over all types, stable for ever.' })
  id!: unknown;
}
