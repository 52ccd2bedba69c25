import { BREAK, Kind, visit, type DocumentNode } from 'graphql';

/** Where something stands in the arguments, from the argument or variable inwards: ["input", "sites", 0, "name"]. */
export type ArgumentPath = readonly (string | number)[];

/** PostgreSQL stores neither NUL nor halves of surrogate pairs. */
function isUnstorable(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

/** The first unstorable text in the variables. */
export function findInVariables(value: unknown, path: ArgumentPath = []): ArgumentPath | undefined {
  if (typeof value === 'string') return isUnstorable(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = findInVariables(item, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found) return found;
  }
  return undefined;
}

/** The first unstorable text among the literals of a document. */
export function findInLiterals(document: DocumentNode): ArgumentPath | undefined {
  let found: ArgumentPath | undefined;
  visit(document, {
    StringValue(node, _key, _parent, path) {
      if (!isUnstorable(node.value)) return undefined;
      found = argumentPath(document, path);
      return BREAK;
    },
  });
  return found;
}

function argumentPath(document: DocumentNode, path: ArgumentPath): ArgumentPath {
  let at: unknown = document;
  return path.flatMap((key, index) => {
    at = (at as Record<string | number, unknown>)[key];
    const node = at as { kind?: Kind; name?: { value: string } };
    if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) return [node.name!.value];
    return path[index - 1] === 'values' ? [key] : [];
  });
}
