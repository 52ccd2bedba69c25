import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

export interface Shape {
  /** Fields within fields: `{ a { b } }` is 2. */
  readonly depth: number;
  /** Fields in all, each fragment counted as often as it is spread. */
  readonly fields: number;
  /** Of one operation. */
  readonly rootFields: number;
}

const nothing: Shape = { depth: 0, fields: 0, rootFields: 0 };

/** How deep and wide a document's largest operation is. Takes any document that parses; a fragment that spreads itself ends there. */
export function shapeOf(document: DocumentNode): Shape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  // Each fragment once: spread twelve levels deep, twice each time, it would be walked 4,096 times.
  const measured = new Map<string, Shape>();

  function fragment(name: string): Shape {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, nothing);
    const definition = fragments.get(name);
    const shape = definition ? selection(definition.selectionSet) : nothing;
    measured.set(name, shape);
    return shape;
  }

  function selection({ selections }: SelectionSetNode): Shape {
    let { depth, fields, rootFields } = nothing;
    for (const each of selections) {
      if (each.kind === Kind.FIELD) {
        const below = each.selectionSet ? selection(each.selectionSet) : nothing;
        depth = Math.max(depth, 1 + below.depth);
        fields += 1 + below.fields;
        rootFields += 1;
      } else {
        const spread = each.kind === Kind.INLINE_FRAGMENT ? selection(each.selectionSet) : fragment(each.name.value);
        depth = Math.max(depth, spread.depth);
        fields += spread.fields;
        rootFields += spread.rootFields;
      }
    }
    return { depth, fields, rootFields };
  }

  const shapes = document.definitions.map((definition) => {
    if (definition.kind === Kind.OPERATION_DEFINITION) return selection(definition.selectionSet);
    return definition.kind === Kind.FRAGMENT_DEFINITION ? { ...fragment(definition.name.value), rootFields: 0 } : nothing;
  });
  return {
    depth: Math.max(0, ...shapes.map((shape) => shape.depth)),
    fields: Math.max(0, ...shapes.map((shape) => shape.fields)),
    rootFields: Math.max(0, ...shapes.map((shape) => shape.rootFields)),
  };
}
