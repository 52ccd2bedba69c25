import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/**
 * How many pairs of fields stand under one name at one place of the answer. Validation compares each pair, and what is below
 * it, to see whether both mean the same: the one rule of graphql-js that takes longer than reading a document does.
 * Takes a document that parses, whose fields are few and whose fragments do not spread themselves.
 */
export function pairsIn(document: DocumentNode): number {
  const fragments = new Map(document.definitions.flatMap((it) => (it.kind === Kind.FRAGMENT_DEFINITION ? [[it.name.value, it] as const] : [])));
  let pairs = 0;
  for (const definition of document.definitions) if ('selectionSet' in definition) pairs += pairsBelow([definition.selectionSet], fragments);
  return pairs;
}

function pairsBelow(sets: readonly SelectionSetNode[], fragments: ReadonlyMap<string, FragmentDefinitionNode>): number {
  const alike = new Map<string, { count: number; readonly below: SelectionSetNode[] }>();
  const gather = ({ selections }: SelectionSetNode): void => {
    for (const each of selections) {
      if (each.kind === Kind.INLINE_FRAGMENT) gather(each.selectionSet);
      else if (each.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(each.name.value);
        if (fragment) gather(fragment.selectionSet);
      } else {
        const name = (each.alias ?? each.name).value;
        const known = alike.get(name) ?? { count: 0, below: [] };
        known.count += 1;
        if (each.selectionSet) known.below.push(each.selectionSet);
        alike.set(name, known);
      }
    }
  };
  for (const set of sets) gather(set);
  let pairs = 0;
  for (const { count, below } of alike.values()) pairs += (count * (count - 1)) / 2 + (below.length > 0 ? pairsBelow(below, fragments) : 0);
  return pairs;
}
