import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import { sql, type Sql } from '../store/database.js';

/** Names of fields, sorted and joined by blanks: a text, so that it can be a part of a loader's key. */
export type Fields = string;

/** Documents are kept, and so are the nodes of their fields. */
const known = new WeakMap<FieldNode, Map<string, Fields>>();

/**
 * The names of all fields that a request selects at a path below the field that is resolved, on whatever condition, whatever
 * they are called in the answer: `selected(info, 'nodes')`.
 */
export function selected({ fieldNodes, fragments }: GraphQLResolveInfo, ...path: readonly string[]): Fields {
  const [first] = fieldNodes;
  const at = path.join('.');
  const before = fieldNodes.length === 1 ? known.get(first!)?.get(at) : undefined;
  if (before !== undefined) return before;
  let sets = fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  for (const name of path) sets = fieldsIn(sets, fragments).flatMap((field) => (field.name.value === name && field.selectionSet ? [field.selectionSet] : []));
  const names = [...new Set(fieldsIn(sets, fragments).map((field) => field.name.value))].toSorted().join(' ');
  if (fieldNodes.length === 1) known.set(first!, (known.get(first!) ?? new Map<string, Fields>()).set(at, names));
  return names;
}

/** Fragments are spread; a valid document has no circle of them. */
function fieldsIn(sets: readonly SelectionSetNode[], fragments: GraphQLResolveInfo['fragments']): FieldNode[] {
  return sets.flatMap(({ selections }) => selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return fieldsIn([selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments[selection.name.value]!.selectionSet], fragments);
  }));
}

/** The columns of a row by property, so that a list reads those that its request asks for and no more. */
export class Columns<T extends { readonly id: number }> {
  /** `readFrom`: the properties that a field is read from where it is not one of its own name. */
  constructor(
    private readonly columns: { readonly [P in Exclude<keyof T, 'scope' | '__typename'>]: Sql },
    private readonly readFrom: Readonly<Record<string, readonly (keyof T & string)[]>>,
  ) {}

  get all(): Sql {
    return this.only(Object.keys(this.columns));
  }

  /** Fields that are in no column, such as those that later rooms add, are read by the row's id. */
  of(fields: Fields): Sql {
    const wanted = new Set(['id', ...fields.split(' ').flatMap((field): readonly string[] => this.readFrom[field] ?? [field])]);
    return this.only(Object.keys(this.columns).filter((property) => wanted.has(property)));
  }

  private only(properties: readonly string[]): Sql {
    const columns = this.columns as Readonly<Record<string, Sql>>;
    return sql.join(properties.map((property) => sql`${columns[property]} as ${sql.id(property)}`));
  }
}
