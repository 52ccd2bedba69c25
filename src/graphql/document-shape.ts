import { Kind, visit, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

export interface Shape {
  /** Fields within fields: `{ a { b } }` is 2. */
  readonly depth: number;
  /** Fields in all, each fragment counted as often as it is spread. */
  readonly fields: number;
  /** Of one operation. */
  readonly rootFields: number;
  /** Fields under another name, counted like fields. */
  readonly aliases: number;
}

const nothing: Shape = { depth: 0, fields: 0, rootFields: 0, aliases: 0 };

/** How deep and wide a document's largest operation is. Takes any document that parses; a fragment that spreads itself ends there. */
export function shapeOf(document: DocumentNode): Shape & { readonly circular: boolean } {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  // Each fragment once: spread twelve levels deep, twice each time, it would be walked 4,096 times.
  const measured = new Map<string, Shape>();
  const open = new Set<string>();
  let circular = false;

  function fragment(name: string): Shape {
    const known = measured.get(name);
    if (known) return known;
    if (open.has(name)) circular = true;
    const definition = fragments.get(name);
    if (!definition || open.has(name)) return nothing;
    open.add(name);
    const shape = selection(definition.selectionSet);
    open.delete(name);
    measured.set(name, shape);
    return shape;
  }

  function selection({ selections }: SelectionSetNode): Shape {
    let { depth, fields, rootFields, aliases } = nothing;
    for (const each of selections) {
      if (each.kind === Kind.FIELD) {
        const below = each.selectionSet ? selection(each.selectionSet) : nothing;
        depth = Math.max(depth, 1 + below.depth);
        fields += 1 + below.fields;
        rootFields += 1;
        aliases += below.aliases + (each.alias ? 1 : 0);
      } else {
        const spread = each.kind === Kind.INLINE_FRAGMENT ? selection(each.selectionSet) : fragment(each.name.value);
        depth = Math.max(depth, spread.depth);
        fields += spread.fields;
        rootFields += spread.rootFields;
        aliases += spread.aliases;
      }
    }
    return { depth, fields, rootFields, aliases };
  }

  const shapes = document.definitions.map((definition) => {
    if (definition.kind === Kind.OPERATION_DEFINITION) return selection(definition.selectionSet);
    return definition.kind === Kind.FRAGMENT_DEFINITION ? { ...fragment(definition.name.value), rootFields: 0 } : nothing;
  });
  return {
    depth: Math.max(0, ...shapes.map((shape) => shape.depth)),
    fields: Math.max(0, ...shapes.map((shape) => shape.fields)),
    rootFields: Math.max(0, ...shapes.map((shape) => shape.rootFields)),
    aliases: Math.max(0, ...shapes.map((shape) => shape.aliases)),
    circular,
  };
}

/** Directives in the text, wherever they stand. */
export function directivesIn(document: DocumentNode): number {
  let count = 0;
  visit(document, { Directive: () => { count += 1; } });
  return count;
}

/** Whether a document asks for the schema itself; `__typename` does not. */
export function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, { Field: ({ name: { value } }) => { found ||= value === '__schema' || value === '__type'; } });
  return found;
}
