import {
  getNamedType, isCompositeType, isListType, isObjectType, isInterfaceType, isNonNullType, Kind, valueFromAST,
  type DocumentNode, type FieldNode, type GraphQLCompositeType, type GraphQLField, type GraphQLOutputType, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode,
} from 'graphql';
import { perListed, plainList, shortLists, surcharge } from './prices.js';

/**
 * The price of what an operation may answer at most, as far as one can tell before it is run: each field counts for one and
 * what `prices` adds, as often as its rows multiply it; user errors come once. Takes a valid document, and the variables with
 * their defaults filled in.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map(document.definitions.flatMap((it) => (it.kind === Kind.FRAGMENT_DEFINITION ? [[it.name.value, it] as const] : [])));
  // Within one page size a fragment always costs the same.
  const known = new Map<string, number>();

  function selection({ selections }: SelectionSetNode, type: GraphQLCompositeType, page: number): number {
    let cost = 0;
    for (const each of selections) {
      if (each.kind === Kind.FIELD) {
        cost += field(each, type, page);
      } else if (each.kind === Kind.INLINE_FRAGMENT) {
        cost += selection(each.selectionSet, narrowed(each.typeCondition?.name.value) ?? type, page);
      } else {
        const key = `${each.name.value} ${page}`;
        const fragment = fragments.get(each.name.value)!;
        const spread = known.get(key) ?? selection(fragment.selectionSet, narrowed(fragment.typeCondition.name.value) ?? type, page);
        known.set(key, spread);
        cost += spread;
      }
    }
    return cost;
  }

  function field(node: FieldNode, parent: GraphQLCompositeType, page: number): number {
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    const type = definition && getNamedType(definition.type);
    const more = definition ? surchargeOf(parent, definition) : 0;
    if (!node.selectionSet || !isCompositeType(type)) return 1 + more;
    const { first, listed } = sizeOf(definition!, node);
    const times = isList(definition!.type) && node.name.value !== 'userErrors' ? (listed ?? first ?? shortLists[`${parent.name}.${node.name.value}`] ?? page) : 1;
    // A page's own lists (nodes, edges) hold `first`; lists further in hold what they hold.
    return more + perListed * (listed ?? 0) + times * (1 + selection(node.selectionSet, type, first ?? listed ?? plainList));
  }

  /** How many rows a page has at most, and how many things are listed to be done or looked up. */
  function sizeOf(definition: GraphQLField<unknown, unknown>, node: FieldNode): { first: number | undefined; listed: number | undefined } {
    const value = (name: string): unknown => {
      const argument = definition.args.find((each) => each.name === name);
      const given = argument && node.arguments?.find((each) => each.name.value === name);
      return (given && valueFromAST(given.value, argument.type, { ...variables })) ?? argument?.defaultValue;
    };
    const first = value('first');
    const listed = value('inputs') ?? value('ids');
    return { first: first === undefined ? undefined : Math.max(0, Number(first)), listed: Array.isArray(listed) ? listed.length : undefined };
  }

  function narrowed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }

  const root = schema.getRootType(operation.operation);
  return root ? selection(operation.selectionSet, root, plainList) : 0;
}

/** Looked up by names once: this is asked with each request, for each field. */
const known = new WeakMap<GraphQLField<unknown, unknown>, number>();

function surchargeOf(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): number {
  const before = known.get(field);
  if (before !== undefined) return before;
  const found = surcharge(parent.name, field.name);
  known.set(field, found);
  return found;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
